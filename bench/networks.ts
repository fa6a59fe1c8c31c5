import type { SizeResult } from '../src/shared/report.ts';
import { doJobs, type Cell, type CellJob } from './support/cells.ts';
import { fileNameOf, fromRoot, TEN } from './support/examples.ts';
import type { BenchOptions } from './support/options.ts';
import { markdownTable, rounded } from './support/table.ts';

/**
 * Seconds: CPU time for networks that answer calls as a whole, each as long as the transformer needs for copy and minimum; the machine
 * ends by itself and may take as long as a busy computer makes it.
 */
const BUDGET = { answering: 60, machine: 180 };
const TRAIN_SIZE = 16;
const SIZES = [4, 8, 16, 32, 64];
const RUNS = 100;

const NETWORKS: Readonly<Record<string, Pick<CellJob, 'network' | 'steps' | 'budget'>>> = {
  machine: { network: 'machine', steps: 'expression', budget: BUDGET.machine },
  'machine:statement': { network: 'machine', steps: 'statement', budget: BUDGET.machine },
  mpnn: { network: 'mpnn', steps: 'expression', budget: BUDGET.answering },
  transformer: { network: 'transformer', steps: 'expression', budget: BUDGET.answering },
};

/**
 * Ten algorithms learned by each network, by size, on the same inputs for all networks of a seed. Goes on where it was cut off; seeds come one
 * after the other, all algorithms each. `--only` is matched against `TARGET NETWORK`.
 */
export async function networksBench(options: BenchOptions): Promise<string> {
  const { seeds, only } = options;
  const wanted = (target: string, network: string): boolean => only === null || only.test(`${target} ${network}`);
  const nameOf = (target: string, network: string, seed: number): string =>
    `${fileNameOf(target)}-${network.replace(':', '-')}-${seed}`;
  const jobs = new Map<string, CellJob>();
  for (const seed of seeds) {
    for (const { target } of TEN) {
      for (const [network, settings] of Object.entries(NETWORKS)) {
        if (!wanted(target, network)) continue;
        const job = { ...settings, target: fromRoot(target), seed, trainSize: TRAIN_SIZE, sizes: SIZES, runs: RUNS };
        jobs.set(nameOf(target, network, seed), job);
      }
    }
  }
  const cells = await doJobs<CellJob, Cell>('networks', 'cell', jobs, options);
  const notes: string[] = [];
  const rows = TEN.flatMap(({ name: algorithm, target }) =>
    Object.keys(NETWORKS).flatMap((network) => {
      if (!wanted(target, network)) return [];
      const done = seeds.flatMap((seed) => cells.get(nameOf(target, network, seed)) ?? []);
      const learned = done.filter(({ failed }) => failed === null);
      const failed = done.find((cell) => cell.failed !== null)?.failed;
      if (failed) notes.push(`${algorithm}, ${network}: ${failed}`);
      return [[algorithm, network, learned.length, ...SIZES.map((size) => shareAt(learned, size)), ...costOf(learned)]];
    }),
  );
  return [
    `## Ten algorithms, four networks, ${seeds.length} seeds: exact runs in %, mean (worst to best seed); / CLRS score`,
    markdownTable(
      [
        'algorithm',
        'network',
        'seeds',
        ...SIZES.map((size) => (size <= TRAIN_SIZE ? `${size}, trained` : String(size))),
        'parameters',
        'training, s',
      ],
      rows,
    ),
    notes.join('\n'),
  ].join('\n\n');
}

function shareAt(cells: readonly Cell[], size: number): string {
  const results = cells.flatMap((cell) => cell.results.filter((result) => result.size === size && result.runs > 0));
  if (results.length === 0) return '–';
  const shares = results.map(({ exact, runs }) => (100 * exact) / runs);
  const [low, high] = [Math.min(...shares), Math.max(...shares)];
  const exact = low === high ? text(low) : `${text(mean(shares))} (${text(low)} to ${text(high)})`;
  const scores = results.flatMap(({ score }: SizeResult) => (score === undefined ? [] : [100 * score]));
  return scores.length === 0 ? exact : `${exact} / ${text(mean(scores))}`;
}

function costOf(cells: readonly Cell[]): [parameters: string, seconds: string] {
  if (cells.length === 0) return ['–', '–'];
  const seconds = rounded(mean(cells.map((cell) => cell.seconds)), 2);
  const cut = cells.some(({ stopped }) => stopped === 'budget') ? ', cut off' : '';
  return [String(Math.round(mean(cells.map(({ parameters }) => parameters)))), `${seconds}${cut}`];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function text(share: number): string {
  return String(Math.round(share));
}
