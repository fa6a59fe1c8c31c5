import assert from 'node:assert/strict';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { selectBackend, type Backend } from '../../../src/trainer/tensor/backend.ts';
import { binaryMatrix, sparseProduct, transpose } from '../../../src/trainer/tensor/sparse.ts';

describe('gradients', () => {
  let tf: Backend['tf'];
  before(async () => {
    ({ tf } = await selectBackend('wasm'));
  });

  /** Against central differences. */
  function check(f: (x: Tensor1D) => Scalar, at: readonly number[]): void {
    const step = 1e-2;
    const value = (x: readonly number[]): number => tf.tidy(() => f(tf.tensor1d([...x])).dataSync()[0] ?? NaN);
    const gradient = tf.tidy(() =>
      tf
        .grad((x) => f(x as Tensor1D))(tf.tensor1d([...at]))
        .dataSync(),
    );
    at.forEach((_, i) => {
      const shifted = (by: number) => at.map((x, j) => (i === j ? x + by : x));
      const expected = (value(shifted(step)) - value(shifted(-step))) / (2 * step);
      const error = Math.abs((gradient[i] ?? NaN) - expected);
      assert.ok(error < 2e-2 * (1 + Math.abs(expected)), `d/dx${i}: ${gradient[i]}, differences say ${expected}`);
    });
  }

  const at = [0.5, 1.25, 2];
  it('of the kernels that losses use', () => {
    const c = tf.tensor1d([3, -1, 0.5]);
    check((x) => tf.sum(tf.mul(x, c)), at);
    check((x) => tf.sum(tf.mul(c, tf.mul(x, x))), at);
    check((x) => tf.sum(tf.mul(c, tf.exp(x))), at);
    check((x) => tf.sum(tf.mul(c, tf.log(x))), at);
    check((x) => tf.sum(tf.mul(c, tf.square(x))), at);
    check((x) => tf.sum(tf.mul(tf.sub(c, x), tf.add(x, c))), at);
  });

  it('of broadcasts are refused, not wrong', () => {
    assert.throws(() => check((x) => tf.sum(tf.mul(x, tf.scalar(2))), at), /no gradient for shapes/);
  });

  it('of products with sparse matrices, empty rows and columns included', () => {
    const product = sparseProduct(tf, binaryMatrix([[0, 2], [], [2], []], 3));
    const weights = tf.tensor1d([2, 5, -3, 7]);
    check((x) => tf.sum(tf.mul(weights, tf.square(product(x)))), at);
    product.dispose();
  });

  it('products with sparse matrices equal dense ones', () => {
    const matrix = fc
      .integer({ min: 1, max: 6 })
      .chain((width) =>
        fc.tuple(fc.array(fc.uniqueArray(fc.nat(width - 1)), { minLength: 1, maxLength: 6 }), fc.constant(width)),
      );
    fc.assert(
      fc.property(matrix, ([rows, width]) => {
        const sparse = binaryMatrix(rows, width);
        const product = sparseProduct(tf, sparse);
        const x = Array.from({ length: width }, (_, i) => 2 ** i);
        const y = tf.tidy(() => [...product(tf.tensor1d(x)).dataSync()]);
        product.dispose();
        assert.deepEqual(
          y,
          rows.map((row) => row.reduce((sum, i) => sum + (x[i] ?? 0), 0)),
        );
        const back = transpose(transpose(sparse));
        assert.deepEqual(
          back,
          binaryMatrix(
            rows.map((row) => [...row].sort((a, b) => a - b)),
            width,
          ),
        );
      }),
      { numRuns: 50 },
    );
  });
});
