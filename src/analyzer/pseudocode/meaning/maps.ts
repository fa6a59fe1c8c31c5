import type { Routine } from '../grammar/ast.ts';
import { statementsIn } from './walk.ts';

/** Kinds of collection whose keys are data: `empty map`. */
export function isMapWord(what: string): boolean {
  return /^(map|dict|dictionary|hashmap|hashtable)$/.test(what);
}

/** Names that are given maps. */
export function mapNames({ body }: Routine): ReadonlySet<string> {
  return new Set(
    statementsIn(body).flatMap((each) => {
      const value = each.kind === 'assign' ? each.value : null;
      if (each.kind !== 'assign' || value?.kind !== 'empty' || !isMapWord(value.what)) return [];
      return each.targets.flatMap((target) => (target.kind === 'name' ? [target.name] : []));
    }),
  );
}
