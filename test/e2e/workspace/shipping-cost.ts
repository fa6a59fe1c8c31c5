const DOZEN = 12;

/**
 * What a cart costs, shipping included. A network trained on small carts never sees the discount for two dozen.
 *
 * @param prices the price of each item, in cents
 * @returns the total, in cents
 * @integer prices
 * @range prices 1..5000
 */
export function shippingCost(prices: number[]): number {
  let total = 0;
  for (const price of prices) total += price;
  if (prices.length >= 2 * DOZEN) total -= Math.floor(total / 10);
  if (prices.length > 0 && total < 5000) total += 495;
  return total;
}
