import type { EachHead, Expr, ForHead, Pattern } from './ast.ts';
import { Unreadable, type Cursor } from './cursor.ts';
import { readComparison, readExpression, readPostfix, readSum } from './expressions.ts';
import type { Span } from './mapped-text.ts';
import type { Token } from './tokens.ts';
import { ARTICLES, isKeyword, NOUNS } from './words.ts';

export type LoopHead =
  { readonly kind: 'for'; readonly loop: ForHead } | { readonly kind: 'each'; readonly loop: EachHead };

/** What stands behind `for`, up to `do` or a colon. @throws {Unreadable} naming the place */
export function readForHead(cursor: Cursor): LoopHead {
  const all = cursor.eat('each') || cursor.eat('all') || cursor.eat('every') || cursor.eat('any');
  const bracketed = !all && cursor.at('(') && isCountedInside(cursor) && cursor.eat('(');
  const counted = all ? null : cursor.attempt(() => readCounted(cursor));
  const head = counted ?? readEach(cursor);
  if (bracketed) cursor.expect(')');
  return head;
}

function isCountedInside(cursor: Cursor): boolean {
  return cursor.peek(1)?.kind === 'word' && /^(=|←|from)$/.test(cursor.peek(2)?.lower ?? '');
}

function nameOf(token: Token): { name: string; span: Span } {
  if (token.kind !== 'word' || isKeyword(token.lower))
    throw new Unreadable('the loop’s variable is missing here', token);
  return { name: token.text, span: token };
}

/** `i = 1 to n`, `i ← n downto 1`, `i from 0 to n by 2`, `i in 1..n-1`, `k = 0, ..., n-1`, `i in range(a, b)`. */
function readCounted(cursor: Cursor): LoopHead | null {
  if (
    NOUNS.has(cursor.peek()?.lower ?? '') &&
    cursor.peek(1)?.kind === 'word' &&
    !isKeyword(cursor.peek(1)?.lower ?? '')
  )
    cursor.next();
  const { name, span } = nameOf(cursor.next());
  const base = { variable: name, variableSpan: span };
  if (
    !cursor.eat('=') &&
    !cursor.eat('←') &&
    !cursor.eat('from') &&
    !cursor.eat('in') &&
    !cursor.eat('∈') &&
    !cursor.eat('starting', 'from')
  )
    return null;
  if (cursor.at('range|xrange') && cursor.peek(1)?.text === '(')
    return { kind: 'for', loop: { ...base, ...readRange(cursor) } };
  const bracketed = cursor.at('{') || cursor.at('[') ? cursor.next() : null;
  const from = readSum(cursor);
  let down = false;
  let to: Expr;
  if (cursor.eat('downto') || cursor.eat('down', 'to')) {
    down = true;
    to = readSum(cursor);
  } else if (
    cursor.eat('to') ||
    cursor.eat('upto') ||
    cursor.eat('up', 'to') ||
    cursor.eat('until') ||
    cursor.eat('through')
  )
    to = readSum(cursor);
  else if (cursor.eat('..')) to = readSum(cursor);
  else if (cursor.eat(',')) return { kind: 'for', loop: { ...base, ...readDots(cursor, from, bracketed) } };
  else return null;
  if (bracketed && !cursor.eat('}')) cursor.expect(']');
  const step = readStep(cursor);
  // `inclusive` says what is meant anyway; `exclusive` and `- 1` say otherwise.
  const exclusive =
    !cursor.eat('inclusive') &&
    !cursor.eat('(', 'inclusive', ')') &&
    (cursor.eat('exclusive') || cursor.eat('(', 'exclusive', ')'));
  const negative = step?.kind === 'unary' && step.operator === '-';
  return {
    kind: 'for',
    loop: { ...base, from, to, step: negative ? step.operand : step, down: down || negative, exclusive },
  };
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
    second = readSum(cursor);
    cursor.expect(',');
  }
  cursor.next();
  cursor.eat(',');
  cursor.eat('not', 'exceeding');
  const to = readSum(cursor);
  if (bracketed && !cursor.eat('}')) cursor.expect(']');
  const down = second?.kind === 'binary' && second.operator === '-' && sameText(second.left, from);
  const falls = from.kind === 'number' && second?.kind === 'number' && Number(second.value) < Number(from.value);
  return { from, to, step: null, down: down || falls, exclusive: false };
}

