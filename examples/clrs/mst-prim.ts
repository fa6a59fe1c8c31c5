/**
 * Minimum spanning tree of the nodes that can be reached from `s` (Prim 1957; CLRS 23.2).
 *
 * @param A weight matrix of an undirected graph, 0 = no edge
 * @param s where the tree starts
 * @returns the predecessor of each node in the tree; the node itself for `s` and for nodes out of reach
 * @graph A undirected weighted
 * @range A 0..1
 * @index s of A
 */
export function mstPrim(A: number[][], s: number): number[] {
  const n = A.length;
  const pi = [...A.keys()];
  const key = new Array<number>(n).fill(Infinity);
  const done = new Array<boolean>(n).fill(false);
  key[s] = 0;
  let u = extractMin(key, done);
  while (u !== -1) {
    done[u] = true;
    for (let v = 0; v < n; v++) {
      const weight = A[u]![v]!;
      if (weight !== 0 && !done[v] && weight < key[v]!) {
        pi[v] = u;
        key[v] = weight;
      }
    }
    u = extractMin(key, done);
  }
  return pi;
}

/** The node with the smallest key among those not done, or -1 if none has been reached. */
function extractMin(key: number[], done: boolean[]): number {
  let min = -1;
  let smallest = Infinity;
  for (let v = 0; v < key.length; v++) {
    if (!done[v] && key[v]! < smallest) {
      min = v;
      smallest = key[v]!;
    }
  }
  return min;
}
