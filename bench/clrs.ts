import type { SizeResult } from '../src/shared/report.ts';
import { clrsExamples } from './support/examples.ts';
import type { LearnedOutcome, LearnJob, LearnOutcome } from './support/job.ts';
import type { BenchOptions } from './support/options.ts';
import { runJobs } from './support/pool.ts';
import { machine, writeResults } from './support/results.ts';
import { markdownTable, median, rounded } from './support/table.ts';

const TRAIN_SIZE = 16;

/** The last size is replaced by the largest at which the function itself ends within a second, if that is smaller. */
const SIZES: LearnJob['sizes'] = [
  { size: 16, runs: 200, boxSeconds: 5, callSeconds: 10 },
  { size: 64, runs: 200, boxSeconds: 5, callSeconds: 20 },
  { size: 1000, runs: 20, boxSeconds: 5, callSeconds: 400, fit: true },
];

/**
 * The 30 CLRS algorithms, learned at sizes up to 16 and run far beyond, for several seeds. The table shows each
 * algorithm's worst seed: the one with the most runs that were not exact.
 */
export async function clrsBench({ seeds, only, parallel }: BenchOptions): Promise<string> {
  const examples = clrsExamples().filter(({ target }) => only === null || only.test(target));
  const jobs = examples.flatMap(({ target }) => seeds.map((seed) => jobOf(target, seed)));
  const outcomes = await runJobs(jobs, { parallel });
  const results = examples.map(({ name }, i) =>
    resultOf(name, seeds, outcomes.slice(i * seeds.length, (i + 1) * seeds.length)),
  );
  if (only === null) {
    const settings = { seeds, trainSize: TRAIN_SIZE, sizes: SIZES, parallel };
    await writeResults('clrs', { machine: machine(), settings, totals: totalsOf(results), algorithms: results });
  }
  return report(results, seeds);
}

function jobOf(target: string, seed: number): LearnJob {
  return { target, generator: null, seed, budget: 60, trainSize: TRAIN_SIZE, sizes: SIZES, limitSeconds: 1800 };
}

interface Result {
  readonly name: string;
  /** At each size, of the seed with the fewest exact runs. */
  readonly worst: readonly SizeResult[];
  readonly worstSeed: number;
  readonly learnSeconds: number;
  readonly slowestLearn: number;
  readonly parameters: number;
  readonly traces: number;
  /** Seeds at which learning itself failed. */
  readonly failed: readonly string[];
  /** One for each seed that was not exact throughout. */
  readonly failures: readonly string[];
}

function resultOf(name: string, seeds: readonly number[], outcomes: readonly LearnOutcome[]): Result {
  const learned = outcomes.flatMap((outcome, i) => {
    return outcome.status === 'learned' ? [{ outcome, seed: seeds[i] ?? 0 }] : [];
  });
  const [worst] = [...learned].sort((a, b) => missed(b.outcome) - missed(a.outcome));
  return {
    name,
    worst: worst?.outcome.sizes.map((size) => ({ ...size, seconds: rounded(size.seconds) })) ?? [],
    worstSeed: worst?.seed ?? 0,
    learnSeconds: rounded(median(learned.map(({ outcome }) => outcome.learnSeconds))),
    slowestLearn: rounded(Math.max(...learned.map(({ outcome }) => outcome.learnSeconds))),
    parameters: median(learned.map(({ outcome }) => outcome.parameters)),
    traces: median(learned.map(({ outcome }) => outcome.traces)),
    failed: outcomes.flatMap((outcome, i) => {
      return outcome.status === 'learned' ? [] : [`seed ${seeds[i] ?? 0}: ${outcome.message}`];
    }),
    failures: learned.flatMap(({ outcome: { failure }, seed }) => {
      return failure
        ? [`seed ${seed}, size ${failure.size}, ${failure.kind}: ${failure.text} on ${failure.input}`]
        : [];
    }),
  };
}

/** Wrong answers weigh most. */
function missed({ sizes }: LearnedOutcome): number {
  return sizes.reduce((sum, { refused, wrong, limited }) => sum + refused + 1000 * wrong + limited / 1000, 0);
}

function isExact({ worst, failed }: Result): boolean {
  return failed.length === 0 && worst.every(({ runs, exact }) => runs > 0 && exact === runs);
}

function totalsOf(results: readonly Result[]): object {
  const learnSeconds = results.map((result) => result.learnSeconds);
  return {
    algorithms: results.length,
    exact: results.filter(isExact).length,
    wrongRunsOfWorstSeeds: results.flatMap(({ worst }) => worst).reduce((sum, { wrong }) => sum + wrong, 0),
    medianLearnSeconds: rounded(median(learnSeconds)),
    slowestLearnSeconds: Math.max(...results.map(({ slowestLearn }) => slowestLearn)),
  };
}

function report(results: readonly Result[], seeds: readonly number[]): string {
  const count = (result: Result, at: number): string => {
    const size = result.worst[at];
    return size ? `${size.exact}/${size.runs}` : '–';
  };
  const sum = ({ worst }: Result, kind: 'refused' | 'wrong' | 'limited'): number =>
    worst.reduce((total, size) => total + size[kind], 0);
  const rows = results.map((result) => [
    result.name,
    count(result, 0),
    count(result, 1),
    count(result, 2),
    result.worst[2]?.size ?? 0,
    sum(result, 'refused'),
    sum(result, 'wrong'),
    sum(result, 'limited'),
    result.learnSeconds,
    result.parameters,
  ]);
  const head = [
    'algorithm',
    'at 16',
    'at 64',
    'at largest',
    'largest',
    'refused',
    'wrong',
    'too slow',
    'learn s',
    'parameters',
  ];
  const problems = results.flatMap(({ name, failed, failures }) => {
    return [...failed, ...failures].map((text) => `- ${name}: ${text}`);
  });
  const exact = results.filter(isExact).length;
  return [
    `## CLRS: exact runs of the worst of ${seeds.length} seeds, trained at sizes up to ${TRAIN_SIZE}`,
    markdownTable(head, rows),
    `${exact} of ${results.length} exact on every run at every size, for every seed.`,
    ...(problems.length > 0 ? [problems.join('\n')] : []),
  ].join('\n\n');
}
