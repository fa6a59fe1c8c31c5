import type { EachHead, Expr, ForHead, Pattern } from './ast.ts';
import { Unreadable, type Cursor } from './cursor.ts';
import { readComparison, readExpression, readPostfix, readSum } from './expressions.ts';
import type { Span } from '../documents/mapped-text.ts';
import type { Token } from '../lines/tokens.ts';
import { ARTICLES, isKeyword, NOUNS } from './words.ts';

export type LoopHead =
  { readonly kind: 'for'; readonly loop: ForHead } | { readonly kind: 'each'; readonly loop: EachHead };

/** What stands behind `for`, up to `do` or a colon. @throws {Unreadable} naming the place */
export function readForHead(cursor: Cursor): LoopHead {
  const all = cursor.eatAny('each', 'all', 'every', 'any');
  const bracketed = cursor.at('(') && isCountedInside(cursor) && cursor.eat('(');
  const head = cursor.attempt(() => (all && namesEdges(cursor) ? null : readCounted(cursor))) ?? readEach(cursor);
  if (bracketed) cursor.expect(')');
  return head;
}

/** `edges from v to w` are no numbers from v on. */
function namesEdges(cursor: Cursor): boolean {
  return cursor.at('edge|edges|arc|arcs');
}

function isCountedInside(cursor: Cursor): boolean {
  return cursor.peek(1)?.kind === 'word' && /^(=|←|from|in|∈)$/.test(cursor.peek(2)?.lower ?? '');
}

function nameOf(token: Token): { name: string; span: Span } {
  if (token.kind !== 'word' || isKeyword(token.lower))
    throw new Unreadable('the loop’s variable is missing here', token);
  return { name: token.text, span: token };
}

/** `i = 1 to n`, `i ← n downto 1`, `i from 0 to n by 2`, `i in 1..n-1`, `k = 0, ..., n-1`, `i in range(a, b)`. */
function readCounted(cursor: Cursor): LoopHead | null {
  const noun = cursor.peek();
  const after = cursor.peek(1);
  if (noun && NOUNS.has(noun.lower) && after?.kind === 'word' && !isKeyword(after.lower)) cursor.next();
  const { name, span } = nameOf(cursor.next());
  if (!cursor.eatAny('=', '←', 'from', 'in', '∈', 'starting from')) return null;
  const isCall = cursor.at('range|xrange') && cursor.peek(1)?.text === '(';
  // `in range 0 to n - 1` names both bounds.
  if (!isCall) cursor.eat('range');
  const bounds = isCall ? readRange(cursor) : readBounds(cursor);
  return bounds && { kind: 'for', loop: { variable: name, variableSpan: span, ...bounds } };
}

/** `1 to n by 2`, `n downto 1`, `1..n`, `{1, …, n}`. */
function readBounds(cursor: Cursor): Bounds | null {
  const bracketed = cursor.at('{|[') ? cursor.next() : null;
  const from = readSum(cursor);
  if (cursor.eat(',')) return readDots(cursor, from, bracketed);
  const falls = cursor.eatAny('downto', 'down to');
  if (!falls && !cursor.eatAny('to', 'upto', 'up to', 'until', 'through', '..')) return null;
  const to = readSum(cursor);
  if (bracketed && !cursor.eat('}')) cursor.expect(']');
  const step = readStep(cursor);
  // `inclusive` says what is meant anyway; `exclusive` says otherwise.
  const exclusive = !cursor.eatAny('inclusive', '( inclusive )') && cursor.eatAny('exclusive', '( exclusive )');
  const isNegative = step?.kind === 'unary' && step.operator === '-';
  return { from, to, step: isNegative ? step.operand : step, down: falls || isNegative, exclusive };
}

function readStep(cursor: Cursor): Expr | null {
  if (cursor.eat('by') || cursor.eat('step')) {
    cursor.eat('size|of');
    cursor.eat('=');
    return readSum(cursor);
  }
  if (cursor.eat('in', 'steps', 'of') || cursor.eat('with', 'step') || cursor.eat('in', 'increments', 'of'))
    return readSum(cursor);
  return null;
}

type Bounds = Pick<ForHead, 'from' | 'to' | 'step' | 'down' | 'exclusive'>;

