import type { LearnEvent } from '../shared/events.ts';
import { deriveSeed } from '../shared/random.ts';
import type { OneStep, SizeResult } from '../shared/report.ts';
import { toChoices } from '../trainer/machine/choices.ts';
import { oneStepHits, type Decoded } from '../trainer/machine/decode.ts';
import type { Pauses } from './pauses.ts';
import type { Failure, InputSource } from './realm/protocol.ts';
import type { RealmClient } from './realm-client.ts';

export interface MeasureOptions {
  readonly seed: number;
  readonly sizes: readonly number[];
  /** Fresh inputs a size. */
  readonly runs: number;
  /** Time for one size, milliseconds; what does not fit is left out and shows in the number of runs. */
  readonly boxMs: number;
  /** Longest single run, milliseconds; default: `boxMs`. */
  readonly callMs?: number;
  readonly inputs: InputSource;
}

export type MeasureEvent = Extract<LearnEvent, { kind: 'measuring' | 'measured' }>;

export interface Found {
  readonly size: number;
  readonly failure: Failure;
}

const GRACE_MS = 15_000;

/** What the inputs of a size are drawn from: the same, in the same order, whichever network is measured. */
export function seedOfSize(seed: number, size: number): number {
  return deriveSeed(seed, 1000 + size);
}

/**
 * Compares function and network on fresh inputs, size by size.
 * @returns the counts, and failures with wrong answers before refusals, else in the order of finding
 */
export async function measureSizes(
  realm: RealmClient,
  options: MeasureOptions,
  onEvent: (event: MeasureEvent) => void = () => undefined,
  pauses?: Pauses,
): Promise<{ readonly results: readonly SizeResult[]; readonly found: readonly Found[] }> {
  const { callMs = options.boxMs } = options;
  const results: SizeResult[] = [];
  const found: Found[] = [];
  for (const size of options.sizes) {
    await pauses?.passed();
    onEvent({ kind: 'measuring', size });
    const { failures, ...counts } = await realm.call(
      'compare',
      {
        size,
        exact: true,
        runs: options.runs,
        ms: options.boxMs,
        callMs,
        seed: seedOfSize(options.seed, size),
        keep: 20,
      },
      3 * Math.max(options.boxMs, callMs) + GRACE_MS,
    );
    const result = { size, ...counts };
    results.push(result);
    onEvent({ kind: 'measured', result });
    found.push(...failures.map((failure) => ({ size, failure })));
  }
  const isWrong = ({ failure }: Found): boolean => failure.kind === 'wrong';
  return { results, found: [...found.filter(isWrong), ...found.filter((each) => !isWrong(each))] };
}

/** One step at a time on fresh traces at a size, network against look-up tables. */
export async function measureOneStep(
  realm: RealmClient,
  decoded: Decoded,
  options: { readonly seed: number; readonly trainSize: number; readonly size: number },
): Promise<OneStep> {
  const { seed, trainSize, size } = options;
  const tables = await realm.call(
    'baselines',
    { train: 60, test: 30, size: trainSize, testSize: size, seed: deriveSeed(seed, 31) },
    4 * GRACE_MS,
  );
  const inputs = await realm.call('draw', { count: 30, size, exact: true, seed: deriveSeed(seed, 32) }, GRACE_MS);
  const given = [...decoded.table.values].map(([step, { candidate }]) => [step, candidate] as const);
  await realm.call('reset', { seed, noise: null, given }, GRACE_MS);
  await realm.call('observe', { count: 30, size, mutate: false, inputs, maxSteps: 400_000, ms: 2000 }, GRACE_MS);
  const fresh = toChoices(await realm.call('evidence', null, GRACE_MS));
  const { values, branches } = oneStepHits(decoded.table, fresh);
  const ties: string[] = [];
  if (tables.dictionary >= share(values))
    ties.push('the dictionary of seen (step, operands) ties the network on values');
  if (tables.branches.dictionary >= share(branches))
    ties.push('branches given their truth bit are a look-up: the dictionary ties');
  const visits = values.visits + branches.visits;
  const network = share({ visits, right: values.right + branches.right });
  return { size, visits, network, dictionary: tables.dictionary, majority: tables.majority, ties };
}

function share({ visits, right }: { readonly visits: number; readonly right: number }): number {
  return visits === 0 ? 1 : right / visits;
}
