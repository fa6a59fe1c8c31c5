import type { BinaryOperator, Expr } from './ast.ts';
import { Unreadable, type Cursor } from './cursor.ts';
import { around, type Span } from '../documents/mapped-text.ts';
import { comparisonAt, productAt, sumAt } from './operators.ts';
import { readPhrase, readPredicate } from './phrases.ts';
import type { Token } from '../lines/tokens.ts';
import { ARTICLES, isKeyword, NOUNS } from './words.ts';

/** `value`, or `value if condition else other`. @throws {Unreadable} naming the place */
export function readExpression(cursor: Cursor): Expr {
  const value = readOr(cursor);
  if (!cursor.at('if')) return value;
  const choice = cursor.attempt(() => {
    cursor.next();
    const condition = readOr(cursor);
    if (!cursor.eat('else')) return null;
    const no = readExpression(cursor);
    return { kind: 'choice', condition, yes: value, no, ...around(value, no) } as const;
  });
  return choice ?? value;
}

function binary(operator: BinaryOperator, left: Expr, right: Expr): Expr {
  return { kind: 'binary', operator, left, right, ...around(left, right) };
}

function readOr(cursor: Cursor): Expr {
  let left = readAnd(cursor);
  while (cursor.at('or|∨|xor|⊕')) {
    const isXor = cursor.at('xor|⊕');
    cursor.next();
    left = binary(isXor ? 'xor' : 'or', left, readAnd(cursor));
  }
  return left;
}

function readAnd(cursor: Cursor): Expr {
  let left = readNot(cursor);
  while (cursor.at('and|∧') && !andStops(cursor)) {
    cursor.next();
    left = binary('and', left, readNot(cursor));
  }
  return left;
}

/** `return m and stop`: a second statement, and no value. */
export function andStops(cursor: Cursor): boolean {
  return cursor.at('and', 'stop|halt|exit|break|continue') && !cursor.peek(2);
}

function readNot(cursor: Cursor): Expr {
  if (!cursor.at('not|¬')) return readComparison(cursor);
  const token = cursor.next();
  const operand = readNot(cursor);
  return { kind: 'unary', operator: 'not', operand, ...around(token, operand) };
}

/** Comparisons, chained ones (`0 ≤ i < n`) and those in words (`Q is not empty`, `v still in Q`). */
export function readComparison(cursor: Cursor): Expr {
  const left = readSum(cursor);
  let result: Expr | null = null;
  let last = left;
  for (;;) {
    const said = readPredicate(cursor, last, readSum);
    if (said) {
      result = result ? binary('and', result, said) : said;
      last = said;
      continue;
    }
    const operator = comparisonAt(cursor);
    if (!operator) return result ?? left;
    const right = readSum(cursor);
    const comparison = binary(operator, last, right);
    result = result ? { ...binary('and', result, comparison), end: right.end } : comparison;
    last = right;
  }
}

export function readSum(cursor: Cursor): Expr {
  let left = readProduct(cursor);
  for (;;) {
    const operator = sumAt(cursor);
    if (!operator) return left;
    left = binary(operator, left, readProduct(cursor));
  }
}

function readProduct(cursor: Cursor): Expr {
  let left = readUnary(cursor);
  for (;;) {
    const operator = productAt(cursor);
    if (!operator) return left;
    left = binary(operator, left, readUnary(cursor));
  }
}

function readUnary(cursor: Cursor): Expr {
  const token = cursor.peek();
  if (token?.kind === 'symbol' && (token.text === '-' || token.text === '+')) {
    cursor.next();
    const operand = readUnary(cursor);
    return token.text === '+' ? operand : { kind: 'unary', operator: '-', operand, ...around(token, operand) };
  }
  if (token?.kind === 'symbol' && token.text === '√') {
    cursor.next();
    const operand = readUnary(cursor);
    return { kind: 'call', callee: 'sqrt', nameSpan: token, args: [operand], ...around(token, operand) };
  }
  return readPower(cursor);
}

