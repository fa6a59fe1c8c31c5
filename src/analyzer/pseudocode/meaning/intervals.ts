import type { Expr, Stmt } from '../grammar/ast.ts';
import type { Scope } from './scopes.ts';
import { allExpressions, statementsIn, usesOf } from './walk.ts';

/** Parameters that are the ends of a part of a list, lowest first: `p`, `q` and `r` of MERGE(A, p, q, r). */
export function intervalOf({ routine, parameters }: Scope, positions: ReadonlySet<string>): readonly string[] {
  const ends = parameters.filter((name) => positions.has(name));
  const met = new Set<string>();
  const meet = (left: string | null, right: string | null): void => {
    if (left === null || right === null || left === right) return;
    if (ends.includes(left) && ends.includes(right)) for (const name of [left, right]) met.add(name);
  };
  for (const each of allExpressions(routine.body)) {
    if (each.kind === 'binary' && '<≤>≥'.includes(each.operator)) meet(nameIn(each.left), nameIn(each.right));
  }
  for (const statement of statementsIn(routine.body)) {
    if (statement.kind === 'for') meet(nameIn(statement.loop.from), nameIn(statement.loop.to));
    for (const [high, low] of differences(statement)) meet(low, high);
  }
  // The text lists the lower end first.
  return met.size > 1 ? ends.filter((name) => met.has(name)) : [];
}

/** The name of `r`, `r - 1` and `q + 1`. */
function nameIn(expression: Expr): string | null {
  if (expression.kind === 'name') return expression.name;
  if (expression.kind === 'parenthesized') return nameIn(expression.inner);
  if (expression.kind !== 'binary' || expression.right.kind !== 'number') return null;
  return '+-'.includes(expression.operator) ? nameIn(expression.left) : null;
}

/** How many there are between two ends: `q - p + 1`, where that is what a statement sets or goes up to. */
function differences(statement: Stmt): (readonly [string | null, string | null])[] {
  const { reads } = usesOf(statement);
  return reads.flatMap((each) => {
    const inner = each.kind === 'binary' && each.right.kind === 'number' && '+-'.includes(each.operator) ? each.left : each;
    return inner.kind === 'binary' && inner.operator === '-' ? [[nameIn(inner.left), nameIn(inner.right)] as const] : [];
  });
} // prettier-ignore

const PART = /^(p|pat|pattern|needle|word|w|sub\w*)$/i;
const WHOLE = /^(t|txt|text|s|str|string|haystack|document)$/i;

/** A pattern and the text that it is looked for in. */
export function patternOf({ parameters }: Scope, isList: (name: string) => boolean): readonly [string, string] | null {
  const lists = parameters.filter(isList);
  const [first, second] = lists;
  if (first === undefined || second === undefined || lists.length > 2) return null;
  if (PART.test(first) && WHOLE.test(second)) return [first, second];
  return PART.test(second) && WHOLE.test(first) ? [second, first] : null;
}
