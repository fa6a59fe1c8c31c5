/**
 * The index of the smallest element (CLRS 9.1), the first one among equals.
 *
 * @param A the numbers to look through
 * @returns the index of the minimum; 0 if `A` is empty
 */
export function minimum(A: number[]): number {
  let min = 0;
  for (let i = 1; i < A.length; i++) {
    if (A[min]! > A[i]!) min = i;
  }
  return min;
}
