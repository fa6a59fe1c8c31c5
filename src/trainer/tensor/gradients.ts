import type * as TensorFlow from '@tensorflow/tfjs-core';

type TF = typeof TensorFlow;

const registered = new WeakSet<TF>();

/**
 * Registers the gradients that Understudy's losses use.
 *
 * The entry point that Node loads has none, and the module that registers all of them resolves in bundlers only.
 * The stock ones also sum over broadcast axes; here operands have the same shape, so that a backward step costs
 * as few kernels as possible (a kernel call costs more than the arithmetic at these sizes).
 */
export function registerGradients(tf: TF): void {
  if (registered.has(tf)) return;
  registered.add(tf);
  tf.registerGradient({
    kernelName: 'Multiply',
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) => {
      const [a, b] = saved;
      const upstream = single(dy);
      assertSameShape(a, b, 'Multiply');
      return { a: () => tf.mul(upstream, defined(b)), b: () => tf.mul(upstream, defined(a)) };
    },
  });
  tf.registerGradient({
    kernelName: 'Add',
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b]) => {
      assertSameShape(a, b, 'Add');
      return { a: () => tf.clone(single(dy)), b: () => tf.clone(single(dy)) };
    },
  });
  tf.registerGradient({
    kernelName: 'Sub',
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b]) => {
      assertSameShape(a, b, 'Sub');
      return { a: () => tf.clone(single(dy)), b: () => tf.neg(single(dy)) };
    },
  });
  tf.registerGradient({
    kernelName: 'Exp',
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => tf.mul(single(dy), defined(y)) }),
  });
  tf.registerGradient({
    kernelName: 'Log',
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => tf.div(single(dy), defined(x)) }),
  });
  tf.registerGradient({
    kernelName: 'Square',
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => tf.mul(single(dy), tf.mul(defined(x), 2)) }),
  });
  tf.registerGradient({
    kernelName: 'Sum',
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => tf.mul(single(dy), tf.onesLike(defined(x))) }),
  });
}

function single(dy: TensorFlow.Tensor | TensorFlow.Tensor[]): TensorFlow.Tensor {
  return Array.isArray(dy) ? defined(dy[0]) : dy;
}

function defined<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a gradient was asked for without its operands');
  return value;
}

function assertSameShape(a: TensorFlow.Tensor | undefined, b: TensorFlow.Tensor | undefined, kernel: string): void {
  if (String(a?.shape) !== String(b?.shape)) {
    throw new Error(`${kernel} has no gradient for shapes [${a?.shape}] and [${b?.shape}]`);
  }
}
