import type { Expr, Stmt } from './ast.ts';
import { plain } from './normalise.ts';
import { statementsIn, usesOf } from './walk.ts';

export function changesBound(bound: Expr, body: readonly Stmt[], variable: string): boolean {
  const names = new Set<string>();
  const collect = (expression: Expr): void => {
    if (expression.kind === 'name') names.add(expression.name);
    if (expression.kind === 'size' && expression.of.kind === 'name') {
      if (!growsIn(body, expression.of.name)) return;
      names.add('\u0000');
    }
    if (expression.kind === 'binary') {
      collect(expression.left);
      collect(expression.right);
    }
    if (expression.kind === 'call' || expression.kind === 'method') names.add('\u0000');
  };
  collect(bound);
  if (bound.kind === 'call' && ['floor', 'sqrt', 'min', 'max', 'ceil'].includes(plain(bound.callee))) {
    names.delete('\u0000');
    bound.args.forEach(collect);
  }
  if (names.has('\u0000') || names.has(variable)) return true;
  return [...statementsIn(body)].some((each) => {
    const { writes, binds } = usesOf(each);
    return (
      writes.some(({ expression }) => expression.kind === 'name' && names.has(expression.name)) ||
      binds.some((name) => names.has(name))
    );
  });
}

export function growsIn(body: readonly Stmt[], name: string): boolean {
  return [...statementsIn(body)].some((each) => {
    if (each.kind === 'add') return each.to.kind === 'name' && each.to.name === name;
    if (each.kind === 'remove') return each.from.kind === 'name' && each.from.name === name;
    return usesOf(each).writes.some(({ expression }) => expression.kind === 'name' && expression.name === name);
  });
}
