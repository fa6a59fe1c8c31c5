import { doJobs, type Cell, type CellJob } from './support/cells.ts';
import { clrsExamples, fileNameOf, fromRoot, otherExamples, TEN } from './support/examples.ts';
import type { BenchOptions } from './support/options.ts';
import { markdownTable, percent, rounded } from './support/table.ts';

/** The default of `learn`. */
const BUDGET = 60;
const SIZES = [16, 64];
const RUNS = 100;

/** Statement steps: the ten algorithms with every seed, then all examples with the first one. Goes on where it was cut off. */
export async function statementsBench(options: BenchOptions): Promise<string> {
  const { seeds, only } = options;
  const matches = (target: string): boolean => only === null || only.test(target);
  const ten = TEN.filter(({ target }) => matches(target));
  const examples = [...otherExamples(), ...clrsExamples()].filter(({ target }) => matches(target));
  const [first = 1] = seeds;
  const jobs = new Map<string, CellJob>();
  const job = (target: string, seed: number): CellJob => {
    const sizes = { trainSize: 16, sizes: SIZES, runs: RUNS };
    return { target: fromRoot(target), network: 'machine', steps: 'statement', seed, budget: BUDGET, ...sizes };
  };
  const nameOf = (target: string, seed: number): string => `${fileNameOf(target)}-${seed}`;
  for (const seed of seeds) for (const { target } of ten) jobs.set(nameOf(target, seed), job(target, seed));
  for (const { target } of examples) jobs.set(nameOf(target, first), job(target, first));
  const cells = await doJobs<CellJob, Cell>('statements', 'cell', jobs, options);

  const rows = ten.map(({ name, target }) => {
    const each = seeds.map((seed) => cells.get(nameOf(target, seed)));
    const counts = SIZES.flatMap((size) => each.map((cell) => countsAt(cell, size)));
    const seconds = each.map((cell) =>
      cell ? `${rounded(cell.seconds, 2)}${cell.stopped === 'budget' ? ', cut off' : ''}` : '–',
    );
    return [name, ...counts, seconds.join(' / ')];
  });
  const columns = SIZES.flatMap((size) => seeds.map((seed) => `at ${size}, seed ${seed}`));
  const exact = ten.filter(({ target }) => seeds.every((seed) => isExact(cells.get(nameOf(target, seed)))));
  const done = examples.map(({ name, target }) => ({ name, cell: cells.get(nameOf(target, first)) }));
  const left = done.filter(({ cell }) => !isExact(cell));
  return [
    `## Statement steps: exact / refused / wrong runs, ${BUDGET} s`,
    markdownTable(['algorithm', ...columns, 'learned in, s, by seed'], rows),
    `Exact at both sizes with every seed: ${exact.length} of ${ten.length}.`,
    `Examples exact at both sizes, seed ${first}: ${percent(done.length - left.length, done.length)} of ${done.length}. The others:`,
    left
      .map(({ name, cell }) => `- ${name}: ${cell?.failed ?? SIZES.map((size) => countsAt(cell, size)).join('; ')}`)
      .join('\n'),
  ].join('\n\n');
}

function countsAt(cell: Cell | undefined, at: number): string {
  const result = cell?.results.find(({ size }) => size === at);
  return result ? `${result.exact} / ${result.refused} / ${result.wrong}` : '–';
}

function isExact(cell: Cell | undefined): boolean {
  return (
    cell !== undefined && cell.results.length > 0 && cell.results.every(({ runs, exact }) => runs > 0 && exact === runs)
  );
}
