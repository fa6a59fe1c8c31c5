/**
 * Depth-first search (Moore 1959; CLRS 22.3) over all nodes, in order of their numbers.
 *
 * @param A adjacency matrix, 0 = no edge
 * @returns the predecessor of each node in the depth-first forest; a root is its own predecessor
 * @graph A directed unweighted
 */
export function dfs(A: number[][]): number[] {
  const pi = [...A.keys()];
  const seen = new Array<boolean>(A.length).fill(false);

  function visit(u: number): void {
    seen[u] = true;
    for (let v = 0; v < A.length; v++) {
      if (A[u]![v] !== 0 && !seen[v]) {
        pi[v] = u;
        visit(v);
      }
    }
  }

  for (let s = 0; s < A.length; s++) {
    if (!seen[s]) visit(s);
  }
  return pi;
}
