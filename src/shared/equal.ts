/**
 * Whether two values look the same from outside: same kind, same content, same order; `NaN` equals itself and −0 is not 0.
 * Classes are compared by name, since the real function and the network each make their own. Functions can't be looked
 * into: any two are the same. Shared and cyclic references must be shared alike.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  return alike(a, b, new Map(), new Map());
}

/** `there` and `back` pair the objects met so far, one way and the other. */
function alike(a: unknown, b: unknown, there: Map<object, object>, back: Map<object, object>): boolean {
  if (Object.is(a, b) && (typeof a !== 'object' || a === null)) return true;
  if (typeof a !== typeof b) return false;
  if (typeof a === 'symbol' && typeof b === 'symbol') return a.description === b.description;
  if (typeof a === 'function') return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (there.has(a) || back.has(b)) return there.get(a) === b && back.get(b) === a;
  there.set(a, b);
  back.set(b, a);
  return className(a) === className(b) && sameContent(a, b, (x, y) => alike(x, y, there, back));
}

/** Objects of one class. */
function sameContent(a: object, b: object, same: (x: unknown, y: unknown) => boolean): boolean {
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && sameList(a, b, same);
  if (a instanceof Map && b instanceof Map) return sameList([...a].flat(), [...b].flat(), same);
  if (a instanceof Set && b instanceof Set) return sameList([...a], [...b], same);
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b) && !(a instanceof DataView) && !(b instanceof DataView)) {
    return sameList(Array.from(a as Uint8Array), Array.from(b as Uint8Array), same);
  }
  if (a instanceof Date && b instanceof Date) return Object.is(a.getTime(), b.getTime());
  if (a instanceof RegExp && b instanceof RegExp) return a.source === b.source && a.flags === b.flags;
  if (a instanceof Error && b instanceof Error && a.message !== b.message) return false;
  const keys = Object.keys(a);
  if (!sameList(keys, Object.keys(b), Object.is)) return false;
  return keys.every((key) => same(read(a, key), read(b, key)));
}

/** What a getter threw is compared like a value. */
class Thrown {
  constructor(readonly error: unknown) {}
}

function read(object: object, key: string): unknown {
  try {
    return (object as Record<string, unknown>)[key];
  } catch (error) {
    return new Thrown(error);
  }
}

function sameList(a: readonly unknown[], b: readonly unknown[], same: (x: unknown, y: unknown) => boolean): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (i in a !== i in b || !same(a[i], b[i])) return false;
  return true;
}

function className(value: object): string {
  const prototype = Object.getPrototypeOf(value) as { constructor?: { name?: unknown } } | null;
  const name = prototype?.constructor?.name;
  return typeof name === 'string' ? name : '';
}
