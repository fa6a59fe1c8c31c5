import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readDocument } from '../src/analyzer/pseudocode/documents/documents.ts';
import { translate } from '../src/analyzer/pseudocode/translate.ts';
import { learnCommand } from '../src/engine/commands/learn.ts';
import { SAMPLES } from '../test/unit/pseudocode/samples.ts';
import type { BenchOptions } from './support/options.ts';
import { markdownTable } from './support/table.ts';

const SIZES = [16, 64];
const BUDGET_S = 60;
const RUNS = 100;

/** How well pseudocode is learned: each sample of the tests as the command line does it, and the runs that are exact by size. */
export async function pseudocodeBench({ only }: BenchOptions): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'understudy-pseudocode-'));
  const rows: string[][] = [];
  let exact = 0;
  try {
    for (const [i, sample] of SAMPLES.entries()) {
      const title = `${sample.file}: ${sample.title}`;
      if (only && !only.test(title)) continue;
      const file = path.join(folder, `sample${i}.pseudo`);
      writeFileSync(file, sample.source);
      const started = performance.now();
      const { counts, isExact, why } = await learnOne(file, path.join(folder, `m${i}`), sample.source);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      if (isExact) exact++;
      rows.push([title, ...counts, seconds, why]);
      process.stderr.write(`${title}: ${counts.join(', ')} in ${seconds} s ${why}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return [
    `## Pseudocode: ${exact} of ${rows.length} samples exact at ${SIZES.at(-1)}`,
    markdownTable(['sample', ...SIZES.map((size) => `exact at ${size}`), 'seconds', 'why not'], rows),
  ].join('\n\n');
}

interface Learned {
  /** Exact runs of all, for each size. */
  readonly counts: readonly string[];
  readonly isExact: boolean;
  /** What is known of the runs that are not exact. */
  readonly why: string;
}

async function learnOne(file: string, out: string, source: string): Promise<Learned> {
  const [first] = translate(readDocument(file, source), source, path.basename(file, '.pseudo'), null).routines;
  const options = { seed: 1, budget: BUDGET_S, trainSize: 16, sizes: SIZES, runs: RUNS, guess: false, timeout: 10 };
  try {
    const report = await learnCommand({ target: `${file}#${first?.name ?? ''}`, out, ...options }, () => undefined);
    const { generalisation, divergence, unknown } = report;
    const last = generalisation.at(-1);
    const isExact = last !== undefined && last.runs > 0 && last.exact === last.runs;
    const refused = generalisation.reduce((sum, size) => sum + size.refused, 0);
    const wrong = generalisation.reduce((sum, size) => sum + size.wrong, 0);
    const why = [
      ...(refused > 0 ? [`${refused} refused`] : []),
      ...(wrong > 0 ? [`${wrong} wrong`] : []),
      ...(isExact ? [] : unknown.missing.slice(0, 1).map(({ range, reason }) => `line ${range.start.line}: ${reason}`)),
      ...(isExact || !divergence ? [] : [`first differs at line ${divergence.step?.range?.start.line ?? '?'}`]),
    ];
    return { counts: generalisation.map(({ exact, runs }) => `${exact}/${runs}`), isExact, why: why.join('; ') };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { counts: SIZES.map(() => '–'), isExact: false, why };
  }
}
