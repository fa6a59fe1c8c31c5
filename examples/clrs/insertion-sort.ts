/**
 * Insertion sort (CLRS 2.1), in place.
 *
 * @param A the numbers to sort
 * @returns `A` itself, in non-decreasing order
 */
export function insertionSort(A: number[]): number[] {
  for (let j = 1; j < A.length; j++) {
    const key = A[j]!;
    let i = j - 1;
    while (i >= 0 && A[i]! > key) {
      A[i + 1] = A[i]!;
      i--;
    }
    A[i + 1] = key;
  }
  return A;
}
