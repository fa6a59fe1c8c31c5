/**
 * Merge sort: sorts each half, then merges them.
 *
 * @param values the numbers to sort; left as they are
 * @returns a new array, from the smallest to the largest
 */
export function mergeSort(values: number[]): number[] {
  if (values.length <= 1) return values.slice();
  const middle = Math.floor(values.length / 2);
  return merge(mergeSort(values.slice(0, middle)), mergeSort(values.slice(middle)));
}

function merge(left: number[], right: number[]): number[] {
  const merged: number[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    // On a tie the left one goes first, which keeps the sort stable.
    if (left[i]! <= right[j]!) merged.push(left[i++]!);
    else merged.push(right[j++]!);
  }
  while (i < left.length) merged.push(left[i++]!);
  while (j < right.length) merged.push(right[j++]!);
  return merged;
}
