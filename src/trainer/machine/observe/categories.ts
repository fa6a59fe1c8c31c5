import type { Decision, Program, StepId } from '../../../shared/program.ts';

/** The category of a step whose value decides nothing. */
export const PLAIN = 0;
/** Categories of a tested value. */
export const YES = 1;
export const NO = 2;

/** Stands for the step before `finally` when a waiting generator is closed. */
export const CLOSED = -2;

export function categoryOf(decision: Decision, value: unknown): number {
  switch (decision) {
    case 'truthy':
      return value ? YES : NO;
    case 'undefined':
      return value === undefined ? YES : NO;
    case 'nullish':
      return value === null || value === undefined ? YES : NO;
  }
}

/** Steps after which a generator gives something out and waits, and may be closed. */
export function waitingSteps(program: Program): ReadonlySet<StepId> {
  const waits = new Set<StepId>();
  for (const step of program.steps) {
    if (step.kind === 'yielding') waits.add(step.id);
    if (step.kind === 'yieldStar') waits.add(step.child);
  }
  return waits;
}
