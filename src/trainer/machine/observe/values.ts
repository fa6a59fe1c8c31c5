/** Looking at values without changing them. */

export function isObject(value: unknown): value is object {
  return value !== null && (typeof value === 'object' || typeof value === 'function');
}

function isTypedArray(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** Objects that a shallow copy stands in for. What is frozen, as template strings are, can stand for itself. */
export function isCloneable(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof Map || value instanceof Set || value instanceof RegExp || isTypedArray(value)) return true;
  if (Object.isFrozen(value)) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && isOrdinary(value);
}

/** Objects that hold nothing but their properties. An `arguments` object looks like one, but its length is hidden. */
export function isOrdinary(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Symbol.toStringTag in value) return false;
  return Object.prototype.toString.call(value) === '[object Object]';
}

export function shallowClone(value: object): object {
  const copy = contentClone(value);
  if (Object.isExtensible(value)) return copy;
  if (Object.isFrozen(value)) return Object.freeze(copy);
  return Object.isSealed(value) ? Object.seal(copy) : Object.preventExtensions(copy);
}

function contentClone(value: object): object {
  if (Array.isArray(value)) return isPlainArray(value) ? value.slice() : withProperties([], value);
  if (value instanceof Map) return withProperties(entriesOf(value), value);
  if (value instanceof Set) return withProperties(itemsOf(value), value);
  if (isTypedArray(value)) return value.slice();
  if (value instanceof RegExp) return Object.assign(new RegExp(value), { lastIndex: value.lastIndex });
  return Object.create(
    Object.getPrototypeOf(value) as object | null,
    Object.getOwnPropertyDescriptors(value),
  ) as object;
}

/** Copying one of a class that extends arrays would run its constructor. */
function isPlainArray(value: readonly unknown[]): boolean {
  return Object.getPrototypeOf(value) === Array.prototype;
}

/** A class that extends maps may go through them in its own way. */
function entriesOf(map: ReadonlyMap<unknown, unknown>): Map<unknown, unknown> {
  const copy = new Map<unknown, unknown>();
  Map.prototype.forEach.call(map, (item, key) => copy.set(key, item));
  return copy;
}

function itemsOf(set: ReadonlySet<unknown>): Set<unknown> {
  const copy = new Set<unknown>();
  Set.prototype.forEach.call(set, (item) => copy.add(item));
  return copy;
}

/** What a class that extends a built-in keeps beside it. */
function withProperties(copy: object, original: object): object {
  return Object.defineProperties(copy, Object.getOwnPropertyDescriptors(original));
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

  copyOf(original: object): object | undefined {
    return this.copies.get(original);
  }

  /** Whether an original was copied, so that it can't be the result itself. */
  copied(original: object): boolean {
    return this.copies.has(original);
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
  if (!hasSamePrototype(made, found, copies)) return false;
  return sameContent(made, found, copies, depth);
}

/** What was made may inherit from a copy. */
function hasSamePrototype(made: object, found: object, copies: Copies): boolean {
  const prototype = Object.getPrototypeOf(made) as object | null;
  return (prototype && (copies.originalOf(prototype) ?? prototype)) === Object.getPrototypeOf(found);
}

export function sameContent(made: object, found: object, copies: Copies, depth = 0): boolean {
  const same = (a: unknown, b: unknown): boolean => matches(a, b, copies, depth + 1);
  if (!sameLocks(made, found)) return false;
  if (Array.isArray(made)) {
    const other = found as unknown[];
    if (made.length !== other.length) return false;
    // A loop, because `every` passes over holes.
    for (let i = 0; i < made.length; i++) if (i in made !== i in other || !same(made[i], other[i])) return false;
    return true;
  }
  if (made instanceof Map) {
    const other = [...entriesOf(found as Map<unknown, unknown>)];
    return (
      made.size === other.length &&
      [...made].every(([k, v], i) => same(k, other[i]?.[0]) && same(v, other[i]?.[1])) &&
      sameProperties(made, found, same)
    );
  }
  if (made instanceof Set) {
    const other = [...itemsOf(found as Set<unknown>)];
    return (
      made.size === other.length && [...made].every((v, i) => same(v, other[i])) && sameProperties(made, found, same)
    );
  }
  if (isTypedArray(made)) {
    const other = found as Uint8Array;
    return made.length === other.length && made.every((item, i) => Object.is(item, other[i]));
  }
  if (made instanceof Error) return made.message === (found as Error).message;
  if (made instanceof Date) return Object.is(made.getTime(), (found as Date).getTime());
  if (made instanceof RegExp) {
    const other = found as RegExp;
    return made.source === other.source && made.flags === other.flags && made.lastIndex === other.lastIndex;
  }
  return sameProperties(made, found, same);
}

/** Whether both are open, closed to new properties, sealed or frozen. */
function sameLocks(made: object, found: object): boolean {
  if (Object.isExtensible(made) || Object.isExtensible(found))
    return Object.isExtensible(made) === Object.isExtensible(found);
  return Object.isSealed(made) === Object.isSealed(found) && Object.isFrozen(made) === Object.isFrozen(found);
}

/** Own properties with their attributes; no getter is run. */
function sameProperties(made: object, found: object, same: (a: unknown, b: unknown) => boolean): boolean {
  const keys = Reflect.ownKeys(made);
  if (keys.length !== Reflect.ownKeys(found).length) return false;
  return keys.every((key) => {
    const [a, b] = [Object.getOwnPropertyDescriptor(made, key), Object.getOwnPropertyDescriptor(found, key)];
    if (!a || !b || !same(a.value, b.value)) return false;
    const flags = ['enumerable', 'configurable', 'writable', 'get', 'set'] as const;
    return flags.every((flag) => a[flag] === b[flag]);
  });
}
