import type { Program, StepId, StepOf } from '../../../shared/program.ts';
import type { Candidate } from '../bank/candidates.ts';
import { beginCall, CallTests } from '../observe/calls.ts';

/**
 * Lets a call be made that training leaves open, if every other reading of it would have done the same. The others are
 * run on copies of the operands; readings that can't be tried out so count as different.
 */
export type Confirm = <X>(
  step: StepId,
  alternatives: readonly Candidate[],
  operands: readonly unknown[],
  call: () => X,
) => X;

export function createConfirm(program: Program, refuse: (step: StepId, kind: 'ambiguous') => never): Confirm {
  // Functions of the program have no step table here: a reading that would call one is not tried.
  const none = { functions: new Map<unknown, number>(), classes: new Map<unknown, number>() };
  const tests = new CallTests(program, none, (run) => run());
  return (id, alternatives, operands, call) => {
    const step = program.steps[id] as StepOf<'call'>;
    const record = beginCall(operands, true);
    const value = call();
    const agree = alternatives.every((other) => tests.verdict(other, step, operands, { value }, record) === 'fits');
    return agree ? value : refuse(id, 'ambiguous');
  };
}
