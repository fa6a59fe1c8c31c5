/**
 * A deep copy of an argument list, within the realm. What is shared inside the list is shared in the copy, cycles
 * included; functions and symbols stay as they are. Objects keep their prototype and enumerable own data.
 */
export function cloneInput<T extends readonly unknown[]>(input: T): T {
  return cloneValue(input, new Map()) as T;
}

type TypedArray = ArrayLike<unknown> & { slice(): unknown };

function cloneValue(value: unknown, seen: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  if (Array.isArray(value)) return cloneArray(value, seen);
  if (value instanceof Map) {
    const copy = new Map<unknown, unknown>();
    seen.set(value, copy);
    for (const [k, v] of value) copy.set(cloneValue(k, seen), cloneValue(v, seen));
    return copy;
  }
  if (value instanceof Set) {
    const copy = new Set<unknown>();
    seen.set(value, copy);
    for (const item of value) copy.add(cloneValue(item, seen));
    return copy;
  }
  const copy = cloneLeaf(value);
  if (copy !== null) {
    seen.set(value, copy);
    return copy;
  }
  return cloneObject(value, seen);
}

function cloneArray(value: readonly unknown[], seen: Map<object, unknown>): unknown[] {
  const copy: unknown[] = new Array(value.length);
  seen.set(value, copy);
  for (let i = 0; i < value.length; i++) if (i in value) copy[i] = cloneValue(value[i], seen);
  return copy;
}

function cloneLeaf(value: object): object | null {
  if (value instanceof Date) return new Date(value.getTime());
  if (value instanceof RegExp) {
    const copy = new RegExp(value.source, value.flags);
    copy.lastIndex = value.lastIndex;
    return copy;
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return (value as unknown as TypedArray).slice() as object;
  if (value instanceof ArrayBuffer) return value.slice(0);
  return null;
}

function cloneObject(value: object, seen: Map<object, unknown>): object {
  const copy = Object.create(Object.getPrototypeOf(value) as object | null) as object;
  seen.set(value, copy);
  for (const key of Reflect.ownKeys(value)) {
    const property = Object.getOwnPropertyDescriptor(value, key);
    if (!property?.enumerable) continue;
    if ('value' in property) property.value = cloneValue(property.value, seen);
    Object.defineProperty(copy, key, property);
  }
  return copy;
}
