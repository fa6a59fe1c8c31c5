/**
 * Quicksort (Hoare 1962; CLRS 7.1), in place, with the last element as pivot.
 *
 * @param A the numbers to sort
 * @returns `A` itself, in non-decreasing order
 */
export function quicksort(A: number[]): number[] {
  sortBetween(A, 0, A.length - 1);
  return A;
}

function sortBetween(A: number[], p: number, r: number): void {
  if (p >= r) return;
  const q = partition(A, p, r);
  sortBetween(A, p, q - 1);
  sortBetween(A, q + 1, r);
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
