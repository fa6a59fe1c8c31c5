import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { corpusEntries, type CorpusEntry } from './support/corpus.ts';
import type { BenchOptions } from './support/options.ts';
import { progress } from './support/pool.ts';
import { machine, writeResults } from './support/results.ts';
import { markdownTable, percent } from './support/table.ts';
import { collectTies, type Tie } from './support/ties.ts';

const PRIOR = path.resolve(import.meta.dirname, '../src/trainer/network/prior.json');

/**
 * Functions that do what one of the CLRS examples does: `bench few` measures on those, and nothing of the answer may
 * come into what the network knows beforehand.
 */
const LIKE_CLRS =
  /sort|quickselect|bisect|binary-search|kruskal|dijkstra|topo|strongly|convex|knapsack|lcs|subsequence|minimum|cumsum|point-in-polygon|segment/i;

const FOLDS = 5;
const ITERATIONS = 400;
const LEARNING_RATE = 0.5;
/** Pull to 0, so that what was hardly seen says little. */
const DECAY = 2e-3;

/**
 * Learns what the network knows before it has seen a trace: a weight for each kind of candidate, from choices that a
 * few traces of other programs left open and many traces settled. Writes src/trainer/network/prior.json. The table says
 * how often the weights settle ties rightly in functions that they were not made from, beside the hand-set costs.
 */
export async function priorBench({ only }: BenchOptions): Promise<string> {
  const entries = corpusEntries().filter(({ target, expect }) => {
    return expect === 'learn' && !LIKE_CLRS.test(target) && (only === null || only.test(target));
  });
  const ties: Tie[] = [];
  const used: string[] = [];
  for (const [i, entry] of entries.entries()) {
    const found = await tiesOf(entry);
    progress(`${i + 1}/${entries.length} ${entry.target}: ${found.length} ties`);
    if (found.length > 0) used.push(entry.target);
    ties.push(...found);
  }
  const programs = [...new Set(ties.map(({ program }) => program))].sort();
  const heldOut = Array.from({ length: FOLDS }, (_, fold) => {
    const isOut = ({ program }: Tie): boolean => programs.indexOf(program) % FOLDS === fold;
    const weights = fit(ties.filter((tie) => !isOut(tie)));
    return ties.filter(isOut).map((tie) => ({ tie, right: byWeights(tie, weights) }));
  }).flat();
  const weights = fit(ties);
  const figures = {
    functions: programs.length,
    ties: ties.length,
    heldOut: share(heldOut.map(({ tie, right }) => [tie, right])),
    handSet: share(ties.map((tie) => [tie, byCosts(tie)])),
    firstOf: share(ties.map((tie) => [tie, tie.truth === 0])),
  };
  if (only === null) {
    await writeFile(PRIOR, `${JSON.stringify(Object.fromEntries(weights), null, 2)}\n`);
    await writeResults('prior', { machine: machine(), figures, functions: used });
  }
  const rows = [
    ['weights, learned without the function', percent(figures.heldOut, 1)],
    ['costs set by hand', percent(figures.handSet, 1)],
    ['the first candidate', percent(figures.firstOf, 1)],
  ];
  const kept = JSON.parse(readFileSync(PRIOR, 'utf8')) as Record<string, number>;
  return [
    `## Prior: ${ties.length} ties in ${programs.length} functions`,
    markdownTable(['settled by', 'right, mean over functions'], rows),
    `${Object.keys(kept).length} weights in src/trainer/network/prior.json.`,
  ].join('\n\n');
}

async function tiesOf({ location, generator, trainSize }: CorpusEntry): Promise<Tie[]> {
  try {
    return await collectTies(location, generator, trainSize);
  } catch (error) {
    progress(`  left out: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

/** Maximum likelihood of the right candidates under a softmax of their weights, every program counting the same. */
function fit(ties: readonly Tie[]): Map<string, number> {
  const perProgram = new Map<string, number>();
  for (const { program } of ties) perProgram.set(program, (perProgram.get(program) ?? 0) + 1);
  const weights = new Map<string, number>();
  for (let i = 0; i < ITERATIONS; i++) {
    const gradient = new Map<string, number>();
    const push = (feature: string, by: number): void => void gradient.set(feature, (gradient.get(feature) ?? 0) + by);
    for (const { program, features, truth } of ties) {
      const share = 1 / (perProgram.get(program) ?? 1);
      const scores = features.map((feature) => Math.exp(weights.get(feature) ?? 0));
      const total = scores.reduce((sum, score) => sum + score, 0);
      features.forEach((feature, c) => push(feature, share * ((c === truth ? 1 : 0) - (scores[c] ?? 0) / total)));
    }
    for (const [feature, slope] of gradient) {
      const weight = weights.get(feature) ?? 0;
      weights.set(feature, weight + LEARNING_RATE * (slope - DECAY * perProgram.size * weight));
    }
  }
  const sorted = [...weights].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(sorted.map(([feature, weight]) => [feature, Number(weight.toFixed(3))]));
}

function byWeights({ features, truth }: Tie, weights: ReadonlyMap<string, number>): boolean {
  return isBest(
    features.map((feature) => weights.get(feature) ?? 0),
    truth,
  );
}

function byCosts({ costs, truth }: Tie): boolean {
  return isBest(
    costs.map((cost) => -cost),
    truth,
  );
}

/** The first of equals stands. */
function isBest(scores: readonly number[], at: number): boolean {
  return scores.indexOf(Math.max(...scores)) === at;
}

/** Mean over programs of the share of their ties that were settled rightly. */
function share(results: readonly (readonly [tie: Tie, right: boolean])[]): number {
  const byProgram = new Map<string, boolean[]>();
  for (const [{ program }, right] of results) byProgram.set(program, [...(byProgram.get(program) ?? []), right]);
  const shares = [...byProgram.values()].map((all) => all.filter(Boolean).length / all.length);
  return shares.reduce((sum, each) => sum + each, 0) / shares.length;
}
