import type { MpnnVariant } from '../shared/comparison.ts';
import type { NetworkKind } from '../shared/report.ts';
import type { Wire } from '../shared/values.ts';
import type { BackendName } from '../trainer/tensor/backend.ts';

/** How a function is learned. */
export interface LearnSettings {
  /** Default: `machine`. */
  readonly network?: NetworkKind;
  /** How `mpnn` departs from its default. */
  readonly variant?: MpnnVariant;
  readonly seed: number;
  readonly budget: number;
  readonly trainSize: number;
  readonly sizes: readonly number[];
  readonly runs: number;
  readonly backend?: BackendName;
  readonly guess: boolean;
  readonly timeout: number;
  /** Inputs to learn from besides those that are drawn. */
  readonly examples?: readonly (readonly Wire[])[];
  /** What the budget of a network that answers calls as a whole is counted by, seconds; default: the time of day. */
  readonly clock?: () => number;
}
