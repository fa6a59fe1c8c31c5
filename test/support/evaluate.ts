import { createRuntime } from '../../src/analyzer/instrument/runtime.ts';
import { instrument, type Instrumented } from '../../src/analyzer/instrument/instrument.ts';
import type { Tracer } from '../../src/shared/trace.ts';

export type Exports = Record<string, (...args: unknown[]) => unknown>;

const wholeText = (start: number, end: number) => ({
  file: 'program.js',
  start: { line: 1, column: start + 1 },
  end: { line: 1, column: end + 1 },
});

export function instrumentText(source: string): Instrumented {
  return instrument(source, wholeText);
}

/** Runs an instrumented module in this process and gives its exports. */
export function runInstrumented(made: Instrumented, tracer: Tracer): Exports {
  const runtime = createRuntime(tracer, made.program.texts);
  const exports = [...made.module.exports].map(([name, local]) => `${JSON.stringify(name)}:${local}`).join(',');
  const run = new Function(made.runtime, `"use strict";${made.body}\nreturn {${exports}};`) as (r: unknown) => Exports;
  return run(runtime);
}

/** Runs a module as it was written and gives its exports. */
export async function runPlain(source: string): Promise<Exports> {
  return (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as Exports;
}

export interface Called {
  readonly output?: unknown;
  readonly threw?: string;
  readonly args: unknown[];
}

/** Calls a function on a copy of the arguments. */
export function callOn(fn: (...args: unknown[]) => unknown, args: readonly unknown[]): Called {
  const copy = structuredClone(args) as unknown[];
  try {
    return { output: fn(...copy), args: copy };
  } catch (error) {
    return { threw: error instanceof Error ? `${error.name}: ${error.message}` : String(error), args: copy };
  }
}
