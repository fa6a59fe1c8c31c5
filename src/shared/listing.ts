/**
 * How sure a learned line is, from the worst of its steps: the only reading left, one of several that fit every trace,
 * contradicted by a trace, nothing fits, never run in training.
 */
export type ListingStatus = 'only' | 'ambiguous' | 'conflict' | 'missing' | 'unvisited';

/** One statement of the learned program, at the line of the source that it was learned from. */
export interface ListingLine {
  /** Counted from 1. */
  readonly line: number;
  /** How many statements it stands within. */
  readonly indent: number;
  readonly text: string;
  readonly status: ListingStatus;
  /** What else fits, where several readings do. */
  readonly note: string;
}

/** A learned function beside its source. */
export interface ListingPart {
  readonly name: string;
  readonly file: string;
  /** Line of the first source line, counted from 1. */
  readonly firstLine: number;
  readonly source: readonly string[];
  readonly lines: readonly ListingLine[];
}

/** What the network learned as readable pseudocode: the function itself, then those that it calls. */
export type Listing = readonly ListingPart[];

/** The pseudocode as plain text, what is open behind each line as a comment. */
export function listingText(listing: Listing): string {
  return listing.map(({ lines }) => lines.map(lineText).join('\n')).join('\n\n');
}

function lineText({ indent, text, note }: ListingLine): string {
  return `${'  '.repeat(indent)}${text}${note === '' ? '' : `   # ${note}`}`;
}
