import { plainTracer } from '../../analyzer/instrument/plain-tracer.ts';
import type { Program } from '../../shared/program.ts';
import type { Called } from '../../trainer/divergence/verdict.ts';
import { StepLimit } from '../../trainer/machine/observe/tracing.ts';
import type { Batch } from './batch.ts';
import { callOn } from './calling.ts';
import type { Endless } from './endless.ts';
import { registersOf, type tracedModule } from './modules.ts';

/** Calls a function on an input; null where it goes on for too many steps. */
export type StepLimited = (input: readonly unknown[], batch: Batch) => Called | null;

/** Runs the traced function up to a number of steps, and keeps in mind on which inputs it did not end. */
export function stepLimited(
  program: Program,
  make: NonNullable<ReturnType<typeof tracedModule>>,
  endless: Endless,
  limit: number,
): StepLimited {
  let steps = 0;
  const tracer = plainTracer(registersOf(program), () => {
    if (++steps > limit) throw new StepLimit(`more than ${limit} steps`);
  });
  const traced = make(tracer);
  return (input, batch) => {
    steps = 0;
    batch.onLate = () => endless.noteHung(input);
    const called = callOn(traced.get(), input);
    if (steps > limit) {
      endless.noteHung(input);
      return null;
    }
    endless.noteEnded(input);
    return called;
  };
}
