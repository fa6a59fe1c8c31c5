import { clrsExamples } from './support/examples.ts';
import type { LearnJob, LearnOutcome } from './support/job.ts';
import type { BenchOptions } from './support/options.ts';
import { runJobs } from './support/pool.ts';
import { machine, writeResults } from './support/results.ts';
import { LEARNERS, exactRuns, type Learner } from './support/learners.ts';
import { markdownTable } from './support/table.ts';

const RATES = [0.01, 0.05];
const SIZES: LearnJob['sizes'] = [{ size: 64, runs: 100, boxSeconds: 5, callSeconds: 10 }];

/** The CLRS algorithms learned from traces of which a share of the values is corrupted, guessing; run at 64. */
export async function noiseBench({ seeds, only, parallel }: BenchOptions): Promise<string> {
  const [seed = 1] = seeds;
  const examples = clrsExamples().filter(({ target }) => only === null || only.test(target));
  const jobs = examples.flatMap(({ target }) => RATES.map((rate) => jobOf(target, seed, rate)));
  const outcomes = await runJobs(jobs, { parallel });
  const results = examples.map(({ name }, i) => ({
    name,
    rates: RATES.map((rate, j) => ({ rate, ...countsOf(outcomes[i * RATES.length + j] as LearnOutcome) })),
  }));
  const totals = RATES.map((rate, j) => ({
    rate,
    ...Object.fromEntries(
      LEARNERS.map((learner) => [learner, results.filter(({ rates }) => isExact(rates[j]?.[learner])).length]),
    ),
  }));
  if (only === null) {
    const settings = { seed, rates: RATES, sizes: SIZES, parallel };
    await writeResults('noise', { machine: machine(), settings, totals, algorithms: results });
  }
  const head = ['algorithm', ...RATES.flatMap((rate) => LEARNERS.map((learner) => `${learner} ${100 * rate}%`))];
  const rows = results.map(({ name, rates }) => [
    name,
    ...rates.flatMap((counts) => LEARNERS.map((learner) => counts[learner])),
  ]);
  const sums = RATES.flatMap((_, j) => {
    return LEARNERS.map(
      (learner) => `${results.filter(({ rates }) => isExact(rates[j]?.[learner])).length}/${results.length}`,
    );
  });
  return [
    '## Corrupted traces: exact runs at 64, going on where training leaves things open',
    markdownTable(head, [...rows, ['exact on all', ...sums]]),
  ].join('\n\n');
}

function jobOf(target: string, seed: number, rate: number): LearnJob {
  return {
    target,
    generator: null,
    seed,
    budget: 60,
    trainSize: 16,
    guess: true,
    noise: { rate, seed },
    sizes: SIZES,
    rivals: true,
    limitSeconds: 300,
  };
}

function countsOf(outcome: LearnOutcome): Record<Learner, string> {
  return Object.fromEntries(LEARNERS.map((learner) => [learner, countOf(outcome, learner)])) as Record<Learner, string>;
}

function countOf(outcome: LearnOutcome, learner: Learner): string {
  const counts = exactRuns(outcome, learner)[0];
  return counts ? `${counts.exact}/${counts.runs}` : '–';
}

function isExact(count: string | undefined): boolean {
  const [exact, runs] = (count ?? '').split('/');
  return exact === runs && runs !== '0' && runs !== undefined;
}
