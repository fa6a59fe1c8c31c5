import type { Outcome, SizeResult } from './report.ts';
import type { Wire } from './values.ts';

/** An input on which the network failed or refused while it was still learning. */
export interface Counterexample {
  readonly input: readonly Wire[];
  readonly kind: 'wrong' | 'refused';
  readonly expected: Outcome;
  readonly got: Outcome;
  /** Why the network refused, as a sentence; null where it gave a wrong answer. */
  readonly reason: string | null;
}

/** What happens while a function is learned, in the order in which it happens. */
export type LearnEvent =
  | {
      readonly kind: 'traced';
      readonly traces: number;
      readonly steps: number;
      /** Runs of this batch that showed a new branch or contradicted a candidate, … */
      readonly informative: number;
      /** … and the inputs of a few of them, the small ones. */
      readonly taught: readonly (readonly Wire[])[];
    }
  | {
      readonly kind: 'training';
      readonly round: number;
      readonly iteration: number;
      readonly loss: number;
      /** Share of steps or of held-out answers that are right, 0 to 1; null where it was not measured at this iteration. */
      readonly accuracy: number | null;
      /** Training time so far, seconds, where the budget is what ends it. */
      readonly seconds?: number;
    }
  /** How the network's choices of a round stand to elimination (the audit). */
  | { readonly kind: 'decided'; readonly round: number; readonly choices: number; readonly only: number }
  | {
      readonly kind: 'compared';
      readonly round: number;
      readonly runs: number;
      readonly refused: number;
      readonly wrong: number;
      readonly counterexamples: readonly Counterexample[];
    }
  | { readonly kind: 'measuring'; readonly size: number }
  | { readonly kind: 'measured'; readonly result: SizeResult };
