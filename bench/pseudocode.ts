// How fast pseudocode is read, and how well it is learned: `npx tsx bench/pseudocode.ts [parse|learn] [FILTER]`.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { readDocument } from '../src/analyzer/pseudocode/documents/documents.ts';
import { translate, type Translation } from '../src/analyzer/pseudocode/translate.ts';
import { learnCommand } from '../src/engine/commands/learn.ts';
import { SAMPLES } from '../test/unit/pseudocode/samples.ts';

/** Readings of the text that warm the code up, and those that count. */
const WARMING = 50;
const MEASURED = 100;

const SIZES = [16, 64];
const BUDGET_S = 60;
const RUNS = 100;

const [what = 'parse', filter = ''] = process.argv.slice(2);
const print = (text: string): void => void process.stdout.write(`${text}\n`);

if (what === 'parse') await parse();
else await learnAll();

/** A text of 500 lines with many algorithms, read again and again by the code as it is shipped. */
async function parse(): Promise<void> {
  const text = longText(500);
  const read = await shipped();
  const { problems } = read(text);
  if (problems.length > 0) throw new Error(`the text should be readable: ${problems[0]?.message ?? ''}`);
  const [clock, cpu]: [number[], number[]] = [[], []];
  for (let run = 0; run < WARMING + MEASURED; run++) {
    const started = performance.now();
    const before = process.cpuUsage();
    read(text);
    clock.push(performance.now() - started);
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1000);
  }
  const told = (all: readonly number[]): string => {
    const warm = all.slice(WARMING).sort((a, b) => a - b);
    return `least ${warm[0]?.toFixed(1)}, median ${warm[MEASURED / 2]?.toFixed(1)}`;
  };
  print(
    `${text.split('\n').length} lines, warm, ${MEASURED} times: CPU time ${told(cpu)} ms; by the clock ${told(clock)} ms`,
  );
}

/** The translator bundled as the build does; what runs these measurements would add to each call. */
async function shipped(): Promise<(text: string) => Translation> {
  const source = `import { readDocument } from './documents/documents.ts';
    import { translate } from './translate.ts';
    export const read = (text) => translate(readDocument('bench.pseudo', text), text, 'bench', null);`;
  const resolveDir = path.join(import.meta.dirname, '../src/analyzer/pseudocode');
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir },
    bundle: true,
    format: 'esm',
    write: false,
  });
  const url = `data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? []).toString('base64')}`;
  return ((await import(url)) as { read: (text: string) => Translation }).read;
}

/** CLRS samples one after the other, until there are enough lines; each has names of its own for its routines. */
function longText(length: number): string {
  const lines: string[] = [];
  for (const [i, { source }] of SAMPLES.filter(({ file }) => /^clrs(-30)?$/.test(file)).entries()) {
    if (lines.length >= length) break;
    const names = new Set([...source.matchAll(/^([A-Z]+(?:-[A-Z]+)*)\(/gm)].map(([, name]) => name));
    const own = (name: string): string => (names.has(name) ? `${name}-${'X'.repeat(i + 1)}` : name);
    lines.push(
      ...source
        .replace(/[A-Z]+(?:-[A-Z]+)*(?=\()/g, own)
        .trimEnd()
        .split('\n'),
      '',
    );
  }
  return lines.join('\n');
}

/** Learns each sample as the command line does, and counts the runs that are exact by size. */
async function learnAll(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'understudy-pseudocode-'));
  const counts = { tried: 0, exact: 0 };
  print(`| sample | ${SIZES.map((size) => `exact at ${size}`).join(' | ')} | seconds | why not |`);
  print(`| --- |${' ---: |'.repeat(SIZES.length + 1)} --- |`);
  try {
    for (const [i, sample] of SAMPLES.entries()) {
      const title = `${sample.file}: ${sample.title}`;
      if (!title.includes(filter)) continue;
      const file = path.join(folder, `sample${i}.pseudo`);
      writeFileSync(file, sample.source);
      const started = performance.now();
      const { cells, isExact } = await learnOne(file, path.join(folder, `m${i}`), sample.source);
      counts.tried++;
      if (isExact) counts.exact++;
      const [why = '', ...exact] = cells.toReversed();
      print(`| ${[title, ...exact.reverse(), ((performance.now() - started) / 1000).toFixed(1), why].join(' | ')} |`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  print(`\n${counts.exact} of ${counts.tried} samples exact at ${SIZES.at(-1)}`);
}

/** Cells of the table: a count for each size, and what is known of the runs that are not exact. */
async function learnOne(
  file: string,
  out: string,
  source: string,
): Promise<{ readonly cells: string[]; readonly isExact: boolean }> {
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
    return { cells: [...generalisation.map(({ exact, runs }) => `${exact}/${runs}`), why.join('; ')], isExact };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { cells: [...SIZES.map(() => '–'), why], isExact: false };
  }
}
