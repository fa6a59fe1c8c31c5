import assert from 'node:assert/strict';
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { selectBackend, type Backend } from '../../../src/trainer/tensor/backend.ts';
import { normalise, oneHot, softmaxCrossEntropy } from '../../../src/trainer/tensor/layers.ts';
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

  it('of broadcasts, over leading axes and others', () => {
    const rows = tf.tensor2d([1, 2, -1, 3, 0.5, -2], [2, 3]);
    check((x) => tf.sum(tf.square(tf.add(rows, x))), at);
    check((x) => tf.sum(tf.square(tf.sub(tf.mul(rows, x), x))), at);
    const column = (x: Tensor1D) => tf.reshape(x, [3, 1]);
    check((x) => tf.sum(tf.square(tf.mul(column(x), tf.transpose(rows)))), at);
    check((x) => tf.sum(tf.mul(x, tf.scalar(2))), at);
    check((x) => tf.sum(tf.square(tf.mul(tf.sum(x), rows))), at);
  });

  it('of the kernels that layers use', () => {
    const w = tf.tensor2d([1, -2, 0.5, 3, 1, -1], [3, 2]);
    const c = tf.tensor2d([2, -1, 0.3], [1, 3]);
    const row = (x: Tensor1D) => tf.reshape(x, [1, 3]);
    check((x) => tf.sum(tf.square(tf.matMul(row(x), w))), at);
    check((x) => tf.sum(tf.square(tf.matMul(tf.transpose(w), tf.transpose(row(x))))), at);
    check((x) => tf.sum(tf.mul(c, tf.softmax(row(x)))), at);
    check((x) => tf.sum(tf.mul(c, tf.sigmoid(row(x)))), at);
    check((x) => tf.sum(tf.mul(c, tf.relu(tf.sub(row(x), tf.scalar(1))))), at);
    check((x) => tf.sum(tf.square(tf.sum(tf.mul(tf.expandDims(x, 0), c), -1))), at);
    check((x) => tf.sum(tf.mul(c, normalise(tf, row(x)))), at);
    check((x) => softmaxCrossEntropy(tf, row(x), tf.tensor2d([0, 1, 0], [1, 3]), tf.tensor1d([0.7])), at);
  });

  it('of products of any rank and size: products with the transposes that the kernel makes', () => {
    // Of matrices: small ones, and from 4,096 values on, with sides that are and aren't multiples of 32.
    const shapes = [
      { a: [3, 5], b: [5, 2] },
      { a: [64, 64], b: [64, 64] },
      { a: [1, 5_000], b: [5_000, 1] },
      { a: [70, 65], b: [65, 67] },
      { a: [4, 33, 40], b: [4, 40, 35] },
      { a: [2, 3, 31, 33], b: [2, 3, 33, 30] },
    ];
    for (const { a: left, b: right } of shapes) {
      tf.tidy(() => {
        const a = tf.randomNormal(left, 0, 1, 'float32', 1);
        const b = tf.randomNormal(right, 0, 1, 'float32', 2);
        const upstream = tf.randomNormal([...left.slice(0, -1), right.at(-1) ?? 0], 0, 1, 'float32', 3);
        const [byA, byB] = tf.grads((x, y) => tf.matMul(x, y))([a, b], upstream) as [Tensor, Tensor];
        const axes = left.map((_, axis) => axis);
        const turned = (x: Tensor): Tensor => tf.transpose(x, [...axes.slice(0, -2), left.length - 1, left.length - 2]);
        assert.deepEqual(byA.shape, left);
        assert.deepEqual(byB.shape, right);
        assert.deepEqual(byA.dataSync(), tf.matMul(upstream, turned(b)).dataSync());
        assert.deepEqual(byB.dataSync(), tf.matMul(turned(a), upstream).dataSync());
      });
    }
  });

  it('a row of a one-hot matrix picks a row', () => {
    const picked = tf.tidy(() =>
      tf.matMul(oneHot(tf, tf.tensor1d([2, 0], 'int32'), 3), tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2])).dataSync(),
    );
    assert.deepEqual([...picked], [5, 6, 1, 2]);
    assert.deepEqual([...oneHot(tf, tf.tensor1d([0, 0], 'int32'), 1).dataSync()], [1, 1]);
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
