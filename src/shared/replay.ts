import type { Range } from './range.ts';
import type { Outcome } from './report.ts';
import type { Wire } from './values.ts';

/** A step that a person follows: a write, a condition, a return. */
export interface ReplayStep {
  /** Place among all such steps of the run, counted from 0. */
  readonly index: number;
  readonly range: Range | null;
  readonly kind: 'write' | 'test' | 'return' | 'throw';
  /** The variable or member that is written; '' where none is. */
  readonly name: string;
  readonly value: Wire;
  /** How many calls are open. */
  readonly depth: number;
  /** Whether `variables` holds all of the running call, rather than what changed since the step before. */
  readonly whole: boolean;
  readonly variables: Readonly<Record<string, Wire>>;
}

/** One run, of the function or of the network: a few windows of what can be a million steps. */
export interface ReplayTrack {
  readonly outcome: Outcome;
  /** Why the network refused, as a sentence. */
  readonly refused: string | null;
  readonly total: number;
  readonly steps: readonly ReplayStep[];
}

/** A variable that points into another one's elements: `i` into `a` where the network reads `a[i + 1]`. */
export interface ElementIndex {
  readonly of: string;
  readonly name: string;
  /** How deep: 0 for `i` in `a[i][j]`, 1 for `j`. */
  readonly axis: number;
}

/** Function and network side by side on one input. */
export interface Replay {
  readonly input: readonly Wire[];
  readonly real: ReplayTrack;
  readonly network: ReplayTrack;
  /** Index of the first step at which they differ, null if they don't. */
  readonly parting: number | null;
  /** Variables that the network uses to read or write elements. */
  readonly indices: readonly ElementIndex[];
}

/** A stretch of steps. */
export interface Window {
  readonly from: number;
  readonly count: number;
}
