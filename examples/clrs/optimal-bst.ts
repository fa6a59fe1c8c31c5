/**
 * Optimal binary search tree (CLRS 15.5).
 *
 * @param p how often each key is looked for; only the first `q.length - 1` entries count
 * @param q how often a search ends in each gap: before the first key, between keys, after the last
 * @returns `root[i][j]`: the root of the best tree over the keys i … j - 1; 0 where there is no key
 * @range p 0..1
 * @range q 0..1
 * @sameLength p q
 */
export function optimalBst(p: number[], q: number[]): number[][] {
  const gaps = q.length;
  const root = square(gaps);
  const expected = square(gaps);
  const weight = square(gaps);
  for (let i = 0; i < gaps; i++) {
    expected[i]![i] = q[i]!;
    weight[i]![i] = q[i]!;
  }
  for (let keys = 1; keys < gaps; keys++) {
    for (let i = 0; i + keys < gaps; i++) {
      const j = i + keys;
      weight[i]![j] = weight[i]![j - 1]! + p[j - 1]! + q[j]!;
      let best = Infinity;
      for (let r = i; r < j; r++) {
        const cost = expected[i]![r]! + expected[r + 1]![j]! + weight[i]![j]!;
        if (cost < best) {
          best = cost;
          root[i]![j] = r;
        }
      }
      expected[i]![j] = best;
    }
  }
  return root;
}

function square(n: number): number[][] {
  return Array.from({ length: n }, () => new Array<number>(n).fill(0));
}
