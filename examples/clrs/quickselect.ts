/**
 * Quickselect (Hoare 1961; CLRS 9.2): the median, that is the element of rank ⌊n/2⌋ counted from 0.
 * Rearranges `A` on the way.
 *
 * @param A the numbers to select from
 * @returns the median
 * @throws {RangeError} if `A` is empty
 */
export function quickselect(A: number[]): number {
  if (A.length === 0) throw new RangeError('quickselect: an empty array has no median');
  const rank = Math.floor(A.length / 2);
  let p = 0;
  let r = A.length - 1;
  let q = partition(A, p, r);
  while (q !== rank) {
    if (rank < q) r = q - 1;
    else p = q + 1;
    q = partition(A, p, r);
  }
  return A[q]!;
}

/** Lomuto's partition of `A[p..r]` around `A[r]`; returns where the pivot ends up. */
function partition(A: number[], p: number, r: number): number {
  const pivot = A[r]!;
  let i = p;
  for (let j = p; j < r; j++) {
    if (A[j]! <= pivot) {
      [A[i], A[j]] = [A[j]!, A[i]!];
      i++;
    }
  }
  [A[i], A[r]] = [A[r]!, A[i]!];
  return i;
}
