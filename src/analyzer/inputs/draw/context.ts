import { randomInt, type Random } from '../../../shared/random.ts';
import type { RecursiveSpec, ValueSpec } from '../spec.ts';

/**
 * What a draw should look like. Each kind of value reads a style in its own way; the generator deals the styles like
 * cards, so that each of them occurs for each parameter.
 */
export const STYLES = [
  'plain',
  'duplicates',
  'sorted',
  'literals',
  'reversed',
  'plain',
  'equal',
  'negative',
  'wide',
  'literals',
  'fractional',
  'nearSorted',
  'plain',
  'zeros',
  'palindrome',
  'repeats',
  'prefixes',
  'special',
] as const;
export type Style = (typeof STYLES)[number];

export interface Context {
  readonly random: Random;
  readonly size: number;
  /** The value should be as large as `size` says, not up to it. */
  readonly exact: boolean;
  /** 0 for an argument. */
  readonly depth: number;
  readonly style: Style;
  /** Length, number of rows, vertices or nodes, where it has been decided. */
  readonly length: number | null;
  /** Number of columns, where it has been decided. */
  readonly columns: number | null;
  readonly recursive: ReadonlyMap<string, RecursiveSpec>;
  /** Draws any value; given here, so that the parts need not know the whole. */
  readonly draw: (spec: ValueSpec, context: Context) => unknown;
  /** How many more nodes a recursive value may have. */
  readonly nodes: number;
}

/** The context of a part of a value: free in length, in a style of its own. */
export function inner(context: Context, style: Style = 'plain'): Context {
  return { ...context, depth: context.depth + 1, style, length: null, columns: null };
}

/** Lengths inside of other values stay small, or values would grow with a power of the size. */
const INNER_LENGTH = 6;

/** A length between the limits that suits the context. */
export function chooseLength(context: Context, min: number, max: number | null): number {
  if (context.length !== null) return clampLength(context.length, min, max);
  const limit = context.depth === 0 ? context.size : Math.min(context.size, INNER_LENGTH);
  const length = context.exact && context.depth === 0 ? limit : randomInt(context.random, 0, Math.max(limit, min));
  return clampLength(length, min, max);
}

export function clampLength(length: number, min: number, max: number | null): number {
  return Math.max(min, max === null ? length : Math.min(length, max));
}

export function chance(random: Random, probability: number): boolean {
  return random() < probability;
}

export function swap(items: unknown[], i: number, j: number): void {
  const kept = items[i];
  items[i] = items[j];
  items[j] = kept;
}
