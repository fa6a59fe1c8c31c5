import { parseArgs } from 'node:util';

/** What every bench takes. */
export interface BenchOptions {
  readonly seeds: readonly number[];
  /** Only the functions whose target matches; results are then not written. */
  readonly only: RegExp | null;
  /** Jobs side by side. More than one is for counts: times are then not to be trusted. */
  readonly parallel: number;
  /** Seconds of CPU time for each training of `mpnn`; null: as long as it was measured with. */
  readonly budget: number | null;
  /** A folder for jobs and programs, to do on another computer what is open; null: it is done here. */
  readonly pack: string | null;
}

export function parseOptions(args: readonly string[]): {
  readonly names: readonly string[];
  readonly options: BenchOptions;
} {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seeds: { type: 'string', default: '1,2,3,4,5' },
      only: { type: 'string' },
      parallel: { type: 'string', default: '1' },
      budget: { type: 'string' },
      pack: { type: 'string' },
    },
  });
  const seeds = values.seeds.split(',').map(Number);
  const parallel = Number(values.parallel);
  const budget = values.budget === undefined ? null : Number(values.budget);
  if (!seeds.every(Number.isInteger) || !Number.isInteger(parallel) || !(budget === null || budget > 0)) {
    throw new Error(
      '--seeds takes whole numbers with commas between them, --parallel a whole number, --budget seconds.',
    );
  }
  return {
    names: positionals,
    options: {
      seeds,
      only: values.only === undefined ? null : new RegExp(values.only),
      parallel,
      budget,
      pack: values.pack ?? null,
    },
  };
}
