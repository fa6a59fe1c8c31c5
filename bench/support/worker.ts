// The process that does jobs for pool.ts.
import { ExitCode, UserError } from '../../src/shared/errors.ts';
import { perform } from './perform.ts';
import type { LearnJob, LearnOutcome } from './job.ts';

process.on('message', (job: LearnJob) => {
  const started = performance.now();
  void perform(job)
    .catch((error: unknown): LearnOutcome => {
      const seconds = (performance.now() - started) / 1000;
      const message = error instanceof Error ? error.message : String(error);
      if (!(error instanceof UserError)) return { status: 'failed', message, reasons: [], seconds };
      const status = error.exitCode === ExitCode.notLearnable ? 'refused' : 'failed';
      return { status, message, reasons: error.reasons, seconds };
    })
    .then((outcome) => process.send?.(outcome));
});
