import type * as TensorFlow from '@tensorflow/tfjs-core';

type TF = typeof TensorFlow;

/**
 * A constant matrix of zeros and ones in compressed rows, [rows, columns]: row i has its ones at
 * `columns[starts[i] .. starts[i + 1]]`.
 */
export interface BinaryMatrix {
  readonly rows: number;
  readonly width: number;
  /** [rows + 1] */
  readonly starts: Int32Array;
  /** [ones] */
  readonly columns: Int32Array;
}

/** Multiplies vectors by a {@link BinaryMatrix}, with a gradient. `dispose` frees its tensors. */
export interface SparseProduct {
  /** [width] → [rows] */
  (x: TensorFlow.Tensor1D): TensorFlow.Tensor1D;
  dispose(): void;
}

export function binaryMatrix(rows: readonly (readonly number[])[], width: number): BinaryMatrix {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => (starts[i + 1] = (starts[i] ?? 0) + row.length));
  const columns = new Int32Array(starts[rows.length] ?? 0);
  rows.forEach((row, i) => columns.set(row, starts[i]));
  return { rows: rows.length, width, starts, columns };
}

export function transpose(matrix: BinaryMatrix): BinaryMatrix {
  const starts = new Int32Array(matrix.width + 1);
  for (const column of matrix.columns) starts[column + 1] = (starts[column + 1] ?? 0) + 1;
  for (let i = 0; i < matrix.width; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  const next = starts.slice();
  const columns = new Int32Array(matrix.columns.length);
  for (let row = 0; row < matrix.rows; row++) {
    for (let at = matrix.starts[row] ?? 0; at < (matrix.starts[row + 1] ?? 0); at++) {
      const column = matrix.columns[at] ?? 0;
      const slot = next[column] ?? 0;
      columns[slot] = row;
      next[column] = slot + 1;
    }
  }
  return { rows: matrix.width, width: matrix.rows, starts, columns };
}

/** The sums of chosen entries of a vector, one for each row of a matrix. `dispose` frees its tensors. */
interface RowSums {
  /** [width] → [rows] */
  sum(x: TensorFlow.Tensor1D): TensorFlow.Tensor1D;
  dispose(): void;
}

/** The product, whose gradient is the product with the transpose. A dense matrix would be 99% zeros. */
export function sparseProduct(tf: TF, matrix: BinaryMatrix): SparseProduct {
  // The native library lacks the fused kernel, WebAssembly lacks what the other way needs.
  const kernels = tf.getKernelsForBackend(tf.getBackend());
  const rowSums = kernels.some(({ kernelName }) => kernelName === 'SparseSegmentSum') ? fusedSums : gatheredSums;
  const forward = rowSums(tf, matrix);
  const backward = rowSums(tf, transpose(matrix));
  const operation = tf.customGrad((x) => ({
    value: forward.sum(x as TensorFlow.Tensor1D),
    gradFunc: (dy) => backward.sum(dy as TensorFlow.Tensor1D),
  }));
  const product = (x: TensorFlow.Tensor1D): TensorFlow.Tensor1D => operation(x) as TensorFlow.Tensor1D;
  return Object.assign(product, {
    dispose: () => {
      forward.dispose();
      backward.dispose();
    },
  });
}

/**
 * One kernel, `SparseSegmentSum`. One more segment than rows, always filled and cut off again: the kernel infers the
 * number of rows from the last one.
 */
function fusedSums(tf: TF, matrix: BinaryMatrix): RowSums {
  const ones = matrix.columns.length;
  const columns = new Int32Array(ones + 1);
  columns.set(matrix.columns);
  const rowOf = new Int32Array(ones + 1).fill(matrix.rows, ones);
  rowOf.set(rowsOfOnes(matrix));
  const indices = tf.tensor1d(columns, 'int32');
  const segmentIds = tf.tensor1d(rowOf, 'int32');
  return {
    sum: (x) => tf.slice1d(tf.sparse.sparseSegmentSum(x, indices, segmentIds) as TensorFlow.Tensor1D, 0, matrix.rows),
    dispose: () => tf.dispose([indices, segmentIds]),
  };
}

/** Two kernels, `GatherV2` and `UnsortedSegmentSum`. */
function gatheredSums(tf: TF, matrix: BinaryMatrix): RowSums {
  const indices = tf.tensor1d(matrix.columns, 'int32');
  const segmentIds = tf.tensor1d(rowsOfOnes(matrix), 'int32');
  return {
    sum: (x) => tf.unsortedSegmentSum(tf.gather(x, indices), segmentIds, matrix.rows),
    dispose: () => tf.dispose([indices, segmentIds]),
  };
}

/** [ones] */
function rowsOfOnes({ rows, starts, columns }: BinaryMatrix): Int32Array {
  const rowOf = new Int32Array(columns.length);
  for (let row = 0; row < rows; row++) rowOf.fill(row, starts[row], starts[row + 1]);
  return rowOf;
}