function sameText(a: Expr, b: Expr): boolean {
  return a.kind === 'name' && b.kind === 'name' && a.name === b.name;
}

/** `each v in S`, `each neighbor v of u still in Q`, `each edge (u, v) with weight w in edges`, `i, x in enumerate(A)`. */
function readEach(cursor: Cursor): LoopHead {
  while (ARTICLES.has(cursor.peek()?.lower ?? '') || cursor.at('directed|undirected|adjacent|outgoing|unvisited|such'))
    cursor.next();
  const noun = cursor.peek();
  const isNoun = noun?.kind === 'word' && NOUNS.has(noun.lower);
  const isNeighbor = /^(neighbors?|neighbours?|successors?|child|children)$/.test(noun?.lower ?? '');
  if ((isNoun || isNeighbor) && nextIsPattern(cursor)) cursor.next();
  const bound = cursor.eat('from') ? readEdgeEnds(cursor) : null;
  if (bound) return bound;
  const { pattern, position } = readPattern(cursor);
  cursor.eat('that', 'is|are');
  cursor.eat('which', 'is|are');
  let filter: Expr | null = null;
  if (isNeighbor && cursor.eat('of'))
    return each(
      cursor,
      pattern,
      position,
      { kind: 'neighbors', of: readSum(cursor), incoming: false, ...cursor.since(cursor.index - 1) },
      filter,
    );
  if (cursor.eat('adjacent', 'to') || cursor.eat('neighboring') || cursor.eat('reachable', 'from')) {
    return each(
      cursor,
      pattern,
      position,
      { kind: 'neighbors', of: readSum(cursor), incoming: false, ...cursor.since(cursor.index - 1) },
      filter,
    );
  }
  const weighted = withWeight(cursor, pattern);
  if (
    !cursor.eat('in') &&
    !cursor.eat('∈') &&
    !cursor.eat('of') &&
    !cursor.eat('from') &&
    !cursor.eat('over') &&
    !cursor.eat('←')
  ) {
    throw new Unreadable(
      'it isn’t clear what the loop runs over: write “for each x in A” or “for i = 1 to n”',
      cursor.here(),
    );
  }
  const start = cursor.index;
  let reversed = false;
  let of: Expr;
  if (cursor.at('reversed') && cursor.peek(1)?.text === '(') {
    cursor.next();
    reversed = true;
  } else if (cursor.eat('reverse', 'order', 'of') || cursor.eat('reverse')) reversed = true;
  const enumerated = cursor.at('enumerate|zip') && cursor.peek(1)?.text === '(';
  if (enumerated && cursor.eat('enumerate')) of = readSum(cursor);
  else of = readPostfix(cursor, readSum(cursor));
  if (cursor.at('..')) {
    cursor.next();
    const to = readSum(cursor);
    of = { kind: 'range', from: of, to, exclusive: false, step: null, ...cursor.since(start) };
  }
  if (cursor.eat('in', 'reverse', 'order') || cursor.eat('in', 'reverse')) reversed = true;
  filter = null;
  const made = each(cursor, weighted ?? pattern, position, of, filter);
  return made.kind === 'each' ? { kind: 'each', loop: { ...made.loop, reversed } } : made;
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
  return each(cursor, { kind: 'one', name, span }, null, of, null);
}

function each(
  cursor: Cursor,
  pattern: Pattern,
  position: EachHead['position'],
  of: Expr,
  known: Expr | null,
): LoopHead {
  const filter = known ?? readFilter(cursor, pattern);
  return { kind: 'each', loop: { pattern, position, of, filter, reversed: false } };
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
  if (
    cursor.eat('where') ||
    cursor.eat('such', 'that') ||
    cursor.eat('if') ||
    cursor.eat('with') ||
    cursor.eat('satisfying')
  ) {
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
