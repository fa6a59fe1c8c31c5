import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createRandom, deriveSeed } from '../src/shared/random.ts';
import { rollout } from '../src/trainer/clrs/rollout.ts';
import { scoreOutputs } from '../src/trainer/clrs/score.ts';
import type { Trajectory } from '../src/trainer/clrs/spec.ts';
import type { DescentProgress } from '../src/trainer/descent/train.ts';
import { trainClrs } from '../src/trainer/clrs/train.ts';
import { selectBackend } from '../src/trainer/tensor/backend.ts';
import { CLRS_ALGORITHMS, type ClrsAlgorithm } from './support/clrs-runs.ts';
import type { BenchOptions } from './support/options.ts';
import { machine, writeResults } from './support/results.ts';
import { markdownTable, rounded, type Cell } from './support/table.ts';

/** Steps of a training; the published figures are after 10,000. */
const STEPS = Number(process.env['UNDERSTUDY_STEPS'] ?? 1000);
/** Share of windows in which the second step sees the network's own hints. */
const OWN_HINTS = Number(process.env['UNDERSTUDY_OWN_HINTS'] ?? 0);
const TRIPLETS = process.env['UNDERSTUDY_TRIPLETS'] === '1';
/** As in Ibarz et al. 2022. */
const TRAINED = [4, 7, 11, 13, 16];
const RUNS_OF_CHUNK = 1000;
const LEARNING_RATE = Number(process.env['UNDERSTUDY_RATE'] ?? 1e-3);
const TESTED = [16, 64];

/** Scores of Triplet-GMPNN at 64, percent (Ibarz et al. 2022, table 2): 10,000 steps of 32 unrolled runs on a GPU. */
const PUBLISHED: Readonly<Record<string, number>> = {
  bfs: 99.73,
  minimum: 97.78,
  bellman_ford: 97.39,
  dijkstra: 96.05,
};

/** The CLRS network on four algorithms with their official probes: score and exact runs at 16 and 64, on the official samples. */
export async function mpnnBench({ seeds, only }: BenchOptions): Promise<string> {
  const rows: Cell[][] = [];
  for (const [name, algorithm] of Object.entries(CLRS_ALGORITHMS)) {
    if (only !== null && !only.test(name)) continue;
    for (const seed of seeds) {
      const result = await measure(name, algorithm, seed);
      rows.push([name, seed, rounded(result.cpu), ...result.cells, PUBLISHED[name] ?? '–']);
    }
  }
  if (only === null)
    await writeResults('mpnn', { machine: machine(), steps: STEPS, ownHints: OWN_HINTS, triplets: TRIPLETS, rows });
  const columns = TESTED.flatMap((n) => [`score at ${n}`, `exact at ${n}`]);
  return [
    `## The CLRS network${TRIPLETS ? ' with triplets' : ''}, one-step training on sizes ${TRAINED.join(', ')}, ${STEPS} steps`,
    markdownTable(['algorithm', 'seed', 'CPU s', ...columns, 'Triplet-GMPNN at 64'], rows),
  ].join('\n\n');
}

async function measure(
  name: string,
  algorithm: ClrsAlgorithm,
  seed: number,
): Promise<{ readonly cpu: number; readonly cells: readonly Cell[] }> {
  const backend = await selectBackend();
  const draw = (count: number, sizes: readonly number[], salt: number): Trajectory[] => {
    const random = createRandom(deriveSeed(seed, salt));
    return Array.from({ length: count }, (_, i) => algorithm.run(algorithm.draw(sizes[i % sizes.length] ?? 4, random)));
  };
  const clock = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  const started = clock();
  const { network } = await trainClrs({
    seed,
    backend,
    specification: algorithm.specification,
    runs: (chunk) => Promise.resolve(draw(RUNS_OF_CHUNK, chunk < 0 ? [16] : TRAINED, 1000 + chunk)),
    triplets: TRIPLETS,
    rounds: Number(process.env['UNDERSTUDY_ROUNDS'] ?? 1),
    ...(OWN_HINTS > 0 ? { unroll: 2, ownHints: OWN_HINTS } : {}),
    learningRate: LEARNING_RATE,
    anneal: true,
    maxSteps: STEPS,
    budget: Infinity,
    clock,
    ...(process.env['UNDERSTUDY_PROGRESS'] === undefined ? {} : { onProgress: tell }),
    turn: () => Promise.resolve(),
  });
  const score = (runs: readonly Trajectory[]): { readonly score: number; readonly exact: number } => {
    const scored = rollout(backend.tf, network, runs, false).map((outputs, i) => {
      return scoreOutputs(algorithm.specification, runs[i] as Trajectory, outputs);
    });
    const mean = scored.reduce((sum, each) => sum + each.score, 0) / Math.max(1, runs.length);
    return { score: 100 * mean, exact: scored.filter(({ exact }) => exact).length };
  };
  const cpu = clock() - started;
  const cells = TESTED.flatMap((n): Cell[] => {
    const runs = official(name, algorithm, n);
    const given = score(runs);
    return [rounded(given.score, 4), `${given.exact}/${runs.length}`];
  });
  network.weights.dispose();
  return { cpu, cells };
}

function tell({ step, trainingLoss, validation, learningRate, seconds }: DescentProgress): void {
  if (!validation) return;
  const { loss, accuracy } = validation;
  const figures = [trainingLoss, 1 - loss, accuracy, learningRate, seconds].map((figure) => rounded(figure, 4));
  process.stderr.write(`step ${step}: loss, score, exact, learning rate, seconds ${figures.join(' ')}\n`);
}

/** Runs on the benchmark's own inputs: those beside the tests, or all of a dump in the folder UNDERSTUDY_CLRS. */
function official(name: string, algorithm: ClrsAlgorithm, n: number): Trajectory[] {
  const folder = process.env['UNDERSTUDY_CLRS'] ?? path.resolve(import.meta.dirname, '../test/data/clrs');
  const { samples } = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as {
    readonly samples: readonly { readonly size: number; readonly args: readonly unknown[] }[];
  };
  return samples.filter(({ size }) => size === n).map(({ args }) => algorithm.run(args));
}
