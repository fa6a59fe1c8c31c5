import type { Expr } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { readPostfix, readSum } from './expressions.ts';
import { skipArticles } from './reading.ts';
import { LEAST, MOST, NOUNS } from './words.ts';

/** `remove the first element of Q`, `pop S`, `dequeue Q`, as a value. */
export function readTake(cursor: Cursor): Expr | null {
  return cursor.attempt(() => {
    const start = cursor.index;
    const verb = cursor.peek()?.lower ?? '';
    if (!/^(remove|pop|dequeue|extract|delete|take|poll)$/.test(verb) || cursor.peek(1)?.text === '(') return null;
    cursor.next();
    skipArticles(cursor);
    const said = whichIsSaid(cursor.peek()?.lower ?? '');
    if (said) cursor.next();
    const which = said ?? WHICH[verb] ?? 'any';
    skipNouns(cursor);
    if (which === 'any' && !NOUNS.has(cursor.peek(-1)?.lower ?? '')) return null;
    const hasFrom = cursor.eat('from') || cursor.eat('of') || cursor.eat('off');
    if (!hasFrom && verb !== 'pop' && verb !== 'dequeue') return null;
    const of = readPostfix(cursor, readSum(cursor));
    return { kind: 'take', of, which, ...cursor.since(start) };
  });
}

function skipNouns(cursor: Cursor): void {
  for (let word = cursor.peek(); word?.kind === 'word' && (NOUNS.has(word.lower) || word.lower === 'an');) {
    cursor.next();
    word = cursor.peek();
  }
}

type Which = 'first' | 'last' | 'min' | 'max' | 'any';

/** What the verb alone means. */
const WHICH: Readonly<Partial<Record<string, Which>>> = { pop: 'last', dequeue: 'first', poll: 'first' };

function whichIsSaid(word: string): Which | null {
  if (/^(first|front|head)$/.test(word)) return 'first';
  if (/^(last|top|back)$/.test(word)) return 'last';
  if (LEAST.has(word)) return 'min';
  return MOST.has(word) ? 'max' : null;
}
