/**
 * Longest common subsequence (CLRS 15.4), as the table of directions from which a subsequence is read back.
 *
 * @param x the first string, as letters 0 … 3
 * @param y the second string, as letters 0 … 3
 * @returns `b[i][j]`: 0 where `x[i]` and `y[j]` match (go up and left), 1 to go up, 2 to go left
 * @integer x
 * @integer y
 * @range x 0..3
 * @range y 0..3
 */
export function lcsLength(x: number[], y: number[]): number[][] {
  const lengths: number[][] = [];
  const directions: number[][] = [];
  for (let i = 0; i < x.length; i++) {
    const above = lengths[i - 1];
    const row: number[] = [];
    const direction: number[] = [];
    for (let j = 0; j < y.length; j++) {
      const up = above?.[j] ?? 0;
      const left = row[j - 1] ?? 0;
      if (x[i] === y[j]) {
        row.push((above?.[j - 1] ?? 0) + 1);
        direction.push(0);
      } else if (up >= left) {
        row.push(up);
        direction.push(1);
      } else {
        row.push(left);
        direction.push(2);
      }
    }
    lengths.push(row);
    directions.push(direction);
  }
  return directions;
}
