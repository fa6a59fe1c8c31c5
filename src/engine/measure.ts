import { shrinkInput } from '../analyzer/inputs/shrink.ts';
import type { LearnEvent } from '../shared/events.ts';
import type { Program } from '../shared/program.ts';
import { deriveSeed } from '../shared/random.ts';
import type { Divergence, OneStep, SizeResult } from '../shared/report.ts';
import { decodeInput } from '../analyzer/inputs/functions.ts';
import { encode } from '../shared/values.ts';
import { toChoices } from '../trainer/machine/choices.ts';
import { oneStepAccuracy, type Decoded } from '../trainer/machine/decode.ts';
import { refusalText } from './refusal.ts';
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

type MeasureEvent = Extract<LearnEvent, { kind: 'measuring' | 'measured' }>;

export interface Found {
  readonly size: number;
  readonly failure: Failure;
}

const GRACE_MS = 15_000;

/** Compares function and network on fresh inputs, size by size; gives the counts and the worst failure found. */
export async function measureSizes(
  realm: RealmClient,
  options: MeasureOptions,
  onEvent: (event: MeasureEvent) => void = () => undefined,
  pauses?: Pauses,
): Promise<{ readonly results: readonly SizeResult[]; readonly found: Found | null }> {
  const { callMs = options.boxMs } = options;
  const results: SizeResult[] = [];
  let found: Found | null = null;
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
        seed: deriveSeed(options.seed, 1000 + size),
        keep: 20,
      },
      3 * Math.max(options.boxMs, callMs) + GRACE_MS,
    );
    const result = { size, ...counts };
    results.push(result);
    onEvent({ kind: 'measured', result });
    for (const failure of failures) if (isWorse(failure, found?.failure)) found = { size, failure };
  }
  return { results, found };
}

/** A wrong answer is worse than a refusal; of equals the first stands. */
function isWorse(failure: Failure, than: Failure | undefined): boolean {
  return !than || (failure.kind === 'wrong' && than.kind === 'refused');
}

/** The function's step table, and the network's: they differ once the function was edited. */
export interface Programs {
  readonly real: Program;
  readonly network: Program;
}

/** Makes a failing input small and says where the two runs part. */
export async function explain(
  realm: RealmClient,
  programs: Programs,
  decoded: Decoded,
  inputs: InputSource,
  found: Found,
): Promise<Divergence> {
  let { failure } = found;
  const from = failure.input;
  const { kind } = failure;
  if (inputs.kind === 'spec') {
    const stillFails = async (candidate: readonly unknown[]): Promise<boolean> => {
      const input = candidate.map((arg) => encode(arg));
      const again = await realm.call('differs', { input }, GRACE_MS);
      if (again?.kind !== kind) return false;
      failure = again;
      return true;
    };
    const limits = { maxCalls: 1200, deadlineMs: 1500 };
    const small = await shrinkInput(inputs.spec, decodeInput(from), stillFails, limits);
    const last = await realm.call('differs', { input: small.map((arg) => encode(arg)) }, GRACE_MS);
    if (last) failure = last;
  }
  const shrunk = JSON.stringify(failure.input) !== JSON.stringify(from);
  return {
    input: failure.input,
    expected: failure.expected,
    got: failure.got,
    refused: failure.refusal && refusalText(programs.network, decoded, failure.refusal),
    size: found.size,
    shrunkFrom: shrunk ? from : null,
    step: await whereTheyPart(realm, programs, failure),
  };
}

async function whereTheyPart(realm: RealmClient, programs: Programs, failure: Failure): Promise<Divergence['step']> {
  const parting = await realm.call('locate', { input: failure.input }, 4 * GRACE_MS);
  if (!parting) return null;
  const { index, step, otherStep, expected, state } = parting;
  // Where the real run had ended, only the network has a step to show.
  const [program, id] = step >= 0 ? [programs.real, step] : [programs.network, otherStep];
  const got = failure.refusal ? null : parting.got;
  return { index, range: program.steps[id]?.range ?? null, name: nameOf(program, id), expected, got, state };
}

/** The variable or member that a step writes, else nothing: its range says the rest. */
function nameOf(program: Program, id: number): string {
  const step = program.steps[id];
  if (step?.kind === 'write') return step.name;
  return step?.kind === 'set' ? (program.texts[id] ?? '') : '';
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
  await realm.call('reset', { seed, noise: null }, GRACE_MS);
  await realm.call('observe', { count: 30, size, mutate: false, inputs, maxSteps: 400_000, ms: 2000 }, GRACE_MS);
  const fresh = toChoices(await realm.call('evidence', null, GRACE_MS));
  const { visits, accuracy } = oneStepAccuracy(decoded.table, fresh);
  const ties: string[] = [];
  if (tables.dictionary >= accuracy) ties.push('the dictionary of seen (step, operands) ties the network on values');
  if (tables.branches.dictionary >= accuracy) ties.push('branches given their truth bit are a look-up: the table ties');
  return { size, visits, network: accuracy, dictionary: tables.dictionary, majority: tables.majority, ties };
}
