/** The inside of a group, and where the text goes on behind it: [start, end, behind]. */
export type Argument = readonly [number, number, number];

/** LaTeX text by its groups and lines; places are offsets in the file. */
export class LatexSource {
  constructor(readonly file: string) {}

  /** Where the next line begins. */
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

  /** Skips white space and comments. */
  skipSpace(i: number, to: number): number {
    let at = i;
    for (;;) {
      while (at < to && /\s/.test(this.file.charAt(at))) at++;
      if (this.file.charAt(at) !== '%') return at;
      at = this.lineEnd(at, to);
    }
  }

  /** The group that begins next, if one does. */
  argument(i: number, to: number): Argument | null {
    const open = this.skipSpace(i, to);
    if (this.file.charAt(open) !== '{') return null;
    const close = this.group(open, to);
    return [open + 1, close - 1, close];
  }

  /** Skips groups in braces and brackets. */
  skipArguments(after: number, to: number): number {
    let i = after;
    for (;;) {
      const open = this.file.charAt(i) === '[' ? i : this.skipSpace(i, to);
      if (open > i + 1 || !'[{'.includes(this.file.charAt(open)) || open >= to) return i;
      i = this.group(open, to);
    }
  }

  /** Whether a place is in maths mode. */
  isMath(i: number): boolean {
    const line = this.file.slice(this.file.lastIndexOf('\n', i) + 1, i);
    return (line.match(/(?<!\\)\$/g) ?? []).length % 2 === 1 || /\\\((?!.*\\\))/.test(line);
  }
}
