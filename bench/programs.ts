import fc from 'fast-check';
import { checkInstrumented, checkLearned, type Checked } from '../test/support/program-checks.ts';
import { inputLists, programs } from '../test/support/random-programs.ts';
import type { BenchOptions } from './support/options.ts';
import { machine, writeResults } from './support/results.ts';
import { markdownTable } from './support/table.ts';

const PROGRAMS = 400;
const WAYS = ['instrumented', 'elimination', 'network'] as const;
type Way = (typeof WAYS)[number];

/**
 * Random programs over many seeds: instrumented code against the original, and strict machines learned from 40 calls
 * against the function on 20 fresh ones. Every difference is told on standard error, the first of each seed made smaller.
 */
export async function programsBench({ seeds, only }: BenchOptions): Promise<string> {
  const totals: Record<string, string | number>[] = [];
  for (const way of WAYS) {
    if (only?.test(way) === false) continue;
    const total = { way, programs: 0, calls: 0, exact: 0, refused: 0, wrong: 0 };
    for (const seed of seeds) {
      for (const checked of await checkedPrograms(way, seed)) {
        total.programs++;
        total.calls += checked.exact + checked.refused + checked.wrong;
        total.exact += checked.exact;
        total.refused += checked.refused;
        total.wrong += checked.wrong;
      }
    }
    totals.push(total);
  }
  if (only === null) await writeResults('programs', { machine: machine(), settings: { seeds, PROGRAMS }, totals });
  const head = ['compared with the original', 'programs', 'calls', 'exact', 'refused', 'wrong'];
  return [`## Random programs, ${seeds.length} seeds`, markdownTable(head, totals.map((total) => Object.values(total)))].join('\n\n'); // prettier-ignore
}

async function checkedPrograms(way: Way, seed: number): Promise<Checked[]> {
  const all: Checked[] = [];
  let failed = false;
  const property = fc.asyncProperty(programs, inputLists(40), inputLists(20), async (source, inputs, fresh) => {
    const checked = way === 'instrumented' ? checkInstrumented(source, fresh) : await checkLearned(source, way, inputs, fresh); // prettier-ignore
    // What is tried while a program is made smaller is not counted.
    if (!failed) all.push(checked);
    failed ||= checked.difference !== null;
    if (checked.difference !== null) throw new Error(checked.difference);
  });
  const end = await fc.check(property, { numRuns: PROGRAMS, seed });
  if (end.failed) process.stderr.write(`${way}, seed ${seed}: ${String(end.errorInstance)}\n\n`);
  return all;
}
