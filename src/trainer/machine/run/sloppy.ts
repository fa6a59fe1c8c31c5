/** What code that is not strict does otherwise than strict code, for machines, whose own code is strict. */
export interface Sloppy {
  /** `this` in a function that was called on nothing or on a primitive value. */
  self(value: unknown): unknown;
  /**
   * After a write that failed: throws `error` again, unless it failed only because the property can't be written, which
   * code that is not strict does not notice.
   */
  ignore(error: unknown, object: unknown, key: PropertyKey, value: unknown): void;
  /** `delete object[key]`, which does not throw where the property stays. */
  remove(object: unknown, key: PropertyKey): boolean;
}

const { deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, set } = Reflect;

export const sloppy: Sloppy = {
  self: (value) => (value === undefined || value === null ? globalThis : (Object(value) as object)),
  ignore(error, object, key, value) {
    if (object === undefined || object === null) throw error;
    // A key that is an object is turned into a name a second time, and throws the same again if that was it.
    const name = typeof key === 'symbol' ? key : String(key);
    // The error was a setter's own.
    if (hasSetter(Object(object) as object, name)) throw error;
    // Without a setter no code runs but the conversion of what a typed array is given, which throws the same again.
    set(Object(object) as object, name, value, object);
  },
  remove(object, key) {
    if (object === undefined || object === null) throw new TypeError('Cannot convert undefined or null to object');
    return deleteProperty(Object(object) as object, key);
  },
};

function hasSetter(object: object, key: PropertyKey): boolean {
  for (let at: object | null = object; at !== null; at = getPrototypeOf(at)) {
    const found = getOwnPropertyDescriptor(at, key);
    if (found) return found.set !== undefined;
  }
  return false;
}
