import type { Dimension, Expr } from './ast.ts';
import { Unreadable, type Cursor } from './cursor.ts';
import { around } from '../documents/mapped-text.ts';
import { readDimensions, take, type Phrase, type Reader } from './reader.ts';
import type { Token } from '../lines/tokens.ts';
import { COLLECTIONS, isKeyword } from './words.ts';

/** `new array`, `empty queue`, `an |V| × |V| array initialized to ∞`, `new array of size n`, `array[0..n]`. */
export const readCollection: Phrase = (cursor, reader, start) => {
  const before = cursor.index;
  if (cursor.at('a') && cursor.peek(1)?.text === '|') cursor.next();
  const made = cursor.eatAny('new', 'initially');
  const empty = cursor.eat('empty');
  cursor.eat('min|max|priority|min-priority|max-priority|first-in-first-out|fifo|lifo|2d|two-dimensional');
  const named = cursor.peek();
  const known = take(cursor, COLLECTIONS);
  if (known === null && (made || empty)) return null;
  const sizes: Dimension[] = known === null ? readSizes(cursor, reader) : [];
  const what = known ?? take(cursor, COLLECTIONS);
  if (what === null) return null;
  if (cursor.at('(') && cursor.peek()?.spaced === false) {
    if (!made && (sizes.length > 0 || !isMaker(what, named))) return null;
    const given = readDimensions(cursor, reader.readSum, ')');
    // `array(n)` may be a routine of the text, `array(0..n)` can't be.
    if (!made && given.some(({ from }) => from === null)) return null;
    sizes.push(...given);
  } else if (!made && !empty && sizes.length === 0 && !describesArray(cursor, named)) return null;
  if (cursor.at('[')) sizes.push(...readDimensions(cursor, reader.readSum));
  const fill = description(cursor, reader, sizes);
  const span = cursor.since(Math.min(before, start));
  if (sizes.length === 0) return { kind: 'empty', what, ...span };
  return { kind: 'array', dimensions: sizes, fill, ...span };
};

/** `new Node`, `a new node`: a record whose parts are set afterwards. */
export const readMade: Phrase = (cursor, _, start) => {
  cursor.eat('a|an');
  if (!cursor.eat('new')) return null;
  const what = cursor.peek();
  if (what?.kind !== 'word' || isKeyword(what.lower) || COLLECTIONS.has(what.lower)) return null;
  cursor.next();
  if (cursor.at('(') && !cursor.peek(1)?.text.startsWith(')'))
    throw new Unreadable(`the text doesn’t say which parts of a “${what.text}” these are: set each on a line of its own`, what); // prettier-ignore
  if (cursor.eat('(')) cursor.expect(')');
  return { kind: 'made', what: what.text, ...cursor.since(start) };
};

/** `queue()` and `Queue()` make one; `heap()` in small letters may be a routine of the text. */
function isMaker(what: string, named: Token | undefined): boolean {
  return named?.lower !== named?.text || /^(queue|stack|set|list|array)$/.test(what);
}

/** `|V| × |V| array`: the sizes come first. */
function readSizes(cursor: Cursor, reader: Reader): Dimension[] {
  const sizes: Dimension[] = [];
  do sizes.push({ from: null, to: reader.readPostfix(cursor, readSize(cursor, reader)) });
  while (cursor.eatAny('×', 'by', 'x'));
  return sizes;
}

function readSize(cursor: Cursor, reader: Reader): Expr {
  const token = cursor.next();
  if (token.text === '|') {
    const of = reader.readSum(cursor);
    return { kind: 'size', of, axis: 0, ...around(token, cursor.expect('|')) };
  }
  if (isKeyword(token.lower)) throw new Unreadable('a number of elements is missing here', token);
  if (token.kind === 'number') return { kind: 'number', value: token.text, start: token.start, end: token.end };
  return { kind: 'name', name: token.text, start: token.start, end: token.end };
}

function describesArray(cursor: Cursor, named: Token | undefined): boolean {
  return named?.spaced !== false && cursor.at('of|with|filled');
}

/** `of size n`, `of n zeros`, `of minimum distances initialized to ∞`, `filled with 0`. */
function description(cursor: Cursor, reader: Reader, sizes: Dimension[]): Expr | null {
  let fill: Expr | null = null;
  for (;;) {
    const before = cursor.index;
    if (cursor.eat('of|with', 'size|length') || cursor.eat('of|with', 'dimension|dimensions')) {
      do sizes.push({ from: null, to: reader.readSum(cursor) });
      while (cursor.eat('×') || cursor.eat('by') || cursor.eat('x'));
    } else if (
      cursor.eat('indexed', 'by', 'integers', 'from') ||
      cursor.eat('indexed', 'by', 'integers') ||
      cursor.eat('indexed', 'from')
    ) {
      const from = reader.readSum(cursor);
      cursor.expect('to');
      sizes.push({ from, to: reader.readSum(cursor) });
    } else if (atFill(cursor)) {
      const value = cursor.attempt(() => reader.readSum(cursor));
      fill = value ?? fill;
      cursor.eat('(', 'infinity', ')');
    } else if (cursor.eat('of|with')) {
      const size = cursor.attempt(() => {
        const to = reader.readSum(cursor);
        if (to.kind === 'name' && /^(bool|int|real|num|str|char|min|max|float|item|elem)/i.test(to.name)) return null;
        const filler = cursor.peek();
        if (cursor.eat('zeros|zeroes|0s'))
          fill = { kind: 'number', value: '0', start: to.start, end: filler?.end ?? to.end };
        else if (!cursor.eat('elements|items|entries|integers|numbers|values|cells|elements|lists')) return null;
        return to;
      });
      if (size) sizes.push({ from: null, to: size });
      else {
        while (cursor.peek()?.kind === 'word' && !cursor.at('initialized|initialised|filled|with|set')) cursor.next();
      }
    } else if (!cursor.eat(',')) break;
    if (cursor.index === before) break;
  }
  return fill;
}

function atFill(cursor: Cursor): boolean {
  cursor.eat('initially');
  for (const words of [['initialized|initialised|filled|set'], ['all', 'initialized|initialised|filled|set']]) {
    for (const preposition of ['to', 'with', 'as']) if (cursor.eat(...words, preposition)) return true;
  }
  return cursor.eat('with', 'all', 'elements|entries|values', 'equal', 'to') || cursor.eat('containing', 'only');
}
