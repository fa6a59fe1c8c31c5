// `node lanes.js LANES`: does the jobs that lie beside it (see pack.ts), so many side by side; what has a result is not done again.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { PackedJob } from './pack.ts';
import { runJob } from './run-job.ts';

const here = import.meta.dirname;
const jobs = (JSON.parse(readFileSync(path.join(here, 'jobs.json'), 'utf8')) as PackedJob[]).values();
let done = 0;

async function lane(): Promise<void> {
  for (const { name, program, job } of jobs) {
    const file = path.join(here, 'results', `${name}.json`);
    if (existsSync(file)) continue;
    const started = performance.now();
    const args = [path.join(here, `${program}.js`), JSON.stringify(job)];
    const told = await runJob(args, process.cwd(), file).catch((error: unknown) => `failed: ${String(error)}`);
    const seconds = Math.round((performance.now() - started) / 1000);
    process.stdout.write(`${++done} ${name}: ${told.slice(0, 300)} (${seconds} s)\n`);
  }
}

void Promise.all(Array.from({ length: Number(process.argv[2] ?? 1) }, lane));
