import type { LearnEvent } from './events.ts';
import type { NetworkKind, SizeResult } from './report.ts';

/** Of the CLRS network: with triplet messages, or trained with scheduled rollout instead of one step at a time. */
export type MpnnVariant = 'triplets' | 'scheduled';

/** A network to compare, and how it is shown the function. */
export interface Contender {
  readonly network: NetworkKind;
  readonly steps: 'expression' | 'statement';
  readonly variant?: MpnnVariant;
}

/** What can be compared, by the name it is asked for by. */
export const CONTENDERS: Readonly<Record<string, Contender>> = {
  machine: { network: 'machine', steps: 'expression' },
  'machine:statement': { network: 'machine', steps: 'statement' },
  mpnn: { network: 'mpnn', steps: 'expression' },
  transformer: { network: 'transformer', steps: 'expression' },
  'mpnn:triplets': { network: 'mpnn', steps: 'expression', variant: 'triplets' },
  'mpnn:scheduled': { network: 'mpnn', steps: 'expression', variant: 'scheduled' },
};

/** What is compared unless something else is asked for. */
export const USUAL: readonly string[] = ['machine', 'machine:statement', 'mpnn', 'transformer'];

/** While networks are compared: what one of them does, and, when it is done with a seed, how all stand so far. */
export type CompareEvent =
  | { readonly kind: 'doing'; readonly name: string; readonly seed: number; readonly event: LearnEvent }
  | { readonly kind: 'so-far'; readonly comparison: Comparison };

/** One contender, trained with one seed. */
export interface ComparedRun {
  readonly seed: number;
  readonly parameters: number;
  /** Training, seconds. */
  readonly seconds: number;
  readonly stopped: 'done' | 'budget';
  readonly results: readonly SizeResult[];
}

export interface ComparedNetwork extends Contender {
  /** As it was asked for: a name of `CONTENDERS`. */
  readonly name: string;
  readonly runs: readonly ComparedRun[];
  /** Why it could not be learned, as a sentence; then there are no runs. */
  readonly failed: string | null;
}

/** Networks side by side on one function: what the table, the picture and the panel show. */
export interface Comparison {
  readonly function: { readonly file: string; readonly name: string; readonly signature: string };
  readonly sizes: readonly number[];
  readonly trainSize: number;
  /** Seconds that each training may take. */
  readonly budget: number;
  readonly backend: string;
  readonly networks: readonly ComparedNetwork[];
}

/** A network at one size: the mean over seeds with the worst and the best. Shares are 0 to 1. */
export interface Spread {
  readonly size: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Inputs behind it, of all seeds together. */
  readonly inputs: number;
}

/** Fewer inputs than this say little: a slow network comes to one or two of a large size, and one of them may be an easy one. */
const FEW = 10;

export function isOfFew({ inputs }: Spread): boolean {
  return inputs < FEW;
}

export type Measure = 'exact' | 'score';

/** Sizes at which nothing was measured are left out. */
export function spreads({ runs }: ComparedNetwork, measure: Measure): Spread[] {
  const sizes = runs[0]?.results.map(({ size }) => size) ?? [];
  return sizes.flatMap((size) => {
    const measured = runs.flatMap(({ results }) => {
      const result = results.find((each) => each.size === size);
      const share = shareOf(result, measure);
      return share === null ? [] : [{ share, inputs: result?.runs ?? 0 }];
    });
    if (measured.length === 0) return [];
    const shares = measured.map(({ share }) => share);
    const mean = shares.reduce((a, b) => a + b, 0) / shares.length;
    const inputs = measured.reduce((sum, each) => sum + each.inputs, 0);
    return [{ size, mean, low: Math.min(...shares), high: Math.max(...shares), inputs }];
  });
}

function shareOf(result: SizeResult | undefined, measure: Measure): number | null {
  if (!result || result.runs === 0) return null;
  return measure === 'exact' ? result.exact / result.runs : (result.score ?? null);
}
