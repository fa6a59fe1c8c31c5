import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('samples/', import.meta.url);
const CLRS = new URL('../../../examples/pseudocode/clrs/', import.meta.url);

export interface Sample {
  /** The dialect, or `clrs-30`. */
  readonly file: string;
  readonly title: string;
  readonly source: string;
}

/** Samples by dialect: a file a dialect, each sample headed by `### title`. */
export const DIALECT_SAMPLES: readonly Sample[] = readdirSync(FOLDER)
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

/** The 30 algorithms of CLRS-30, each under the benchmark's name for it. */
export const CLRS_30: readonly Sample[] = readdirSync(CLRS)
  .sort()
  .map((file) => ({
    file: 'clrs-30',
    title: file.replace('.pseudo', '').replaceAll('-', '_'),
    source: readFileSync(new URL(file, CLRS), 'utf8'),
  }));

export const SAMPLES: readonly Sample[] = [...DIALECT_SAMPLES, ...CLRS_30];

/** How a sample is named to the translator. */
export function nameOf({ title }: Sample): string {
  return title;
}
