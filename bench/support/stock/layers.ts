import type * as TensorFlow from '@tensorflow/tfjs-core';

export { dense, oneHot } from '../../../src/trainer/tensor/layers.ts';

type TF = typeof TensorFlow;
type Tensor = TensorFlow.Tensor;

// In place of `src/trainer/tensor/layers.ts`: the same values, differentiated by TensorFlow.js from its own kernels.

export function normalise(tf: TF, x: Tensor): Tensor {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  return tf.mul(centred, tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), 1e-5)));
}

export function softmaxCrossEntropy(tf: TF, logits: Tensor, targets: Tensor, weights: Tensor): TensorFlow.Scalar {
  return tf.neg(tf.sum(tf.mul(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), -1), weights)));
}

export function sigmoidCrossEntropy(tf: TF, logits: Tensor, targets: Tensor, weights: Tensor): TensorFlow.Scalar {
  const soft = tf.add(tf.relu(logits), tf.log(tf.add(tf.exp(tf.neg(tf.abs(logits))), 1)));
  return tf.sum(tf.mul(tf.sub(soft, tf.mul(logits, targets)), weights));
}
