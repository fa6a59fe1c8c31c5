/**
 * The n-th Fibonacci number, the way everybody first meets recursion.
 *
 * @param n which one; 0 and 1 are the first two
 * @integer n
 * @range n 0..18
 */
export function fibonacci(n: number): number {
  if (n < 2) return n;
  return fibonacci(n - 1) + fibonacci(n - 2);
}
