/** Takes its time on every input. */
export function slow(n: number): number {
  let sum = 0;
  for (let i = 0; i < 200_000_000 + n; i++) sum = (sum + i) % 1009;
  return sum;
}
