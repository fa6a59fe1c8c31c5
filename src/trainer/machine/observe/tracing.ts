import type { StepId } from '../../../shared/program.ts';

/** Changes a traced value before it is learned from; for measuring what noise does. */
export type Corruption = (step: StepId, value: unknown) => unknown;

/** A trace went past its limit of steps. */
export class StepLimit extends Error {
  override readonly name = 'StepLimit';
}
