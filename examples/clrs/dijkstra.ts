/**
 * Single-source shortest paths (Dijkstra 1959; CLRS 24.3).
 *
 * @param A weight matrix, no weight below 0, 0 = no edge
 * @param s the source
 * @returns the predecessor of each node on a shortest path; the node itself for `s` and for nodes out of reach
 * @graph A undirected weighted
 * @range A 0..1
 * @index s of A
 */
export function dijkstra(A: number[][], s: number): number[] {
  const n = A.length;
  const pi = [...A.keys()];
  const distance = new Array<number>(n).fill(Infinity);
  const done = new Array<boolean>(n).fill(false);
  distance[s] = 0;
  let u = closest(distance, done);
  while (u !== -1) {
    done[u] = true;
    for (let v = 0; v < n; v++) {
      const weight = A[u]![v]!;
      if (weight === 0 || done[v]) continue;
      if (distance[u]! + weight < distance[v]!) {
        distance[v] = distance[u]! + weight;
        pi[v] = u;
      }
    }
    u = closest(distance, done);
  }
  return pi;
}

/** The nearest node that is not done, or -1 if none has been reached. */
function closest(distance: number[], done: boolean[]): number {
  let nearest = -1;
  for (let v = 0; v < distance.length; v++) {
    if (done[v] || distance[v] === Infinity) continue;
    if (nearest === -1 || distance[v]! < distance[nearest]!) nearest = v;
  }
  return nearest;
}
