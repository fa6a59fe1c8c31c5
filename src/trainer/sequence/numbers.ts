import { goesOnNumber, type Token } from './tokens.ts';

/** Bounds of value bins, ascending. */
export type Bins = readonly number[];

/** Half of the range in which the place among all values is told. */
const RANK_SCALE = 2;

/** Bins at most. */
const MAX_BINS = 64;

const SPECIAL = new Map<Token, number>([
  ['$Infinity', Infinity],
  ['$-Infinity', -Infinity],
  ['$-0', 0],
]);

/** For each token the value of the number that begins there; NaN where none does. */
export function valuesOf(tokens: readonly Token[]): number[] {
  return tokens.map((token, i) => {
    if (!token.startsWith('#')) return SPECIAL.get(token) ?? NaN;
    let end = i + 1;
    while (goesOnNumber(tokens[end] ?? '')) end++;
    return Number(tokens.slice(i, end).join('').slice(1));
  });
}

/** Bounds between which lie about as many of the numbers each; what is not finite is left out. */
export function createBins(numbers: readonly number[]): Bins {
  const sorted = Float64Array.from(numbers.filter(Number.isFinite)).sort();
  const bounds = new Set<number>();
  for (let i = 0; i <= MAX_BINS && sorted.length > 0; i++) {
    bounds.add(sorted[Math.round((i / MAX_BINS) * (sorted.length - 1))] ?? 0);
  }
  return [...bounds];
}

/** How many numbers {@link writeValue} writes. */
export function valueWidth(bins: Bins): number {
  return Math.max(1, bins.length);
}

/**
 * How a value is told: how far it reaches into each bin, 0 to 1 (piecewise linear encoding: Gorishniy et al. 2022, "On embeddings
 * for numerical features in tabular deep learning"), and which of two is larger at one glance, by its place among all values, −2 to 2. Without the
 * latter, that larger values lie further in one direction has to be learned bin by bin.
 */
export function writeValue(out: Float32Array, at: number, bins: Bins, value: number): void {
  const count = bins.length - 1;
  let reached = 0;
  for (let i = 0; i < count; i++) {
    const [low = 0, high = 0] = [bins[i], bins[i + 1]];
    const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
    out[at + i] = share;
    reached += share;
  }
  if (count > 0) out[at + count] = RANK_SCALE * ((2 * reached) / count - 1);
}
