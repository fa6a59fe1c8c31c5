/**
 * Single-source shortest paths in a graph without cycles (CLRS 24.2), by relaxing edges in topological order.
 *
 * @param A weight matrix of a graph without cycles, 0 = no edge
 * @param s the source
 * @returns the predecessor of each node on a shortest path; the node itself for `s` and for nodes out of reach
 * @graph A directed weighted
 * @acyclic A
 * @range A 0..1
 * @index s of A
 */
export function dagShortestPaths(A: number[][], s: number): number[] {
  const pi = [...A.keys()];
  const distance = new Array<number>(A.length).fill(Infinity);
  distance[s] = 0;
  for (const u of topologicalOrder(A, s)) {
    for (let v = 0; v < A.length; v++) {
      if (A[u]![v] === 0) continue;
      const through = distance[u]! + A[u]![v]!;
      if (through < distance[v]!) {
        distance[v] = through;
        pi[v] = u;
      }
    }
  }
  return pi;
}

/** The nodes that can be reached from `s`, each before those it has edges to. */
function topologicalOrder(A: number[][], s: number): number[] {
  const finished: number[] = [];
  const seen = new Array<boolean>(A.length).fill(false);

  function visit(u: number): void {
    seen[u] = true;
    for (let v = 0; v < A.length; v++) {
      if (A[u]![v] !== 0 && !seen[v]) visit(v);
    }
    finished.push(u);
  }

  visit(s);
  return finished.reverse();
}
