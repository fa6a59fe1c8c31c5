import type * as TensorFlow from '@tensorflow/tfjs-core';

type TF = typeof TensorFlow;
type Tensor = TensorFlow.Tensor;

const registered = new WeakSet<TF>();

/**
 * Registers the gradients that Understudy's networks use.
 *
 * The entry point that Node loads has none, and the module that registers all of them resolves in bundlers only. They
 * are also faster here: a product's gradient transposes its operands explicitly (the kernel's own transposing flags
 * cost 10 times as much in WebAssembly), sums over broadcast axes are plain JavaScript there, and operands of one shape,
 * the usual case, are not looked at for broadcasts at all.
 */
export function registerGradients(tf: TF): void {
  if (registered.has(tf)) return;
  registered.add(tf);
  registerArithmetic(tf);
  registerFunctions(tf);
  registerReshaping(tf);
}

function registerArithmetic(tf: TF): void {
  const summed = (gradient: Tensor, shape: readonly number[]): Tensor => sumTo(tf, gradient, shape);
  tf.registerGradient({
    kernelName: 'Multiply',
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) => {
      const [a, b] = [defined(saved[0]), defined(saved[1])];
      const upstream = single(dy);
      return {
        a: () => summed(tf.mul(upstream, b), a.shape),
        b: () => summed(tf.mul(upstream, a), b.shape),
      };
    },
  });
  tf.registerGradient({
    kernelName: 'Add',
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b]) => ({
      a: () => summed(single(dy), defined(a).shape),
      b: () => summed(single(dy), defined(b).shape),
    }),
  });
  tf.registerGradient({
    kernelName: 'Sub',
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b]) => ({
      a: () => summed(single(dy), defined(a).shape),
      b: () => summed(tf.neg(single(dy)), defined(b).shape),
    }),
  });
  tf.registerGradient({
    kernelName: 'BatchMatMul',
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b], attributes) => {
      const { transposeA, transposeB } = attributes as { readonly transposeA?: boolean; readonly transposeB?: boolean };
      if (transposeA === true || transposeB === true)
        throw new Error('transpose explicitly: the flags have no gradient');
      return {
        a: () => tf.matMul(single(dy), flipped(tf, defined(b))),
        b: () => ofRightOperand(tf, defined(a), single(dy)),
      };
    },
  });
}

function isWasm(tf: TF): boolean {
  return tf.getBackend() === 'wasm';
}

/** aᵀ dy. With few columns in a long `a`, the other way round: the kernel first packs the whole of its right operand for a few rows. */
function ofRightOperand(tf: TF, a: Tensor, dy: Tensor): Tensor {
  const [rows = 0, columns = 0] = a.shape;
  const isNarrow =
    isWasm(tf) && a.rank === 2 && dy.rank === 2 && rows * columns >= LARGE && 2 * columns <= (dy.shape[1] ?? 0);
  return isNarrow ? tf.transpose(tf.matMul(flipped(tf, dy), a)) : tf.matMul(flipped(tf, a), dy);
}

function registerFunctions(tf: TF): void {
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
    kernelName: 'Relu',
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => tf.mul(single(dy), tf.step(defined(y))) }),
  });
  tf.registerGradient({
    kernelName: 'Sigmoid',
    outputsToSave: [true],
    gradFunc: (dy, [saved]) => {
      const y = defined(saved);
      return { x: () => tf.mul(single(dy), tf.mul(y, tf.sub(1, y))) };
    },
  });
  tf.registerGradient({
    kernelName: 'Softmax',
    outputsToSave: [true],
    gradFunc: (dy, [saved]) => {
      const y = defined(saved);
      const weighted = tf.mul(single(dy), y);
      return { logits: () => tf.sub(weighted, tf.mul(tf.sum(weighted, -1, true), y)) };
    },
  });
  tf.registerGradient({
    kernelName: 'Sum',
    inputsToSave: ['x'],
    gradFunc: (dy, [saved], attributes) => {
      const x = defined(saved);
      const { axis: given } = attributes as { readonly axis: number | number[] | null };
      const axes = new Set([given ?? []].flat().map((axis) => (axis < 0 ? axis + x.rank : axis)));
      const kept = x.shape.map((size, axis) => (given === null || axes.has(axis) ? 1 : size));
      return { x: () => tf.mul(tf.reshape(single(dy), kept), tf.onesLike(x)) };
    },
  });
}

