import { readFileSync } from 'node:fs';
import path from 'node:path';
import { specifyCommand } from '../src/engine/commands/specify.ts';
import type { SpecReport } from '../src/shared/report.ts';
import { clrsExamples } from './support/examples.ts';
import type { BenchOptions } from './support/options.ts';
import { machine, writeResults } from './support/results.ts';
import { markdownTable, percent } from './support/table.ts';

const OFFICIAL = path.resolve(import.meta.dirname, '../test/data/clrs');

type Official = Readonly<Record<string, readonly [stage: string, location: string, type: string]>>;
type Probe = SpecReport['probes'][number];

interface Agreement {
  readonly name: string;
  readonly found: number;
  readonly official: number;
  readonly hints: number;
  readonly officialHints: number;
  readonly sampled: string;
  /** Official probes without a counterpart, and inferred ones. */
  readonly missing: readonly string[];
  readonly missingHints: readonly string[];
  readonly extra: readonly string[];
}

/**
 * Inferred specifications beside the benchmark's own, for the 20 algorithms whose specification is in test/data/clrs.
 * A probe is found where one of the same stage, location and type is left over; names play no part.
 */
export async function specBench({ seeds, only }: BenchOptions): Promise<string> {
  const [seed = 1] = seeds;
  const results: Agreement[] = [];
  for (const { name, target } of clrsExamples()) {
    const official = officialOf(target);
    if (!official || (only !== null && !only.test(target))) continue;
    results.push(agreement(name, official, await specifyCommand({ target, seed, timeout: 10 })));
  }
  if (only === null) await writeResults('spec', { machine: machine(), settings: { seed }, algorithms: results });
  return render(results);
}

function officialOf(target: string): Official | null {
  const file = `${path.basename(target.split('#')[0] ?? '', '.ts').replaceAll('-', '_')}.json`;
  try {
    return (JSON.parse(readFileSync(path.join(OFFICIAL, file), 'utf8')) as { spec: Official }).spec;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null;
    throw error;
  }
}

function agreement(name: string, official: Official, report: SpecReport): Agreement {
  const left: Probe[] = [...report.probes];
  const lost = Object.entries(official).filter(([probe, [stage, location, type]]) => {
    const alike = left.filter((each) => each.stage === stage && each.location === location && each.type === type);
    const match = alike.find((each) => each.name === probe) ?? alike[0];
    if (match) left.splice(left.indexOf(match), 1);
    return match === undefined;
  });
  const isHint = ([, [stage]]: (typeof lost)[number]): boolean => stage === 'hint';
  const all = Object.entries(official);
  const officialHints = all.filter(isHint).length;
  const missingHints = lost.filter(isHint);
  const chosen = report.cycles.find((cycle) => cycle.chosen);
  return {
    name,
    official: all.length - officialHints,
    found: all.length - officialHints - (lost.length - missingHints.length),
    officialHints,
    hints: officialHints - missingHints.length,
    sampled: chosen ? `${chosen.kind}, line ${chosen.range?.start.line ?? '?'}` : 'begin and end',
    missing: lost.filter((entry) => !isHint(entry)).map(text),
    missingHints: missingHints.map(text),
    extra: left
      .filter(({ stage }) => stage !== 'hint')
      .map(({ name: probe, location, type }) => `${probe} (${location} ${type})`),
  };
}

function text([probe, [, location, type]]: readonly [string, readonly [string, string, string]]): string {
  return `${probe} (${location} ${type})`;
}

function render(results: readonly Agreement[]): string {
  const rows = results.map((each) => [
    each.name,
    `${each.found}/${each.official}`,
    [...each.missing, ...each.extra.map((probe) => `+ ${probe}`)].join(', ') || '–',
    `${each.hints}/${each.officialHints}`,
    each.sampled,
    each.missingHints.join(', ') || '–',
  ]);
  const sum = (of: (each: Agreement) => number): number => results.reduce((total, each) => total + of(each), 0);
  const [found, official, hints, officialHints] = [
    sum((each) => each.found),
    sum((each) => each.official),
    sum((each) => each.hints),
    sum((each) => each.officialHints),
  ];
  return [
    `Inputs and outputs: ${found} of ${official} official probes found (${percent(found, official)}); hints: ${hints} of ${officialHints} (${percent(hints, officialHints)}).`,
    '',
    markdownTable(['function', 'inputs, outputs', 'missing (+ beyond)', 'hints', 'sampled at', 'hints missing'], rows),
  ].join('\n');
}
