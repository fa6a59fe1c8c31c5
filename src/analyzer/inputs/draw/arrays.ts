import { pick, randomInt, shuffle } from '../../../shared/random.ts';
import type { ArraySpec, MatrixSpec, TypedArrayName, TypedArraySpec, ValueSpec } from '../spec.ts';
import { chance, chooseLength, inner, STYLES, swap, type Context } from './context.ts';
import { drawNumber } from './numbers.ts';
import { drawWords } from './strings.ts';

/** An array whose values repeat, are sorted, mirrored, … as the style says. */
export function drawArray(spec: ArraySpec, context: Context): unknown[] {
  const length = chooseLength(context, spec.minLength, spec.maxLength);
  if (spec.permutation !== undefined) return drawPermutation(spec.permutation, length, context);
  const items = spec.distinct ? distinctItems(spec.element, length, context) : styledItems(spec, length, context);
  return arrange(items, spec.order, spec.mostly === true, context);
}

function drawPermutation(first: number, length: number, context: Context): number[] {
  const items = Array.from({ length }, (_, i) => i + first);
  if (context.style === 'sorted') return items;
  if (context.style === 'reversed') return items.reverse();
  if (context.style === 'nearSorted' && length > 1) {
    swap(items, randomInt(context.random, 0, length - 1), randomInt(context.random, 0, length - 1));
    return items;
  }
  return shuffle(context.random, items);
}

/** Puts a promised order in place; what is only probably sorted stays unsorted now and then. */
function arrange(items: unknown[], order: ArraySpec['order'], mostly: boolean, context: Context): unknown[] {
  if (order === undefined || (mostly && chance(context.random, 1 / 6))) return items;
  sortValues(items);
  return order === 'descending' ? items.reverse() : items;
}

/** Sorts by `<` as the comparisons of a program do; values that can't be compared stay in place. */
export function sortValues(items: unknown[]): unknown[] {
  return items.sort((a, b) => compareValues(a, b));
}

export function compareValues(a: unknown, b: unknown): number {
  if (Array.isArray(a) && Array.isArray(b)) return compareValues(a[0], b[0]);
  if (typeof a !== typeof b || a === null || b === null) return 0;
  const [left, right] = [a as number, b as number];
  return left < right ? -1 : left > right ? 1 : 0;
}

function styledItems(spec: ArraySpec, length: number, context: Context): unknown[] {
  const { random, style } = context;
  switch (style) {
    case 'duplicates': {
      const pool = elements(spec.element, 2 + randomInt(random, 0, 1), inner(context));
      return Array.from({ length }, () => pick(random, pool));
    }
    case 'equal': {
      const [item] = elements(spec.element, 1, inner(context));
      return new Array<unknown>(length).fill(item);
    }
    case 'sorted':
      return sortValues(elements(spec.element, length, inner(context)));
    case 'reversed':
      return sortValues(elements(spec.element, length, inner(context))).reverse();
    case 'nearSorted': {
      const items = sortValues(elements(spec.element, length, inner(context)));
      if (length > 1) swap(items, randomInt(random, 0, length - 1), randomInt(random, 0, length - 1));
      return items;
    }
    case 'palindrome': {
      const half = elements(spec.element, (length + 1) >> 1, inner(context));
      return [...half, ...half.slice(0, length >> 1).reverse()];
    }
    case 'repeats': {
      const unit = elements(spec.element, Math.max(1, Math.min(3, length >> 1)), inner(context));
      return Array.from({ length }, (_, i) => unit[i % unit.length]);
    }
    case 'zeros':
    case 'special': {
      const items = elements(spec.element, length, inner(context));
      const other = elements(spec.element, length, inner(context, style));
      return items.map((item, i) => (chance(random, 0.4) ? other[i] : item));
    }
    case 'negative':
    case 'wide':
    case 'fractional': {
      const items = elements(spec.element, length, inner(context));
      const other = elements(spec.element, length, inner(context, style));
      return items.map((item, i) => (chance(random, 0.8) ? other[i] : item));
    }
    case 'literals':
    case 'prefixes':
      return elements(spec.element, length, inner(context, style));
    case 'plain':
      return elements(spec.element, length, inner(context));
  }
}

