import type { Listing } from '../../src/shared/listing.ts';
import type { Range } from '../../src/shared/range.ts';
import type { Divergence, Outcome } from '../../src/shared/report.ts';
import { showInput, showOutcome, showOutcomes, showValue } from '../../src/shared/show.ts';
import type { Wire } from '../../src/shared/values.ts';

const MOST = 160;

export function shown(value: Wire, most = MOST): string {
  return showValue(value, most);
}

export function shownInput(input: readonly Wire[], most = MOST): string {
  return showInput(input, most);
}

export function shownOutcome(outcome: Outcome): string {
  return showOutcome(outcome, MOST);
}

/** What tells the outcomes of function and network apart. */
export function shownOutcomes({ expected, got }: Divergence): { expected: string; got: string } {
  return showOutcomes(expected, got, MOST);
}

/** The source that a range spans, as it was when the function was learned; of several lines the first. */
export function sourceText(listing: Listing | null, { file, start, end }: Range): string {
  const part = listing?.find(
    (each) => each.file === file && start.line >= each.firstLine && start.line < each.firstLine + each.source.length,
  );
  const line = part?.source[start.line - part.firstLine] ?? '';
  return start.line === end.line ? line.slice(start.column - 1, end.column - 1) : `${line.slice(start.column - 1)} …`;
}
