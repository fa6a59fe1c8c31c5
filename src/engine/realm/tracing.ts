import { plainTracer } from '../../analyzer/instrument/plain-tracer.ts';
import type { StepId } from '../../shared/program.ts';
import type { Batch } from './batch.ts';
import { callOn } from './calling.ts';
import type { TracedFunction } from './locating.ts';
import { registersOf } from './modules.ts';
import { safely } from './outcomes.ts';
import type { TracedStep } from './protocol.ts';

/** Calls the traced function, its module made anew, and gives the steps of the call that are wanted. */
export function tracedSteps(
  { program, make }: TracedFunction,
  args: readonly unknown[],
  isKept: (step: StepId) => boolean,
  batch: Batch,
): TracedStep[] {
  const steps: TracedStep[] = [];
  let listening = false;
  const tracer = plainTracer(registersOf(program), (step, value) => {
    if (listening && isKept(step)) steps.push({ step, value: safely(value) });
  });
  batch.one(() => {
    listening = false;
    steps.length = 0;
    const fn = make(tracer).anew();
    listening = true;
    return callOn(fn, args);
  });
  return steps;
}
