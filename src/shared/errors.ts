import type { Reason } from './report.ts';

/** Exit codes of the command line; the editor shows the same classes of outcome. */
export const ExitCode = {
  done: 0,
  divergence: 1,
  usage: 2,
  notLearnable: 3,
  engine: 4,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/**
 * An error meant for a person: one plain sentence that says what to do next.
 * Anything else that is thrown is a defect of Understudy and is reported as one.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  constructor(
    message: string,
    readonly exitCode: ExitCode = ExitCode.usage,
    /** Where in the source the reasons lie, if they lie there. */
    readonly reasons: readonly Reason[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
