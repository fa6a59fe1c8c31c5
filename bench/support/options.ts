import { parseArgs } from 'node:util';

/** What every bench takes. */
export interface BenchOptions {
  readonly seeds: readonly number[];
  /** Only the functions whose target matches; results are then not written. */
  readonly only: RegExp | null;
  /** Jobs side by side. More than one is for counts: times are then not to be trusted. */
  readonly parallel: number;
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
    },
  });
  const seeds = values.seeds.split(',').map(Number);
  const parallel = Number(values.parallel);
  if (!seeds.every(Number.isInteger) || !Number.isInteger(parallel)) {
    throw new Error('--seeds takes whole numbers with commas between them, --parallel a whole number.');
  }
  return { names: positionals, options: { seeds, only: values.only === undefined ? null : new RegExp(values.only), parallel } };
}
