// `node lanes.js LANES`: does the jobs that lie beside it (see pack.ts), so many side by side; what has a result is not done again.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { PackedJob } from './pack.ts';

const here = import.meta.dirname;
const jobs = (JSON.parse(readFileSync(path.join(here, 'jobs.json'), 'utf8')) as PackedJob[]).values();
let done = 0;

async function lane(): Promise<void> {
  for (const { name, program, job } of jobs) {
    const file = path.join(here, 'results', `${name}.json`);
    if (existsSync(file)) continue;
    const started = performance.now();
    const result = await run([path.join(here, `${program}.js`), JSON.stringify(job)]);
    if (result !== null) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(`${file}.tmp`, result);
      renameSync(`${file}.tmp`, file);
    }
    const seconds = Math.round((performance.now() - started) / 1000);
    process.stdout.write(`${++done} ${name}: ${result === null ? 'failed' : result.slice(0, 300)} (${seconds} s)\n`);
  }
}

function run(args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (error) process.stderr.write(`${error.message}\n${stderr}\n`);
      resolve(error ? null : stdout);
    });
  });
}

void Promise.all(Array.from({ length: Number(process.argv[2] ?? 1) }, lane));
