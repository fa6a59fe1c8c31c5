import type { SourcePiece } from '../../shared/jobs.ts';
import type { ListingPart } from '../../shared/listing.ts';
import type { LearnedFunction } from '../../shared/panel.ts';
import type { Position } from '../../shared/range.ts';

/** Lines of a file that stand elsewhere now, as a block. */
interface Shift {
  readonly file: string;
  readonly first: number;
  readonly last: number;
  readonly by: number;
}

/**
 * What was learned of a function whose text, and what that is made of, is the same but begins at other lines, since something above
 * was edited: the places in it go along. Pure.
 * @param line where the function's own text begins now, from 1
 * @param lines where each of its other pieces does
 */
export function atLines(fn: LearnedFunction, line: number, lines: readonly number[]): LearnedFunction {
  const pieces = (fn.pieces ?? []).map((piece, i): SourcePiece => ({ ...piece, line: lines[i] ?? piece.line }));
  // A piece may hold the function's own text, as a class holds its methods.
  const shifts = [
    ...(fn.line === undefined ? [] : [shift(fn.file, fn.text, fn.line, line)]),
    ...(fn.pieces ?? []).map(({ file, text, line: from }, i) => shift(file, text, from, pieces[i]?.line ?? from)),
  ];
  if (shifts.every(({ by }) => by === 0)) return fn;
  const byOf = (file: string, from: number, to: number): number =>
    shifts.find((each) => each.file === file && each.first <= from && to <= each.last)?.by ?? 0;
  const within = (value: unknown): unknown => {
    if (!isRange(value)) return value;
    const { file, start, end } = value;
    const by = byOf(file, start.line, end.line);
    return by === 0 ? value : { ...value, start: moved(start, by), end: moved(end, by) };
  };
  const listing = fn.listing?.map((part): ListingPart => {
    const by = byOf(part.file, part.firstLine, part.firstLine);
    const at = part.lines.map((each) => ({ ...each, line: each.line + byOf(part.file, each.line, each.line) }));
    return { ...part, firstLine: part.firstLine + by, lines: at };
  });
  const placed = <T>(part: T): T => JSON.parse(JSON.stringify(part), (_key, value: unknown) => within(value)) as T;
  // Results alone: inputs are the user's, and could look like places.
  const { report, failure } = fn;
  const results = { report: placed(report), listing: listing ?? null, failure: placed(failure) };
  return { ...fn, ...results, ...(fn.line !== undefined && { line }), ...(fn.pieces && { pieces }) };
}

function shift(file: string, text: string, from: number, to: number): Shift {
  return { file, first: from, last: from + text.split('\n').length - 1, by: to - from };
}

function moved({ line, column }: Position, by: number): Position {
  return { line: line + by, column };
}

function isRange(value: unknown): value is { file: string; start: Position; end: Position } {
  if (typeof value !== 'object' || value === null || !('file' in value) || typeof value.file !== 'string') return false;
  return 'start' in value && 'end' in value && isPosition(value.start) && isPosition(value.end);
}

function isPosition(value: unknown): value is Position {
  return typeof value === 'object' && value !== null && 'line' in value && typeof value.line === 'number';
}
