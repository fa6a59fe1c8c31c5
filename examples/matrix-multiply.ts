/**
 * The product of two square matrices.
 *
 * @param a the left factor
 * @param b the right factor, of the same size
 * @square a
 * @square b
 * @sameLength a b
 */
export function matrixMultiply(a: number[][], b: number[][]): number[][] {
  const product: number[][] = [];
  for (let i = 0; i < a.length; i++) {
    const row: number[] = [];
    for (let j = 0; j < b.length; j++) {
      let sum = 0;
      for (let k = 0; k < b.length; k++) sum += a[i]![k]! * b[k]![j]!;
      row.push(sum);
    }
    product.push(row);
  }
  return product;
}
