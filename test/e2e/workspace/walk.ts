/** Counts what is left of a walk. @range n 1..2000 */
export function walk(n: number): number {
  let sum = 0;
  for (let i = 0; i < n * 300; i++) sum = (sum + i) % 1009;
  return sum;
}
