import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('wild/', import.meta.url);

/** A text, the file it would stand in, and calls with their results. */
export interface WildText {
  readonly title: string;
  readonly source: string;
  readonly document: string;
  /** The routine that is called, if not the first. */
  readonly name: string | undefined;
  readonly calls: readonly string[];
}

/**
 * Texts with the traps of exam boards, textbooks, encyclopedias, papers and blackboards. Each is followed by calls:
 * `==> ARGUMENTS -> OUTPUT`, `==> ARGUMENTS => ARGUMENTS AFTERWARDS`, `==> named {NAME: ARGUMENT} -> OUTPUT`, or by
 * `==> refused`, where the text has to be asked about, or `==> skip`, where only reading it is tried.
 * `#NAME` before the calls says which routine is called, if not the first.
 */
export const TEXTS: readonly WildText[] = readdirSync(FOLDER).flatMap((file) =>
  readFileSync(new URL(file, FOLDER), 'utf8')
    .split(/^### /m)
    .slice(1)
    .map((part) => {
      const [title = '', ...lines] = part.trimEnd().split('\n');
      const isCall = (line: string): boolean => line.startsWith('==> ');
      const name = lines.find((line) => /^#[A-Z-]+$/.test(line));
      const source = lines.filter((line) => !isCall(line) && line !== name).join('\n');
      const isFenced = source.startsWith('```');
      const document = file === 'latex.txt' ? 'a.tex' : isFenced ? 'a.md' : 'a.pseudo';
      return {
        title,
        source,
        document,
        name: name?.slice(1),
        calls: lines.filter(isCall).map((line) => line.slice(4)),
      };
    }),
);
