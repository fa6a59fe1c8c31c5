import { rate } from './rates.ts';

/** What is left of a price. */
function net(price: number): number {
  return price - 2;
}

/** What a basket weighs in points. @integer prices @range prices 1..500 */
export function basket(prices: number[]): number {
  let total = 0;
  for (const price of prices) total += net(price) * rate(price);
  return total;
}
