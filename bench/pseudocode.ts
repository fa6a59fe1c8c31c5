// How fast pseudocode is read, and how well it is learned: `npx tsx bench/pseudocode.ts [parse|learn] [FILTER]`.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readDocument } from '../src/analyzer/pseudocode/documents.ts';
import { translate } from '../src/analyzer/pseudocode/translate.ts';
import { learnCommand } from '../src/engine/commands/learn.ts';
import { SAMPLES } from '../test/unit/pseudocode/samples.ts';

const [what = 'parse', filter = ''] = process.argv.slice(2);
const print = (text: string): void => void process.stdout.write(`${text}\n`);

if (what === 'parse') parse();
else await learnAll();

/** A text of about 500 lines, read again and again. */
function parse(): void {
  const sources = SAMPLES.filter(({ file }) => /^clrs(-30)?$/.test(file)).map(({ source }) => source.trimEnd());
  const lines: string[] = [];
  for (let copy = 0; lines.length < 500; copy++) {
    for (const source of sources)
      lines.push(...source.replace(/^([A-Z]{2,}(?:-[A-Z]+)*)\(/gm, `$1${'X'.repeat(copy)}(`).split('\n'), '');
  }
  const text = lines.slice(0, 500).join('\n');
  const times: number[] = [];
  for (let run = 0; run < 30; run++) {
    const started = performance.now();
    translate(readDocument('bench.pseudo', text), text, 'bench', null);
    times.push(performance.now() - started);
  }
  const warm = times.slice(10).sort((a, b) => a - b);
  print(
    `500 lines: first ${times[0]?.toFixed(1)} ms, warm median ${warm[10]?.toFixed(1)} ms, slowest ${warm.at(-1)?.toFixed(1)} ms`,
  );
}

/** Learns each sample as the command line does, and counts the runs at size 64 that are exact. */
async function learnAll(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'understudy-pseudocode-'));
  let exact = 0;
  let tried = 0;
  try {
    for (const [i, sample] of SAMPLES.entries()) {
      if (!`${sample.file}: ${sample.title}`.includes(filter)) continue;
      const file = path.join(folder, `sample${i}.pseudo`);
      writeFileSync(file, sample.source);
      tried++;
      const first =
        translate(readDocument(file, sample.source), sample.source, `sample${i}`, null).routines[0]?.name ?? '';
      const started = performance.now();
      const told = await learnCommand(
        {
          target: `${file}#${first}`,
          out: path.join(folder, `m${i}`),
          seed: 1,
          budget: 20,
          trainSize: 16,
          sizes: [64],
          runs: 100,
          guess: false,
          timeout: 10,
        },
        () => undefined,
      ).then(
        ({ generalisation: [size] }) => {
          const all = size !== undefined && size.runs > 0 && size.exact === size.runs;
          if (all) exact++;
          return `${size?.exact ?? 0}/${size?.runs ?? 0} exact, ${size?.refused ?? 0} refused`;
        },
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      print(`${sample.file}: ${sample.title}: ${told} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  print(`${exact} of ${tried} samples exact at 64`);
}
