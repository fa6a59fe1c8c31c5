/**
 * Binary search (CLRS, exercise 2.3-5) for the first element that is not below `x`.
 *
 * @param x the number looked for
 * @param A where to look, in non-decreasing order
 * @returns the index of the first element ≥ `x`, or the last index if there is none
 * @sorted A
 */
export function binarySearch(x: number, A: number[]): number {
  let low = 0;
  let high = A.length - 1;
  while (low < high) {
    const mid = Math.floor((low + high) / 2);
    if (x <= A[mid]!) high = mid;
    else low = mid + 1;
  }
  return high;
}