function readRange(cursor: Cursor): Bounds {
  const name = cursor.next();
  cursor.expect('(');
  const first = readExpression(cursor);
  const second = cursor.eat(',') ? readExpression(cursor) : null;
  const step = cursor.eat(',') ? readExpression(cursor) : null;
  cursor.expect(')');
  const zero: Expr = { kind: 'number', value: '0', start: name.start, end: name.end };
  const negative = step?.kind === 'unary' && step.operator === '-';
  return {
    from: second ? first : zero,
    to: second ?? first,
    step: negative ? step.operand : step,
    down: negative,
    exclusive: true,
  };
}

/** `1, 2, …, n` and `n, n - 1, …, 1`. */
function readDots(cursor: Cursor, from: Expr, bracketed: Token | null): Bounds {
  let second: Expr | null = null;
  while (!cursor.at('..')) {
    const term = readSum(cursor);
    second ??= term;
    cursor.expect(',');
  }
  cursor.next();
  cursor.eat(',');
  cursor.eat('not', 'exceeding');
  const to = readSum(cursor);
  if (bracketed && !cursor.eat('}')) cursor.expect(']');
  return { from, to, ...(second ? stepTo(from, second, cursor) : { step: null, down: false }), exclusive: false };
}

/** What lies between the first two values: `i², i² + i, …` goes on by i, `n, n - 1, …` counts down. */
function stepTo(from: Expr, second: Expr, cursor: Cursor): Pick<Bounds, 'step' | 'down'> {
  if (from.kind === 'number' && second.kind === 'number') {
    const by = Number(second.value) - Number(from.value);
    const step: Expr = { ...second, value: String(Math.abs(by)) };
    return { step: Math.abs(by) === 1 ? null : step, down: by < 0 };
  }
  if (second.kind === 'binary' && (second.operator === '+' || second.operator === '-') && same(second.left, from)) {
    const isOne = second.right.kind === 'number' && second.right.value === '1';
    return { step: isOne ? null : second.right, down: second.operator === '-' };
  }
  // `k·n, (k + 1)·n`, `2i, 3i`.
  throw new Unreadable('it isn’t clear by how much the loop counts: write “for i = a to b by c”', cursor.here());
}

function same(a: Expr, b: Expr): boolean {
  return JSON.stringify(withoutPlaces(a)) === JSON.stringify(withoutPlaces(b));
}

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !/^(start|end|nameSpan)$/.test(key));
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutPlaces(each)]));
}

/** `each v in S`, `each neighbor v of u still in Q`, `each edge (u, v) with weight w in edges`, `i, x in enumerate(A)`. */
function readEach(cursor: Cursor): LoopHead {
  while (ARTICLES.has(cursor.peek()?.lower ?? '') || cursor.at('directed|undirected|adjacent|outgoing|unvisited|such'))
    cursor.next();
  const noun = cursor.peek()?.lower ?? '';
  const isNeighbor = /^(neighbors?|neighbours?|successors?|child|children)$/.test(noun);
  if (cursor.peek()?.kind === 'word' && (NOUNS.has(noun) || isNeighbor) && nextIsPattern(cursor)) cursor.next();
  const bound = cursor.eat('from') ? readEdgeEnds(cursor) : null;
  if (bound) return bound;
  const { pattern, position } = readPattern(cursor);
  cursor.eatAny('that is', 'that are', 'which is', 'which are');
  if ((isNeighbor && cursor.eat('of')) || cursor.eatAny('adjacent to', 'neighboring', 'reachable from')) {
    const of: Expr = { kind: 'neighbors', of: readSum(cursor), incoming: false, ...cursor.since(cursor.index - 1) };
    return each(cursor, pattern, position, of);
  }
  const weighted = withWeight(cursor, pattern);
  if (!cursor.eatAny('in', '∈', 'of', 'from', 'over', '←')) {
    throw new Unreadable(
      'it isn’t clear what the loop runs over: write “for each x in A” or “for i = 1 to n”',
      cursor.here(),
    );
  }
  const { of, reversed } = readSource(cursor);
  return each(cursor, weighted ?? pattern, position, of, reversed);
}

/** What a loop runs over, perhaps backwards: `A`, `reversed(A)`, `1..n`, `enumerate(A)`, `A in reverse order`. */
function readSource(cursor: Cursor): { of: Expr; reversed: boolean } {
  const start = cursor.index;
  const isCall = cursor.peek(1)?.text === '(';
  const isReversed = cursor.at('reversed') && isCall;
  if (isReversed || (cursor.at('enumerate') && isCall)) cursor.next();
  const before = isReversed || cursor.eatAny('reverse order of', 'reverse');
  let of = readPostfix(cursor, readSum(cursor));
  if (cursor.eat('..'))
    of = { kind: 'range', from: of, to: readSum(cursor), exclusive: false, step: null, ...cursor.since(start) };
  return { of, reversed: cursor.eatAny('in reverse order', 'in reverse') || before };
}

