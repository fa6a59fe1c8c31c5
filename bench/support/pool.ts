import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { SizeResult } from '../../src/shared/report.ts';
import type { LearnJob, LearnOutcome } from './job.ts';

const WORKER = path.resolve(import.meta.dirname, 'worker.ts');

/** One line of progress on standard error, with what went by. */
export function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

/**
 * Does jobs in order, in processes of their own, so that one that hangs or dies takes nothing with it. With `parallel`
 * > 1 times are not to be trusted, counts are.
 */
export async function runJobs(
  jobs: readonly LearnJob[],
  options: { readonly parallel: number; readonly onDone?: (job: LearnJob, outcome: LearnOutcome) => void },
): Promise<LearnOutcome[]> {
  const outcomes: LearnOutcome[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    const worker = new Worker();
    try {
      for (let i = next++; i < jobs.length; i = next++) {
        const job = jobs[i] as LearnJob;
        const outcome = await worker.do(job);
        outcomes[i] = outcome;
        options.onDone?.(job, outcome);
        progress(`${i + 1}/${jobs.length} ${job.target} seed ${job.seed}: ${summary(outcome)}`);
      }
    } finally {
      worker.stop();
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, options.parallel) }, lane));
  return outcomes;
}

function summary(outcome: LearnOutcome): string {
  const seconds = `${outcome.seconds.toFixed(1)} s`;
  if (outcome.status !== 'learned') return `${outcome.status} after ${seconds}: ${outcome.message}`;
  const rivals = Object.entries(outcome.rivals).map(([name, sizes]) => `; ${name} ${counts(sizes)}`);
  const failure = outcome.failure ? `; ${outcome.failure.kind} at ${outcome.failure.text}` : '';
  return `learned in ${outcome.learnSeconds.toFixed(1)} s, ${counts(outcome.sizes)}${rivals.join('')} (${seconds})${failure}`;
}

function counts(sizes: readonly SizeResult[]): string {
  const each = sizes.map(({ size, runs, exact, refused, wrong }) => {
    return `${size}: ${exact}/${runs}${refused > 0 ? ` refused ${refused}` : ''}${wrong > 0 ? ` WRONG ${wrong}` : ''}`;
  });
  return each.join(', ');
}

/** A process that does one job at a time; a new one takes its place when it has to be ended. */
class Worker {
  private child: ChildProcess | null = null;

  do(job: LearnJob): Promise<LearnOutcome> {
    const child = (this.child ??= fork(WORKER, {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    }));
    const started = performance.now();
    return new Promise((resolve) => {
      const end = (outcome: LearnOutcome): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        resolve(outcome);
      };
      const broken = (message: string): void => {
        this.stop();
        end({ status: 'crashed', message, reasons: [], seconds: (performance.now() - started) / 1000 });
      };
      const timer = setTimeout(() => broken(`did not end within ${job.limitSeconds} s`), job.limitSeconds * 1000);
      child.once('message', (outcome) => end(outcome as LearnOutcome));
      child.once('exit', (code, signal) => broken(`the process ended (${signal ?? code})`));
      child.once('error', (error) => broken(error.message));
      child.send(job);
    });
  }

  /** The sandbox that the process may have started dies with it. */
  stop(): void {
    this.child?.removeAllListeners();
    this.child?.kill('SIGKILL');
    this.child = null;
  }
}
