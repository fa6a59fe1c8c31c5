/**
 * String matching (Knuth, Morris and Pratt 1977; CLRS 32.4).
 *
 * @param T the text, as letters 0 … 3
 * @param P the pattern, as letters 0 … 3
 * @returns where `P` first occurs in `T`, or the length of `T` if it does not
 * @integer T
 * @integer P
 * @range T 0..3
 * @range P 0..3
 */
export function kmpMatcher(T: number[], P: number[]): number {
  if (P.length === 0) return 0;
  const border = prefixFunction(P);
  let q = 0;
  for (let i = 0; i < T.length; i++) {
    while (q > 0 && P[q] !== T[i]) q = border[q - 1]!;
    if (P[q] === T[i]) q++;
    if (q === P.length) return i - P.length + 1;
  }
  return T.length;
}

/** For each prefix of `P`, the length of its longest proper prefix that is also its suffix. */
function prefixFunction(P: number[]): number[] {
  const border = [0];
  let k = 0;
  for (let q = 1; q < P.length; q++) {
    while (k > 0 && P[k] !== P[q]) k = border[k - 1]!;
    if (P[k] === P[q]) k++;
    border.push(k);
  }
  return border;
}
