import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { corpusEntries, type CorpusEntry } from './support/corpus.ts';
import type { BenchOptions } from './support/options.ts';
import { progress } from './support/pool.ts';
import { machine, writeResults } from './support/results.ts';
import { markdownTable, percent } from './support/table.ts';
import { intrinsics } from '../src/analyzer/sandbox/intrinsics.ts';
import { orderOf, type Prior } from '../src/trainer/machine/bank/prior.ts';
import { collectTies, type Tie, type TiedCandidate } from './support/ties.ts';

const PRIOR_FILE = path.resolve(import.meta.dirname, '../src/trainer/machine/bank/prior.json');

/**
 * Functions that do what one of the CLRS examples does: `bench few` measures on those, and nothing of the answer may
 * come into what the network knows beforehand.
 */
const LIKE_CLRS =
  /sort|quickselect|bisect|binary-search|kruskal|dijkstra|topo|strongly|convex|knapsack|lcs|subsequence|minimum|cumsum|point-in-polygon|segment/i;

const FOLDS = 5;
const ITERATIONS = 400;
const LEARNING_RATE = 0.15;
/** Pull to 0, so that what was hardly seen says little. */
const DECAY = 2e-3;

/**
 * Learns what the network knows before it has seen a trace: a weight for each kind of candidate, from choices that a
 * few traces of other programs left open and many traces settled. Writes src/trainer/machine/bank/prior.json. The table says
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
    await writeFile(PRIOR_FILE, `${JSON.stringify(toPrior(weights), null, 2)}\n`);
    await writeResults('prior', { machine: machine(), figures, functions: used });
  }
  const rows = [
    ['weights, learned without the function', percent(figures.heldOut, 1)],
    ['costs set by hand', percent(figures.handSet, 1)],
    ['the first candidate', percent(figures.firstOf, 1)],
  ];
  return [
    `## Prior: ${ties.length} ties in ${programs.length} functions`,
    markdownTable(['settled by', 'right, mean over functions'], rows),
    `${weights.size} weights, kept in src/trainer/machine/bank/prior.json.`,
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
function fit(ties: readonly Tie[]): Weights {
  const perProgram = new Map<string, number>();
  for (const { program } of ties) perProgram.set(program, (perProgram.get(program) ?? 0) + 1);
  const weights: Weights = new Map();
  const examples = ties.map((tie) => ({
    truth: tie.truth,
    share: 1 / (perProgram.get(tie.program) ?? 1),
    candidates: tie.candidates.map((candidate) => terms(tie, candidate)),
  }));
  for (let i = 0; i < ITERATIONS; i++) {
    const gradient = new Map<string, number>();
    for (const { truth, share, candidates } of examples) {
      const scores = candidates.map((candidate) => Math.exp(logOdds(weights, candidate)));
      const total = scores.reduce((sum, score) => sum + score, 0);
      candidates.forEach((candidate, c) => {
        const slope = share * ((c === truth ? 1 : 0) - (scores[c] ?? 0) / total);
        for (const [name, value] of candidate) gradient.set(name, (gradient.get(name) ?? 0) + slope * value);
      });
    }
    for (const [name, slope] of gradient) {
      const weight = weights.get(name) ?? 0;
      weights.set(name, weight + LEARNING_RATE * (slope - DECAY * perProgram.size * weight));
    }
  }
  return weights;
}

type Weights = Map<string, number>;
type Terms = readonly (readonly [name: string, value: number])[];

/**
 * What a candidate's log odds are the sum of: names of weights, each with the number it is multiplied by. The order of
 * variables is left out: in other programs the later declared is the likelier, which settles 73% of their ties, but it is what
 * makes `bench few` worse (95.3% instead of 98.1% at 10 traces, on the nine algorithms that have ties).
 */
function terms({ shapes }: Tie, { kind, feature: specific, index, traits }: TiedCandidate): Terms {
  const feature = isOwnName(specific) ? kind : specific;
  return [
    [JSON.stringify(['features', feature]), 1],
    ...shapes.map((shape) => [JSON.stringify(['shapes', shape, feature]), 1] as const),
    ...traits.map((trait) => [JSON.stringify(['traits', trait]), 1] as const),
    ...(kind === 'variable' ? [] : [[JSON.stringify(['order', kind]), -orderOf(index)] as const]),
  ];
}

/** Properties of the language's objects, of a match and of what an iterator gives. */
const LANGUAGE_NAMES: ReadonlySet<PropertyKey> = new Set(
  [...intrinsics().keys(), /x/, /x/.exec('x') ?? [], [].values().next()].flatMap((object) => Reflect.ownKeys(object)),
);

/** Whether a property or method is called as only its program calls it. */
function isOwnName(feature: string): boolean {
  const name = /^(?:property|method) (.*)$/s.exec(feature)?.[1];
  return name !== undefined && !LANGUAGE_NAMES.has(name);
}

function logOdds(weights: Weights, candidate: Terms): number {
  return candidate.reduce((sum, [name, value]) => sum + value * (weights.get(name) ?? 0), 0);
}

function toPrior(weights: Weights): Prior {
  const features: Record<string, number> = {};
  const shapes: Record<string, Record<string, number>> = {};
  const order: Record<string, number> = {};
  const traits: Record<string, number> = {};
  for (const name of [...weights.keys()].sort()) {
    const weight = Number((weights.get(name) ?? 0).toFixed(3));
    const [part, first = '', second = ''] = JSON.parse(name) as string[];
    if (weight === 0) continue;
    if (part === 'features') features[first] = weight;
    else if (part === 'order') order[first] = weight;
    else if (part === 'traits') traits[first] = weight;
    else (shapes[first] ??= {})[second] = weight;
  }
  return { features, shapes, order, traits };
}

function byWeights(tie: Tie, weights: Weights): boolean {
  return isBest(
    tie.candidates.map((candidate) => logOdds(weights, terms(tie, candidate))),
    tie.truth,
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
