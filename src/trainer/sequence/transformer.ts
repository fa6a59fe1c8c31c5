import type * as TensorFlow from '@tensorflow/tfjs-core';
import { dense, normalise, oneHot } from '../tensor/layers.ts';
import { bias, matrix, type Parameters, type ParameterSpecs } from '../tensor/parameters.ts';
import { PLACE_WIDTH, type Batch } from './batches.ts';

type TF = typeof TensorFlow;
type Tensor = TensorFlow.Tensor;

export interface TransformerShape {
  readonly vocabulary: number;
  /** Numbers that an input's value is told by. */
  readonly values: number;
  /** Numbers a token is represented by. */
  readonly width: number;
  readonly heads: number;
  /** Width of one head's queries, keys and values. */
  readonly headWidth: number;
  readonly layers: number;
  /** Width of the feed-forward layers. */
  readonly hidden: number;
}

export const DEFAULT_SHAPE: Omit<TransformerShape, 'vocabulary' | 'values'> = {
  width: 64,
  heads: 2,
  headWidth: 16,
  layers: 2,
  hidden: 128,
};

/** Rows whose attention is computed at a time in longer sequences: bounds memory. Only what is not longer has a gradient. */
export const LONG = 768;

export function parameterSpecs({
  vocabulary,
  values,
  width,
  heads,
  headWidth,
  layers,
  hidden,
}: TransformerShape): ParameterSpecs {
  const specs: Record<string, ParameterSpecs[string]> = {
    token: { shape: [vocabulary, width], deviation: 0.5 },
    segment: { shape: [2, width], deviation: 0.5 },
    value: { shape: [values, width], deviation: 0.2 },
    position: matrix(PLACE_WIDTH, width, 1.5),
    'out.w': matrix(width, vocabulary),
    'out.b': bias(vocabulary),
  };
  for (let layer = 0; layer < layers; layer++) {
    const attention = heads * headWidth;
    specs[`${layer}.query`] = matrix(width, attention, 2);
    // Starts as a copy of the queries', so that attention starts at like tokens and like positions.
    specs[`${layer}.key`] = { ...matrix(width, attention, 2), like: `${layer}.query` };
    specs[`${layer}.value`] = matrix(width, attention);
    specs[`${layer}.mix`] = matrix(attention, width, 1 / layers);
    specs[`${layer}.up.w`] = matrix(width, hidden, 2);
    specs[`${layer}.up.b`] = bias(hidden);
    specs[`${layer}.down.w`] = matrix(hidden, width, 1 / layers);
    specs[`${layer}.down.b`] = bias(width);
  }
  return specs;
}

/**
 * A decoder-only transformer (Vaswani et al. 2017; pre-norm as in Xiong et al. 2020) that sees the whole input at every
 * place and of the answer what is already written (a prefix language model, Raffel et al. 2020). Positions are absolute
 * sinusoids of four numbers (token, element, row, character), counted anew in the answer; a learned matrix takes them to the
 * tokens' space. Where a number of the input begins, its value is added in the same way.
 *
 * @returns logits of the token that follows, [batch · length, vocabulary]
 */
export function forward(tf: TF, p: Parameters, shape: TransformerShape, batch: Batch): Tensor {
  const parts = [
    tf.matMul(oneHot(tf, batch.tokens, shape.vocabulary), p.get('token')),
    tf.matMul(oneHot(tf, batch.segments, 2), p.get('segment')),
    tf.matMul(batch.values, p.get('value')),
    tf.matMul(batch.positions, p.get('position')),
  ];
  let x: Tensor = parts.reduce((sum, part) => tf.add(sum, part));
  for (let layer = 0; layer < shape.layers; layer++) {
    const name = (part: string): Tensor => p.get(`${layer}.${part}`);
    const seen = normalise(tf, x);
    const [q, k, v] = ['query', 'key', 'value'].map((part) => tf.matMul(seen, name(part))) as [Tensor, Tensor, Tensor];
    x = tf.add(x, tf.matMul(attend(tf, shape, batch, q, k, v), name('mix')));
    const up = tf.relu(dense(tf, normalise(tf, x), name('up.w'), name('up.b')));
    x = tf.add(x, dense(tf, up, name('down.w'), name('down.b')));
  }
  return dense(tf, normalise(tf, x), p.get('out.w'), p.get('out.b'));
}

/** Attention with several heads. @param q [batch · length, heads · headWidth] like k and v @returns the same */
function attend(
  tf: TF,
  { heads, headWidth: each }: TransformerShape,
  batch: Batch,
  q: Tensor,
  k: Tensor,
  v: Tensor,
): Tensor {
  const { size, length } = batch;
  const split = (x: Tensor, order: number[]): Tensor => tf.transpose(tf.reshape(x, [size, length, heads, each]), order);
  const queries = tf.mul(split(q, [0, 2, 1, 3]), tf.scalar(1 / Math.sqrt(each)));
  const keys = split(k, [0, 2, 3, 1]);
  const values = split(v, [0, 2, 1, 3]);
  const rows = (some: Tensor, from: number, to: number): Tensor =>
    tf.matMul(tf.softmax(tf.add(tf.matMul(some, keys), batch.mask(from, to))), values);
  const mixed = length <= LONG ? rows(queries, 0, length) : inBlocks();
  return tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [size * length, heads * each]);

  function inBlocks(): Tensor {
    const blocks: Tensor[] = [];
    for (let from = 0; from < length; from += LONG) {
      const to = Math.min(length, from + LONG);
      blocks.push(tf.tidy(() => rows(tf.slice(queries, [0, 0, from, 0], [size, heads, to - from, each]), from, to)));
    }
    return tf.concat(blocks, 2);
  }
}
