/**
 * Heapsort (Williams 1964; CLRS 6.4), in place.
 *
 * @param A the numbers to sort
 * @returns `A` itself, in non-decreasing order
 */
export function heapsort(A: number[]): number[] {
  for (let i = A.length - 1; i >= 0; i--) maxHeapify(A, i, A.length);
  for (let end = A.length - 1; end > 0; end--) {
    swap(A, 0, end);
    maxHeapify(A, 0, end);
  }
  return A;
}

/** Sinks `A[i]` until the subtree below it is a max-heap; only the first `size` elements belong to the heap. */
function maxHeapify(A: number[], i: number, size: number): void {
  const left = 2 * i + 1;
  const right = left + 1;
  let largest = i;
  if (left < size && A[left]! > A[largest]!) largest = left;
  if (right < size && A[right]! > A[largest]!) largest = right;
  if (largest !== i) {
    swap(A, i, largest);
    maxHeapify(A, largest, size);
  }
}

function swap(A: number[], i: number, j: number): void {
  const kept = A[i]!;
  A[i] = A[j]!;
  A[j] = kept;
}
