/**
 * How many steps Collatz' rule takes to get to 1: halve an even number, triple an odd one and add 1.
 *
 * @param n where to start
 * @integer n
 * @range n 1..1000
 */
export function collatz(n: number): number {
  let steps = 0;
  while (n > 1) {
    n = n % 2 === 0 ? n / 2 : 3 * n + 1;
    steps++;
  }
  return steps;
}
