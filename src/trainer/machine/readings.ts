import type { Program, StepId } from '../../shared/program.ts';
import type { Decoded } from './decode.ts';
import { describeCandidate } from './describe.ts';
import { listProgram } from './listing/list.ts';

/**
 * The ways in which a step can be read, as the listing writes them, the chosen one first: `i + 1` and `j`. Of what the listing
 * does not show the operators alone, `x > y`. Empty for a step that the network decided nothing of.
 */
export function readingsOf(program: Program, decoded: Decoded): (step: StepId) => readonly string[] {
  const { readings } = listProgram(program, decoded);
  return (id) => {
    const survivors = decoded.decisions.find(({ step }) => step === id)?.survivors ?? [];
    return readings.get(id) ?? [...new Set(survivors.map((candidate) => describeCandidate(program, candidate)))];
  };
}
