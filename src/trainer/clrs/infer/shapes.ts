/** What a place's values have in common. */
export type Shape =
  | { readonly kind: 'scalar' }
  /** A string, an array or a typed array of single values. */
  | { readonly kind: 'sequence' }
  /** An array of rows of equal length. */
  | { readonly kind: 'matrix' }
  /** An array of rows of any length. */
  | { readonly kind: 'rows' }
  | { readonly kind: 'set' }
  | { readonly kind: 'other'; readonly why: string };

/** @param strings whether a string counts as a sequence of characters, or as one value */
export function shapeOfValues(values: readonly unknown[], strings: boolean): Shape {
  const present = values.filter((value) => value !== undefined && value !== null);
  if (present.length === 0) return { kind: 'other', why: 'it never has a value' };
  if (present.every(isSingle)) {
    return strings && present.every((value) => typeof value === 'string') ? { kind: 'sequence' } : { kind: 'scalar' };
  }
  if (present.every((value) => value instanceof Set)) return { kind: 'set' };
  if (!present.every(isList)) return { kind: 'other', why: whyNot(present) };
  const items = present.flatMap((value) => [...value]);
  if (items.every((item) => item === undefined || item === null || isSingle(item))) return { kind: 'sequence' };
  if (!items.every((item) => isList(item) || (strings && typeof item === 'string'))) {
    return { kind: 'other', why: 'its elements are neither single values nor rows' };
  }
  const cells = items.flatMap((row) => [...(row as Iterable<unknown>)]);
  if (!cells.every((cell) => cell === undefined || cell === null || isSingle(cell))) {
    return { kind: 'other', why: 'it has more than two dimensions' };
  }
  return present.every(isRectangle) ? { kind: 'matrix' } : { kind: 'rows' };
}

function isSingle(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string';
}

function isList(value: unknown): value is ArrayLike<unknown> & Iterable<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function isRectangle(value: Iterable<unknown>): boolean {
  const lengths = new Set([...value].map((row) => (row as ArrayLike<unknown>).length));
  return lengths.size <= 1;
}

function whyNot(present: readonly unknown[]): string {
  if (present.some((value) => typeof value === 'function')) return 'it is a function';
  if (present.some((value) => value instanceof Map)) return 'it is a map, and keys have no order among nodes';
  if (present.some((value) => typeof value === 'bigint')) return 'it is a bigint';
  return 'its values are of several types, or objects of a class';
}

/** Elements of a list, or characters of a string. */
export function itemsOf(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return [...value];
  return isList(value) ? [...value] : [];
}

export function rowsOf(value: unknown): readonly (readonly unknown[])[] {
  return itemsOf(value).map(itemsOf);
}
