/**
 * Topological sorting (Knuth 1973; CLRS 22.4) by depth-first search.
 *
 * @param A adjacency matrix of a graph without cycles, 0 = no edge
 * @returns the order as a linked list: for each node the one that comes next, and for the last node itself
 * @graph A directed unweighted
 * @acyclic A
 */
export function topologicalSort(A: number[][]): number[] {
  const next = [...A.keys()];
  const seen = new Array<boolean>(A.length).fill(false);
  let head = -1;

  function visit(u: number): void {
    seen[u] = true;
    for (let v = 0; v < A.length; v++) {
      if (A[u]![v] !== 0 && !seen[v]) visit(v);
    }
    // Every node that can be reached from u is in the list by now: u goes in front.
    if (head !== -1) next[u] = head;
    head = u;
  }

  for (let s = 0; s < A.length; s++) {
    if (!seen[s]) visit(s);
  }
  return next;
}
