/**
 * Bubble sort (CLRS, problem 2-2), in place: small elements rise to the front.
 *
 * @param A the numbers to sort
 * @returns `A` itself, in non-decreasing order
 */
export function bubbleSort(A: number[]): number[] {
  for (let i = 0; i < A.length - 1; i++) {
    for (let j = A.length - 1; j > i; j--) {
      if (A[j]! < A[j - 1]!) {
        const smaller = A[j]!;
        A[j] = A[j - 1]!;
        A[j - 1] = smaller;
      }
    }
  }
  return A;
}
