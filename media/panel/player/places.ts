import type { ElementIndex } from '../../../src/shared/replay.ts';
import { isList, isTagged } from '../../../src/shared/show.ts';
import type { Wire } from '../../../src/shared/values.ts';

/** Variables that point into an array: by name, the index. */
export type Pointers = readonly (readonly [name: string, at: number])[];

/**
 * The variables that point into a variable's elements now. An index may stand one past the end, where loops leave it.
 * @param axis 0 for `a[i]`, 1 for `j` in `a[i][j]`
 */
export function pointersInto(
  name: string,
  axis: number,
  length: number,
  variables: ReadonlyMap<string, Wire>,
  indices: readonly ElementIndex[],
): Pointers {
  const names = new Set(indices.filter((index) => index.of === name && index.axis === axis).map((index) => index.name));
  const pointers: (readonly [string, number])[] = [];
  for (const each of names) {
    const at = variables.get(each);
    if (typeof at === 'number' && Number.isInteger(at) && at >= 0 && at <= length) pointers.push([each, at]);
  }
  return pointers;
}

/** Which of many cells are shown: stretches around those that matter, the beginning where nothing does. */
export function visible(length: number, focus: readonly number[], most: number): readonly number[] {
  if (length <= most) return Array.from({ length }, (_, i) => i);
  const inside = [...new Set(focus)].filter((at) => at >= 0 && at < length);
  const wanted = new Set<number>(inside.slice(0, most));
  if (wanted.size === 0) wanted.add(0);
  for (let distance = 1; wanted.size < most; distance++) {
    for (const at of [...inside, ...(inside.length === 0 ? [0] : [])]) {
      for (const near of [at - distance, at + distance]) {
        if (near >= 0 && near < length && wanted.size < most) wanted.add(near);
      }
    }
  }
  return [...wanted].sort((a, b) => a - b);
}

/** What of a value differs from what it was: places as paths like `3` or `3.0`; '' for the whole. */
export function changedPlaces(before: Wire | undefined, after: Wire): ReadonlySet<string> {
  const changed = new Set<string>();
  if (before !== undefined) compare(before, after, '', changed);
  return changed;
}

const MAX_CHANGES = 1000;

function compare(before: Wire, after: Wire, path: string, changed: Set<string>): void {
  if (changed.size > MAX_CHANGES || before === after) return;
  const inner = (key: string | number): string => (path === '' ? `${key}` : `${path}.${key}`);
  const [old, now] = [itemsOf(before), itemsOf(after)];
  if (!old || !now) {
    if (JSON.stringify(before) !== JSON.stringify(after)) changed.add(path);
    return;
  }
  for (const [key, item] of now) {
    const was = old.get(key);
    if (was === undefined) changed.add(inner(key));
    else compare(was, item, inner(key), changed);
  }
  if (old.size > now.size) changed.add(path);
}

/** Parts of a value by key; null for values without parts. */
function itemsOf(value: Wire): ReadonlyMap<string, Wire> | null {
  if (typeof value === 'string') return new Map([...value].map((character, i) => [`${i}`, character]));
  if (value === null || typeof value !== 'object') return null;
  if (isList(value)) return new Map(value.map((item, i) => [`${i}`, item]));
  if (!isTagged(value)) return new Map(Object.entries(value));
  if (value.$ === 'Map' && value.value !== undefined && isList(value.value)) {
    return new Map(
      value.value.flatMap((pair) =>
        isList(pair) ? [[JSON.stringify(pair[0] ?? null), pair[1] ?? null] as const] : [],
      ),
    );
  }
  if (value.$ === 'Set' && value.value !== undefined && isList(value.value)) {
    return new Map(value.value.map((item) => [JSON.stringify(item), item]));
  }
  return value.value === undefined ? null : itemsOf(value.value);
}
