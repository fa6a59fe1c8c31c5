import { plainTracer } from '../../analyzer/instrument/plain-tracer.ts';
import { createRuntime, type Runtime } from '../../analyzer/instrument/runtime.ts';

/** Where an instrumented module looks for someone who listens to its steps. */
const HOOK = Symbol.for('understudy.trace');

/** `[line, column, line, column]` of a step in the file that was instrumented, counted from 1. */
type Place = readonly [number, number, number, number] | null;

/**
 * The runtime that is written into instrumented modules. For each step it calls `globalThis[Symbol.for('understudy.trace')]`,
 * if that is a function, with the step's number, its value and its place. Traces are dropped unless someone listens.
 */
export function runtime(
  registers: readonly number[],
  texts: Record<number, string>,
  places: readonly Place[],
): Runtime {
  const hooks = globalThis as unknown as Record<symbol, unknown>;
  const tracer = plainTracer(registers, (step, value) => {
    const listener = hooks[HOOK];
    if (typeof listener === 'function') (listener as (...args: unknown[]) => void)(step, value, places[step] ?? null);
  });
  return createRuntime(tracer, texts);
}
