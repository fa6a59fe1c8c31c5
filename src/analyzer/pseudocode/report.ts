import path from 'node:path';
import type { PseudocodeReport } from '../../shared/jobs.ts';
import { LineMap, type Range } from '../../shared/range.ts';
import type { Reason } from '../../shared/report.ts';
import type { Problem } from './grammar/ast.ts';
import { readDocument } from './documents/documents.ts';
import type { Span } from './documents/mapped-text.ts';
import { marksIndex } from './emit/marks.ts';
import { translate, type Translation } from './translate.ts';

/** A problem as others are told of it. */
export function reasonOf({ message, fixes, ...span }: Problem, rangeOf: (span: Span) => Range): Reason {
  const range = rangeOf(span);
  return fixes.length === 0
    ? { range, reason: message }
    : { range, reason: message, readings: fixes.map(({ title, text }) => ({ title, text, range })) };
}

const NOTHING: PseudocodeReport = { typescript: '', functions: [], problems: [], notes: [], lines: [], folds: [] };

/**
 * What an editor shows of a text that may be half-written.
 * @param isPlain the text may be anything: of what is no algorithm nothing is told
 */
export function reportPseudocode(file: string, text: string, isPlain = false): PseudocodeReport {
  const translation = translate(readDocument(file, text), text, path.basename(file).replace(/\.[^.]*$/, ''), null);
  if (isPlain && !isAlgorithm(translation)) return NOTHING;
  const lines = new LineMap(text);
  const rangeOf = ({ start, end }: Span): Range => ({ file, start: lines.position(start), end: lines.position(end) });
  return {
    typescript: translation.code,
    functions: translation.routines.map(({ name, span, nameSpan }) => ({
      name,
      start: span.start,
      end: span.end,
      nameStart: nameSpan.start,
      nameEnd: nameSpan.end,
    })),
    problems: translation.problems.map((problem) => reasonOf(problem, rangeOf)),
    notes: translation.decisions.map(({ span, text: reason }) => ({
      range: rangeOf(span ?? { start: 0, end: 0 }),
      reason,
    })),
    lines: linesOf(translation, lines),
    folds: foldsOf(translation, lines),
  };
}

/** Whether plain text is meant as an algorithm: it has blocks with statements, and most of its lines can be read. */
function isAlgorithm({ lines, accounts, folds }: Translation): boolean {
  const isThere = (as: string): boolean => accounts.some((each) => each.as === as);
  const unread = accounts.filter((each) => each.as === 'problem').length;
  return lines.length >= 3 && folds.length > 0 && isThere('head') && isThere('statement') && unread * 2 < lines.length;
}

/** Which lines of the TypeScript say what a line of the text says. */
function linesOf({ code, marks }: Translation, source: LineMap): PseudocodeReport['lines'] {
  const find = marksIndex(marks);
  const said = new Map<number, string[]>();
  let start = 0;
  for (const line of code.split('\n')) {
    const from = start + line.length - line.trimStart().length;
    // What only ends a block belongs to no line, and a head stands for its own line rather than for its body.
    const to = start + line.replace(/ \{$/, '').length;
    const span = /^\s*(\}.*)?$/.test(line) ? null : find(from, to);
    if (span) {
      const at = source.position(span.start).line;
      said.set(at, [...(said.get(at) ?? []), line.trim()]);
    }
    start += line.length + 1;
  }
  return [...said].map(([line, texts]) => ({ line, typescript: texts.join('\n') }));
}

/** Where a line begins several blocks, the longest counts. */
function foldsOf({ folds }: Translation, source: LineMap): PseudocodeReport['folds'] {
  const ends = new Map<number, number>();
  for (const fold of folds) {
    const [start, end] = [source.position(fold.start).line, source.position(fold.end).line];
    if (end > start) ends.set(start, Math.max(end, ends.get(start) ?? 0));
  }
  return [...ends].map(([start, end]) => ({ start, end })).sort((a, b) => a.start - b.start);
}
