// The engine as a process of its own: takes one job from its parent, answers and exits. It outlives neither.
import { constants, setPriority } from 'node:os';
import { UserError } from '../../shared/errors.ts';
import type { EngineMessage, EngineRequest, Job, JobFailure } from '../../shared/jobs.ts';
import { Pauses } from '../pauses.ts';
import { runJob } from './jobs.ts';

const pauses = new Pauses();

process.once('disconnect', () => process.exit(1));
process.on('message', (request: EngineRequest) => {
  switch (request.kind) {
    case 'pause':
      pauses.pause();
      break;
    case 'resume':
      pauses.resume();
      break;
    default:
      lowerPriority();
      void answer(request);
  }
});

async function answer(job: Job): Promise<void> {
  let last: EngineMessage;
  try {
    last = { type: 'result', result: await runJob(job, (event) => send({ type: 'event', event }), pauses) };
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
