/**
 * Naive string matching (CLRS 32.1).
 *
 * @param T the text, as letters 0 … 3
 * @param P the pattern, as letters 0 … 3
 * @returns where `P` first occurs in `T`, or the length of `T` if it does not
 * @integer T
 * @integer P
 * @range T 0..3
 * @range P 0..3
 */
export function naiveStringMatcher(T: number[], P: number[]): number {
  for (let s = 0; s <= T.length - P.length; s++) {
    let j = 0;
    while (j < P.length && T[s + j] === P[j]) j++;
    if (j === P.length) return s;
  }
  return T.length;
}
