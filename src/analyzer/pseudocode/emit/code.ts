import type { Span } from '../documents/mapped-text.ts';

/** A piece of the TypeScript, [start, end), and what of the pseudocode it says. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly span: Span;
}

export type Piece = string | Code;

/** TypeScript that knows which pieces of it stand for which pieces of the pseudocode. It is put together once, at the end. */
export class Code {
  private known: { readonly text: string; readonly marks: readonly Mark[] } | null = null;

  constructor(
    private readonly pieces: readonly Piece[],
    /** What all pieces together say. */
    private readonly span: Span | null,
  ) {}

  get text(): string {
    return this.whole.text;
  }

  /** Inner marks come before those around them. */
  get marks(): readonly Mark[] {
    return this.whole.marks;
  }

  private get whole(): { readonly text: string; readonly marks: readonly Mark[] } {
    if (this.known) return this.known;
    const texts: string[] = [];
    const marks: Mark[] = [];
    this.write(texts, marks, 0);
    this.known = { text: texts.join(''), marks };
    return this.known;
  }

  /** The same without what stands at its end. */
  without(end: string): Code {
    const last = this.pieces.at(-1);
    if (last === undefined) return this;
    const shorter =
      typeof last === 'string' ? (last.endsWith(end) ? last.slice(0, -end.length) : last) : last.without(end);
    return new Code([...this.pieces.slice(0, -1), ...(shorter === '' ? [] : [shorter])], this.span);
  }

  /** Writes all pieces from an offset on. @returns the offset behind them */
  private write(texts: string[], marks: Mark[], start: number): number {
    let at = start;
    for (const piece of this.pieces) {
      if (typeof piece === 'string') {
        texts.push(piece);
        at += piece.length;
      } else at = piece.write(texts, marks, at);
    }
    if (this.span) marks.push({ start, end: at, span: { start: this.span.start, end: this.span.end } });
    return at;
  }
}

/** Joins pieces. */
export function code(...pieces: readonly Piece[]): Code {
  return new Code(pieces, null);
}

/** Joins pieces that together say what the span says. */
export function marked(span: Span, ...pieces: readonly Piece[]): Code {
  return new Code(pieces, span);
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
