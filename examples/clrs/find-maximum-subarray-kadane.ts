/**
 * Kadane's maximum subarray (Bentley 1984; CLRS, exercise 4.1-5).
 *
 * @param A gains and losses
 * @returns `[low, high, sum]`: the first and last index of the best run, both inclusive, and its sum
 * @throws {RangeError} if `A` is empty
 * @range A -1..1
 */
export function findMaximumSubarrayKadane(A: number[]): [low: number, high: number, sum: number] {
  if (A.length === 0) throw new RangeError('findMaximumSubarrayKadane: an empty array has no subarray');
  let bestLow = 0;
  let bestHigh = 0;
  let bestSum = A[0]!;
  let low = 0;
  let sum = A[0]!;
  for (let high = 1; high < A.length; high++) {
    const x = A[high]!;
    if (sum + x >= x) {
      sum += x;
    } else {
      low = high;
      sum = x;
    }
    if (sum > bestSum) {
      bestLow = low;
      bestHigh = high;
      bestSum = sum;
    }
  }
  return [bestLow, bestHigh, bestSum];
}
