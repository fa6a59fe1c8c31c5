/**
 * In how many ways n queens can stand on an n × n board without attacking each other, by backtracking.
 *
 * @param n the number of queens
 * @integer n
 * @range n 0..7
 */
export function countQueens(n: number): number {
  return place([], n);
}

/** Completes a board whose first rows hold the queens in `columns`. */
function place(columns: number[], n: number): number {
  if (columns.length === n) return 1;
  let count = 0;
  for (let column = 0; column < n; column++) {
    if (!isAttacked(columns, column)) count += place([...columns, column], n);
  }
  return count;
}

function isAttacked(columns: number[], column: number): boolean {
  const row = columns.length;
  return columns.some((other, i) => other === column || Math.abs(other - column) === row - i);
}
