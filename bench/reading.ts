import path from 'node:path';
import { build } from 'esbuild';
import type { Translation } from '../src/analyzer/pseudocode/translate.ts';
import { SAMPLES } from '../test/unit/pseudocode/samples.ts';
import { markdownTable } from './support/table.ts';

const LINES = 500;
/** Readings of the text that warm the code up, and those that count. */
const WARMING = 50;
const MEASURED = 100;

/** How fast pseudocode is read: a text of 500 lines with many algorithms, again and again, by the code as it is shipped. */
export async function readingBench(): Promise<string> {
  const text = longText(LINES);
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
  const row = (name: string, all: readonly number[]): string[] => {
    const warm = all.slice(WARMING).sort((a, b) => a - b);
    return [name, warm[0]?.toFixed(1) ?? '', warm[MEASURED / 2]?.toFixed(1) ?? ''];
  };
  return [
    `## Reading ${text.split('\n').length} lines of pseudocode, warm, ${MEASURED} times`,
    markdownTable(['', 'least, ms', 'median, ms'], [row('CPU time', cpu), row('by the clock', clock)]),
  ].join('\n\n');
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
