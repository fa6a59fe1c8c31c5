import type { Expr, Routine, Stmt } from '../grammar/ast.ts';
import { lengthOffset } from './bases.ts';
import type { Scope, Scopes } from './scopes.ts';
import { allExpressions, statementsIn } from './walk.ts';

/**
 * Parameters that say where something stands: what is an index here, what such names get their values from or run between, and
 * what is handed on to such a parameter. How many there are (`n`) is no position.
 */
export function positionParameters(scopes: Scopes): ReadonlyMap<Scope, ReadonlySet<string>> {
  const found = new Map(scopes.scopes.map((scope) => [scope, new Set<string>()]));
  for (let changed = true; changed;) {
    changed = false;
    for (const [scope, names] of found) {
      const before = names.size;
      grow(scope.routine, names, (callee) => {
        const called = scopes.of(callee);
        return called ? called.parameters.map((name) => found.get(called)?.has(name) === true) : [];
      });
      changed ||= names.size > before;
    }
  }
  return new Map([...found].map(([scope, names]) => [scope, new Set(scope.parameters.filter((name) => names.has(name)))])); // prettier-ignore
}

function grow({ body }: Routine, names: Set<string>, taken: (callee: string) => readonly boolean[]): void {
  const add = (expression: Expr): void => {
    if (expression.kind === 'name' && lengthOffset(expression) === null) names.add(expression.name);
    else if (expression.kind === 'binary' && '+-'.includes(expression.operator)) {
      add(expression.left);
      add(expression.right);
    } else if (expression.kind === 'parenthesized') add(expression.inner);
  };
  for (const each of allExpressions(body)) {
    if (each.kind === 'index') each.indices.forEach(add);
    if (each.kind !== 'call') continue;
    const positions = taken(each.callee);
    each.args.forEach((argument, i) => positions[i] === true && add(argument));
  }
  for (const statement of statementsIn(body)) flow(statement, names, add);
}

/** From a value into the name that holds it. */
function flow(statement: Stmt, names: ReadonlySet<string>, add: (expression: Expr) => void): void {
  if (statement.kind === 'for' && names.has(statement.loop.variable)) {
    add(statement.loop.from);
    add(statement.loop.to);
  }
  if (statement.kind !== 'assign') return;
  const isPosition = statement.targets.some((target) => target.kind === 'name' && names.has(target.name));
  if (isPosition) add(statement.value);
}
