import { plainTracer } from '../../analyzer/instrument/plain-tracer.ts';
import type { Program } from '../../shared/program.ts';
import type { Called } from '../../trainer/divergence/verdict.ts';
import { StepLimit } from '../../trainer/machine/observe/tracing.ts';
import type { Batch } from './batch.ts';
import { callOn } from './calling.ts';
import type { Endless } from './endless.ts';
import { registersOf, type tracedModule } from './modules.ts';

/** Steps of one run at the sizes measured, and after which a function counts as endless on an input. */
export const LONG_RUN_STEPS = 5_000_000;

/** Calls a function on an input; null where it goes on for too many steps. */
export type StepLimited = (input: readonly unknown[], batch: Batch) => Called | null;

/** Calls the traced function on an input; null where it takes more steps than it may. */
export type Bounded = (input: readonly unknown[], steps: number) => Called | null;

export function bounded(program: Program, make: NonNullable<ReturnType<typeof tracedModule>>): Bounded {
  let [steps, bound] = [0, 0];
  const tracer = plainTracer(registersOf(program), () => {
    if (++steps > bound) throw new StepLimit(`more than ${bound} steps`);
  });
  const traced = make(tracer);
  return (input, within) => {
    // Where the module is made anew, what it does at first is no part of the run.
    bound = Infinity;
    const fn = traced.get();
    steps = 0;
    bound = within;
    const called = callOn(fn, input);
    return steps > within ? null : called;
  };
}

/**
 * Runs the traced function up to a number of steps, and keeps in mind on which inputs it did not end: what is only too
 * long for a trace is followed further once, before any input counts as endless.
 */
export function stepLimited(ends: Bounded, endless: Endless, limit: number): StepLimited {
  return (input, batch) => {
    batch.onLate = () => endless.noteHung(input);
    const called = ends(input, limit);
    const isEndless = !called && (endless.any || limit >= LONG_RUN_STEPS || !ends(input, LONG_RUN_STEPS));
    if (isEndless) endless.noteHung(input);
    else endless.noteEnded(input);
    return called;
  };
}
