import { inputsFor } from '../../src/engine/commands/learn.ts';
import { learn, openRealm, trainCallMs, type Learned } from '../../src/engine/learn.ts';
import { explain } from '../../src/engine/divergences.ts';
import { measureSizes } from '../../src/engine/measure.ts';
import { portraitOf } from '../../src/engine/portrait.ts';
import type { InputSource } from '../../src/engine/realm/protocol.ts';
import type { RealmClient } from '../../src/engine/realm-client.ts';
import {
  generatorExpression,
  loadRequest,
  openTarget,
  requireLearnable,
  type Target,
} from '../../src/engine/target.ts';
import { deriveSeed } from '../../src/shared/random.ts';
import type { Divergence, SizeResult } from '../../src/shared/report.ts';
import { generateMachine } from '../../src/trainer/machine/run/generate.ts';
import type { Table } from '../../src/trainer/machine/run/table.ts';
import type { LearnedOutcome, LearnJob, SizeJob } from './job.ts';
import { RIVALS } from './rivals.ts';

const TIMEOUT_SECONDS = 10;
const GRACE_MS = 15_000;
/** The real function has this long for one call at the sizes measured. */
const FIT_MS = 1_000;

/** Learns and measures one function with the engine itself. @throws {UserError} as `understudy learn` does. */
export async function perform(job: LearnJob): Promise<LearnedOutcome> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  const target = await openTarget(job.target);
  requireLearnable(target);
  const realm = await openRealm(target, null, trainCallMs(TIMEOUT_SECONDS));
  try {
    const inputs = await sourceOf(job, target, realm);
    const { seed, budget, trainSize, guess = false, traces, maxRounds, noise } = job;
    const options = { seed, budget, trainSize, guess, inputs, timeout: TIMEOUT_SECONDS, traces, maxRounds, noise };
    const learned = await learn(target, withoutAbsent(options), realm);
    const learnSeconds = seconds();
    const sizes = await fitSizes(realm, job.sizes, seed);
    const { results, failure } = await measure(realm, inputs, sizes, seed, { target, learned });
    return {
      status: 'learned',
      sizes: results,
      others: await measureOthers(job, target, realm, seed),
      rivals: job.rivals ? await measureRivals(job, target, realm, inputs, learned, sizes) : {},
      faithful: await compareTraced(job, realm, learned.size),
      failure,
      ...summaryOf(target, learned, seed),
      learnSeconds,
      seconds: seconds(),
    };
  } finally {
    await realm.dispose();
  }
}

async function sourceOf(job: LearnJob, target: Target, realm: RealmClient): Promise<InputSource> {
  if (job.generatorText !== undefined) return generatorOf(job.generatorText);
  return (await inputsFor(target, realm, job.generator ?? undefined, job.seed)).inputs;
}

function generatorOf(text: string): InputSource {
  return { kind: 'generator', code: generatorExpression(text, 'generator.mjs') };
}

