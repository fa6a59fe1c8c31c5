import type { Expr } from './ast.ts';
import type { Cursor } from './cursor.ts';

/** The parser's other readings, handed in because expressions hold phrases and phrases hold expressions. */
export interface Reader {
  readExpression(cursor: Cursor): Expr;
  readSum(cursor: Cursor): Expr;
  readComparison(cursor: Cursor): Expr;
  readPostfix(cursor: Cursor, first: Expr): Expr;
}

export type Phrase = (cursor: Cursor, reader: Reader, start: number) => Expr | null;

export function take(cursor: Cursor, words: ReadonlySet<string>): string | null {
  const token = cursor.peek();
  if (token?.kind !== 'word' || !words.has(token.lower)) return null;
  cursor.next();
  return token.lower;
}
