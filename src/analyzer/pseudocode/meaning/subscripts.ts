import type { Expr, Routine } from '../grammar/ast.ts';
import { allExpressions, mapExpression, mapStatement, statementsIn, usesOf } from './walk.ts';

/** `a_i` where `i` is a loop's variable and `a` is given or made: the entry at i, as in print; `C_ij` has two indices. */
export function withSubscripts(routine: Routine): Routine {
  const found = subscripted(routine);
  if (found.size === 0) return routine;
  const change = (expression: Expr): Expr =>
    mapExpression(expression, (part) => (part.kind === 'name' ? (entry(part, found.get(part.name)) ?? part) : part));
  return { ...routine, body: routine.body.map((statement) => mapStatement(statement, change, (each) => each)) };
}

interface Subscripted {
  readonly array: string;
  readonly indices: readonly string[];
}

function subscripted({ body, parameters, inputs }: Routine): ReadonlyMap<string, Subscripted> {
  const all = statementsIn(body);
  const counters = new Set(all.flatMap((each) => (each.kind === 'for' ? [each.loop.variable] : [])));
  // A sentence about the input may name its items: `integers a_1, …, a_n`.
  const said = inputs.flatMap(({ words }) => words).flatMap((word) => [word, word.replace(/_[\p{L}\d]$/u, '')]);
  const known = new Set([...parameters.map(({ name }) => name), ...said]);
  // What is named as a whole: it is set, or used like `return b`.
  const whole = new Set(allExpressions(body).flatMap((each) => (each.kind === 'name' ? [each.name] : [])));
  for (const each of all) {
    for (const { expression } of usesOf(each).writes) if (expression.kind === 'name') whole.add(expression.name);
  }
  const isIndex = (name: string): boolean => counters.has(name) || known.has(name) || /^\d$/.test(name);
  const found = new Map<string, Subscripted>();
  for (const each of allExpressions(body)) {
    const match = each.kind === 'name' ? /^(\p{L}+)_(\p{L}{1,2}|\d)$/u.exec(each.name) : null;
    if (each.kind !== 'name' || !match) continue;
    const [, written = '', subscript = ''] = match;
    // The items of a sequence X are x_1, x_2, …
    const upper = written.toUpperCase();
    const isKnown = (name: string): boolean => known.has(name) || whole.has(name);
    const array = !isKnown(written) && isKnown(upper) ? upper : written;
    const indices = counters.has(subscript) || known.has(subscript) ? [subscript] : [...subscript];
    if (isKnown(array) && indices.every(isIndex)) found.set(each.name, { array, indices });
  }
  const isCounted = (array: string): boolean =>
    [...found.values()].some((each) => each.array === array && each.indices.some((index) => counters.has(index)));
  return new Map([...found].filter(([, { array }]) => isCounted(array)));
}

function entry({ start, end }: Expr, said: Subscripted | undefined): Expr | null {
  if (!said) return null;
  const name = (text: string): Expr =>
    /^\d$/.test(text) ? { kind: 'number', value: text, start, end } : { kind: 'name', name: text, start, end };
  return { kind: 'index', object: name(said.array), indices: said.indices.map(name), start, end };
}
