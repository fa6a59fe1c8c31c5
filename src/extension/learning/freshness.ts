import type { LearnedFunction } from '../../shared/panel.ts';
import { atLines } from './moves.ts';
import { lineOfPiece } from './pieces.ts';

/** Texts of files as they are now. */
export interface Texts {
  /** Undefined where nobody has read it yet. */
  textOf(file: string): string | undefined;
  read(files: readonly string[]): Promise<void>;
}

/** Compares learned functions with the source as it is now. What nobody has read yet counts as it was. */
export class Freshness {
  constructor(private readonly texts: Texts) {}

  /**
   * Whether a function, or something that it is made of, is not as it was learned.
   * @param text its own text now, if that is known
   */
  isChanged(fn: LearnedFunction, text?: string): boolean {
    const own = text === undefined ? this.texts.textOf(fn.file)?.includes(fn.text) : text === fn.text;
    return own === false || this.lines(fn).includes(null);
  }

  /** A function that is as it was learned, with its places where they are now. @param line where its own text begins */
  placed(fn: LearnedFunction, line: number): LearnedFunction {
    const lines = this.lines(fn).filter((each) => each !== null);
    return atLines(fn, line, lines);
  }

  /** What functions are made of may have been edited while nobody looked. */
  read(fns: readonly LearnedFunction[]): Promise<void> {
    const files = fns.flatMap((fn) => (fn.pieces ?? []).map(({ file }) => file));
    return this.texts.read([...new Set(files)]);
  }

  /** Where the pieces of a function are now; null for those that are not as they were. */
  private lines({ pieces = [] }: LearnedFunction): (number | null)[] {
    return pieces.map((piece) => {
      const text = this.texts.textOf(piece.file);
      return text === undefined ? piece.line : lineOfPiece(text, piece);
    });
  }
}
