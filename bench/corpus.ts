import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { LearnJob, LearnOutcome } from './support/job.ts';
import type { BenchOptions } from './support/options.ts';
import { runJobs } from './support/pool.ts';
import { machine, writeResults } from './support/results.ts';
import { markdownTable, median, percent, rounded } from './support/table.ts';

const TRAIN_SIZE = 16;
const BUDGET_SECONDS = 60;
const folder = path.join(import.meta.dirname, 'corpus');

interface Entry {
  readonly target: string;
  readonly package: string;
  readonly version: string;
  readonly expect: 'learn' | 'refuse';
  readonly why?: string;
  readonly generator?: string;
  readonly maxSize?: number;
}

/** Functions that others wrote (see corpus/README.md): learned at sizes up to 16, measured at four times that. */
export async function corpusBench({ seeds, only, parallel }: BenchOptions): Promise<string> {
  const all = JSON.parse(readFileSync(path.join(folder, 'functions.json'), 'utf8')) as Entry[];
  const entries = all.filter(({ target }) => only === null || only.test(target));
  installPackages(all);
  const [seed = 1] = seeds;
  const outcomes = await runJobs(
    entries.map((entry) => jobOf(entry, seed)),
    { parallel },
  );
  const results = entries.map((entry, i) => resultOf(entry, outcomes[i] as LearnOutcome));
  const totals = totalsOf(results);
  if (only === null) {
    const settings = { seed, trainSize: TRAIN_SIZE, budgetSeconds: BUDGET_SECONDS, parallel };
    await writeResults('corpus', { machine: machine(), settings, totals, functions: results });
  }
  return report(results, totals);
}

/** As locked, without scripts of theirs; only if what is there is not what is listed. */
function installPackages(entries: readonly Entry[]): void {
  const installed = entries.every(({ package: name, version }) => {
    const manifest = path.join(folder, 'node_modules', name, 'package.json');
    return existsSync(manifest) && (JSON.parse(readFileSync(manifest, 'utf8')) as Entry).version === version;
  });
  if (installed) return;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('The packages of the corpus could not be installed: see the message above.');
}

function jobOf({ target, generator, maxSize = Infinity }: Entry, seed: number): LearnJob {
  const trainSize = Math.min(TRAIN_SIZE, maxSize);
  const times4 = Math.min(4 * TRAIN_SIZE, maxSize);
  return {
    target: path.join(folder, 'node_modules', target),
    generator: generator === undefined ? null : path.join(folder, generator),
    seed,
    budget: BUDGET_SECONDS,
    trainSize,
    faithful: 200,
    sizes: [
      { size: trainSize, runs: 200, boxSeconds: 2, callSeconds: 5 },
      { size: times4, runs: 200, boxSeconds: 5, callSeconds: 10 },
    ],
    limitSeconds: 90,
  };
}

type Kind =
  /** As it should be. */
  | 'exact'
  | 'refused as expected'
  /** Learned, and some run at 4× was refused, … */
  | 'partly refused'
  /** … or wrong. */
  | 'wrong'
  | 'not accepted'
  | 'failed'
  | 'accepted against expectation'
  | 'nothing measured';

interface Result {
  readonly target: string;
  readonly kind: Kind;
  readonly inferred: boolean;
  readonly expect: Entry['expect'];
  readonly reason: string;
  readonly runs: number;
  readonly exact: number;
  readonly refused: number;
  readonly wrong: number;
  readonly limited: number;
  readonly size: number;
  readonly learnSeconds: number;
  /** Inputs on which the traced function did not do what the plain one did. */
  readonly traced: { readonly runs: number; readonly differing: number } | null;
  readonly parameters: number;
  readonly traces: number;
  readonly stopped: 'done' | 'budget' | null;
}

