import type { Expr } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { readExpression, readSum } from './expressions.ts';
import { skipArticles } from './reader.ts';
import { readTake, readTarget, stepBy, type Reading } from './reading.ts';
import { LABELS, NOUNS } from './words.ts';

/** Statements that are sentences: `add v to Q`, `remove u from Q`, `mark v as visited`. */

const swapping: Reading = (cursor, start) => {
  if (!cursor.eat('swap|exchange|interchange')) return null;
  if (cursor.at('(')) return null;
  cursor.eat('the', 'values', 'of');
  cursor.eat('the', 'contents', 'of');
  cursor.eat('values', 'of');
  const left = readTarget(cursor);
  if (!left) return null;
  const isParted = cursor.eat('with') || cursor.eat('and') || cursor.eat('↔') || cursor.eat(',');
  // `exchange a[i] a[j]`: an entry ends with its bracket.
  if (!isParted && left.kind !== 'index') return null;
  const right = readTarget(cursor);
  return right ? [{ kind: 'swap', left, right, ...cursor.since(start) }] : null;
};

const counting: Reading = (cursor, start) => {
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

const adding: Reading = (cursor, start) => {
  const verb = cursor.peek()?.lower ?? '';
  if (!/^(add|append|insert|push|enqueue|put|prepend|place|include|store)$/.test(verb) || cursor.peek(1)?.text === '(')
    return null;
  cursor.next();
  skipArticles(cursor);
  const item = readExpression(cursor);
  const place = cursor.attempt(() => readPlace(cursor)) ?? (cursor.eat('to|into|onto|in|on') ? 'end' : null);
  if (place === null) return null;
  const atFront = place === 'front' || verb === 'prepend';
  skipArticles(cursor);
  const to = readSum(cursor);
  if (verb === 'add' && isNumeric(item)) return [stepBy([to], '+', item, cursor.since(start))];
  const priority = cursor.eat('with') ? (skipPriority(cursor), readSum(cursor)) : null;
  const where = atFront ? 'first' : verb === 'add' || verb === 'include' ? 'set' : 'last';
  return [{ kind: 'add', item, to, where, priority, ...cursor.since(start) }];
};

/** `at the front of`, `onto the beginning of`, `to the end of`. */
function readPlace(cursor: Cursor): 'front' | 'end' | null {
  if (!cursor.eat('to|at|into|onto|in|on|before')) return null;
  skipArticles(cursor);
  const place = cursor.eat('front|beginning|head|start') ? 'front' : cursor.eat('end|back|rear|tail') ? 'end' : null;
  return place !== null && cursor.eat('of') ? place : null;
}

function skipPriority(cursor: Cursor): void {
  while (cursor.eat('priority|key|value|cost')) if (!cursor.eat('=')) cursor.eat('of');
}

function isNumeric(expression: Expr): boolean {
  return expression.kind === 'number' || (expression.kind === 'binary' && !'∪∩∖'.includes(expression.operator));
}

const removing: Reading = (cursor, start) => {
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
  const isAny = namesAny(cursor);
  skipArticles(cursor);
  const item = readSum(cursor);
  if (!cursor.eat('from') && !cursor.eat('of') && !cursor.eat('off')) return null;
  const from = readSum(cursor);
  const span = cursor.since(start);
  // `pop v from S` gives v its value, `remove v from S` looks for it.
  const which = isAny && item.kind === 'name' ? 'any' : TAKING[verb];
  if (which) return [{ kind: 'assign', targets: [item], value: { kind: 'take', of: from, which, ...span }, ...span }];
  return [{ kind: 'remove', item, from, ...span }];
};

const TAKING: Readonly<Partial<Record<string, 'last' | 'first' | 'min'>>> = {
  pop: 'last',
  dequeue: 'first',
  extract: 'min',
};

/** `remove a node n from S` takes whichever comes, and calls it n. */
function namesAny(cursor: Cursor): boolean {
  const isAny =
    cursor.at('a|an|any|some') && NOUNS.has(cursor.peek(1)?.lower ?? '') && cursor.peek(2)?.lower !== 'from';
  return isAny && cursor.eat('a|an|any|some');
}

const marking: Reading = (cursor, start) => {
  if (!cursor.eat('mark|label|flag')) return null;
  skipArticles(cursor);
  const of = readSum(cursor);
  cursor.eat('as|to|be');
  const label = cursor.done ? null : cursor.next();
  if (label && label.kind !== 'word') return null;
  if (label && !LABELS.has(label.lower) && !cursor.done) return null;
  return [{ kind: 'label', of, label: label?.lower ?? 'marked', ...cursor.since(start) }];
};

const sorting: Reading = (cursor, start) => {
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
    // `by weight w`, but `by weight in nondecreasing order`.
    const after = cursor.peek(1);
    if (cursor.at('weight|weights|cost') && after && !/^(in|into|,|;|\.)$/.test(after.lower)) cursor.next();
    key = cursor.attempt(() => readSum(cursor));
  }
  return [{ kind: 'sort', of, key, variables: [], down, ...cursor.since(start) }];
};

export const PROSE: readonly Reading[] = [swapping, counting, adding, removing, marking, sorting];
