/**
 * How sure a learned line is, from the worst of its steps: the only reading left, one of several that fit every trace,
 * contradicted by a trace, nothing fits, never run in training.
 */
export type ListingStatus = 'only' | 'ambiguous' | 'conflict' | 'missing' | 'unvisited';

/** One statement of the learned program, at the line of the source that it was learned from. */
export interface ListingLine {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
  readonly status: ListingStatus;
  /** What else fits, where several readings do. */
  readonly note: string;
}

/** What the network learned as readable pseudocode, beside the source. */
export interface Listing {
  readonly file: string;
  /** Line of the first source line, counted from 1. */
  readonly firstLine: number;
  readonly source: readonly string[];
  readonly lines: readonly ListingLine[];
}
