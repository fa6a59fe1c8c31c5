import type { FunctionId, StepId } from '../../shared/program.ts';
import type { Outcome } from '../../shared/report.ts';
import type { Wire } from '../../shared/values.ts';

/** When the variables of a run are looked at: whenever control passes a step, or a function is entered. */
export type Moment =
  { readonly kind: 'step'; readonly step: StepId } | { readonly kind: 'enter'; readonly fn: FunctionId };

/** Identifies a variable in the step table: `scope.slot`. */
export type VariableKey = `${number}.${number}`;

/** One call of the function, with what its variables held at each moment and at its end. */
export interface SampledRun {
  readonly input: readonly Wire[];
  readonly outcome: Outcome;
  readonly states: readonly Readonly<Record<VariableKey, Wire>>[];
}
