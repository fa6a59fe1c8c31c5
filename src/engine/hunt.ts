import { decodeInput } from '../analyzer/inputs/functions.ts';
import { shrinkInput } from '../analyzer/inputs/shrink.ts';
import { encode, type Wire } from '../shared/values.ts';
import type { InputSource } from './realm/protocol.ts';
import type { RealmClient } from './realm-client.ts';

export interface HuntOptions {
  readonly inputs: InputSource;
  /** Largest training size. */
  readonly size: number;
  readonly seed: number;
  /** Milliseconds that are left. */
  readonly ms: number;
}

/** How far beyond the training sizes, as a factor; how many runs, of how many steps each. */
const [BEYOND, RUNS, RUN_STEPS] = [4, 150, 50_000];
/** Failures that are made smaller, and tries for each. */
const [MAX_SHRUNK, SHRINK_CALLS] = [6, 300];
const GRACE_MS = 15_000;

/**
 * Inputs of training sizes on which the network fails, found by way of larger ones: what is rare on small inputs is common on large
 * ones, and often a few of their items are enough for it. What comes out does not depend on the clock unless time runs out.
 */
export async function hunt(
  realm: RealmClient,
  { inputs, size, seed, ms }: HuntOptions,
): Promise<readonly (readonly Wire[])[]> {
  // What a user's own generator gives can't be made smaller.
  if (inputs.kind !== 'spec') return [];
  const { spec } = inputs;
  const request = { size: BEYOND * size, runs: RUNS, seed, maxSteps: RUN_STEPS };
  const failures = await realm.call('hunt', request, ms + GRACE_MS);
  if (failures.length === 0) return [];
  const drawn = await realm.call('draw', { count: RUNS, size, exact: false, seed }, GRACE_MS);
  const usual = measured(drawn.map((args) => decodeInput(args))).number;
  const causes = new Map(failures.map((failure) => [JSON.stringify([failure.kind, failure.refusal]), failure]));
  const end = performance.now() + ms;
  const found: Wire[][] = [];
  for (const { input } of [...causes.values()].slice(0, MAX_SHRUNK)) {
    const fails = async (candidate: readonly unknown[]): Promise<boolean> => {
      const again = candidate.map((arg) => encode(arg));
      return (await realm.call('differs', { input: again, maxSteps: RUN_STEPS }, GRACE_MS)) !== null;
    };
    const limits = { maxCalls: SHRINK_CALLS, deadlineMs: end - performance.now() };
    const small = await shrinkInput(spec, decodeInput(input), fails, limits);
    const { length, number } = measured(small);
    if (length <= Math.max(size, small.length) && number <= usual) found.push(small.map((arg) => encode(arg)));
  }
  return found;
}

interface Measures {
  /** The longest of the lists, texts, tables and chains of objects that a value is made of. */
  readonly length: number;
  /** The largest number: what is counted up to is larger in larger inputs. */
  readonly number: number;
}

function measured(value: unknown, seen = new Set<unknown>()): Measures {
  if (typeof value === 'number' || typeof value === 'bigint')
    return { length: 0, number: Math.abs(Number(value)) || 0 };
  if (typeof value === 'string') return { length: value.length, number: 0 };
  // Of values that contain themselves, each part counts once.
  if (typeof value !== 'object' || value === null || seen.has(value)) return { length: 0, number: 0 };
  seen.add(value);
  const parts: unknown[] = value instanceof Map || value instanceof Set ? [...value].flat() : Object.values(value);
  const inside = parts.map((part) => measured(part, seen));
  const longest = Math.max(0, ...inside.map(({ length }) => length));
  const isOneObject = Object.getPrototypeOf(value) === Object.prototype;
  return {
    length: Math.max(parts.length, isOneObject ? 1 + longest : longest),
    number: Math.max(0, ...inside.map(({ number }) => number)),
  };
}