function resultOf(entry: Entry, outcome: LearnOutcome): Result {
  const { target, expect, generator } = entry;
  const base = { target, expect, inferred: generator === undefined };
  if (outcome.status !== 'learned') {
    const asExpected = expect === 'refuse' && outcome.status === 'refused';
    const kind = asExpected ? 'refused as expected' : outcome.status === 'refused' ? 'not accepted' : 'failed';
    const reason = outcome.status === 'refused' ? outcome.message : `${outcome.status}: ${outcome.message}`;
    const counts = { runs: 0, exact: 0, refused: 0, wrong: 0, limited: 0, size: 0 };
    const rest = { learnSeconds: rounded(outcome.seconds), traced: null, parameters: 0, traces: 0, stopped: null };
    return { ...base, kind, reason, ...counts, ...rest };
  }
  const { failure, learnSeconds, faithful, parameters, traces, stopped } = outcome;
  const total = (key: 'refused' | 'wrong'): number => outcome.sizes.reduce((sum, size) => sum + size[key], 0);
  const { size = 0, runs = 0, exact = 0, limited = 0 } = outcome.sizes.at(-1) ?? {};
  const [refused, wrong] = [total('refused'), total('wrong')];
  const late = learnSeconds > BUDGET_SECONDS ? ` learned in ${rounded(learnSeconds)} s` : '';
  return {
    ...base,
    kind: kindOf(expect, { runs, refused, wrong }),
    reason: (failure ? `size ${failure.size}, ${failure.text} on ${failure.input}` : '') + late,
    runs,
    exact,
    refused,
    wrong,
    limited,
    size,
    learnSeconds: rounded(learnSeconds),
    traced: faithful,
    parameters,
    traces,
    stopped,
  };
}

function kindOf(expect: Entry['expect'], counts: { runs: number; refused: number; wrong: number }): Kind {
  if (expect === 'refuse') return 'accepted against expectation';
  if (counts.wrong > 0) return 'wrong';
  if (counts.refused > 0) return 'partly refused';
  return counts.runs === 0 ? 'nothing measured' : 'exact';
}

interface Totals {
  readonly functions: number;
  readonly pure: number;
  readonly accepted: number;
  readonly tracedIdentically: number;
  readonly exact: number;
  readonly inferred: number;
  readonly exactInferred: number;
  readonly refusedAsExpected: number;
  readonly toRefuse: number;
  readonly wrongRuns: number;
  readonly refusedRuns: number;
  readonly runs: number;
  readonly medianLearnSeconds: number;
  readonly slowestLearnSeconds: number;
}

function totalsOf(results: readonly Result[]): Totals {
  const pure = results.filter(({ expect }) => expect === 'learn');
  const accepted = pure.filter(({ traced }) => traced !== null);
  const exact = pure.filter(({ kind }) => kind === 'exact');
  const sum = (key: 'runs' | 'refused' | 'wrong'): number => results.reduce((total, result) => total + result[key], 0);
  return {
    functions: results.length,
    pure: pure.length,
    accepted: accepted.length,
    tracedIdentically: accepted.filter(({ traced }) => traced?.differing === 0).length,
    exact: exact.length,
    inferred: pure.filter(({ inferred }) => inferred).length,
    exactInferred: exact.filter(({ inferred }) => inferred).length,
    refusedAsExpected: results.filter(({ kind }) => kind === 'refused as expected').length,
    toRefuse: results.length - pure.length,
    wrongRuns: sum('wrong'),
    refusedRuns: sum('refused'),
    runs: sum('runs'),
    medianLearnSeconds: rounded(median(accepted.map(({ learnSeconds }) => learnSeconds))),
    slowestLearnSeconds: Math.max(...accepted.map(({ learnSeconds }) => learnSeconds)),
  };
}

function report(results: readonly Result[], totals: Totals): string {
  const { pure } = totals;
  const share = (part: number, whole: number): string => `${part} of ${whole} (${percent(part, whole)})`;
  const rest = results.filter(({ kind }) => kind !== 'exact' && kind !== 'refused as expected');
  const rows = rest
    .sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0))
    .map(({ target, kind, runs, exact, refused, wrong, reason }) => [
      target,
      kind,
      `${exact}/${runs}`,
      refused,
      wrong,
      reason.slice(0, 240),
    ]);
  const summary = [
    ['learnable (accepted, of the pure ones)', share(totals.accepted, pure)],
    ['traced identically, of those accepted', share(totals.tracedIdentically, totals.accepted)],
    [`learned exactly at 4× (size ${4 * TRAIN_SIZE}) within ${BUDGET_SECONDS} s`, share(totals.exact, pure)],
    ['with an inferred generator', share(totals.inferred, pure)],
    ['… and exact', share(totals.exactInferred, totals.inferred)],
    ['impure ones refused', share(totals.refusedAsExpected, totals.toRefuse)],
    ['runs refused, both sizes', totals.refusedRuns],
    ['runs wrong, both sizes', totals.wrongRuns],
    ['seconds to learn: median, slowest', `${totals.medianLearnSeconds}, ${totals.slowestLearnSeconds}`],
  ];
  return [
    `## Corpus: ${totals.functions} functions of npm packages`,
    markdownTable(['figure', 'value'], summary),
    `### The rest (${rest.length})`,
    markdownTable(['function', 'outcome', 'exact at 4×', 'refused', 'wrong', 'reason'], rows),
  ].join('\n\n');
}