function registerReshaping(tf: TF): void {
  tf.registerGradient({
    kernelName: 'Reshape',
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => tf.reshape(single(dy), defined(x).shape) }),
  });
  tf.registerGradient({
    kernelName: 'ExpandDims',
    inputsToSave: ['input'],
    gradFunc: (dy, [x]) => ({ input: () => tf.reshape(single(dy), defined(x).shape) }),
  });
  tf.registerGradient({
    kernelName: 'Transpose',
    gradFunc: (dy, _saved, attributes) => {
      const { perm } = attributes as unknown as { readonly perm: readonly number[] };
      const inverse = perm.map((_, axis) => perm.indexOf(axis));
      return { x: () => tf.transpose(single(dy), inverse) };
    },
  });
  tf.registerGradient({ kernelName: 'Cast', gradFunc: (dy) => ({ x: () => tf.cast(single(dy), 'float32') }) });
  tf.registerGradient({ kernelName: 'Identity', gradFunc: (dy) => ({ x: () => tf.clone(single(dy)) }) });
}

/** Sums a gradient over the axes along which its operand was broadcast. */
function sumTo(tf: TF, gradient: Tensor, shape: readonly number[]): Tensor {
  if (String(gradient.shape) === String(shape)) return tf.clone(gradient);
  const lead = gradient.rank - shape.length;
  const axes = gradient.shape.flatMap((size, axis) =>
    axis < lead || (shape[axis - lead] === 1 && size > 1) ? [axis] : [],
  );
  // The usual case, a bias: everything before the last axes.
  const isPrefix = axes.every((axis, i) => axis === i);
  if (!isPrefix) return tf.reshape(tf.sum(gradient, axes), [...shape]);
  const rows = axes.reduce((product, axis) => product * (gradient.shape[axis] ?? 1), 1);
  const columns = gradient.size / rows;
  if (isWasm(tf)) return tf.tensor(rowSums(gradient.dataSync<'float32'>(), rows, columns), [...shape]);
  return tf.reshape(tf.matMul(tf.ones([1, rows]), tf.reshape(gradient, [rows, columns])), [...shape]);
}

/** In plain JavaScript: the kernel for products packs its whole right operand for one row of ones, which takes ten times as long. */
function rowSums(values: Float32Array, rows: number, columns: number): Float32Array {
  const sums = new Float32Array(columns);
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, at++) sums[column] = (sums[column] ?? 0) + (values[at] ?? 0);
  return sums;
}

/**
 * Values from which a matrix is transposed here: the kernel takes 20 ns a value in WebAssembly, this loop 2. The native library
 * transposes itself, as reading a tensor there copies it out of the library.
 */
const LARGE = 4_096;

/** The last two axes exchanged. */
function flipped(tf: TF, x: Tensor): Tensor {
  if (x.rank === 2 && x.size >= LARGE && isWasm(tf)) {
    const [rows = 0, columns = 0] = x.shape;
    return tf.tensor2d(transposed(x.dataSync<'float32'>(), rows, columns), [columns, rows]);
  }
  const axes = x.shape.map((_, axis) => axis);
  return tf.transpose(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]);
}

/** Rows at a time, so that what is read and what is written both stay in the cache. */
const TILE = 32;

function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let top = 0; top < rows; top += TILE) {
    const bottom = Math.min(rows, top + TILE);
    for (let column = 0; column < columns; column++) {
      for (let row = top; row < bottom; row++) out[column * rows + row] = values[row * columns + column] ?? 0;
    }
  }
  return out;
}

function single(dy: Tensor | Tensor[]): Tensor {
  return Array.isArray(dy) ? defined(dy[0]) : dy;
}

function defined<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a gradient was asked for without its operands');
  return value;
}
