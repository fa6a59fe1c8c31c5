import { intrinsics } from './intrinsics.ts';

interface Kept {
  readonly name: string;
  readonly object: object;
  readonly prototype: object | null;
  readonly keys: readonly PropertyKey[];
  readonly descriptors: readonly PropertyDescriptor[];
}

/** Held from the start, because what is guarded against is that these get replaced. */
const { ownKeys, getOwnPropertyDescriptor, getPrototypeOf, setPrototypeOf, defineProperty, deleteProperty } = Reflect;
const { is } = Object;

/**
 * Remembers everything the language puts into this realm, and the global variables there are now. The function returned
 * compares, puts back what changed, and says in a clause what that was ("the function adds Array.prototype.last, which
 * outlives the call"), or null where nothing did. To be called inside the realm, before user code is evaluated; a check
 * costs a fraction of a millisecond. Variables that scripts declare with `let`, `const` or `class` are not seen.
 */
export function snapshotIntrinsics(): () => string | null {
  const kept: Kept[] = [...intrinsics()].map(([object, name]) => keep(name, object));
  kept.push(keep('', globalThis));
  return () => {
    const changes = { first: '', count: 0, undone: true };
    const report = (change: string, restored: boolean): void => {
      if (changes.count === 0) changes.first = change;
      changes.count++;
      changes.undone &&= restored;
    };
    // Counting loops, here and below: `for…of` would go through an Array.prototype that may have been tampered with.
    for (let i = 0; i < kept.length; i++) restore(kept[i] as Kept, report);
    const { first, count, undone } = changes;
    if (count === 0) return null;
    const more = count === 1 ? '' : ` (and ${count - 1} more)`;
    return `the function ${first}${more}, which outlives the call${undone ? '' : ' and cannot be undone'}`;
  };
}

function keep(name: string, object: object): Kept {
  const keys = ownKeys(object);
  const descriptors = keys.map((key) => getOwnPropertyDescriptor(object, key) as PropertyDescriptor);
  return { name, object, prototype: getPrototypeOf(object), keys, descriptors };
}

type Report = (change: string, restored: boolean) => void;

function restore(kept: Kept, report: Report): void {
  const { object, name, keys, descriptors } = kept;
  if (getPrototypeOf(object) !== kept.prototype) {
    report(`changes the prototype of ${name || 'globalThis'}`, setPrototypeOf(object, kept.prototype));
  }
  const now = ownKeys(object);
  for (let i = 0; i < now.length; i++) {
    const key = now[i] as PropertyKey;
    // Nearly always each key is where it was.
    if (keys[i] === key || indexOf(keys, key) >= 0) continue;
    report(`adds ${path(name, key)}`, deleteProperty(object, key));
  }
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as PropertyKey;
    const before = descriptors[i] as PropertyDescriptor;
    const after = getOwnPropertyDescriptor(object, key);
    if (after !== undefined && same(before, after)) continue;
    const verb = after === undefined ? 'deletes' : 'changes';
    report(`${verb} ${path(name, key)}`, defineProperty(object, key, before));
  }
}

function same(a: PropertyDescriptor, b: PropertyDescriptor): boolean {
  return (
    is(a.value, b.value) &&
    a.get === b.get &&
    a.set === b.set &&
    a.writable === b.writable &&
    a.enumerable === b.enumerable &&
    a.configurable === b.configurable
  );
}

function indexOf(keys: readonly PropertyKey[], key: PropertyKey): number {
  for (let i = 0; i < keys.length; i++) if (keys[i] === key) return i;
  return -1;
}

function path(name: string, key: PropertyKey): string {
  if (typeof key === 'symbol') return `${name || 'globalThis'}[${key.description ?? 'a symbol'}]`;
  return name === '' ? `the global variable ${key}` : `${name}.${key}`;
}
