import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

export interface Watched {
  readonly status: number | null;
  readonly seconds: number;
  /** Of the process and all that it started, as seen every few milliseconds; NaN where /proc is not there. */
  readonly peakMb: number;
  readonly stdout: string;
}

const SAMPLE_MS = 20;

/** Runs a Node program and watches the memory of its whole tree of processes (proportional set size: shared pages count once). */
export function watch(args: readonly string[]): Promise<Watched> {
  return new Promise((resolve) => {
    const started = performance.now();
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let stdout = '';
    let peakKb = existsSync('/proc/self/smaps_rollup') ? 0 : NaN;
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    const sample = setInterval(() => (peakKb = Math.max(peakKb, treeKb(child.pid ?? 0))), SAMPLE_MS);
    child.on('close', (status) => {
      clearInterval(sample);
      resolve({ status, seconds: (performance.now() - started) / 1000, peakMb: peakKb / 1024, stdout });
    });
  });
}

function treeKb(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    const own = Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
    return children.split(' ').reduce((sum, child) => sum + (child === '' ? 0 : treeKb(Number(child))), own);
  } catch {
    // It ended meanwhile.
    return 0;
  }
}