function readPower(cursor: Cursor): Expr {
  const base = readPostfix(cursor, readPrimary(cursor));
  if (!cursor.eat('^')) return base;
  return binary('^', base, readUnary(cursor));
}

/** Indices, slices, attributes, calls of methods. */
export function readPostfix(cursor: Cursor, first: Expr): Expr {
  let object = first;
  for (;;) {
    const token = cursor.peek();
    if (!token) return object;
    if (cursor.at('[') && (!token.spaced || object.kind === 'name')) object = readIndex(cursor, object);
    else if (cursor.at('.') && cursor.peek(1)?.kind === 'word' && cursor.peek(1)?.spaced === false)
      object = readMember(cursor, object);
    else return object;
  }
}

function readMember(cursor: Cursor, object: Expr): Expr {
  cursor.next();
  const name = cursor.next();
  if (object.kind === 'number') {
    const span = { start: object.start, end: name.end };
    throw new Unreadable('a number has no parts: write “..” for a range', span);
  }
  if (cursor.at('(') && !cursor.peek()?.spaced) {
    const args = readArguments(cursor);
    return { kind: 'method', object, name: name.text, args, start: object.start, end: endOf(cursor) };
  }
  return { kind: 'attribute', object, name: name.text, start: object.start, end: name.end };
}

function endOf(cursor: Cursor): number {
  return cursor.tokens[cursor.index - 1]?.end ?? 0;
}

function readIndex(cursor: Cursor, object: Expr): Expr {
  cursor.expect('[');
  if (cursor.eat(']')) return { ...object, end: endOf(cursor) };
  const indices: Expr[] = [];
  for (;;) {
    const from = cursor.at('..|:') ? null : readExpression(cursor);
    if (cursor.at('..|:')) {
      const colon = cursor.next().text === ':';
      const hasTo = !cursor.at(']') && !cursor.at(',');
      const to = hasTo ? readExpression(cursor) : null;
      const marked: Expr = {
        kind: 'slice',
        object,
        from,
        to,
        colon,
        start: object.start,
        end: endOf(cursor),
      };
      if (cursor.at(']') && indices.length === 0) {
        cursor.next();
        return { ...marked, end: endOf(cursor) };
      }
      throw new Unreadable('a slice of several dimensions can’t be read: copy it with a loop', marked);
    }
    if (from) indices.push(from);
    if (!cursor.eat(',') && !cursor.eat(']', '[')) break;
  }
  cursor.expect(']');
  return { kind: 'index', object, indices, start: object.start, end: endOf(cursor) };
}

/** `(a, b)`, the parentheses included. */
function readArguments(cursor: Cursor): Expr[] {
  cursor.expect('(');
  const args: Expr[] = [];
  while (!cursor.at(')')) {
    if (cursor.peek()?.kind === 'word' && cursor.peek(1)?.text === '=' && cursor.peek(2) && !cursor.at('==')) {
      // `key = value` as in Python is an argument; as an equality it makes no sense here.
      cursor.next();
      cursor.next();
    }
    args.push(readExpression(cursor));
    if (!cursor.eat(',') && !cursor.eat(';')) break;
  }
  cursor.expect(')');
  return args;
}

const BRACKETS: Readonly<Record<string, readonly [string, 'list' | 'set' | 'tuple']>> = {
  '[': [']', 'list'],
  '{': ['}', 'set'],
  '⟨': ['⟩', 'list'],
};

const CONSTANTS: Readonly<Record<string, 'nil' | 'infinity' | 'true' | 'false'>> = {
  nil: 'nil',
  null: 'nil',
  none: 'nil',
  undefined: 'nil',
  undef: 'nil',
  infinity: 'infinity',
  inf: 'infinity',
  infty: 'infinity',
  maxint: 'infinity',
  true: 'true',
  false: 'false',
};

