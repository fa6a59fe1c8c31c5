import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NetworkKind, SizeResult } from '../../src/shared/report.ts';
import { progress } from './pool.ts';
import { resultsFolder } from './results.ts';

/** One function learned by one network with one seed, as `understudy learn` does it. JSON only: it is sent to another process. */
export interface CellJob {
  readonly target: string;
  readonly network: NetworkKind;
  readonly steps: 'expression' | 'statement';
  readonly seed: number;
  /** Seconds: CPU time of networks that answer calls as a whole, time of day of the machine. */
  readonly budget: number;
  readonly trainSize: number;
  readonly sizes: readonly number[];
  readonly runs: number;
  readonly out: string;
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

const SCRIPT = path.resolve(import.meta.dirname, 'cell.ts');
const LIMIT_MS = 30 * 60_000;

/**
 * Does jobs in order, each in a process of its own, and keeps what came of each in bench/results/BENCH: what is there already is not done
 * again, so that a bench that was cut off goes on. A job whose process fails is told and left open.
 *
 * @param jobs by name
 * @param parallel jobs side by side
 */
export async function doCells(
  bench: string,
  jobs: ReadonlyMap<string, Omit<CellJob, 'out'>>,
  parallel: number,
): Promise<ReadonlyMap<string, Cell>> {
  const folder = path.join(resultsFolder, bench);
  mkdirSync(folder, { recursive: true });
  const cells = new Map<string, Cell>();
  const one = async (name: string, job: Omit<CellJob, 'out'>): Promise<void> => {
    const file = path.join(folder, `${name}.json`);
    try {
      if (!existsSync(file)) await doCell(job, file);
      cells.set(name, JSON.parse(readFileSync(file, 'utf8')) as Cell);
    } catch (error) {
      progress(`${name}: ${(error as Error).message}`);
    }
    progress(`${bench} ${cells.size}/${jobs.size} ${name}`);
  };
  const left = jobs.entries();
  const lane = async (): Promise<void> => {
    for (const [name, job] of left) await one(name, job);
  };
  await Promise.all(Array.from({ length: Math.max(1, parallel) }, lane));
  return cells;
}

async function doCell(job: Omit<CellJob, 'out'>, file: string): Promise<void> {
  const place = mkdtempSync(path.join(tmpdir(), 'understudy-cell-'));
  try {
    const text = JSON.stringify({ ...job, out: path.join(place, 'model') });
    const cell = await runNode(['--import', 'tsx', SCRIPT, text]);
    writeFileSync(`${file}.tmp`, cell);
    renameSync(`${file}.tmp`, file);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function runNode(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { timeout: LIMIT_MS, maxBuffer: 2 ** 26 }, (error, stdout) => {
      if (error) reject(new Error(error.message));
      else resolve(stdout);
    });
  });
}
