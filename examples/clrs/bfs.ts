/**
 * Breadth-first search (Moore 1959; CLRS 22.2), level by level.
 *
 * @param A adjacency matrix, 0 = no edge
 * @param s the source
 * @returns the predecessor of each node: the lowest-numbered neighbour one level up, and the node itself for the
 *   source and for nodes out of reach
 * @graph A undirected unweighted
 * @index s of A
 */
export function bfs(A: number[][], s: number): number[] {
  const pi = [...A.keys()];
  const level = new Array<number>(A.length).fill(-1);
  level[s] = 0;
  let frontier = [s];
  for (let depth = 1; frontier.length > 0; depth++) {
    for (const u of frontier) {
      for (let v = 0; v < A.length; v++) {
        if (A[u]![v]! > 0 && level[v] === -1) {
          level[v] = depth;
          pi[v] = u;
        }
      }
    }
    // By number, so that the lowest-numbered node comes first on the next level too.
    frontier = [...A.keys()].filter((v) => level[v] === depth);
  }
  return pi;
}
