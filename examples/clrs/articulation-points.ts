/**
 * Articulation points (CLRS, problem 22-2): the nodes without which a graph falls apart.
 *
 * @param A adjacency matrix of an undirected graph, 0 = no edge
 * @returns for each node 1 if it is an articulation point, else 0
 * @graph A undirected unweighted sparse
 */
export function articulationPoints(A: number[][]): number[] {
  const n = A.length;
  const isCut = new Array<number>(n).fill(0);
  const discovered = new Array<number>(n).fill(0);
  const low = new Array<number>(n).fill(0);
  let time = 0;

  function visit(u: number, parent: number): void {
    let children = 0;
    time++;
    discovered[u] = time;
    low[u] = time;
    for (let v = 0; v < n; v++) {
      if (A[u]![v] === 0) continue;
      if (discovered[v] === 0) {
        children++;
        visit(v, u);
        low[u] = Math.min(low[u], low[v]!);
        if (parent !== u && low[v]! >= discovered[u]) isCut[u] = 1;
      } else if (v !== parent) {
        low[u] = Math.min(low[u], discovered[v]!);
      }
    }
    if (parent === u && children > 1) isCut[u] = 1;
  }

  for (let s = 0; s < n; s++) {
    if (discovered[s] === 0) visit(s, s);
  }
  return isCut;
}
