import type * as TensorFlow from '@tensorflow/tfjs-core';

type TF = typeof TensorFlow;
type Tensor = TensorFlow.Tensor;

// In place of `src/trainer/clrs/pairs.ts`: the same values, differentiated by TensorFlow.js from its own kernels.

export function pairSums(tf: TF, sender: Tensor, receiver: Tensor, edge: Tensor): Tensor {
  const [n = 0, width = 0] = sender.shape;
  return tf.add(tf.add(edge, tf.reshape(sender, [n, 1, width])), tf.reshape(receiver, [1, n, width]));
}

export function tripleSums(tf: TF, a: Tensor, b: Tensor, c: Tensor): Tensor {
  return tf.add(tf.add(tf.expandDims(a, 2), tf.expandDims(b, 1)), tf.expandDims(c, 0));
}

export function maxOverFirst(tf: TF, x: Tensor): Tensor {
  return tf.max(x, 0);
}
