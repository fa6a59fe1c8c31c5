/**
 * Looks something up in a sorted array; works on anything that `<` compares, numbers and words alike.
 *
 * @param items where to look, in non-decreasing order
 * @param target what to look for
 * @returns an index at which `items` holds `target`, or -1
 * @sorted items
 */
export function binarySearch<T extends number | string>(items: T[], target: T): number {
  let low = 0;
  let high = items.length - 1;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    if (items[middle]! < target) low = middle + 1;
    else if (target < items[middle]!) high = middle - 1;
    else return middle;
  }
  return -1;
}
