/**
 * Bridges (CLRS, problem 22-2): the edges without which a graph falls apart.
 *
 * @param A adjacency matrix of an undirected graph, 0 = no edge
 * @returns a matrix with 1 for a bridge, 0 for any other edge and on the diagonal, and -1 where there is no edge
 * @graph A undirected unweighted sparse
 */
export function bridges(A: number[][]): number[][] {
  const n = A.length;
  const isBridge = A.map((row, u) => row.map((edge, v): number => (u === v || edge !== 0 ? 0 : -1)));
  const discovered = new Array<number>(n).fill(0);
  const low = new Array<number>(n).fill(0);
  let time = 0;

  function visit(u: number, parent: number): void {
    time++;
    discovered[u] = time;
    low[u] = time;
    for (let v = 0; v < n; v++) {
      if (A[u]![v] === 0) continue;
      if (discovered[v] === 0) {
        visit(v, u);
        low[u] = Math.min(low[u], low[v]!);
        if (low[v]! > discovered[u]) {
          isBridge[u]![v] = 1;
          isBridge[v]![u] = 1;
        }
      } else if (v !== parent) {
        low[u] = Math.min(low[u], discovered[v]!);
      }
    }
  }

  for (let s = 0; s < n; s++) {
    if (discovered[s] === 0) visit(s, s);
  }
  return isBridge;
}