function readPrimary(cursor: Cursor): Expr {
  const token = cursor.peek();
  if (!token) throw new Unreadable('a value is missing here', cursor.here());
  if (token.kind === 'number') return readNumber(cursor);
  if (token.kind === 'string') {
    cursor.next();
    return { kind: 'string', value: token.text, start: token.start, end: token.end };
  }
  return token.kind === 'symbol' ? readSymbol(cursor) : readWord(cursor);
}

/** `2n` and `2(a + b)` are products. */
function readNumber(cursor: Cursor): Expr {
  const token = cursor.next();
  const value: Expr = { kind: 'number', value: token.text, start: token.start, end: token.end };
  const after = cursor.peek();
  if (!after || after.spaced || isKeyword(after.lower)) return value;
  if (after.kind !== 'word' && after.text !== '(' && after.text !== '|') return value;
  if (/^(st|nd|rd|th)$/.test(after.lower))
    throw new Unreadable(`“${token.text}${after.text}” is no number: write an index`, around(token, after));
  return binary('*', value, readPower(cursor));
}

function readSymbol(cursor: Cursor): Expr {
  const token = cursor.next();
  const upTo = (close: string): Span => around(token, cursor.expect(close));
  switch (token.text) {
    case '(':
      return readParentheses(cursor, token);
    case '∞':
      return { kind: 'infinity', start: token.start, end: token.end };
    case '∅':
      return { kind: 'empty', what: 'set', start: token.start, end: token.end };
    case '|': {
      const of = readSum(cursor);
      // |x − y| is a distance, |A| a number of elements.
      const size: Expr = isQuantity(of)
        ? { kind: 'call', callee: 'abs', nameSpan: token, args: [of], ...around(token, of) }
        : { kind: 'size', of, axis: 0, ...around(token, of) };
      return { ...size, ...upTo('|') };
    }
    case '⌊':
    case '⌈': {
      const inner = readExpression(cursor);
      const callee = token.text === '⌊' ? 'floor' : 'ceil';
      return { kind: 'call', callee, nameSpan: token, args: [inner], ...upTo(token.text === '⌊' ? '⌋' : '⌉') };
    }
    case '[':
    case '{':
    case '⟨':
      return readItems(cursor, token, BRACKETS[token.text] ?? [']', 'list']);
    default:
      throw new Unreadable(`“${token.text}” can’t be read here`, token);
  }
}

function isQuantity(expression: Expr): boolean {
  if (expression.kind === 'parenthesized') return isQuantity(expression.inner);
  return (
    expression.kind === 'number' ||
    expression.kind === 'unary' ||
    (expression.kind === 'binary' && !'∪∩∖'.includes(expression.operator))
  );
}

function readParentheses(cursor: Cursor, open: Span): Expr {
  const items = [readExpression(cursor)];
  while (cursor.eat(',')) items.push(readExpression(cursor));
  const span = around(open, cursor.expect(')'));
  const [inner] = items;
  return items.length === 1 && inner
    ? { kind: 'parenthesized', inner, ...span }
    : { kind: 'list', items, form: 'tuple', ...span };
}

function readItems(cursor: Cursor, open: Span, [close, form]: readonly [string, 'list' | 'set' | 'tuple']): Expr {
  const items: Expr[] = [];
  while (!cursor.at(close)) {
    const item = readExpression(cursor);
    if (cursor.at('for')) return readComprehension(cursor, open, item, close);
    if (cursor.at('..') && items.length === 0) {
      cursor.next();
      const to = readExpression(cursor);
      return { kind: 'range', from: item, to, exclusive: false, step: null, ...around(open, cursor.expect(close)) };
    }
    items.push(item);
    if (!cursor.eat(',') && !cursor.eat(';')) break;
  }
  return { kind: 'list', items, form, ...around(open, cursor.expect(close)) };
}

