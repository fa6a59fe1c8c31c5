#!/usr/bin/env node
import { UserError, ExitCode } from '../shared/errors.ts';
import { run } from './run.ts';

/** Sets the exit code and lets the process end by itself, so that what was written is not cut off. */
run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const verbose = process.argv.includes('--verbose');
    process.stderr.write(`${describe(error, verbose)}\n`);
    process.exitCode = error instanceof UserError ? error.exitCode : ExitCode.engine;
  },
);

function describe(error: unknown, verbose: boolean): string {
  if (error instanceof UserError) {
    const places = error.reasons.map(({ range, reason }) => {
      return `  ${range.file}:${range.start.line}:${range.start.column} ${reason}`;
    });
    return [error.message, ...places, ...(verbose && error.stack ? [error.stack] : [])].join('\n');
  }
  if (error instanceof Error) {
    if (error.name === 'LimitError') return error.message;
    return verbose ? (error.stack ?? error.message) : `Understudy failed: ${error.message} (--verbose shows where)`;
  }
  return `Understudy failed: ${String(error)}`;
}
