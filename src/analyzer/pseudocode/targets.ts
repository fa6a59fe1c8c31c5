import type { BinaryOperator, Expr, Stmt } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { Unreadable } from './cursor.ts';
import { readPostfix } from './expressions.ts';
import type { Span } from './mapped-text.ts';
import { isKeyword, NOUNS } from './words.ts';

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

export function stepBy(targets: readonly Expr[], operator: BinaryOperator, by: Expr | null, span: Span): Stmt {
  const [target] = targets;
  if (!target) throw new Unreadable('a variable is missing here', span);
  const value = by ?? { kind: 'number', value: '1', ...span };
  return { kind: 'update', target, operator, value, ...span };
}
