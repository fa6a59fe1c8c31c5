import { doJobs } from './support/cells.ts';
import { CLRS_ALGORITHMS } from './support/clrs-runs.ts';
import type { MpnnJob, MpnnResult } from './support/mpnn-cell.ts';
import type { BenchOptions } from './support/options.ts';
import { markdownTable, rounded } from './support/table.ts';

/** Seconds of CPU time for a training; the published figures are after 10,000 steps of 32 unrolled runs on a GPU. */
const BUDGET = 450;
/** As in Ibarz et al. 2022. */
const TRAINED = [4, 7, 11, 13, 16];
const TESTED = [16, 64];

/** Scores of Triplet-GMPNN at 64, percent (Ibarz et al. 2022, table 2). */
const PUBLISHED: Readonly<Record<string, number>> = {
  bfs: 99.73,
  minimum: 97.78,
  bellman_ford: 97.39,
  dijkstra: 96.05,
};

/**
 * The CLRS network on four algorithms with their official probes: score and exact runs at 16 and 64 on the official samples, those beside
 * the tests or all of a dump in the folder UNDERSTUDY_CLRS. Each algorithm and seed is a job of its own; goes on where it was cut off.
 * `UNDERSTUDY_RECIPE`, as JSON, changes how it is trained (bench/support/mpnn-recipes.ts).
 */
export async function mpnnBench(options: BenchOptions): Promise<string> {
  const { seeds, only, budget, pack } = options;
  const names = Object.keys(CLRS_ALGORITHMS).filter((name) => only === null || only.test(name));
  const given = process.env['UNDERSTUDY_CLRS'];
  const samples = given === undefined ? 'test/data/clrs' : pack === null ? given : `${pack}/clrs`;
  const changes = JSON.parse(process.env['UNDERSTUDY_RECIPE'] ?? '{}') as MpnnJob['changes'];
  const jobs = new Map<string, MpnnJob>();
  const nameOf = (algorithm: string, seed: number): string => `${algorithm}-${seed}`;
  for (const seed of seeds) {
    for (const algorithm of names) {
      const sizes = { trained: TRAINED, tested: TESTED };
      jobs.set(nameOf(algorithm, seed), { algorithm, seed, budget: budget ?? BUDGET, changes, samples, ...sizes });
    }
  }
  const results = await doJobs<MpnnJob, MpnnResult>('mpnn', 'mpnn-cell', jobs, options);
  const rows = names.flatMap((algorithm) =>
    seeds.flatMap((seed) => {
      const result = results.get(nameOf(algorithm, seed));
      if (!result) return [];
      const figures = result.sizes.flatMap(({ score, exact, runs }) => [score, `${exact}/${runs}`]);
      return [[algorithm, seed, result.steps, result.cpuSeconds, ...figures, PUBLISHED[algorithm] ?? '–']];
    }),
  );
  const means = names.flatMap((algorithm) => {
    const done = seeds.flatMap((seed) => results.get(nameOf(algorithm, seed)) ?? []);
    if (done.length === 0) return [];
    const figures = TESTED.map((size) => {
      const scores = done.flatMap((result) =>
        result.sizes.filter((each) => each.size === size).map(({ score }) => score),
      );
      const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
      return `${rounded(mean, 4)} (${Math.min(...scores)} to ${Math.max(...scores)})`;
    });
    return [[algorithm, done.length, ...figures, PUBLISHED[algorithm] ?? '–']];
  });
  const columns = TESTED.flatMap((n) => [`score at ${n}`, `exact at ${n}`]);
  const published = 'Triplet-GMPNN at 64';
  return [
    `## The CLRS network on sizes ${TRAINED.join(', ')}, up to ${budget ?? BUDGET} s of CPU time a training`,
    markdownTable(
      ['algorithm', 'seeds', ...TESTED.map((n) => `score at ${n}, mean (worst to best)`), published],
      means,
    ),
    markdownTable(['algorithm', 'seed', 'steps', 'CPU s', ...columns, published], rows),
  ].join('\n\n');
}
