import type { Dimension, Expr } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { ARTICLES } from './words.ts';

/** The parser's other readings, handed in because expressions hold phrases and phrases hold expressions. */
export interface Reader {
  readonly readExpression: (cursor: Cursor) => Expr;
  readonly readSum: (cursor: Cursor) => Expr;
  readonly readComparison: (cursor: Cursor) => Expr;
  readonly readPostfix: (cursor: Cursor, first: Expr) => Expr;
}

/** A reading of what is said in words; null where the words are others. */
export type Phrase = (cursor: Cursor, reader: Reader, start: number) => Expr | null;

/** Skips `the`, `an`, `its`. */
export function skipArticles(cursor: Cursor): void {
  while (cursor.peek()?.kind === 'word' && ARTICLES.has(cursor.peek()?.lower ?? '')) cursor.next();
}

/** Takes one of the words. */
export function take(cursor: Cursor, words: ReadonlySet<string>): string | null {
  const token = cursor.peek();
  if (token?.kind !== 'word' || !words.has(token.lower)) return null;
  cursor.next();
  return token.lower;
}

/** `[1..n, 0:m]`, `1:n` or a number of elements, after an array's name; `[]` has none; `array(0..n)` has round brackets. */
export function readDimensions(cursor: Cursor, readSum: Reader['readSum'], close: ']' | ')' = ']'): Dimension[] {
  cursor.expect(close === ']' ? '[' : '(');
  const dimensions: Dimension[] = [];
  while (!cursor.at(close)) {
    const first = readSum(cursor);
    if (cursor.eatAny('..', ':')) dimensions.push({ from: first, to: readSum(cursor) });
    else dimensions.push({ from: null, to: first });
    if (!cursor.eatAny(',', '] [')) break;
  }
  cursor.expect(close);
  return dimensions;
}
