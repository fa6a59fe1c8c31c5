const DOZEN = 12;

/** The sum of some prices; two dozen get a tenth off. @integer prices @range prices 1..500 */
export function sum(prices: number[]): number {
  let total = 0;
  for (const price of prices) total += price;
  if (prices.length >= 2 * DOZEN) total -= Math.floor(total / 10);
  return total;
}

/** How many are cheap; none where there are two dozen. @integer prices @range prices 1..500 */
export function cheap(prices: number[]): number {
  let count = 0;
  for (const price of prices) if (price < 100) count += 1;
  if (prices.length >= 2 * DOZEN) count = 0;
  return count;
}
