interface Edge {
  u: number;
  v: number;
  weight: number;
}

/**
 * Minimum spanning forest (Kruskal 1956; CLRS 23.2).
 *
 * @param A weight matrix of an undirected graph, 0 = no edge
 * @returns a symmetric matrix with 1 for each edge of the forest, else 0
 * @graph A undirected weighted
 * @range A 0..1
 */
export function mstKruskal(A: number[][]): number[][] {
  const inMst = A.map((row) => row.map(() => 0));
  const parent = [...A.keys()];
  for (const { u, v } of edgesByWeight(A)) {
    const rootU = find(parent, u);
    const rootV = find(parent, v);
    if (rootU !== rootV) {
      parent[rootU] = rootV;
      inMst[u]![v] = 1;
      inMst[v]![u] = 1;
    }
  }
  return inMst;
}

function edgesByWeight(A: number[][]): Edge[] {
  const edges: Edge[] = [];
  for (let u = 0; u < A.length; u++) {
    for (let v = u + 1; v < A.length; v++) {
      const weight = A[u]![v]!;
      if (weight > 0) edges.push({ u, v, weight });
    }
  }
  return edges.sort((a, b) => a.weight - b.weight);
}

/** The root of `u`'s tree, halving the path on the way. */
function find(parent: number[], u: number): number {
  let root = u;
  while (parent[root] !== root) {
    parent[root] = parent[parent[root]!]!;
    root = parent[root]!;
  }
  return root;
}
