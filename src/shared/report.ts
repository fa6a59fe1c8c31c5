import type { Range } from './range.ts';
import type { Wire } from './values.ts';

/** Why something can't be done, at a place in the source. */
export interface Reason {
  readonly range: Range;
  readonly reason: string;
}

/** What a call did: what it returned or threw, and its arguments afterwards. */
export interface Outcome {
  readonly output: Wire;
  readonly threw: string | null;
  readonly mutated: readonly Wire[];
  /** Index of the argument that was returned itself, or null. */
  readonly sameAs: number | null;
}

export interface InputDescription {
  readonly name: string;
  readonly type: string;
  /** What the generator does with it, in words: "array of integers, length 0 to 16, any order". */
  readonly role: string;
}

export interface FunctionReport {
  readonly name: string;
  readonly range: Range;
  readonly signature: string;
  readonly inputs: readonly InputDescription[];
  readonly steps: number;
  readonly learnable: boolean;
  readonly reasons: readonly Reason[];
}
