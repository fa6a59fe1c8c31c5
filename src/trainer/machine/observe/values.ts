/** Looking at values without changing them. */

export function isObject(value: unknown): value is object {
  return value !== null && (typeof value === 'object' || typeof value === 'function');
}

function isTypedArray(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** Containers that a shallow copy stands in for. */
export function isCloneable(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value) || value instanceof Map || value instanceof Set || isTypedArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  // An `arguments` object looks like a plain one, but its length is hidden.
  return Object.prototype.toString.call(value) === '[object Object]';
}

export function shallowClone(value: object): object {
  if (Array.isArray(value)) return value.slice() as unknown[];
  if (value instanceof Map) return new Map(value);
  if (value instanceof Set) return new Set(value);
  if (isTypedArray(value)) return value.slice();
  return Object.assign(Object.create(Object.getPrototypeOf(value) as object | null) as object, value);
}

/** A property's descriptor, its own or inherited. */
export function descriptorOf(value: unknown, name: PropertyKey): PropertyDescriptor | undefined {
  if (value === null || value === undefined) return undefined;
  for (let o: unknown = Object(value); isObject(o); o = Object.getPrototypeOf(o)) {
    const descriptor = Object.getOwnPropertyDescriptor(o, name);
    if (descriptor) return descriptor;
  }
  return undefined;
}

/** Copies made for a test, and what they are copies of. */
export class Copies {
  private readonly copies = new Map<object, object>();
  private readonly originals = new Map<object, object>();

  constructor(private readonly before: ReadonlyMap<object, object>) {}

  /** The copy of an object as it was before the call, or the object itself. */
  of(value: unknown): unknown {
    if (!isObject(value)) return value;
    const known = this.copies.get(value);
    if (known) return known;
    const state = this.before.get(value);
    return state ? this.put(value, shallowClone(state)) : value;
  }

  put(original: object, copy: object): object {
    this.copies.set(original, copy);
    this.originals.set(copy, original);
    return copy;
  }

  originalOf(copy: object): object | undefined {
    return this.originals.get(copy);
  }

  /** Whether an original was copied, so that it can't be the result itself. */
  copied(original: object): boolean {
    return this.copies.has(original);
  }

  entries(): IterableIterator<[object, object]> {
    return this.copies.entries();
  }
}

const MAX_DEPTH = 5;

/** Whether `made`, computed on copies, is what was `found` on the originals. */
export function matches(made: unknown, found: unknown, copies: Copies, depth = 0): boolean {
  if (typeof made === 'symbol' && typeof found === 'symbol') {
    return made === found || made.description === found.description;
  }
  if (Object.is(made, found)) return true;
  if (!isObject(made) || !isObject(found)) return false;
  const original = copies.originalOf(made);
  if (original) return original === found;
  if (copies.copied(found)) return false;
  if (typeof made === 'function') return typeof found === 'function' && depth === 0;
  if (depth > MAX_DEPTH) return true;
  if (Object.getPrototypeOf(made) !== Object.getPrototypeOf(found)) return false;
  return sameContent(made, found, copies, depth);
}

export function sameContent(made: object, found: object, copies: Copies, depth = 0): boolean {
  const same = (a: unknown, b: unknown): boolean => matches(a, b, copies, depth + 1);
  if (Array.isArray(made)) {
    const other = found as unknown[];
    if (made.length !== other.length) return false;
    // A loop, because `every` passes over holes.
    for (let i = 0; i < made.length; i++) if (i in made !== i in other || !same(made[i], other[i])) return false;
    return true;
  }
  if (made instanceof Map) {
    const other = [...(found as Map<unknown, unknown>)];
    return (
      made.size === other.length && [...made].every(([k, v], i) => same(k, other[i]?.[0]) && same(v, other[i]?.[1]))
    );
  }
  if (made instanceof Set) {
    const other = [...(found as Set<unknown>)];
    return made.size === other.length && [...made].every((v, i) => same(v, other[i]));
  }
  if (isTypedArray(made)) {
    const other = found as Uint8Array;
    return made.length === other.length && made.every((item, i) => Object.is(item, other[i]));
  }
  if (made instanceof Error) return made.message === (found as Error).message;
  if (made instanceof Date) return Object.is(made.getTime(), (found as Date).getTime());
  if (made instanceof RegExp)
    return found instanceof RegExp && made.source === found.source && made.flags === found.flags;
  const keys = Object.keys(made);
  if (keys.length !== Object.keys(found).length) return false;
  const [a, b] = [made as Record<string, unknown>, found as Record<string, unknown>];
  return keys.every((key) => key in b && same(a[key], b[key]));
}
