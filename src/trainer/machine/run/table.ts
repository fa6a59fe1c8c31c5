import type { StepId } from '../../../shared/program.ts';
import type { Candidate } from '../bank/candidates.ts';

/** How a step gets its value in a learned program. */
export interface Chosen {
  readonly candidate: Candidate;
  /** Others that the traces leave possible; a strict machine refuses where they would give another value. */
  readonly alternatives: readonly Candidate[];
  /** Every candidate is contradicted by some trace: a strict machine refuses. */
  readonly contradicted: boolean;
}

/** A learned program: what a network's choices amount to once decoded. */
export interface Table {
  /** By step; absent where nothing was ever seen to fit. */
  readonly values: ReadonlyMap<StepId, Chosen>;
  /** By step and category (see categories.ts): what comes next. */
  readonly next: ReadonlyMap<StepId, ReadonlyMap<number, StepId>>;
  /** Steps that ran in training. */
  readonly visited: ReadonlySet<StepId>;
  /** Steps after which some trace went another way than `next` says; a strict machine refuses there. */
  readonly disputed: ReadonlySet<StepId>;
}

export type RefusalKind =
  /** No candidate ever fitted this step. */
  | 'missing'
  /** Candidates that training could not tell apart give different values here. */
  | 'ambiguous'
  /** The condition never came out this way in training. */
  | 'branch'
  /** Traces went several ways from here, and nothing tells which. */
  | 'disputed'
  /** Control never went on from here in training. */
  | 'end'
  /** The function was never called in training. */
  | 'uncalled'
  /** What is read here is an error's stack, which is not the same everywhere. */
  | 'stack';
