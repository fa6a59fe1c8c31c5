import type { Dimension, Expr, Stmt } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { readDimensions, readExpression, readSum } from './expressions.ts';
import { endsHere, skipArticles, type Reading } from './reading.ts';
import { readTake } from './take.ts';
import { readTarget, stepBy } from './targets.ts';
import { COLLECTIONS, isKeyword, LABELS, NOUNS } from './words.ts';

export const swapping: Reading = (cursor, start) => {
  if (!cursor.eat('swap|exchange|interchange')) return null;
  if (cursor.at('(')) return null;
  cursor.eat('the', 'values', 'of');
  cursor.eat('the', 'contents', 'of');
  cursor.eat('values', 'of');
  const left = readTarget(cursor);
  if (!left || !(cursor.eat('with') || cursor.eat('and') || cursor.eat('↔') || cursor.eat(','))) return null;
  const right = readTarget(cursor);
  return right ? [{ kind: 'swap', left, right, ...cursor.since(start) }] : null;
};

export const counting: Reading = (cursor, start) => {
  const verb = cursor.peek()?.lower ?? '';
  if (!/^(increment|decrement|increase|decrease|add|subtract|multiply|divide)$/.test(verb)) return null;
  cursor.next();
  if (verb === 'add' || verb === 'subtract') return null;
  skipArticles(cursor);
  if (cursor.eat('value', 'of')) skipArticles(cursor);
  const target = readTarget(cursor);
  if (!target) return null;
  const by = cursor.eat('by') ? readExpression(cursor) : null;
  const operator = verb === 'multiply' ? '*' : verb === 'divide' ? '/' : verb.startsWith('in') ? '+' : '-';
  return [stepBy([target], operator, by, cursor.since(start))];
};

/** `set x to e`, `initialize x to e`, `let x be e`. */
export const setting: Reading = (cursor, start) => {
  const verb = cursor.peek()?.lower ?? '';
  if (!/^(set|let|initialize|initialise|define|assign|create|make|construct)$/.test(verb)) return null;
  cursor.next();
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
      const dimensions = readDimensions(cursor);
      const isDeclaration = dimensions.some(({ from }) => from !== null) || cursor.at('be') || cursor.at('and');
      const target: Expr = { kind: 'name', name: name.text, start: name.start, end: name.end };
      return isDeclaration ? { target, dimensions } : null;
    });
    const target = declared?.target ?? readTarget(cursor);
    if (!target) return null;
    names.push({ target, dimensions: declared?.dimensions ?? null });
  } while (cursor.eat('and') || cursor.eat(','));
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
  while (!cursor.done) {
    const token = cursor.next();
    if (/^(to|with|of|all)$/.test(token.lower) && !isAtEnd(cursor)) {
      const value = cursor.attempt(() => readSum(cursor));
      if (value && isAtEnd(cursor)) fill = filler(value);
    }
  }
  return fill;
}

function isAtEnd(cursor: Cursor): boolean {
  return cursor.peek() === undefined;
}

/** `zeros` are 0; `of arrays` says nothing of what is in them. */
function filler(value: Expr): Expr | null {
  if (value.kind !== 'name') return value;
  if (/^(zeros?|zeroes)$/.test(value.name)) return { kind: 'number', value: '0', start: value.start, end: value.end };
  return COLLECTIONS.has(value.name.replace(/s$/, '')) ? null : value;
}

