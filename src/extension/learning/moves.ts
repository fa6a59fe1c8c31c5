import type { ListingPart } from '../../shared/listing.ts';
import type { LearnedFunction } from '../../shared/panel.ts';
import type { Position } from '../../shared/range.ts';

/**
 * What was learned of a function whose text is the same but begins at another line, since something above it was edited:
 * the places in it go along. Pure.
 * @param line where the text begins now, from 1
 */
export function atLine(fn: LearnedFunction, line: number): LearnedFunction {
  if (fn.line === undefined || fn.line === line) return fn;
  const [first, last] = [fn.line, fn.line + fn.text.split('\n').length - 1];
  const by = line - first;
  const move = ({ line: at, column }: Position): Position => ({ line: at + by, column });
  const within = (value: unknown): unknown => {
    if (!isRange(value, fn.file)) return value;
    const { start, end } = value;
    return start.line < first || end.line > last ? value : { ...value, start: move(start), end: move(end) };
  };
  // Results alone: inputs are the user's, and could look like places.
  const { report, failure } = fn;
  const listing = fn.listing?.map((part): ListingPart => {
    if (part.file !== fn.file || part.firstLine < first || part.firstLine > last) return part;
    const lines = part.lines.map((each) =>
      each.line < first || each.line > last ? each : { ...each, line: each.line + by },
    );
    return { ...part, firstLine: part.firstLine + by, lines };
  });
  const moved = <T>(part: T): T => JSON.parse(JSON.stringify(part), (_key, value: unknown) => within(value)) as T;
  return { ...fn, line, report: moved(report), listing: listing ?? null, failure: moved(failure) };
}

function isRange(value: unknown, file: string): value is { start: Position; end: Position } {
  if (typeof value !== 'object' || value === null || !('file' in value) || value.file !== file) return false;
  return 'start' in value && 'end' in value && isPosition(value.start) && isPosition(value.end);
}

function isPosition(value: unknown): value is Position {
  return typeof value === 'object' && value !== null && 'line' in value && typeof value.line === 'number';
}
