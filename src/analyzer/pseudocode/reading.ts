import type { Stmt } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { ARTICLES } from './words.ts';

/** A plain statement and where it ends; one sentence of prose may be several statements. */
export type Reading = (cursor: Cursor, start: number) => readonly Stmt[] | null;
/** A statement ends with its line, or where another one begins. */
export function endsHere(cursor: Cursor): boolean {
  if (cursor.done || cursor.at(';') || cursor.at('}') || cursor.at('else|endif|elseif|elsif|elif|end|end-if|fi|until'))
    return true;
  if (cursor.at('.') && !cursor.peek(1)) return true;
  return (cursor.at(',') || cursor.at('and') || cursor.at('then')) && startsStatement(cursor);
}

/** Whether what follows the comma is a statement: `i ← 1, j ← 2`. */
function startsStatement(cursor: Cursor): boolean {
  let depth = 0;
  for (let i = 1; cursor.peek(i); i++) {
    const text = cursor.peek(i)?.text ?? '';
    if ('([{'.includes(text)) depth++;
    if (')]}'.includes(text)) depth--;
    if (depth === 0 && (text === '←' || text === '=') && cursor.peek(i)?.kind === 'symbol') return true;
  }
  return /^(return|add|remove|set|increment|decrement|swap|exchange|stop|break|append|push|mark)$/.test(
    cursor.peek(1)?.lower ?? '',
  );
}

export function skipArticles(cursor: Cursor): void {
  while (cursor.peek()?.kind === 'word' && ARTICLES.has(cursor.peek()?.lower ?? '')) cursor.next();
}
