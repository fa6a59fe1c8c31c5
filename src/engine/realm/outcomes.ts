import type { Program, StepId } from '../../shared/program.ts';
import { encode, type Wire } from '../../shared/values.ts';
import type { Called } from '../../trainer/divergence/verdict.ts';
import { Refusal } from '../../trainer/machine/run/runtime.ts';
import { callOn, outcomeOf, type Fn } from './calling.ts';
import type { InstalledMachine } from './modules.ts';
import type { Failure, RunResult, StepsWanted } from './protocol.ts';

/** Runs a network. Running out of stack or steps counts as a wrong answer, not as the realm's failure. */
export function callMachine(get: () => (...args: unknown[]) => unknown, input: readonly unknown[]): Called {
  return callOn((...args) => get()(...args), input);
}

/** A network in a module of its own; where making the module is refused, so is the call. */
export function newNetwork({ callable }: InstalledMachine): Fn {
  try {
    return callable.anew();
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

export function refusalOf(called: Called): RunResult['refused'] {
  const error = called.threw?.error;
  return error instanceof Refusal ? { step: error.step, kind: error.kind } : null;
}

export function failure(
  input: readonly unknown[],
  kind: 'refused' | 'wrong',
  { real, learned }: { real: Called; learned: Called },
): Failure {
  const refusal = refusalOf(learned);
  return {
    input: input.map((arg) => encode(arg)),
    kind,
    expected: outcomeOf(real),
    got: outcomeOf(refusal ? { ...learned, threw: null } : learned),
    refusal,
  };
}

/** A traced value as it is now; getters of the user's may throw. */
export function safely(value: unknown): Wire {
  try {
    return encode(value);
  } catch {
    return { $: 'unreadable' };
  }
}

/** Which steps of a program are kept. All that a long run holds in between may not fit in memory; what it writes is a small part. */
export function keeper({ steps }: Program, wanted: Exclude<StepsWanted, 'none'>): (step: StepId) => boolean {
  return wanted === 'all' ? () => true : (step) => /^(write|set|privateSet)$/.test(steps[step]?.kind ?? '');
}
