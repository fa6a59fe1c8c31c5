import { readFile } from 'node:fs/promises';
import type { SourcePiece } from '../shared/jobs.ts';
import { isInside, type Range } from '../shared/range.ts';
import type { Target } from './target.ts';

/**
 * The source that a function is made of besides its own text: helpers, values and classes that it reaches, in whatever file of the
 * user's they are. Packages are left out: nobody edits them.
 */
export async function sourcePieces({ fn, pieces }: Pick<Target, 'fn' | 'pieces'>): Promise<readonly SourcePiece[]> {
  const others = pieces().filter((range) => !isInside(range, fn.range) && !/[\\/]node_modules[\\/]/.test(range.file));
  const files = await Promise.all([...new Set(others.map(({ file }) => file))].map(linesOf));
  const lines = new Map(files);
  return whole(others).map(({ file, start, end }) => ({
    file,
    line: start.line,
    text: (lines.get(file) ?? []).slice(start.line - 1, end.line).join('\n'),
  }));
}

async function linesOf(file: string): Promise<[string, readonly string[]]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return [file, text.split(/\r?\n/)];
}

/** In order, and without those whose lines lie in others'. */
function whole(ranges: readonly Range[]): Range[] {
  const kept: Range[] = [];
  const order = (a: Range, b: Range): number =>
    a.file === b.file ? a.start.line - b.start.line || b.end.line - a.end.line : a.file < b.file ? -1 : 1;
  for (const range of [...ranges].sort(order)) {
    const last = kept.at(-1);
    if (!last || last.file !== range.file || range.end.line > last.end.line) kept.push(range);
  }
  return kept;
}
