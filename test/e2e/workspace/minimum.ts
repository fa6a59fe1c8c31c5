/** The smallest element. @range values 0..9 */
export function minimum(values: number[]): number {
  let least = Infinity;
  for (const value of values) if (value < least) least = value;
  return least;
}
