import fc, { type Arbitrary } from 'fast-check';
import { cloneInput } from './clone.ts';
import { conform } from './conform.ts';
import { toTyped } from './draw/arrays.ts';
import { untie } from './nodes.ts';
import { membersOf, Places } from './places.ts';
import { inOrder, repair } from './relate.ts';
import type { InputSpec, ValueSpec } from './spec.ts';

export interface ShrinkLimits {
  /** How often `stillFails` may be asked. */
  readonly maxCalls?: number;
  readonly deadlineMs?: number;
  /** The clock, in milliseconds. */
  readonly now?: () => number;
}

/**
 * The smallest failing argument list that greedy shrinking finds (Claessen and Hughes, QuickCheck, ICFP 2000; the trees
 * are fast-check's). It keeps what the spec promises, and what only mostly holds where it held: a sorted array stays
 * sorted. `stillFails` gets its own copy each time. Never worse than the input.
 */
export async function shrinkInput(
  spec: InputSpec,
  input: readonly unknown[],
  stillFails: (candidate: unknown[]) => Promise<boolean>,
  limits: ShrinkLimits = {},
): Promise<unknown[]> {
  const search = new Search(spec, stillFails, limits);
  return search.run([...input]);
}

class Search {
  private calls = 0;
  private readonly end: number;
  private readonly now: () => number;
  private readonly maxCalls: number;
  private readonly seen = new Set<string>();

  constructor(
    private readonly spec: InputSpec,
    private readonly stillFails: (candidate: unknown[]) => Promise<boolean>,
    limits: ShrinkLimits,
  ) {
    this.now = limits.now ?? (() => performance.now());
    this.maxCalls = limits.maxCalls ?? 1000;
    this.end = this.now() + (limits.deadlineMs ?? 10_000);
  }

  async run(input: unknown[]): Promise<unknown[]> {
    let best = input;
    for (let improved = true; improved && !this.isOver();) {
      improved = false;
      for (const candidate of this.candidates(best)) {
        if (this.isOver()) break;
        if (!(await this.fails(best, candidate))) continue;
        best = candidate;
        improved = true;
        break;
      }
    }
    return best;
  }

  private isOver(): boolean {
    return this.calls >= this.maxCalls || this.now() >= this.end;
  }

  private async fails(current: readonly unknown[], candidate: unknown[]): Promise<boolean> {
    const key = fc.stringify(candidate);
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    const { broken, loose } = conform(this.spec, candidate);
    const before = conform(this.spec, current).loose;
    if (broken !== null || [...loose].some((name) => !before.has(name))) return false;
    this.calls++;
    return this.stillFails(cloneInput(candidate));
  }

  /** Large steps first: every parameter halved together, then each alone, then parts of each. */
  private *candidates(tied: readonly unknown[]): Generator<unknown[]> {
    const current = cloneInput([...tied]);
    untie(this.spec, new Places(this.spec, current));
    yield* this.together(current);
    for (let i = current.length - 1; i >= 0; i--) {
      const parameter = this.spec.parameters[Math.min(i, this.spec.parameters.length - 1)];
      if (!parameter) continue;
      if (parameter.rest) yield current.filter((_, j) => j !== i);
      else if (parameter.optional && i === current.length - 1) yield current.slice(0, -1);
      const value = parameter.rest && parameter.value.kind === 'array' ? parameter.value.element : parameter.value;
      for (const smaller of shrinkValue(value, current[i])) yield* this.related(current, i, smaller);
    }
    for (const candidate of everywhere(current)) yield* this.repaired(candidate);
  }

  /** Removes the same stretch from all arrays and strings of one length, as related ones need. */
  private *together(current: readonly unknown[]): Generator<unknown[]> {
    const lists = current.flatMap((value, i) => (typeof value === 'string' || Array.isArray(value) ? [i] : []));
    const length = Math.max(0, ...lists.map((i) => (current[i] as string | unknown[]).length));
    for (let size = length >> 1; size >= 1; size >>= 1) {
      for (let from = 0; from + size <= length; from += size) {
        const candidate = current.map((value, i) =>
          lists.includes(i) ? without(value as string | unknown[], from, size, length) : value,
        );
        yield* this.repaired(candidate);
      }
    }
  }

  private *related(current: readonly unknown[], i: number, smaller: unknown): Generator<unknown[]> {
    const candidate = [...current];
    candidate[i] = smaller;
    yield* this.repaired(candidate);
  }

  /** The candidate as it is, or with its relations put right. */
  private *repaired(candidate: unknown[]): Generator<unknown[]> {
    if (conform(this.spec, candidate).broken === null) {
      yield candidate;
      return;
    }
    const args = cloneInput(candidate);
    const places = new Places(this.spec, args);
    // Always the least value: shrinking has no dice.
    for (const relation of inOrder(this.spec.relations)) repair(relation, places, () => 0);
    yield args;
  }
}

