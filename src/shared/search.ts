/**
 * Binary search: the first index at which a condition holds that holds from there on; `length` where it holds nowhere.
 * @param length how many indices there are
 */
export function firstIndex(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (holds(mid)) high = mid;
    else low = mid + 1;
  }
  return low;
}
