import type { Expr, Routine } from '../grammar/ast.ts';
import { allExpressions, expressionsIn, statementsIn, usesOf } from './walk.ts';

/** Where attributes of a list begin that nothing sets before they are read: it is full, and its ends are at its beginning. */
export interface Beginning {
  readonly list: string;
  readonly attribute: string;
  readonly at: 'length' | 'base';
}

const COUNT = /^(heap[-_]?size|size|count|top|n)$/i;
const END = /^(head|front|tail|rear|back)$/i;

export function beginningsOf(routine: Routine, isList: (name: string) => boolean, called: (name: string) => Routine | null): Beginning[] {
  // Most texts note nothing on their lists.
  const isNoted = (each: Expr): boolean => each.kind === 'attribute' && (COUNT.test(each.name) || END.test(each.name));
  if (!allExpressions(routine.body).some(isNoted)) return [];
  const found = new Map<string, Beginning>();
  const over = new Set<string>();
  for (const statement of statementsIn(routine.body)) {
    const { reads, writes } = usesOf(statement);
    const parts = [...reads, ...writes.flatMap(({ expression }) => (expression.kind === 'index' ? expression.indices : []))];
    for (const each of parts.flatMap((root) => expressionsIn(root))) {
      if (each.kind === 'call') for (const name of attributesSet(called(each.callee))) over.add(name);
      if (each.kind !== 'attribute' || each.object.kind !== 'name' || !isList(each.object.name)) continue;
      const { name: attribute } = each;
      const at = COUNT.test(attribute) ? 'length' : END.test(attribute) ? 'base' : null;
      const key = `${each.object.name}.${attribute}`;
      if (at !== null && !over.has(attribute) && !found.has(key)) found.set(key, { list: each.object.name, attribute, at });
    }
    for (const { expression, how } of writes)
      if (expression.kind === 'attribute' && how === 'set') over.add(expression.name);
  }
  return [...found.values()];
} // prettier-ignore

function attributesSet(routine: Routine | null): string[] {
  return statementsIn(routine?.body ?? []).flatMap((each) =>
    usesOf(each).writes.flatMap(({ expression, how }) => (expression.kind === 'attribute' && how === 'set' ? [expression.name] : [])),
  ); // prettier-ignore
}
