import { MappedWriter } from './mapped-text.ts';

/** The inside of a group: where it begins, where it ends, and what comes behind its brace. */
export type Group = readonly [number, number, number];

/** A LaTeX source and the plain text that is being made of it. Positions count characters of the source. */
export abstract class LatexText {
  readonly out = new MappedWriter();
  /** Commands that the text defines: its name as the reader sees it. */
  readonly functions = new Map<string, string>();
  readonly programs = new Set<string>();
  depth = 0;

  constructor(
    readonly file: string,
    readonly isAlgorithm2e: boolean,
  ) {}

  /** Makes plain text of what stands from `from` to `to`. */
  abstract read(from: number, to: number): void;

  put(text: string, from: number, to: number): number {
    if (this.out.isAtLineStart && text.trim() === '') return to;
    if (this.out.isAtLineStart) this.out.add('  '.repeat(this.depth), from);
    this.out.add(text, from, to);
    return to;
  }

  newLine(at: number): void {
    if (!this.out.isAtLineStart) this.out.add('\n', at);
  }

  lineEnd(i: number, to: number): number {
    const at = this.file.indexOf('\n', i);
    return at < 0 || at > to ? to : at + 1;
  }

  /** The end of the group that begins at `{` or `[`. */
  group(open: number, to: number): number {
    const [a, b] = this.file.charAt(open) === '[' ? ['[', ']'] : ['{', '}'];
    let depth = 0;
    for (let i = open; i < to; i++) {
      const c = this.file.charAt(i);
      if (c === '\\') i++;
      else if (c === a) depth++;
      else if (c === b && --depth === 0) return i + 1;
    }
    return to;
  }

  skipSpace(i: number, to: number): number {
    let at = i;
    for (;;) {
      while (at < to && /\s/.test(this.file.charAt(at))) at++;
      if (this.file.charAt(at) !== '%') return at;
      at = this.lineEnd(at, to);
    }
  }

  /** The inside of the group that begins next, if one does: [start, end, behind]. */
  argument(i: number, to: number): Group | null {
    const open = this.skipSpace(i, to);
    if (this.file.charAt(open) !== '{') return null;
    const close = this.group(open, to);
    return [open + 1, close - 1, close];
  }

  skipArguments(after: number, to: number): number {
    let i = after;
    for (;;) {
      const open = this.file.charAt(i) === '[' ? i : this.skipSpace(i, to);
      if (open > i + 1 || !'[{'.includes(this.file.charAt(open)) || open >= to) return i;
      i = this.group(open, to);
    }
  }

  body([from, to]: Group): void {
    this.depth++;
    this.read(from, to);
    this.newLine(to);
    this.depth--;
  }
}
