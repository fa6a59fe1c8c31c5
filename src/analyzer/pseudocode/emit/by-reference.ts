import type { Expr, Stmt } from '../grammar/ast.ts';
import type { RoutineContext } from './context.ts';

/** What a call writes back to: `CALL Update(Sum, 3)`, where the first parameter is BYREF and a plain value that is set. */
export function writtenBack(statement: Stmt, cx: RoutineContext): readonly Expr[] {
  if (statement.kind !== 'call' || statement.call.kind !== 'call') return [];
  const { callee, args } = statement.call;
  const defined = cx.callee(callee);
  const returned =
    defined?.scope.routine.parameters.flatMap(({ byReference, name: parameter }, i) =>
      byReference && defined.scope.set.has(parameter) && args[i] ? [args[i]] : [],
    ) ?? [];
  const isPlain = (arg: Expr): boolean => arg.kind === 'name' && (cx.shapes.get(arg.name)?.depth ?? 0) === 0;
  return returned.every(isPlain) ? returned : [];
}
