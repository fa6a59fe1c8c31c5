import { clrsExamples } from './support/examples.ts';
import type { LearnJob, LearnOutcome } from './support/job.ts';
import { exactRuns, LEARNERS, type Learner } from './support/learners.ts';
import type { BenchOptions } from './support/options.ts';
import { runJobs } from './support/pool.ts';
import { machine, writeResults } from './support/results.ts';
import { markdownTable, rounded } from './support/table.ts';

const TRACES = [3, 10, 30];
const SIZES: LearnJob['sizes'] = [
  { size: 16, runs: 100, boxSeconds: 2, callSeconds: 5 },
  { size: 64, runs: 100, boxSeconds: 2, callSeconds: 5 },
];

/**
 * The CLRS algorithms learned from very few traces and no counterexamples, guessing where several readings are left.
 * What is compared is how they guess: the network by weights learned from other programs (see prior.ts), elimination by
 * costs set by hand.
 */
export async function fewBench({ seeds, only, parallel }: BenchOptions): Promise<string> {
  const examples = clrsExamples().filter(({ target }) => only === null || only.test(target));
  const jobs = TRACES.flatMap((traces) =>
    examples.flatMap(({ target }) => seeds.map((seed) => jobOf(target, seed, traces))),
  );
  const outcomes = await runJobs(jobs, { parallel });
  const perCount = examples.length * seeds.length;
  const totals = TRACES.map((traces, i) => {
    const learned = outcomes.slice(i * perCount, (i + 1) * perCount);
    return { traces, ...Object.fromEntries(LEARNERS.map((learner) => [learner, shares(learned, learner)])) };
  });
  const algorithms = examples.map(({ name }, i) => ({
    name,
    traces: TRACES.map((traces, j) => {
      const from = j * perCount + i * seeds.length;
      const learned = outcomes.slice(from, from + seeds.length);
      return { traces, ...Object.fromEntries(LEARNERS.map((learner) => [learner, shares(learned, learner)])) };
    }),
  }));
  if (only === null) {
    const settings = { seeds, traces: TRACES, sizes: SIZES, parallel };
    await writeResults('few', { machine: machine(), settings, totals, algorithms });
  }
  const head = ['traces', 'learner', 'exact runs at 16', 'exact runs at 64', 'algorithms exact on all seeds'];
  const rows = TRACES.flatMap((traces, i) =>
    LEARNERS.map((learner) => {
      const [at16 = 0, at64 = 0] = shares(outcomes.slice(i * perCount, (i + 1) * perCount), learner);
      const exact = examples.filter((_, k) => {
        const from = i * perCount + k * seeds.length;
        return shares(outcomes.slice(from, from + seeds.length), learner).every((share) => share === 1);
      });
      return [traces, learner, `${(100 * at16).toFixed(1)}%`, `${(100 * at64).toFixed(1)}%`, exact.length];
    }),
  );
  return [
    `## Few traces, guessing: mean over ${examples.length} algorithms and ${seeds.length} seeds`,
    markdownTable(head, rows),
  ].join('\n\n');
}

function jobOf(target: string, seed: number, traces: number): LearnJob {
  return {
    target,
    generator: null,
    seed,
    budget: 60,
    trainSize: 16,
    guess: true,
    traces,
    maxRounds: 0,
    sizes: SIZES,
    rivals: true,
    limitSeconds: 180,
  };
}

/** By size: the mean share of exact runs. What could not be learned counts as none. */
function shares(outcomes: readonly LearnOutcome[], learner: Learner): number[] {
  return SIZES.map((_, at) => {
    const each = outcomes.map((outcome) => {
      const counts = exactRuns(outcome, learner)[at];
      return counts && counts.runs > 0 ? counts.exact / (counts.runs + counts.limited) : 0;
    });
    return rounded(each.reduce((sum, share) => sum + share, 0) / each.length, 5);
  });
}