/** Elements one by one; objects and arrays inside vary in style, numbers and strings share the array's. */
function elements(spec: ValueSpec, count: number, context: Context): unknown[] {
  if (spec.kind === 'number') return Array.from({ length: count }, () => drawNumber(spec, context));
  if (spec.kind === 'string') return drawWords(spec, count, context);
  const vary = context.style === 'plain';
  return Array.from({ length: count }, () =>
    context.draw(spec, vary ? { ...context, style: pick(context.random, STYLES) } : context),
  );
}

/** Different values as far as the element allows so many; fewer where it does not. */
function distinctItems(spec: ValueSpec, length: number, context: Context): unknown[] {
  const seen = new Map<string, unknown>();
  let size = Math.max(context.size, length);
  for (let misses = 0; seen.size < length && misses < 60;) {
    const before = seen.size;
    for (const item of elements(spec, length - seen.size, { ...inner(context), size })) seen.set(keyOf(item), item);
    if (seen.size === before) misses++;
    if (seen.size < length) size = Math.min(size * 2, 1_000_000);
  }
  return [...seen.values()];
}

/** Equal for values that a program would call the same. */
export function keyOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : `${typeof value} ${String(value)}`;
}

/** Rows of equal length unless `jagged`; rows follow the size, columns too but independently. */
export function drawMatrix(spec: MatrixSpec, context: Context): unknown[][] {
  const { random } = context;
  const rows = chooseLength(context, spec.minRows, spec.maxRows ?? null);
  const limit = Math.max(1, context.depth === 0 ? context.size : 4);
  const columns = spec.shape === 'square' ? rows : (context.columns ?? chooseColumns(rows, limit, context));
  const matrix = Array.from({ length: rows }, () => {
    const width = spec.shape === 'jagged' ? randomInt(random, 0, limit) : columns;
    return drawArray(
      { kind: 'array', element: spec.element, minLength: width, maxLength: width },
      { ...inner(context, context.style), length: width },
    );
  });
  if (spec.symmetric) mirror(matrix);
  return matrix;
}

function chooseColumns(rows: number, limit: number, context: Context): number {
  if (chance(context.random, 0.25)) return Math.max(1, rows);
  return context.exact
    ? randomInt(context.random, Math.max(1, limit >> 1), limit)
    : randomInt(context.random, 1, limit);
}

export function mirror(matrix: unknown[][]): void {
  matrix.forEach((row, i) => {
    for (let j = 0; j < i; j++) row[j] = matrix[j]?.[i];
  });
}

const TYPED: Record<TypedArrayName, readonly [low: number, high: number] | 'float' | 'bigint' | 'ubigint'> = {
  Int8Array: [-128, 127],
  Uint8Array: [0, 255],
  Uint8ClampedArray: [0, 255],
  Int16Array: [-32768, 32767],
  Uint16Array: [0, 65535],
  Int32Array: [-1_000_000, 1_000_000],
  Uint32Array: [0, 1_000_000],
  Float32Array: 'float',
  Float64Array: 'float',
  BigInt64Array: 'bigint',
  BigUint64Array: 'ubigint',
};

/** What the elements of a typed array are drawn from. */
export function typedElement(type: TypedArrayName): ValueSpec {
  const range = TYPED[type];
  if (range === 'bigint' || range === 'ubigint') {
    return { kind: 'bigint', min: range === 'ubigint' ? 0 : null, max: 1_000_000, extra: [] };
  }
  const integer = range !== 'float';
  const [min, max] = integer ? range : [null, null];
  return {
    kind: 'number',
    integer,
    min,
    max,
    extra: integer ? [range[0], range[1]] : [],
    specials: false,
    scale: 'value',
  };
}

export function drawTypedArray(spec: TypedArraySpec, context: Context): unknown {
  const { minLength, order, mostly } = spec;
  const plain: ArraySpec = {
    kind: 'array',
    element: typedElement(spec.type),
    minLength,
    maxLength: null,
    order,
    mostly,
  };
  return toTyped(spec.type, drawArray(plain, context));
}

export function toTyped(type: TypedArrayName, items: readonly unknown[]): unknown {
  const constructors = globalThis as unknown as Record<TypedArrayName, { from(items: readonly unknown[]): unknown }>;
  return constructors[type].from(items);
}
