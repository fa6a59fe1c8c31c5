import type * as TensorFlow from '@tensorflow/tfjs-core';

type TF = typeof TensorFlow;
type Tensor = TensorFlow.Tensor;

/**
 * x · w + b, in one kernel; rows are whatever comes before the last axis.
 *
 * @param x [rows, from]
 * @param w [from, to]
 * @param b [to]
 * @returns [rows, to]
 */
export function dense(tf: TF, x: Tensor, w: Tensor, b?: Tensor): Tensor {
  const product = tf.matMul(x, w);
  return b ? tf.add(product, b) : product;
}

/**
 * Rows to pick: a product with it is a look-up whose gradient is a product too (`gather`'s gradient is missing in WebAssembly).
 * Made as integers: that backend's kernel writes the bits of integers whatever type it is asked for.
 *
 * @param indices [rows]
 * @returns [rows, classes]
 */
export function oneHot(tf: TF, indices: TensorFlow.Tensor1D, classes: number): Tensor {
  // The kernel wants two classes at least.
  if (classes === 1) return tf.ones([indices.size, 1]);
  return tf.cast(tf.oneHot(indices, classes), 'float32');
}

const NORM_EPSILON = 1e-5;

/**
 * Layer normalisation (Ba et al. 2016) without gain and bias: the product that follows has both.
 *
 * @param x [rows, width]
 */
export function normalise(tf: TF, x: Tensor): Tensor {
  const operation = tf.customGrad((input, save) => {
    const rows = input as Tensor;
    const centred = tf.sub(rows, tf.mean(rows, -1, true));
    const scale = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), NORM_EPSILON));
    const value = tf.mul(centred, scale);
    (save as (tensors: Tensor[]) => void)([value, scale]);
    return {
      value,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [y, s] = saved as [Tensor, Tensor];
        const along = tf.mul(y, tf.mean(tf.mul(dy, y), -1, true));
        return tf.mul(s, tf.sub(tf.sub(dy, tf.mean(dy, -1, true)), along));
      },
    };
  });
  return operation(x);
}

/**
 * Weighted sum over rows of the cross-entropy between softmax(logits) and targets; targets are constant.
 *
 * @param logits [rows, classes]
 * @param targets [rows, classes], each row a distribution
 * @param weights [rows]
 */
export function softmaxCrossEntropy(tf: TF, logits: Tensor, targets: Tensor, weights: Tensor): TensorFlow.Scalar {
  const operation = tf.customGrad((input, save) => {
    const rows = input as Tensor;
    const shifted = tf.sub(rows, tf.max(rows, -1, true));
    const logTotal = tf.log(tf.sum(tf.exp(shifted), -1));
    const cost = tf.sub(logTotal, tf.sum(tf.mul(shifted, targets), -1));
    (save as (tensors: Tensor[]) => void)([rows, targets, weights]);
    return {
      value: tf.sum(tf.mul(cost, weights)),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [scores, wanted, importance] = saved as [Tensor, Tensor, Tensor];
        return tf.mul(tf.sub(tf.softmax(scores), wanted), tf.mul(tf.expandDims(importance, -1), dy));
      },
    };
  });
  return operation(logits) as TensorFlow.Scalar;
}

/**
 * Weighted sum of the cross-entropy between sigmoid(logits) and targets of 0 or 1.
 *
 * @param logits [values] like targets and weights
 */
export function sigmoidCrossEntropy(tf: TF, logits: Tensor, targets: Tensor, weights: Tensor): TensorFlow.Scalar {
  const operation = tf.customGrad((input, save) => {
    const x = input as Tensor;
    // log(1 + e^x) − x·t, in the form that does not overflow.
    const soft = tf.add(tf.relu(x), tf.log(tf.add(tf.exp(tf.neg(tf.abs(x))), 1)));
    (save as (tensors: Tensor[]) => void)([x, targets, weights]);
    return {
      value: tf.sum(tf.mul(tf.sub(soft, tf.mul(x, targets)), weights)),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [scores, wanted, importance] = saved as [Tensor, Tensor, Tensor];
        return tf.mul(tf.mul(tf.sub(tf.sigmoid(scores), wanted), importance), dy);
      },
    };
  });
  return operation(logits) as TensorFlow.Scalar;
}
