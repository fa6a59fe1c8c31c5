/**
 * Strongly connected components (Kosaraju; CLRS 22.5).
 *
 * @param A adjacency matrix, 0 = no edge
 * @returns for each node the representative of its component: its node that the first search finished last
 * @graph A directed unweighted sparse
 */
export function stronglyConnectedComponents(A: number[][]): number[] {
  const component = new Array<number>(A.length).fill(-1);
  for (const s of finishOrder(A).reverse()) {
    if (component[s] === -1) assign(A, component, s, s);
  }
  return component;
}

/** All nodes, in the order in which a depth-first search is done with them. */
function finishOrder(A: number[][]): number[] {
  const order: number[] = [];
  const seen = new Set<number>();

  function visit(u: number): void {
    seen.add(u);
    for (let v = 0; v < A.length; v++) {
      if (A[u]![v] !== 0 && !seen.has(v)) visit(v);
    }
    order.push(u);
  }

  for (let s = 0; s < A.length; s++) {
    if (!seen.has(s)) visit(s);
  }
  return order;
}

/** Gives `u`, and every unassigned node from which it can be reached, to the component of `root`. */
function assign(A: number[][], component: number[], u: number, root: number): void {
  component[u] = root;
  for (let v = 0; v < A.length; v++) {
    if (A[v]![u] !== 0 && component[v] === -1) assign(A, component, v, root);
  }
}
