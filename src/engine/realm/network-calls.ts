import { encode } from '../../shared/values.ts';
import type { Called } from '../../trainer/divergence/verdict.ts';
import { Refusal } from '../../trainer/machine/run/runtime.ts';
import { callOn, outcomeOf } from './calling.ts';
import type { Failure, RunResult } from './protocol.ts';

/** Runs a network. Running out of stack or steps counts as a wrong answer, not as the realm's failure. */
export function callMachine(get: () => (...args: unknown[]) => unknown, input: readonly unknown[]): Called {
  return callOn((...args) => get()(...args), input);
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
