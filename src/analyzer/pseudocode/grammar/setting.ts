import type { Dimension, Expr, Stmt } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { readExpression, readSum } from './expressions.ts';
import { readDimensions, skipArticles } from './reader.ts';
import { endsHere, readTarget, type Reading } from './reading.ts';
import { COLLECTIONS, isKeyword } from './words.ts';

/** `set x to e`, `initialize x to e`, `let x be e`. */
export const setting: Reading = (cursor, start) => {
  const verb = cursor.peek()?.lower ?? '';
  if (!/^(set|let|initialize|initialise|define|assign|create|make|construct)$/.test(verb)) return null;
  cursor.next();
  if (cursor.at('each|all|every')) return filling(cursor, start);
  if (/^(create|make|construct|initialize|initialise)$/.test(verb)) {
    const created = cursor.attempt(() => creating(cursor, start));
    if (created) return created;
  }
  skipArticles(cursor);
  const names: { target: Expr; dimensions: Dimension[] | null }[] = [];
  do {
    const declared = cursor.attempt(() => {
      const name = cursor.next();
      if (name.kind !== 'word' || !cursor.at('[')) return null;
      const dimensions = readDimensions(cursor, readSum);
      const isDeclaration = dimensions.some(({ from }) => from !== null) || cursor.at('be') || cursor.at('and');
      const target: Expr = { kind: 'name', name: name.text, start: name.start, end: name.end };
      return isDeclaration ? { target, dimensions } : null;
    });
    const target = declared?.target ?? readTarget(cursor);
    if (!target) return null;
    names.push({ target, dimensions: declared?.dimensions ?? null });
  } while (cursor.eat(',', 'and') || cursor.eat('and') || cursor.eat(','));
  const linked =
    cursor.eat('to', 'be') ||
    cursor.eat('to') ||
    cursor.eat('be') ||
    cursor.eat('as') ||
    cursor.eat('←') ||
    cursor.eat('=') ||
    cursor.eat('equal', 'to');
  if (!linked) return null;
  if (names.some(({ dimensions }) => dimensions)) {
    const fill = arrayFill(cursor);
    return names.map(({ target, dimensions }): Stmt => {
      const value: Expr = dimensions
        ? { kind: 'array', dimensions, fill, ...cursor.since(start) }
        : { kind: 'empty', what: 'array', ...cursor.since(start) };
      return { kind: 'assign', targets: [target], value, ...cursor.since(start) };
    });
  }
  const plural = cursor.attempt(() => (arrayWords(cursor) ? true : null));
  if (plural) {
    return names.map(({ target }): Stmt => ({
      kind: 'assign',
      targets: [target],
      value: { kind: 'empty', what: 'array', ...cursor.since(start) },
      ...cursor.since(start),
    }));
  }
  const value = readExpression(cursor);
  return [{ kind: 'assign', targets: names.map(({ target }) => target), value, ...cursor.since(start) }];
};

/** `set each element in d to zero`, `initialize all entries of A to ∞`. */
function filling(cursor: Cursor, start: number): readonly Stmt[] | null {
  cursor.next();
  skipArticles(cursor);
  if (!cursor.eat('element|elements|entry|entries|cell|cells|value|values|item|items')) return null;
  if (!cursor.eatAny('in', 'of')) return null;
  const of = readSum(cursor);
  if (!cursor.eatAny('to', '=', '←', 'equal to')) return null;
  const value = readExpression(cursor);
  return [{ kind: 'fill', of, value: fillOf(value) ?? value, ...cursor.since(start) }];
}

/** `a new table`, `new arrays`: nothing more than that. */
function arrayWords(cursor: Cursor): boolean {
  cursor.eat('a|an');
  cursor.eat('new|empty|two-dimensional|two');
  const token = cursor.peek();
  if (token?.kind !== 'word' || !(COLLECTIONS.has(token.lower) || COLLECTIONS.has(token.lower.replace(/s$/, ''))))
    return false;
  cursor.next();
  return endsHere(cursor);
}

/** `be a new table`, `be new arrays filled with 0`. */
function arrayFill(cursor: Cursor): Expr | null {
  let fill: Expr | null = null;
  while (cursor.peek()) {
    const token = cursor.next();
    if (!/^(to|with|of|all)$/.test(token.lower)) continue;
    const value = cursor.attempt(() => readSum(cursor));
    if (value && !cursor.peek()) fill = fillOf(value);
  }
  return fill;
}

/** `zeros` is 0, and `of lists` says nothing of a value. */
function fillOf(value: Expr): Expr | null {
  if (value.kind !== 'name') return value;
  if (/^(zeros?|zeroes)$/i.test(value.name)) return { kind: 'number', value: '0', start: value.start, end: value.end };
  return COLLECTIONS.has(value.name.replace(/s$/, '')) ? null : value;
}

/** `create a new queue Q`, `create vertex set Q`, `create an array B[0..n]`. */
function creating(cursor: Cursor, start: number): readonly Stmt[] | null {
  skipArticles(cursor);
  cursor.eat('a');
  while (
    cursor.peek()?.kind === 'word' &&
    /^(new|empty|vertex|min|max|priority|node|single|first-in-first-out|min-priority|max-priority|boolean|bool|integer|temporary|auxiliary)$/.test(
      cursor.peek()?.lower ?? '',
    )
  )
    cursor.next();
  const what = cursor.peek();
  if (what?.kind !== 'word' || !COLLECTIONS.has(what.lower)) return null;
  cursor.next();
  cursor.eat('called|named');
  const name = cursor.next();
  if (name.kind !== 'word' || isKeyword(name.lower)) return null;
  const target: Expr = { kind: 'name', name: name.text, start: name.start, end: name.end };
  const dimensions = cursor.at('[')
    ? readDimensions(cursor, readSum)
    : cursor.eat('of', 'size|length')
      ? [{ from: null, to: readSum(cursor) }]
      : null;
  const value: Expr = dimensions
    ? { kind: 'array', dimensions, fill: arrayFill(cursor), ...cursor.since(start) }
    : { kind: 'empty', what: what.lower, ...cursor.since(start) };
  return [{ kind: 'assign', targets: [target], value, ...cursor.since(start) }];
}
