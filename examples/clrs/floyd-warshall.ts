/**
 * All-pairs shortest paths (Floyd 1962; CLRS 25.2).
 *
 * @param A weight matrix, no weight below 0, 0 = no edge
 * @returns `pi[i][j]`: the node before j on a shortest path from i; i itself where there is none
 * @graph A undirected weighted
 * @range A 0..1
 */
export function floydWarshall(A: number[][]): number[][] {
  const n = A.length;
  const distance = A.map((row, i) => row.map((weight, j) => (i === j || weight !== 0 ? weight : Infinity)));
  const pi = A.map((row, i) => row.map(() => i));
  for (let k = 0; k < n; k++) {
    const fromK = distance[k]!;
    for (let i = 0; i < n; i++) {
      const row = distance[i]!;
      const toK = row[k]!;
      for (let j = 0; j < n; j++) {
        if (toK + fromK[j]! < row[j]!) {
          row[j] = toK + fromK[j]!;
          pi[i]![j] = pi[k]![j]!;
        }
      }
    }
  }
  return pi;
}