function withoutAbsent<X extends object>(options: X): { [K in keyof X]: Exclude<X[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}

function summaryOf(
  target: Target,
  learned: Learned,
  seed: number,
): Pick<LearnedOutcome, 'parameters' | 'audit' | 'traces' | 'rounds' | 'stopped' | 'trainedAt'> {
  const { network } = portraitOf(target, learned, seed);
  const { traces, rounds, stopped, size } = learned;
  return { parameters: network.parameters, audit: network.audit, traces, rounds, stopped, trainedAt: size };
}

/** Inputs that the function itself does not get through in a second are not asked of the network. */
async function fitSizes(realm: RealmClient, sizes: readonly SizeJob[], seed: number): Promise<SizeJob[]> {
  const out: SizeJob[] = [];
  for (const job of sizes) out.push(job.fit ? { ...job, size: await largestQuick(realm, job.size, seed) } : job);
  return out;
}

/** The largest size, up to `limit`, at which one call of the function ends within a second; by halving, then bisecting. */
async function largestQuick(realm: RealmClient, limit: number, seed: number): Promise<number> {
  let fits = 1;
  let fails = limit + 1;
  for (let size = limit; size > 1 && fails - fits > Math.max(1, fits / 16);) {
    if (await isQuick(realm, size, seed)) fits = size;
    else fails = size;
    size = fits === 1 ? Math.floor(fails / 2) : Math.floor((fits + fails) / 2);
  }
  return fits;
}

async function isQuick(realm: RealmClient, size: number, seed: number): Promise<boolean> {
  const request = { what: 'function', count: 2, size, seed: deriveSeed(seed, 51), callMs: 2 * FIT_MS } as const;
  const timings = await realm.call('time', request, GRACE_MS + 10 * FIT_MS);
  return timings.length === 2 && timings.every(({ ms }) => ms <= FIT_MS);
}

interface Measured {
  readonly results: readonly SizeResult[];
  readonly failure: LearnedOutcome['failure'];
}

async function measure(
  realm: RealmClient,
  inputs: InputSource,
  sizes: readonly SizeJob[],
  seed: number,
  explaining: { readonly target: Target; readonly learned: Learned } | null,
): Promise<Measured> {
  const results: SizeResult[] = [];
  let failure: LearnedOutcome['failure'] = null;
  for (const { size, runs, boxSeconds, callSeconds } of sizes) {
    const options = { seed, sizes: [size], runs, boxMs: boxSeconds * 1000, callMs: callSeconds * 1000, inputs };
    const {
      results: found,
      found: [worst],
    } = await measureSizes(realm, options);
    results.push(...found);
    if (!worst || !explaining || failure?.kind === 'wrong') continue;
    const { target, learned } = explaining;
    const { program } = target.instrumented;
    const divergence = await explain(realm, { real: program, network: program }, learned.decoded, inputs, worst);
    failure = { kind: worst.failure.kind, size, ...describe(divergence) };
  }
  return { results, failure };
}

function describe({ refused, step, expected, got, input }: Divergence): { text: string; input: string } {
  const at = step?.range ? `${step.range.start.line}:${step.range.start.column}` : 'no step';
  const values = `expected ${short(step?.expected ?? expected)}, got ${short(step?.got ?? got)}`;
  return { text: `${at}${step?.name ? ` ${step.name}` : ''}: ${refused ?? values}`, input: short(input) };
}

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** The network stays the one that was learned; only the inputs change. */
async function measureOthers(
  job: LearnJob,
  target: Target,
  realm: RealmClient,
  seed: number,
): Promise<Record<string, readonly SizeResult[]>> {
  const out: Record<string, readonly SizeResult[]> = {};
  for (const { name, generatorText, sizes } of job.others ?? []) {
    const inputs = generatorOf(generatorText);
    await realm.call('load', loadRequest(target, inputs, trainCallMs(TIMEOUT_SECONDS)), GRACE_MS);
    out[name] = (await measure(realm, inputs, sizes, seed, null)).results;
  }
  return out;
}

async function measureRivals(
  job: LearnJob,
  target: Target,
  realm: RealmClient,
  inputs: InputSource,
  learned: Learned,
  sizes: readonly SizeJob[],
): Promise<Record<string, readonly SizeResult[]>> {
  const out: Record<string, readonly SizeResult[]> = {};
  for (const [name, make] of Object.entries(RIVALS)) {
    await installTable(realm, target, make(learned.choices), job.guess !== true);
    out[name] = (await measure(realm, inputs, sizes, job.seed, null)).results;
  }
  return out;
}

async function installTable(realm: RealmClient, target: Target, table: Table, strict: boolean): Promise<void> {
  const { program } = target.instrumented;
  const machine = generateMachine(program, table, { strict, trace: false });
  const traced = generateMachine(program, table, { strict, trace: true });
  await realm.call('install', { machine, traced, program }, GRACE_MS);
}

/** Plain and instrumented function on inputs that learning did not compare them on. */
async function compareTraced(job: LearnJob, realm: RealmClient, size: number): Promise<LearnedOutcome['faithful']> {
  const runs = job.faithful ?? 0;
  if (runs === 0) return { runs: 0, differing: 0 };
  const request = { count: runs, size, seed: deriveSeed(job.seed, 52) };
  const { differing } = await realm.call('faithful', request, 4 * GRACE_MS);
  return { runs, differing: differing.length };
}