function readComprehension(cursor: Cursor, open: Span, value: Expr, close: string): Expr {
  cursor.expect('for');
  const variable = cursor.next();
  if (!cursor.eat('in') && !cursor.eat('∈')) throw new Unreadable('“in” is missing here', cursor.here());
  const source = readSum(cursor);
  const filter = cursor.eat('if') ? readOr(cursor) : null;
  const span = around(open, cursor.expect(close));
  return { kind: 'comprehension', value, variable: variable.text, source, filter, ...span };
}

function readWord(cursor: Cursor): Expr {
  const phrase = cursor.attempt(() => readPhrase(cursor, { readExpression, readSum, readComparison, readPostfix }));
  if (phrase) return phrase;
  const token = cursor.next();
  const after = cursor.peek();
  if (/^(negative|minus|positive|plus)$/.test(token.lower) && cursor.eat('infinity')) {
    const infinity: Expr = { kind: 'infinity', start: token.start, end: endOf(cursor) };
    return /^(negative|minus)$/.test(token.lower)
      ? { kind: 'unary', operator: '-', operand: infinity, start: token.start, end: endOf(cursor) }
      : infinity;
  }
  const constant = constantOf(token, after);
  if (constant) return constant;
  if (ARTICLES.has(token.lower) && after?.kind === 'word' && !isKeyword(after.lower)) return readPrimary(cursor);
  if (NOUNS.has(token.lower) && namesNext(cursor)) return readPrimary(cursor);
  if (after?.text === '{' && /^(max|min)$/.test(token.lower)) {
    const list = readItems(cursor, cursor.next(), ['}', 'set']);
    const args = list.kind === 'list' ? list.items : [list];
    return { kind: 'call', callee: token.text, nameSpan: token, args, start: token.start, end: endOf(cursor) };
  }
  // A function may be called like an operator: MOD(x, y), DIV(x, y).
  const canBeCalled = !isKeyword(token.lower) || token.lower === 'mod' || token.lower === 'div';
  if (after?.text === '(' && canBeCalled && (!after.spaced || !looksLikeRemark(cursor))) {
    const args = readArguments(cursor);
    return { kind: 'call', callee: token.text, nameSpan: token, args, start: token.start, end: endOf(cursor) };
  }
  if (isKeyword(token.lower) && token.text !== token.text.toUpperCase().slice(0, 1)) {
    cursor.index--;
    throw new Unreadable(`a value is missing before “${token.text}”`, token);
  }
  return { kind: 'name', name: token.text, start: token.start, end: token.end };
}

function constantOf(token: Token, after: Token | undefined): Expr | null {
  if (!Object.hasOwn(CONSTANTS, token.lower) || after?.text === '(' || after?.text === '[') return null;
  const constant = CONSTANTS[token.lower];
  const span = { start: token.start, end: token.end };
  return constant === 'nil' || constant === 'infinity'
    ? { kind: constant, ...span }
    : { kind: 'boolean', value: constant === 'true', ...span };
}

/** `vertex v`, `edge (u, v)`: a name stands behind the noun. */
function namesNext(cursor: Cursor): boolean {
  const after = cursor.peek();
  if (!after?.spaced) return false;
  if (after.text === '(') return true;
  return (
    after.kind === 'word' &&
    !isKeyword(after.lower) &&
    !/^(still|has|that|such|where|onto|into|at|before|after|as)$/.test(after.lower)
  );
}

/** `x ← y (this is why)`: several words in a row, no operators. */
function looksLikeRemark(cursor: Cursor): boolean {
  let words = 0;
  for (let i = 1; ; i++) {
    const token = cursor.peek(i);
    if (!token || token.text === ')') return words >= 3;
    if (token.text === ',') return false;
    const before = cursor.peek(i - 1);
    if (token.kind === 'word' && before?.kind === 'word') words++;
    else if (token.kind !== 'word') return false;
    else words++;
  }
}
