// Trains the CLRS network on an algorithm of the benchmark, as its argument says, and prints how it does: see cells.ts.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createRandom, deriveSeed, type Random } from '../../src/shared/random.ts';
import { rollout } from '../../src/trainer/clrs/rollout.ts';
import { scoreOutputs } from '../../src/trainer/clrs/score.ts';
import type { Trajectory } from '../../src/trainer/clrs/spec.ts';
import { trainClrs } from '../../src/trainer/clrs/train.ts';
import type { DescentProgress } from '../../src/trainer/descent/train.ts';
import { selectBackend } from '../../src/trainer/tensor/backend.ts';
import { CLRS_ALGORITHMS, type ClrsAlgorithm } from './clrs-runs.ts';
import { MPNN_RECIPES, type MpnnRecipe } from './mpnn-recipes.ts';
import { cpuSeconds } from './results.ts';
import { rounded } from './table.ts';

export interface MpnnJob {
  /** A key of {@link CLRS_ALGORITHMS}. */
  readonly algorithm: string;
  readonly seed: number;
  /** Seconds of CPU time, after which the learning rate has fallen to nothing. */
  readonly budget: number;
  /** Of a recipe, what is tried instead. */
  readonly changes: Partial<MpnnRecipe>;
  /** Where the official samples are, from the repository's root. */
  readonly samples: string;
  readonly trained: readonly number[];
  readonly tested: readonly number[];
}

export interface MpnnResult {
  readonly steps: number;
  readonly cpuSeconds: number;
  readonly parameters: number;
  readonly sizes: readonly {
    readonly size: number;
    readonly runs: number;
    readonly exact: number;
    /** Percent. */
    readonly score: number;
  }[];
}

const RUNS_OF_CHUNK = 1000;
/** Runs that go side by side: more don't fit the cache at 64 nodes. */
const SIDE_BY_SIDE = 4;

async function measure({
  algorithm: name,
  seed,
  budget,
  changes,
  samples,
  trained,
  tested,
}: MpnnJob): Promise<MpnnResult> {
  const [algorithm, standard] = [CLRS_ALGORITHMS[name], MPNN_RECIPES[name]];
  if (!algorithm || !standard) throw new Error(`there is no algorithm called ${name}`);
  const backend = await selectBackend();
  const { shrink, share, ...recipe } = { ...standard, ...changes };
  const draw = (sizes: readonly number[], salt: number): Trajectory[] => {
    const random = createRandom(deriveSeed(seed, salt));
    return Array.from({ length: RUNS_OF_CHUNK }, (_, i) => {
      const args = algorithm.draw(sizes[i % sizes.length] ?? 4, random);
      return algorithm.run(shrink > 0 ? shrunk(args, shrink, random) : args);
    });
  };
  const largest = Math.max(...trained);
  const { network, descent } = await trainClrs({
    seed,
    backend,
    specification: algorithm.specification,
    runs: (chunk) => Promise.resolve(draw(chunk < 0 ? [largest] : trained, 1000 + chunk)),
    ...recipe,
    anneal: true,
    maxSteps: Infinity,
    budget: budget * share,
    clock: cpuSeconds,
    ...(process.env['UNDERSTUDY_PROGRESS'] === undefined ? {} : { onProgress: tell }),
    turn: () => Promise.resolve(),
  });
  const sizes = tested.map((size) => {
    const runs = official(samples, name, algorithm, size);
    let [score, exact] = [0, 0];
    for (let from = 0; from < runs.length; from += SIDE_BY_SIDE) {
      const some = runs.slice(from, from + SIDE_BY_SIDE);
      rollout(backend.tf, network, some, false).forEach((outputs, i) => {
        const scored = scoreOutputs(algorithm.specification, some[i] as Trajectory, outputs);
        score += (100 * scored.score) / runs.length;
        exact += scored.exact ? 1 : 0;
      });
    }
    return { size, runs: runs.length, exact, score: rounded(score, 4) };
  });
  return { steps: descent.steps, cpuSeconds: rounded(descent.seconds), parameters: network.weights.count, sizes };
}

/** Numbers of the first argument, a list or a matrix, times one factor. */
function shrunk([first, ...others]: readonly unknown[], shrink: number, random: Random): unknown[] {
  const factor = 1 - shrink * random();
  const scale = (value: unknown): unknown => (Array.isArray(value) ? value.map(scale) : (value as number) * factor);
  return [scale(first), ...others];
}

function tell({ step, trainingLoss, validation, learningRate, seconds }: DescentProgress): void {
  if (!validation) return;
  const { loss, accuracy } = validation;
  const figures = [trainingLoss, 1 - loss, accuracy, learningRate, seconds].map((figure) => rounded(figure, 4));
  process.stderr.write(`step ${step}: loss, score, exact, learning rate, seconds ${figures.join(' ')}\n`);
}

/** Runs on the benchmark's own inputs. */
function official(folder: string, name: string, algorithm: ClrsAlgorithm, n: number): Trajectory[] {
  const { samples } = JSON.parse(readFileSync(path.resolve(folder, `${name}.json`), 'utf8')) as {
    readonly samples: readonly { readonly size: number; readonly args: readonly unknown[] }[];
  };
  return samples.filter(({ size }) => size === n).map(({ args }) => algorithm.run(args));
}

void measure(JSON.parse(process.argv[2] ?? '') as MpnnJob).then((result) =>
  process.stdout.write(JSON.stringify(result)),
);