function without(value: string | unknown[], from: number, size: number, length: number): string | unknown[] {
  if (value.length !== length) return value;
  if (typeof value === 'string') return value.slice(0, from) + value.slice(from + size);
  const rows = value.filter((_, i) => i < from || i >= from + size);
  const isSquare = value.every((row) => Array.isArray(row) && row.length === length);
  return isSquare ? (rows as unknown[][]).map((row) => without(row, from, size, length)) : rows;
}

/** Every occurrence of one number or string becomes a smaller one: a search target shrinks with the element it matches. */
function* everywhere(current: readonly unknown[]): Generator<unknown[]> {
  const seen = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (typeof value === 'number' || typeof value === 'string') seen.add(value);
    else if (isList(value)) value.forEach(visit);
    else if (isRecord(value)) Object.values(value).forEach(visit);
  };
  visit(current);
  for (const value of seen) {
    let tries = 0;
    for (const smaller of smallerValues(value)) {
      // Ranks of the values are what matters mostly, so a few steps are enough.
      if (tries++ >= 4) break;
      yield replaceAll(current, value, smaller) as unknown[];
    }
  }
}

function replaceAll(value: unknown, from: unknown, to: unknown): unknown {
  if (Object.is(value, from)) return to;
  if (isList(value)) return value.map((item) => replaceAll(item, from, to));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceAll(item, from, to)]));
}

/** Smaller values for a spec, largest steps first. */
function* shrinkValue(spec: ValueSpec, value: unknown): Generator<unknown> {
  const options = spec.kind === 'union' ? spec.options : [spec];
  if (options.some((option) => option.kind === 'literal' && option.values.includes(null))) yield null;
  if (spec.kind === 'typedArray') {
    for (const smaller of smallerLists([...membersOf(value)])) yield toTyped(spec.type, smaller);
    return;
  }
  if (options.some((option) => option.kind === 'recursive')) yield* subtrees(value);
  yield* smallerValues(value);
}

/** The children of a node are smaller values of the same type. */
function* subtrees(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  for (const field of Object.values(value)) {
    if (isList(field)) yield* field;
    else if (typeof field === 'object' && field !== null) yield field;
  }
}

/**
 * Smaller values by the value's own structure, so that unions, optional fields and recursive types need no case of
 * their own; whether one fits the spec is asked later.
 */
function* smallerValues(value: unknown): Generator<unknown> {
  switch (typeof value) {
    case 'number':
      yield* smallerNumbers(value);
      return;
    case 'bigint':
      yield* shrinksOf(fc.bigInt(), value);
      return;
    case 'string':
      yield* shrinksOf(fc.string({ unit: fc.constantFrom(...unitsOf(value)), size: 'max' }), value);
      return;
    case 'boolean':
      yield* shrinksOf(fc.boolean(), value);
      return;
    default:
      break;
  }
  if (isList(value)) yield* smallerLists(value);
  else if (value instanceof Map)
    for (const items of smallerLists([...value])) yield new Map(items as [unknown, unknown][]);
  else if (value instanceof Set) for (const items of smallerLists([...value])) yield new Set(items);
  else if (isRecord(value)) yield* smallerRecords(value);
}

function* shrinksOf<T>(arbitrary: Arbitrary<T>, value: T): Generator<unknown> {
  if (!arbitrary.canShrinkWithoutContext(value)) return;
  for (const shrunk of arbitrary.shrink(value, undefined)) yield shrunk.value;
}

/** Integers go to 0 by halves and lose their sign; others first go to a nearby integer or half. */
function* smallerNumbers(value: number): Generator<unknown> {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
    if (value < 0) yield -value;
    yield* shrinksOf(fc.maxSafeInteger(), value);
  } else {
    const steps = Number.isFinite(value) ? [0, Math.trunc(value), Math.round(value * 2) / 2] : [0, 1];
    yield* steps.filter((step) => !Object.is(step, value));
  }
}

/** Letters shrink towards `a`; every character of the value stays possible. */
function unitsOf(value: string): string[] {
  return [...new Set(['a', 'b', 'c', '0', '1', ...value])];
}

/** Without a stretch of elements (all, halves, quarters, …, one), then with one element smaller. */
function* smallerLists(items: readonly unknown[]): Generator<unknown[]> {
  for (let size = items.length; size >= 1; size = size === 1 ? 0 : (size + 1) >> 1) {
    for (let from = 0; from < items.length; from += size) yield [...items.slice(0, from), ...items.slice(from + size)];
  }
  for (const [i, item] of items.entries()) {
    for (const smaller of smallerValues(item)) yield [...items.slice(0, i), smaller, ...items.slice(i + 1)];
  }
}

function* smallerRecords(record: Record<string, unknown>): Generator<unknown> {
  const entries = Object.entries(record);
  for (const [name, item] of entries) {
    yield Object.fromEntries(entries.filter(([other]) => other !== name));
    if (typeof item === 'object' && item !== null) yield { ...record, [name]: null };
    for (const smaller of smallerValues(item)) yield { ...record, [name]: smaller };
  }
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
