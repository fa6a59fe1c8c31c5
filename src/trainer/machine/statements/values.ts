/** Stands for an expression that threw. */
export const FAILED = Symbol('failed');

/** What kinds of values an expression gave, as bits. */
export const KIND = {
  number: 1,
  string: 2,
  boolean: 4,
  object: 8,
  nullish: 16,
  failed: 32,
  other: 64,
  bigint: 128,
} as const;

export function kindOf(value: unknown): number {
  switch (typeof value) {
    case 'number':
      return KIND.number;
    case 'string':
      return KIND.string;
    case 'boolean':
      return KIND.boolean;
    case 'bigint':
      return KIND.bigint;
    case 'undefined':
      return KIND.nullish;
    case 'object':
      return value === null ? KIND.nullish : KIND.object;
    default:
      return value === FAILED ? KIND.failed : KIND.other;
  }
}

/** Gives each value a number, so that what expressions gave can be compared as rows of numbers. */
export class ValueNumbers {
  private readonly numbers = new Map<unknown, number>();
  private readonly values: unknown[] = [];

  of(value: unknown): number {
    // A Map takes −0 for 0.
    const key = value === 0 && Object.is(value, -0) ? NEGATIVE_ZERO : value;
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.values.length;
      this.numbers.set(key, number);
      this.values.push(value);
    }
    return number;
  }
}

const NEGATIVE_ZERO = Symbol('-0');

/** Hash of a row of numbers (FNV-1a over 32-bit words). */
export function hashRow(row: Int32Array): number {
  let h = 0x811c9dc5;
  for (const word of row) h = Math.imul(h ^ word, 0x01000193);
  return h | 0;
}
