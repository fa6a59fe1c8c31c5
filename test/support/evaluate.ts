import { createRuntime } from '../../src/analyzer/instrument/runtime.ts';
import { instrumentedExpression } from '../../src/analyzer/instrument/expression.ts';
import { instrument, type Instrumented } from '../../src/analyzer/instrument/instrument.ts';
import type { Construct } from './construct.ts';
import type { Tracer } from '../../src/shared/trace.ts';

type Run = (...args: unknown[]) => unknown;
export type Exports = Record<string, Run>;

const wholeText = (start: number, end: number) => ({
  file: 'program.js',
  start: { line: 1, column: start + 1 },
  end: { line: 1, column: end + 1 },
});

export function instrumentText(source: string, strict = true): Instrumented {
  return instrument(source, wholeText, strict);
}

/** Runs an instrumented module in this process and gives its exports. */
export function runInstrumented(made: Instrumented, tracer: Tracer): Exports {
  const run = (0, eval)(instrumentedExpression(made)) as (runtime: unknown) => Exports;
  return run(createRuntime(tracer, made.program.texts));
}

/** Instruments one construct of the language, and gives its `f` as it was written. */
export async function openConstruct({ source, sloppy }: Construct): Promise<{ made: Instrumented; plain: Run }> {
  if (!sloppy) {
    return { made: instrumentText(source), plain: (await runPlain(source))['f'] as Run };
  }
  const script = source.replace(/^export /, '');
  return { made: instrumentText(source, false), plain: (0, eval)(`(function(){${script}\nreturn f})()`) as Run };
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
