/**
 * The cheapest order to multiply a chain of matrices (CLRS 15.2). Matrix i, counted from 1, has `p[i - 1]` rows
 * and `p[i]` columns.
 *
 * @param p the dimensions, one more than there are matrices
 * @returns `split[i][j]`: after which matrix (counted from 1) to split the product of matrices i + 1 … j + 1;
 *   0 where i ≥ j
 * @range p 1..100
 */
export function matrixChainOrder(p: number[]): number[][] {
  const n = p.length;
  const cost = square(n);
  const split = square(n);
  for (let length = 2; length < n; length++) {
    for (let i = 1; i + length <= n; i++) {
      const j = i + length - 1;
      cost[i]![j] = Infinity;
      for (let k = i; k < j; k++) {
        const q = cost[i]![k]! + cost[k + 1]![j]! + p[i - 1]! * p[k]! * p[j]!;
        if (q < cost[i]![j]!) {
          cost[i]![j] = q;
          split[i]![j] = k;
        }
      }
    }
  }
  return split.slice(1).map((row) => row.slice(1));
}

function square(n: number): number[][] {
  return Array.from({ length: n }, () => new Array<number>(n).fill(0));
}
