import type * as TensorFlow from '@tensorflow/tfjs-core';

type TF = typeof TensorFlow;
type Tensor = TensorFlow.Tensor;

/**
 * Sums for all pairs of nodes: `sender[i] + receiver[j] + edge[i, j]`. With what each node and each edge contributes computed on its own,
 * a message costs three sums instead of a product over their concatenation.
 *
 * @param sender [n, runs · width]
 * @param receiver [n, runs · width]
 * @param edge [n, n, runs · width]
 * @returns [n, n, runs · width]
 */
export function pairSums(tf: TF, sender: Tensor, receiver: Tensor, edge: Tensor): Tensor {
  const [n = 0, width = 0] = sender.shape;
  const operation = tf.customGrad((...inputs) => {
    const [s, r, e] = inputs as [Tensor, Tensor, Tensor];
    return {
      value: tf.add(tf.add(e, tf.reshape(s, [n, 1, width])), tf.reshape(r, [1, n, width])),
      gradFunc: (dy: Tensor) => {
        const [bySender, byReceiver] = sums(dy.dataSync<'float32'>(), n, width);
        return [tf.tensor2d(bySender, [n, width]), tf.tensor2d(byReceiver, [n, width]), tf.clone(dy)];
      },
    };
  });
  return operation(sender, receiver, edge);
}

/** Sums of [n, n, width] over its second axis and over its first, in one pass: products with ones take five times as long. */
function sums(values: Float32Array, n: number, width: number): [bySender: Float32Array, byReceiver: Float32Array] {
  const [bySender, byReceiver] = [new Float32Array(n * width), new Float32Array(n * width)];
  for (let i = 0, at = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < width; k++, at++) {
        const value = values[at] ?? 0;
        bySender[i * width + k] = (bySender[i * width + k] ?? 0) + value;
        byReceiver[j * width + k] = (byReceiver[j * width + k] ?? 0) + value;
      }
    }
  }
  return [bySender, byReceiver];
}

/**
 * Sums for all triples of nodes: `a[i, j] + b[i, k] + c[j, k]`.
 *
 * @param a [n, n, width], like b and c
 * @returns [n, n, n, width]
 */
export function tripleSums(tf: TF, a: Tensor, b: Tensor, c: Tensor): Tensor {
  const [n = 0, , width = 0] = a.shape;
  const operation = tf.customGrad((...inputs) => {
    const [x, y, z] = inputs as [Tensor, Tensor, Tensor];
    const ij = tf.reshape(x, [n, n, 1, width]);
    const ik = tf.reshape(y, [n, 1, n, width]);
    return {
      value: tf.add(tf.add(ij, ik), tf.reshape(z, [1, n, n, width])),
      gradFunc: (dy: Tensor) => [
        tf.reshape(tf.matMul(tf.ones([n * n, 1, n]), tf.reshape(dy, [n * n, n, width])), [n, n, width]),
        tf.reshape(tf.matMul(tf.ones([n, 1, n]), tf.reshape(dy, [n, n, n * width])), [n, n, width]),
        tf.reshape(tf.matMul(tf.ones([1, n]), tf.reshape(dy, [n, n * n * width])), [n, n, width]),
      ],
    };
  });
  return operation(a, b, c);
}

/**
 * Maximum over the first axis, whose gradient goes to the first of the highest. In plain JavaScript: the kernels compare whole arrays
 * several times, which takes twenty times as long in WebAssembly.
 *
 * @param x [n, rest]
 * @returns [rest]
 */
export function maxOverFirst(tf: TF, x: Tensor): Tensor {
  const [n = 0, rest = 0] = x.shape;
  const operation = tf.customGrad((input, save) => {
    const values = (input as Tensor).dataSync<'float32'>();
    const highest = values.slice(0, rest);
    const from = new Int32Array(rest);
    for (let i = 1; i < n; i++) {
      for (let k = 0, at = i * rest; k < rest; k++, at++) {
        const value = values[at] ?? 0;
        if (value <= (highest[k] ?? 0)) continue;
        highest[k] = value;
        from[k] = i;
      }
    }
    (save as (tensors: Tensor[]) => void)([]);
    return {
      value: tf.tensor1d(highest),
      gradFunc: (dy: Tensor) => {
        const out = new Float32Array(n * rest);
        dy.dataSync<'float32'>().forEach((value, k) => (out[(from[k] ?? 0) * rest + k] = value));
        return tf.tensor2d(out, [n, rest]);
      },
    };
  });
  return operation(x);
}
