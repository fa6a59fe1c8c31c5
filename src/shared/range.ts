import { firstIndex } from './search.ts';

/** A position in a text file; line and column count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A piece of a source file; `end` is exclusive. `file` is an absolute path, or as the user gave it in output. */
export interface Range {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

export function isInside(inner: Range, outer: Range): boolean {
  const isBefore = (a: Position, b: Position): boolean =>
    a.line < b.line || (a.line === b.line && a.column <= b.column);
  return inner.file === outer.file && isBefore(outer.start, inner.start) && isBefore(inner.end, outer.end);
}

/** Turns offsets of one text into positions; built once, then O(log lines) a look-up. */
export class LineMap {
  private readonly starts: number[] = [0];

  constructor(text: string) {
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) this.starts.push(i + 1);
    }
  }

  position(offset: number): Position {
    const line = Math.max(
      1,
      firstIndex(this.starts.length, (i) => (this.starts[i] ?? 0) > offset),
    );
    return { line, column: offset - (this.starts[line - 1] ?? 0) + 1 };
  }

  /** Offset of a position, clamped to the text's lines. */
  offset(position: Position): number {
    const line = Math.min(Math.max(position.line, 1), this.starts.length);
    return (this.starts[line - 1] ?? 0) + position.column - 1;
  }
}
