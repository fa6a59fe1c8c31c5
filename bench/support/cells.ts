import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { NetworkKind, SizeResult } from '../../src/shared/report.ts';
import type { BenchOptions } from './options.ts';
import { pack } from './pack.ts';
import { progress } from './pool.ts';
import { resultsFolder } from './results.ts';
import { runJob } from './run-job.ts';

/** One function learned by one network with one seed, as `understudy learn` does it. JSON only: it is sent to another process. */
export interface CellJob {
  /** Its file from the repository's root. */
  readonly target: string;
  readonly network: NetworkKind;
  readonly steps: 'expression' | 'statement';
  readonly seed: number;
  /** Seconds: CPU time of networks that answer calls as a whole, time of day of the machine. */
  readonly budget: number;
  readonly trainSize: number;
  readonly sizes: readonly number[];
  readonly runs: number;
}

/** What came of it. */
export interface Cell {
  /** Why it could not be learned. */
  readonly failed: string | null;
  readonly parameters: number;
  /** Training, as the budget counts. */
  readonly seconds: number;
  readonly stopped: 'done' | 'budget';
  readonly results: readonly SizeResult[];
}

/** A program of this folder that does the job which its argument is, and prints what came of it; both as JSON. */
export type JobProgram = 'cell' | 'mpnn-cell';

const root = path.resolve(import.meta.dirname, '../..');

/**
 * Does jobs in order, each in a process of its own, and keeps what came of each in bench/results/BENCH: what is there already is not done
 * again, so that a bench that was cut off goes on. A job whose process fails is told and left open. With `--pack` nothing is done, and
 * what is open is put down for another computer.
 *
 * @param jobs by name
 * @returns what is there, by name
 */
export async function doJobs<Job extends object, Result>(
  bench: string,
  program: JobProgram,
  jobs: ReadonlyMap<string, Job>,
  options: BenchOptions,
): Promise<ReadonlyMap<string, Result>> {
  const folder = path.join(resultsFolder, bench);
  const results = new Map<string, Result>();
  const one = async (name: string, job: Job): Promise<void> => {
    const file = path.join(folder, `${name}.json`);
    try {
      if (!existsSync(file)) {
        if (options.pack !== null) {
          pack(options.pack, { name: `${bench}/${name}`, program, job });
          return;
        }
        const script = path.join(import.meta.dirname, `${program}.ts`);
        await runJob(['--import', 'tsx', script, JSON.stringify(job)], root, file);
      }
      results.set(name, JSON.parse(readFileSync(file, 'utf8')) as Result);
    } catch (error) {
      progress(`${name}: ${(error as Error).message}`);
    }
    progress(`${bench} ${results.size}/${jobs.size} ${name}`);
  };
  const left = jobs.entries();
  const lane = async (): Promise<void> => {
    for (const [name, job] of left) await one(name, job);
  };
  await Promise.all(Array.from({ length: Math.max(1, options.parallel) }, lane));
  return results;
}