function nextIsPattern(cursor: Cursor): boolean {
  const after = cursor.peek(1);
  return (
    after !== undefined &&
    (after.text === '(' ||
      after.lower === 'from' ||
      (after.kind === 'word' && !isKeyword(after.lower)) ||
      after.text === '{')
  );
}

/** `edges from v to w in …`: w is a neighbor of v. */
function readEdgeEnds(cursor: Cursor): LoopHead | null {
  const from = readSum(cursor);
  if (!cursor.eat('to')) throw new Unreadable('“to” is missing here', cursor.here());
  const { name, span } = nameOf(cursor.next());
  const start = cursor.index;
  cursor.eat('that', 'are');
  const said = cursor.eat('in') ? readSum(cursor) : null;
  const of: Expr =
    said?.kind === 'method' && said.args.length === 1
      ? said
      : { kind: 'neighbors', of: from, incoming: false, ...cursor.since(Math.max(0, start - 1)) };
  return each(cursor, { kind: 'one', name, span }, null, of);
}

function each(cursor: Cursor, pattern: Pattern, position: EachHead['position'], of: Expr, reversed = false): LoopHead {
  return { kind: 'each', loop: { pattern, position, of, filter: readFilter(cursor, pattern), reversed } };
}

function readPattern(cursor: Cursor): { pattern: Pattern; position: EachHead['position'] } {
  if (cursor.eat('(') || cursor.eat('{') || cursor.eat('⟨')) {
    const names = [nameOf(cursor.next())];
    while (cursor.eat(',')) names.push(nameOf(cursor.next()));
    if (!cursor.eat(')') && !cursor.eat('}')) cursor.expect('⟩');
    return { pattern: { kind: 'many', names }, position: null };
  }
  if (cursor.peek(1)?.text === '-' && cursor.peek(2)?.kind === 'word' && cursor.peek(3)?.lower === 'in') {
    const names = [nameOf(cursor.next())];
    cursor.next();
    names.push(nameOf(cursor.next()));
    return { pattern: { kind: 'many', names }, position: null };
  }
  const first = nameOf(cursor.next());
  if (!cursor.eat(',')) return { pattern: { kind: 'one', ...first }, position: null };
  const names = [first, nameOf(cursor.next())];
  while (cursor.eat(',')) names.push(nameOf(cursor.next()));
  const second = names[1];
  if (names.length === 2 && second && cursor.at('in', 'enumerate'))
    return { pattern: { kind: 'one', ...second }, position: first };
  return { pattern: { kind: 'many', names }, position: null };
}

/** `edge (u, v) with weight w in edges`: each entry is [u, v, w]. */
function withWeight(cursor: Cursor, pattern: Pattern): Pattern | null {
  if (pattern.kind !== 'many' || !cursor.eat('with|of')) return null;
  cursor.eat('weight|cost|capacity|length');
  return { kind: 'many', names: [...pattern.names, nameOf(cursor.next())] };
}

/** `still in Q`, `where w ≠ v`, `such that …`, `not in S`. */
function readFilter(cursor: Cursor, pattern: Pattern): Expr | null {
  const name = pattern.kind === 'one' ? pattern : null;
  // `taken in nondecreasing order by weight` says again what a line above did.
  if (cursor.eat(',', 'taken', 'in') || cursor.eat('taken', 'in')) {
    while (!cursor.done && !cursor.at('do|:')) cursor.next();
    return null;
  }
  const subject: Expr | null = name && { kind: 'name', name: name.name, start: name.span.start, end: name.span.end };
  cursor.eat('that|which', 'is|are');
  if (subject && (cursor.at('still', 'in') || cursor.at('not', 'in') || cursor.at('in'))) {
    const negated = cursor.eat('not');
    cursor.eat('still');
    cursor.next();
    const right = readSum(cursor);
    return {
      kind: 'binary',
      operator: negated ? 'not in' : 'in',
      left: subject,
      right,
      start: right.start,
      end: right.end,
    };
  }
  if (cursor.eatAny('where', 'such that', 'if', 'with', 'satisfying')) {
    let filter = readComparison(cursor);
    while (cursor.at('and')) {
      cursor.next();
      const right = readComparison(cursor);
      filter = { kind: 'binary', operator: 'and', left: filter, right, start: filter.start, end: right.end };
    }
    return filter;
  }
  return null;
}
