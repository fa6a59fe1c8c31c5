import type { Expr } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { skipArticles } from './reader.ts';
import { endsHere, type Reading } from './reading.ts';
import { isKeyword } from './words.ts';

const THINGS = /^(node|object|element|record|cell|item|struct|listnode|treenode|entry)$/;

/** `allocate a new node z`, `create node z`. */
export const making: Reading = (cursor, start) => {
  if (!cursor.eat('allocate|create|make|construct')) return null;
  skipArticles(cursor);
  cursor.eat('a');
  cursor.eat('new|empty');
  const what = cursor.peek();
  if (what?.kind !== 'word' || !THINGS.test(what.lower)) return null;
  cursor.next();
  cursor.eat('called|named');
  const target = named(cursor);
  if (!target || !endsHere(cursor)) return null;
  return [{ kind: 'assign', targets: [target], value: { kind: 'made', what: what.text, ...cursor.since(start) }, ...cursor.since(start) }]; // prettier-ignore
};

function named(cursor: Cursor): Expr | null {
  const name = cursor.peek();
  if (name?.kind !== 'word' || isKeyword(name.lower)) return null;
  cursor.next();
  return { kind: 'name', name: name.text, start: name.start, end: name.end };
}
