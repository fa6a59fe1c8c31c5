import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createRandom, deriveSeed, randomInt } from '../src/shared/random.ts';
import { trainClrs } from '../src/trainer/clrs/train.ts';
import type { Example } from '../src/trainer/example.ts';
import { trainTransformer } from '../src/trainer/sequence/train.ts';
import { selectBackend, type Backend } from '../src/trainer/tensor/backend.ts';
import { CLRS_ALGORITHMS } from './support/clrs-runs.ts';
import type { BenchOptions } from './support/options.ts';
import { machine, writeResults } from './support/results.ts';
import { markdownTable, rounded, type Cell } from './support/table.ts';

/** Steps after which memory is looked at; the last is where training ends. */
const LOOKS = [100, 1_000, 5_000, 10_000];
const STEPS = LOOKS.at(-1) ?? 0;
/** Small batches: what leaks, leaks by the step. */
const PAIRS = 128;
const CALLS = 2;
const VALIDATED = 8;

interface Look {
  readonly step: number;
  readonly tensors: number;
  /** Bytes of those tensors. */
  readonly tensorBytes: number;
  /** Bytes of WebAssembly's memory, which never shrinks; null with another backend. */
  readonly wasmBytes: number | null;
  /** Bytes of JavaScript's heap, after a collection. */
  readonly heapBytes: number;
  /** Bytes of the process, after a collection. */
  readonly rssBytes: number;
}

/** Trains for `STEPS` steps and calls `done` every 50 steps. */
type Training = (backend: Backend, seed: number, done: (step: number) => void) => Promise<void>;

const TRAININGS: Readonly<Record<string, Training>> = { 'mpnn on BFS': mpnn, 'transformer on copy': transformer };

/** Whether memory stays flat over 10,000 steps of training: tensors, WebAssembly, JavaScript, process. */
export async function memoryBench({ seeds: [seed = 1], only }: BenchOptions): Promise<string> {
  const backend = await selectBackend();
  const results: (Look & { readonly network: string; readonly cpuSeconds: number })[] = [];
  const verdicts: string[] = [];
  for (const [network, train] of Object.entries(TRAININGS)) {
    if (only !== null && !only.test(network)) continue;
    const before = backend.tf.memory().numTensors;
    const looks: Look[] = [];
    const begun = process.cpuUsage();
    await train(backend, seed, (step) => {
      if (!LOOKS.includes(step)) return;
      const { user, system } = process.cpuUsage(begun);
      const seen = look(backend, step);
      looks.push(seen);
      results.push({ network, ...seen, cpuSeconds: rounded((user + system) / 1e6) });
    });
    verdicts.push(`${network}: ${verdict(looks)}; ${backend.tf.memory().numTensors - before} tensors left after it.`);
  }
  if (only === null) await writeResults('memory', { machine: machine(), seed, backend: backend.name, results });
  const head = ['network', 'steps', 'CPU s', 'tensors', 'tensors, MB', 'WebAssembly, MB', 'JS heap, MB', 'process, MB'];
  const rows = results.map((row): Cell[] => [
    row.network,
    row.step,
    row.cpuSeconds,
    row.tensors,
    megabytes(row.tensorBytes),
    row.wasmBytes === null ? '–' : megabytes(row.wasmBytes),
    megabytes(row.heapBytes),
    megabytes(row.rssBytes),
  ]);
  return [`## Memory over ${STEPS} steps of training`, markdownTable(head, rows), verdicts.join('\n')].join('\n\n');
}

function verdict(looks: readonly Look[]): string {
  const [first, last] = [looks[0], looks.at(-1)];
  const warm = looks.find(({ step }) => step === 1_000);
  if (!first || !last || !warm || last.step !== STEPS)
    return `not flat or not measured: it ended at ${last?.step ?? 0} steps`;
  const tensors = last.tensors - first.tensors;
  const grown = megabytes(last.rssBytes - warm.rssBytes);
  return `${tensors === 0 ? 'flat' : 'not flat'}, ${tensors} tensors more at ${last.step} steps than at ${first.step}, the process ${Math.abs(grown)} MB ${grown < 0 ? 'smaller' : 'larger'} than at ${warm.step}`;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function look({ tf, name }: Backend, step: number): Look {
  collect();
  const { numTensors, numBytes } = tf.memory();
  const { heapUsed, rss } = process.memoryUsage();
  const wasmBytes = name === 'wasm' ? wasmMemory(tf.backend()) : null;
  return { step, tensors: numTensors, tensorBytes: numBytes, wasmBytes, heapBytes: heapUsed, rssBytes: rss };
}

/** @param backend of TensorFlow.js; its compiled program has the memory as a view */
function wasmMemory(backend: unknown): number {
  return (backend as { readonly wasm: { readonly HEAPU8: Uint8Array } }).wasm.HEAPU8.buffer.byteLength;
}

function megabytes(bytes: number): number {
  return Number((bytes / 2 ** 20).toFixed(1));
}

/** Options of a training that takes all of its steps. */
function toTheEnd(done: (step: number) => void) {
  const onProgress = ({ step }: { readonly step: number }): void => done(step);
  return { anneal: true, maxSteps: STEPS, budget: Infinity, onProgress, turn: nextTurn };
}

async function mpnn(backend: Backend, seed: number, done: (step: number) => void): Promise<void> {
  const algorithm = CLRS_ALGORITHMS['bfs'];
  if (!algorithm) throw new Error('the runs of BFS are gone');
  const { network } = await trainClrs({
    seed,
    backend,
    specification: algorithm.specification,
    runs: (chunk) => {
      const random = createRandom(deriveSeed(seed, 1_000 + chunk));
      const count = chunk < 0 ? VALIDATED : 100;
      return Promise.resolve(
        Array.from({ length: count }, (_, i) => algorithm.run(algorithm.draw(4 + (i % 5), random))),
      );
    },
    pairs: PAIRS,
    ...toTheEnd(done),
  });
  network.weights.dispose();
}

async function transformer(backend: Backend, seed: number, done: (step: number) => void): Promise<void> {
  const trained = await trainTransformer({
    seed,
    backend,
    examples: (chunk) => {
      const random = createRandom(deriveSeed(seed, 1_000 + chunk));
      // The first ones are also where the tokens are read off.
      const count = chunk < 0 ? VALIDATED : chunk === 0 ? 256 : CALLS;
      return Promise.resolve(Array.from({ length: count }, () => copied(randomList(random))));
    },
    ...toTheEnd(done),
  });
  trained?.network.dispose();
}

function randomList(random: () => number): number[] {
  return Array.from({ length: randomInt(random, 0, 4) }, () => randomInt(random, -20, 20));
}

function copied(list: readonly number[]): Example {
  return { input: [list], outcome: { output: list, threw: null, mutated: [list], sameAs: null } };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
