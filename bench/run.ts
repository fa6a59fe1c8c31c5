// `npm run bench -- NAME… [--seeds 1,2,3] [--only REGEXP] [--parallel N] [--budget SECONDS] [--pack FOLDER]`: measures what Understudy is judged by.
// Prints one Markdown table a bench on standard output and keeps the figures in bench/results/NAME.json.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { clrsBench } from './clrs.ts';
import { corpusBench } from './corpus.ts';
import { fewBench } from './few.ts';
import { memoryBench } from './memory.ts';
import { mpnnStepBench } from './mpnn-step.ts';
import { mpnnBench } from './mpnn.ts';
import { networksBench } from './networks.ts';
import { noiseBench } from './noise.ts';
import { programsBench } from './programs.ts';
import { pseudocodeBench } from './pseudocode.ts';
import { priorBench } from './prior.ts';
import { readingBench } from './reading.ts';
import { speedBench } from './speed.ts';
import { parseOptions, type BenchOptions } from './support/options.ts';
import { packPrograms } from './support/pack.ts';
import { specBench } from './spec.ts';
import { statementsBench } from './statements.ts';
import { typesBench } from './types.ts';

const BENCHES: Readonly<Record<string, (options: BenchOptions) => Promise<string>>> = {
  clrs: clrsBench,
  corpus: corpusBench,
  memory: memoryBench,
  mpnn: mpnnBench,
  'mpnn-step': mpnnStepBench,
  networks: networksBench,
  noise: noiseBench,
  few: fewBench,
  types: typesBench,
  prior: priorBench,
  programs: programsBench,
  pseudocode: pseudocodeBench,
  reading: readingBench,
  speed: speedBench,
  spec: specBench,
  statements: statementsBench,
};

const { names, options } = parseOptions(process.argv.slice(2));
const unknown = names.filter((name) => !(name in BENCHES));
if (names.length === 0 || unknown.length > 0) {
  process.stderr.write(`Name one or more of ${Object.keys(BENCHES).join(', ')}.\n`);
  process.exit(2);
}
const root = path.resolve(import.meta.dirname, '..');
if (spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0) {
  process.exit(1);
}
for (const name of names) process.stdout.write(`${(await BENCHES[name]?.(options)) ?? ''}\n\n`);
if (options.pack !== null) await packPrograms(options.pack);
