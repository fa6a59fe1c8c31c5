import type { BinaryOperator, Expr, ExprOf, Stmt } from './ast.ts';
import { Unreadable, type Cursor } from './cursor.ts';
import { readPostfix, readSum } from './expressions.ts';
import type { Span } from '../documents/mapped-text.ts';
import { skipArticles } from './reader.ts';
import { isKeyword, LEAST, MOST, NOUNS } from './words.ts';

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

/** `a`, `A[i, j]`, `v.d`, or several: `a, b` and `(a, b)`. */
export function readTargets(cursor: Cursor): Expr[] | null {
  const first = cursor.peek();
  const bracketed = first?.text === '(' && cursor.eat('(');
  const targets: Expr[] = [];
  do {
    const target = readTarget(cursor);
    if (!target) return null;
    targets.push(target);
  } while (cursor.eat(','));
  if (bracketed) cursor.expect(')');
  return targets;
}

export function readTarget(cursor: Cursor): Expr | null {
  const token = cursor.peek();
  if (token?.kind !== 'word') return null;
  if (isKeyword(token.lower) && token.text.length > 1) return null;
  cursor.next();
  const after = cursor.peek();
  if (after?.kind === 'word' && NOUNS.has(token.lower)) return readTarget(cursor);
  const target = readPostfix(cursor, { kind: 'name', name: token.text, start: token.start, end: token.end });
  return ['name', 'index', 'attribute', 'slice'].includes(target.kind) ? target : null;
}

/** `x ← x + by`, by 1 where nothing is said. */
export function stepBy(targets: readonly Expr[], operator: BinaryOperator, by: Expr | null, span: Span): Stmt {
  const [target] = targets;
  if (!target) throw new Unreadable('a variable is missing here', span);
  const value = by ?? { kind: 'number', value: '1', ...span };
  return { kind: 'update', target, operator, value, ...span };
}

/** `remove the first element of Q`, `pop S`, `dequeue Q`, as a value. */
export function readTake(cursor: Cursor): Expr | null {
  return cursor.attempt(() => {
    const start = cursor.index;
    const verb = cursor.peek()?.lower ?? '';
    if (!/^(remove|pop|dequeue|extract|delete|take|poll)$/.test(verb) || cursor.peek(1)?.text === '(') return null;
    cursor.next();
    skipArticles(cursor);
    const which = whichEnd(cursor.peek()?.lower ?? '');
    if (which) cursor.next();
    const isNoun = (): boolean => cursor.peek()?.kind === 'word' && NOUNS.has(cursor.peek()?.lower ?? '');
    const named = isNoun();
    while (isNoun() || cursor.at('an')) cursor.next();
    const byVerb = VERBS[verb] ?? null;
    if (!which && !byVerb && !named) return null;
    if (!cursor.eatAny('from', 'of', 'off') && (!byVerb || which)) return null;
    const of = readPostfix(cursor, readSum(cursor));
    return { kind: 'take', of, which: which ?? byVerb ?? 'any', ...cursor.since(start) };
  });
}

type Which = ExprOf<'take'>['which'];

const VERBS: Readonly<Partial<Record<string, Which>>> = { pop: 'last', dequeue: 'first', poll: 'first' };

function whichEnd(word: string): Which | null {
  if (/^(first|front|head)$/.test(word)) return 'first';
  if (/^(last|top|back)$/.test(word)) return 'last';
  return LEAST.has(word) ? 'min' : MOST.has(word) ? 'max' : null;
}
