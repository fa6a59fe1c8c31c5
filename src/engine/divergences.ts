import { decodeInput } from '../analyzer/inputs/functions.ts';
import { shrinkInput, type ShrinkLimits } from '../analyzer/inputs/shrink.ts';
import type { Program } from '../shared/program.ts';
import type { Divergence } from '../shared/report.ts';
import { encode } from '../shared/values.ts';
import type { Decoded } from '../trainer/machine/decode.ts';
import type { Found } from './measure.ts';
import type { Failure, InputSource } from './realm/protocol.ts';
import type { RealmClient } from './realm-client.ts';
import { refusalsOf } from './refusal.ts';

const GRACE_MS = 15_000;

/** Places that are told of besides the first, */
const MAX_OTHERS = 4;
/** the failures among which they are looked for, */
const MAX_LOCATED = 40;
/** and the time that may take, milliseconds. */
const OTHERS_MS = 1_500;
const OTHERS_LIMITS: ShrinkLimits = { maxCalls: 300, deadlineMs: 400 };

/** The function's step table, and the network's: they differ once the function was edited. */
export interface Programs {
  readonly real: Program;
  readonly network: Program;
}

interface ExplainLimits extends ShrinkLimits {
  /** Where the two have to part on the smaller input too, as a key. */
  readonly place?: string;
}

/** Makes a failing input small and says where the two runs part. */
export async function explain(
  realm: RealmClient,
  programs: Programs,
  decoded: Decoded,
  inputs: InputSource,
  found: Found,
  { place, ...limits }: ExplainLimits = { maxCalls: 1200, deadlineMs: 1500 },
): Promise<Divergence> {
  let { failure } = found;
  const from = failure.input;
  const { kind } = failure;
  if (inputs.kind === 'spec') {
    const stillFails = async (candidate: readonly unknown[]): Promise<boolean> => {
      const input = candidate.map((arg) => encode(arg));
      const again = await realm.call('differs', { input }, GRACE_MS);
      if (again?.kind !== kind) return false;
      if (place !== undefined && placeOf(await whereTheyPart(realm, programs, again)) !== place) return false;
      failure = again;
      return true;
    };
    const small = await shrinkInput(inputs.spec, decodeInput(from), stillFails, limits);
    const last = await realm.call('differs', { input: small.map((arg) => encode(arg)) }, GRACE_MS);
    if (last) failure = last;
  }
  const shrunk = JSON.stringify(failure.input) !== JSON.stringify(from);
  return {
    input: failure.input,
    expected: failure.expected,
    got: failure.got,
    refused: failure.refusal && refusalsOf(programs.network, decoded)(failure.refusal),
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

/**
 * The worst failure and others that part at other places: those have other causes, for up to where they part the two did the
 * same.
 * @param found failures, the worst first
 */
export async function divergences(
  realm: RealmClient,
  programs: Programs,
  decoded: Decoded,
  inputs: InputSource,
  found: readonly Found[],
): Promise<{ readonly divergence: Divergence | null; readonly others: readonly Divergence[] }> {
  const [worst, ...rest] = found;
  if (!worst) return { divergence: null, others: [] };
  const divergence = await explain(realm, programs, decoded, inputs, worst);
  const others: Divergence[] = [];
  const places = new Set([placeOf(null), placeOf(divergence.step)]);
  const end = performance.now() + OTHERS_MS;
  for (const each of spread(rest, MAX_LOCATED)) {
    if (others.length === MAX_OTHERS || performance.now() > end) break;
    const place = placeOf(await whereTheyPart(realm, programs, each.failure));
    if (places.has(place)) continue;
    places.add(place);
    others.push(await explain(realm, programs, decoded, inputs, each, { ...OTHERS_LIMITS, place }));
  }
  return { divergence, others };
}

/** Where two runs part, as a key; those that part nowhere that can be shown have nothing to add. */
function placeOf(step: Divergence['step']): string {
  return JSON.stringify(step?.range ?? null);
}

/** Up to `count` of some items, from all of their range. */
function spread<T>(items: readonly T[], count: number): T[] {
  const stride = Math.max(1, items.length / count);
  return items.filter((_, i) => Math.floor(i / stride) !== Math.floor((i - 1) / stride));
}