/** `create a new queue Q`, `create vertex set Q`, `create an array B[0..n]`. */
function creating(cursor: Cursor, start: number): readonly Stmt[] | null {
  skipArticles(cursor);
  cursor.eat('a');
  while (
    cursor.peek()?.kind === 'word' &&
    /^(new|empty|vertex|min|max|priority|node|single|first-in-first-out|min-priority|max-priority|node)$/.test(
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
    ? readDimensions(cursor)
    : cursor.eat('of', 'size|length')
      ? [{ from: null, to: readSum(cursor) }]
      : null;
  const value: Expr = dimensions
    ? { kind: 'array', dimensions, fill: arrayFill(cursor), ...cursor.since(start) }
    : { kind: 'empty', what: what.lower, ...cursor.since(start) };
  return [{ kind: 'assign', targets: [target], value, ...cursor.since(start) }];
}

export const adding: Reading = (cursor, start) => {
  const verb = cursor.peek()?.lower ?? '';
  if (!/^(add|append|insert|push|enqueue|put|prepend|place|include|store)$/.test(verb) || cursor.peek(1)?.text === '(')
    return null;
  cursor.next();
  skipArticles(cursor);
  const item = readExpression(cursor);
  if (!(
    cursor.eat('to', 'the', 'end', 'of') ||
    cursor.eat('at', 'the', 'end', 'of') ||
    cursor.eat('to', 'the', 'front', 'of') ||
    cursor.eat('to') ||
    cursor.eat('into') ||
    cursor.eat('onto') ||
    cursor.eat('in') ||
    cursor.eat('on')
  ))
    return null;
  const atFront = cursor.peek(-2)?.lower === 'front' || verb === 'prepend';
  skipArticles(cursor);
  const to = readSum(cursor);
  if (verb === 'add' && isNumeric(item)) return [stepBy([to], '+', item, cursor.since(start))];
  const priority = cursor.eat('with') ? (skipPriority(cursor), readSum(cursor)) : null;
  const where = atFront ? 'first' : verb === 'add' || verb === 'include' ? 'set' : 'last';
  return [{ kind: 'add', item, to, where, priority, ...cursor.since(start) }];
};

function skipPriority(cursor: Cursor): void {
  while (cursor.eat('priority|key|value|cost')) if (!cursor.eat('=')) cursor.eat('of');
}

function isNumeric(expression: Expr): boolean {
  return expression.kind === 'number' || (expression.kind === 'binary' && !'∪∩∖'.includes(expression.operator));
}

export const removing: Reading = (cursor, start) => {
  const taken = readTake(cursor);
  // `remove the first element of L and append it to B`.
  if (taken && cursor.at('and', 'append|add|push|insert|put', 'it') && cursor.peek(4)) {
    cursor.index += 4;
    const to = readSum(cursor);
    return [{ kind: 'add', item: taken, to, where: 'last', priority: null, ...cursor.since(start) }];
  }
  if (taken) return [{ kind: 'call', call: taken, ...cursor.since(start) }];
  const verb = cursor.peek()?.lower ?? '';
  if (!/^(remove|delete|discard|pop|dequeue|extract)$/.test(verb) || cursor.peek(1)?.text === '(') return null;
  cursor.next();
  skipArticles(cursor);
  const item = readSum(cursor);
  if (!cursor.eat('from') && !cursor.eat('of') && !cursor.eat('off')) return null;
  const from = readSum(cursor);
  const span = cursor.since(start);
  // `pop v from S` gives v its value, `remove v from S` looks for it.
  if (verb === 'pop' || verb === 'dequeue' || verb === 'extract') {
    const which = verb === 'pop' ? 'last' : verb === 'dequeue' ? 'first' : 'min';
    return [{ kind: 'assign', targets: [item], value: { kind: 'take', of: from, which, ...span }, ...span }];
  }
  return [{ kind: 'remove', item, from, ...span }];
};

export const marking: Reading = (cursor, start) => {
  if (!cursor.eat('mark|label|flag')) return null;
  skipArticles(cursor);
  const of = readSum(cursor);
  cursor.eat('as|to|be');
  const label = cursor.done ? null : cursor.next();
  if (label && label.kind !== 'word') return null;
  if (label && !LABELS.has(label.lower) && !cursor.done) return null;
  return [{ kind: 'label', of, label: label?.lower ?? 'marked', ...cursor.since(start) }];
};

export const sorting: Reading = (cursor, start) => {
  if (!cursor.eat('sort')) return null;
  if (cursor.at('(')) return null;
  skipArticles(cursor);
  const before = cursor.peek();
  if (before?.kind === 'word' && NOUNS.has(before.lower) && cursor.peek(1)?.kind === 'word') {
    cursor.next();
    cursor.eat('of|in');
    skipArticles(cursor);
    if (
      cursor.peek()?.kind === 'word' &&
      NOUNS.has(cursor.peek()?.lower ?? '') &&
      cursor.at('edges|vertices') &&
      cursor.peek(1)?.lower === 'of'
    )
      cursor.index += 2;
  }
  const of = readSum(cursor);
  let down = false;
  let key: Expr | null = null;
  while (!cursor.done) {
    const token = cursor.next();
    if (/^(decreasing|descending|nonincreasing|non-increasing|reverse)$/.test(token.lower)) down = true;
    if (token.lower !== 'by') continue;
    skipArticles(cursor);
    cursor.eat('their');
    if (cursor.at('weight|weights|cost') && cursor.peek(1)) cursor.next();
    key = cursor.attempt(() => readSum(cursor));
  }
  return [{ kind: 'sort', of, key, variables: [], down, ...cursor.since(start) }];
};
