import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inputsFor } from '../src/engine/commands/learn.ts';
import { learn, openRealm } from '../src/engine/learn.ts';
import type { RealmClient } from '../src/engine/realm-client.ts';
import type { Timing } from '../src/engine/realm/protocol.ts';
import { openTarget } from '../src/engine/target.ts';
import { generateMachine } from '../src/trainer/machine/run/generate.ts';
import { clrsExamples, otherExamples } from './support/examples.ts';
import type { BenchOptions } from './support/options.ts';
import { progress } from './support/pool.ts';
import { watch } from './support/processes.ts';
import { machine, writeResults } from './support/results.ts';
import { markdownTable, median, rounded } from './support/table.ts';

const root = path.resolve(import.meta.dirname, '..');
const SORT = `${root}/examples/insertion-sort.ts#insertionSort`;
const SIZE = 1000;
/** Small, for the debugger takes its time. */
const STEPPED_SIZE = 64;
const REPEATS = 9;
const CALL_MS = 20_000;

/**
 * How fast the parts are, each beside something else in the same run: the network and tracing beside the plain function,
 * tracing beside V8's debugger; then `learn` from command to report on every example, with its memory.
 */
export async function speedBench({ only }: BenchOptions): Promise<string> {
  const sort = await sortFigures();
  const examples = await exampleFigures(only);
  if (only === null) await writeResults('speed', { machine: machine(), sort, examples });
  const seconds = examples.map((each) => each.seconds);
  const rows = [
    ['the network, insertion sort of 1,000', `${rounded(sort.networkStepsPerSecond / 1e6)} million steps/s`],
    ['… beside the plain function', `${rounded(sort.networkMs / sort.functionMs)} × its time`],
    ['tracing, insertion sort of 1,000', `${rounded(sort.tracedStepsPerSecond / 1e6)} million steps/s`],
    ['… beside the plain function', `${rounded(sort.tracedMs / sort.functionMs)} × its time`],
    ['V8’s debugger, insertion sort of 64', `${rounded(sort.debuggerMs / sort.tracedSmallMs)} × the time of tracing`],
    ['the sandbox, until its first answer', `${rounded(sort.sandboxMs)} ms`],
    ['the plain function in it, 1,000', `${rounded(sort.functionMs)} ms`],
    [`learn, median of ${examples.length} examples`, `${rounded(median(seconds))} s`],
    ['learn, slowest', `${rounded(Math.max(...seconds))} s (${slowest(examples)})`],
    ['learn, peak memory', `${rounded(Math.max(...examples.map(({ peakMb }) => peakMb)))} MB`],
  ];
  return ['## Speed and memory', markdownTable(['what', 'measured'], rows)].join('\n\n');
}

async function sortFigures() {
  const target = await openTarget(SORT);
  const sandbox: number[] = [];
  for (let i = 0; i < REPEATS; i++) {
    const started = performance.now();
    const realm = await openRealm(target, null, CALL_MS);
    sandbox.push(performance.now() - started);
    await realm.dispose();
  }
  const realm = await openRealm(target, null, CALL_MS);
  try {
    const { inputs } = await inputsFor(target, realm, undefined, 1);
    const learned = await learn(
      target,
      { seed: 1, budget: 60, trainSize: 16, guess: false, inputs, timeout: 10 },
      realm,
    );
    const { program } = target.instrumented;
    const [plain, traced] = [false, true].map((trace) =>
      generateMachine(program, learned.decoded.table, { strict: true, trace }),
    );
    await realm.call('install', { machine: plain ?? '', traced: traced ?? '', program }, CALL_MS);
    const [fn, network, tracing] = [
      await time(realm, 'function', SIZE),
      await time(realm, 'network', SIZE),
      await time(realm, 'traced', SIZE),
    ];
    const small = await time(realm, 'traced', STEPPED_SIZE);
    return {
      sandboxMs: median(sandbox),
      functionMs: fn.ms,
      networkMs: network.ms,
      networkStepsPerSecond: (1000 * network.steps) / network.ms,
      tracedMs: tracing.ms,
      tracedStepsPerSecond: (1000 * tracing.steps) / tracing.ms,
      tracedSmallMs: small.ms,
      debuggerMs: debuggerMs(),
    };
  } finally {
    await realm.dispose();
  }
}

/** The medians of a warm function. */
async function time(realm: RealmClient, what: 'function' | 'network' | 'traced', size: number): Promise<Timing> {
  const request = { what, count: 3 * REPEATS, size, seed: 7, callMs: CALL_MS };
  const timings = (await realm.call('time', request, 10 * CALL_MS)).slice(REPEATS);
  return { ms: median(timings.map(({ ms }) => ms)), steps: median(timings.map(({ steps }) => steps)) };
}

function debuggerMs(): number {
  const script = path.join(root, 'bench/support/stepping.mjs');
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', script, String(STEPPED_SIZE)], {
    cwd: root,
    encoding: 'utf8',
  });
  return 1000 * (JSON.parse(stdout) as { seconds: number }).seconds;
}

interface ExampleFigure {
  readonly name: string;
  readonly seconds: number;
  readonly peakMb: number;
}

/** From command to report. */
async function exampleFigures(only: RegExp | null): Promise<ExampleFigure[]> {
  const examples = [...clrsExamples(), ...otherExamples()].filter(({ target }) => only === null || only.test(target));
  const out = mkdtempSync(path.join(tmpdir(), 'understudy-bench-'));
  const figures: ExampleFigure[] = [];
  try {
    for (const { name, target } of examples) {
      const { seconds, peakMb, status } = await watch(['dist/cli.js', 'learn', target, '--out', path.join(out, name)]);
      progress(`${name}: ${seconds.toFixed(1)} s, ${peakMb.toFixed(0)} MB, exit ${status}`);
      figures.push({ name, seconds, peakMb });
    }
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
  return figures;
}

function slowest(examples: readonly ExampleFigure[]): string {
  return [...examples].sort((a, b) => b.seconds - a.seconds)[0]?.name ?? '';
}
