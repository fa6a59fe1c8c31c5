// The engine as a process of its own: takes one job from its parent, answers and exits. It outlives neither.
import { constants, setPriority } from 'node:os';
import { UserError } from '../../shared/errors.ts';
import type { EngineMessage, Job, JobFailure } from '../../shared/jobs.ts';
import { runJob } from './jobs.ts';

process.once('disconnect', () => process.exit(1));
process.once('message', (job: Job) => {
  lowerPriority();
  void answer(job);
});

async function answer(job: Job): Promise<void> {
  let last: EngineMessage;
  try {
    last = { type: 'result', result: await runJob(job, (event) => send({ type: 'event', event })) };
  } catch (error) {
    last = { type: 'failure', failure: describe(error) };
  }
  // The process has no more to do than to see its last words sent.
  process.send?.(last, undefined, undefined, () => process.exit(0));
}

function send(message: EngineMessage): void {
  process.send?.(message);
}

function describe(error: unknown): JobFailure {
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  if (error instanceof UserError) return { message, expected: true, reasons: error.reasons, stack };
  const expected = error instanceof Error && error.name === 'LimitError';
  return { message, expected, reasons: [], stack };
}

function lowerPriority(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Some systems do not let a process do that; it runs at normal priority then.
  }
}
