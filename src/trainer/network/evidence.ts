import type { Evidence } from './scorer.ts';

/** Per candidate: with how many visits it is consistent. */
export function support(rows: readonly Evidence[], candidates: number): Float64Array {
  const out = new Float64Array(candidates);
  for (const { consistent, count } of rows) for (const c of consistent) out[c] = (out[c] ?? 0) + count;
  return out;
}

/** Whether some candidate is consistent with every row; if none is, values were corrupted. */
export function isConsistent(rows: readonly Evidence[], candidates: number): boolean {
  const visits = rows.reduce((sum, row) => sum + row.count, 0);
  return support(rows, candidates).some((s) => s === visits);
}

/**
 * The weight of each row of one choice; they sum to 1, so that a hot step does not drown a rare one.
 *
 * If some candidate is consistent with every row, rows weigh the same however many visits they had. In a hot loop `<` and
 * `<=` may differ in one visit of 100,000, and that visit decides: weighed by visits it would be buried under what the
 * program's other steps prefer. If no candidate is, values were corrupted: rows that say something wrong are many and
 * rare, and visits count in full. (Over 4,200 choices of synthetic programs with corrupted values, the network misses the
 * best supported candidate 6 times with square roots of visits, never with visits.)
 */
export function rowWeights(rows: readonly Evidence[], candidates: number): number[] {
  const visits = rows.reduce((sum, row) => sum + row.count, 0);
  const consistent = isConsistent(rows, candidates);
  return rows.map(({ count }) => (consistent ? 1 / rows.length : count / visits));
}
