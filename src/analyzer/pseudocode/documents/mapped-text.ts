/** A piece of a file by offsets; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The smallest span around both. */
export function around(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

/** A text of which every character knows where in the file it came from: LaTeX without its commands, a fenced block. */
export interface MappedText {
  readonly text: string;
  /** `origins[i]` is the offset in the file of `text[i]`; one longer than `text`. */
  readonly origins: readonly number[];
}

/** A piece of a file, unchanged. */
export function sliceOf(file: string, start = 0, end = file.length): MappedText {
  const origins: number[] = [];
  for (let i = start; i <= end; i++) origins.push(i);
  return { text: file.slice(start, end), origins };
}

/** Writes a text that keeps to its origins. */
export class MappedWriter {
  private text = '';
  private readonly origins: number[] = [];

  /** Text that stands for what is in the file from `origin` on; its last character for what is before `end`. */
  add(text: string, origin: number, end = origin + 1): void {
    for (let i = 0; i < text.length; i++) {
      this.origins.push(
        i === text.length - 1 ? Math.max(origin, end - 1) : Math.min(origin + i, Math.max(origin, end - 1)),
      );
    }
    this.text += text;
  }

  get isAtLineStart(): boolean {
    return this.text === '' || this.text.endsWith('\n');
  }

  endsWith(text: string): boolean {
    return this.text.endsWith(text);
  }

  finish(end: number): MappedText {
    return { text: this.text, origins: [...this.origins, end] };
  }
}
