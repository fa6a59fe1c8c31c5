import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('samples/', import.meta.url);

export interface Sample {
  readonly file: string;
  readonly title: string;
  readonly source: string;
}

/** Every sample: a file a dialect, each sample headed by `### title`. */
export const SAMPLES: readonly Sample[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.pseudo.txt'))
  .sort()
  .flatMap((file) =>
    readFileSync(new URL(file, FOLDER), 'utf8')
      .split(/^### /m)
      .slice(1)
      .map((part) => ({
        file: file.replace('.pseudo.txt', ''),
        title: part.slice(0, part.indexOf('\n')),
        source: part.slice(part.indexOf('\n') + 1),
      })),
  );

/** How a sample is named to the translator. */
export function nameOf({ title }: Sample): string {
  return title;
}
