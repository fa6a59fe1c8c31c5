import type { Span } from './mapped-text.ts';

/** A piece of the TypeScript, [start, end), and what of the pseudocode it says. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly span: Span;
}

/** TypeScript that knows which pieces of it stand for which pieces of the pseudocode. */
export interface Code {
  readonly text: string;
  readonly marks: readonly Mark[];
}

export type Piece = string | Code;

/** Joins pieces. */
export function code(...pieces: readonly Piece[]): Code {
  let text = '';
  const marks: Mark[] = [];
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    for (const { start, end, span } of piece.marks)
      marks.push({ start: start + text.length, end: end + text.length, span });
    text += piece.text;
  }
  return { text, marks };
}

/** Joins pieces that together say what the span says. */
export function marked(span: Span, ...pieces: readonly Piece[]): Code {
  const joined = code(...pieces);
  return {
    text: joined.text,
    marks: [...joined.marks, { start: 0, end: joined.text.length, span: { start: span.start, end: span.end } }],
  };
}

export function join(pieces: readonly Piece[], separator: string): Code {
  return code(...pieces.flatMap((piece, i) => (i === 0 ? [piece] : [separator, piece])));
}

/** Fills a template's `$1`, `$2`, … and `$*` (all, with commas). */
export function fill(template: string, pieces: readonly Piece[]): Code {
  const parts = template.split(/(\$[\d*])/);
  return code(
    ...parts.map((part): Piece =>
      part === '$*' ? join(pieces, ', ') : /^\$\d$/.test(part) ? (pieces[Number(part[1]) - 1] ?? '') : part,
    ),
  );
}
