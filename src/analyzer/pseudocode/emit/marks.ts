import type { Mark } from './code.ts';
import type { Span } from '../documents/mapped-text.ts';

/** The smallest marked piece around [start, end), so that what was added inside of a statement is that statement. */
export function marksIndex(marks: readonly Mark[]): (start: number, end: number) => Span | null {
  const sorted = [...marks].sort((a, b) => a.end - a.start - (b.end - b.start));
  const known = new Map<string, Span | null>();
  return (start, end) => {
    const key = `${start}:${end}`;
    const cached = known.get(key);
    if (cached !== undefined) return cached;
    const span = sorted.find((mark) => mark.start <= start && mark.end >= end)?.span ?? null;
    known.set(key, span);
    return span;
  };
}
