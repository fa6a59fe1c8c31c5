/**
 * Single-source shortest paths (Bellman 1958; CLRS 24.1), relaxing every edge in rounds until nothing gets shorter.
 *
 * @param A weight matrix without cycles of negative weight, 0 = no edge
 * @param s the source
 * @returns the predecessor of each node on a shortest path; the node itself for `s` and for nodes out of reach
 * @graph A undirected weighted
 * @range A 0..1
 * @index s of A
 */
export function bellmanFord(A: number[][], s: number): number[] {
  const n = A.length;
  const pi = [...A.keys()];
  const distance = new Array<number>(n).fill(Infinity);
  distance[s] = 0;
  let shorter = true;
  while (shorter) {
    shorter = false;
    const before = distance.slice();
    for (let u = 0; u < n; u++) {
      if (before[u] === Infinity) continue;
      for (let v = 0; v < n; v++) {
        const weight = A[u]![v]!;
        if (weight !== 0 && before[u]! + weight < distance[v]!) {
          distance[v] = before[u]! + weight;
          pi[v] = u;
          shorter = true;
        }
      }
    }
  }
  return pi;
}
