import type * as TensorFlow from '@tensorflow/tfjs-core';
import { oneHot } from '../tensor/layers.ts';
import { valueWidth, writeValue, type Bins } from './numbers.ts';
import type { Sequence } from './vocabulary.ts';

type TF = typeof TensorFlow;
type Tensor = TensorFlow.Tensor;

/** Sequences of about one length, filled up to it. What is made of tensors is freed with the tidy it was made in. */
export interface Batch {
  readonly size: number;
  readonly length: number;
  /** [size · length] */
  readonly tokens: TensorFlow.Tensor1D;
  /** [size · length] 0 in the input, 1 in the answer. */
  readonly segments: TensorFlow.Tensor1D;
  /** [size · length, PLACE_WIDTH] */
  readonly positions: Tensor;
  /** [size · length, valueWidth] Of the input's numbers, where they begin; 0 elsewhere. */
  readonly values: Tensor;
  /** What places `from` to `to` may see, 0 or −∞ nearly. @returns [size, 1, to − from, length] */
  mask(from: number, to: number): Tensor;
}

/** Sines and cosines that a number is told by. */
const SINUSOIDS = 32;
/** A place is four numbers. */
export const PLACE_WIDTH = 4 * SINUSOIDS;

const HIDDEN = -1e9;

export function createBatch(tf: TF, bins: Bins, sequences: readonly Sequence[]): Batch {
  const size = sequences.length;
  const length = Math.max(...sequences.map(({ tokens }) => tokens.length));
  const tokens = new Int32Array(size * length);
  const segments = new Int32Array(size * length);
  const positions = new Float32Array(size * length * PLACE_WIDTH);
  const width = valueWidth(bins);
  const values = new Float32Array(size * length * width);
  sequences.forEach((sequence, row) => {
    sequence.values.forEach((value, i) => {
      if (!Number.isNaN(value)) writeValue(values, (row * length + i) * width, bins, value);
    });
    tokens.set(sequence.tokens, row * length);
    sequence.places.forEach((place, i) => {
      segments[row * length + i] = i >= sequence.prompt ? 1 : 0;
      const at = (row * length + i) * PLACE_WIDTH;
      [place.index, place.column, place.row, place.character].forEach((number, part) => {
        writeSinusoid(positions, at + part * SINUSOIDS, number);
      });
    });
  });
  return {
    size,
    length,
    tokens: tf.tensor1d(tokens, 'int32'),
    segments: tf.tensor1d(segments, 'int32'),
    positions: tf.tensor2d(positions, [size * length, PLACE_WIDTH]),
    values: tf.tensor2d(values, [size * length, width]),
    mask: (from, to) => mask(tf, sequences, length, from, to),
  };
}

/** The whole input is seen from everywhere, of the answer what comes before; what fills up is not seen. */
function mask(tf: TF, sequences: readonly Sequence[], length: number, from: number, to: number): Tensor {
  const out = new Float32Array(sequences.length * (to - from) * length).fill(HIDDEN);
  sequences.forEach(({ tokens, prompt }, row) => {
    for (let i = from; i < to; i++) {
      const seen = Math.min(tokens.length, Math.max(prompt, i + 1));
      const at = (row * (to - from) + i - from) * length;
      out.fill(0, at, at + seen);
    }
  });
  return tf.tensor4d(out, [sequences.length, 1, to - from, length]);
}

/** Of the first positions, one after the other: most are met again and again. */
const KNOWN = new Float32Array(1024 * SINUSOIDS);
for (let position = 0; position * SINUSOIDS < KNOWN.length; position++)
  computeSinusoid(KNOWN, position * SINUSOIDS, position);

function writeSinusoid(out: Float32Array, at: number, position: number): void {
  const from = position * SINUSOIDS;
  if (from >= KNOWN.length) computeSinusoid(out, at, position);
  else for (let i = 0; i < SINUSOIDS; i++) out[at + i] = KNOWN[from + i] ?? 0;
}

/** Sinusoids of Vaswani et al. 2017, section 3.5. */
function computeSinusoid(out: Float32Array, at: number, position: number): void {
  for (let i = 0; i < SINUSOIDS; i += 2) {
    const angle = position / 10_000 ** (i / SINUSOIDS);
    out[at + i] = Math.sin(angle);
    out[at + i + 1] = Math.cos(angle);
  }
}

/** What the answer's places should say. */
export interface Targets {
  /** [size · length, vocabulary] */
  readonly tokens: Tensor;
  /** [size · length] 0 where nothing is asked; the others' sum is 1. */
  readonly weights: Tensor;
}

export function createTargets(tf: TF, sequences: readonly Sequence[], length: number, vocabulary: number): Targets {
  const next = new Int32Array(sequences.length * length);
  const weights = new Float32Array(sequences.length * length);
  sequences.forEach(({ tokens, prompt }, row) => {
    for (let i = prompt; i < tokens.length; i++) {
      next[row * length + i - 1] = tokens[i] ?? 0;
      weights[row * length + i - 1] = 1;
    }
  });
  const total = weights.reduce((a, b) => a + b, 0);
  return {
    tokens: oneHot(tf, tf.tensor1d(next, 'int32'), vocabulary),
    weights: tf.tensor1d(weights.map((weight) => weight / total)),
  };
}

/** Tokens of a batch, filling included; … */
const BATCH_TOKENS = 640;
/** … and sequences. */
const BATCH_SEQUENCES = 24;

/** Cuts sequences into batches of about one length each, so that little is filled up. Order of equals is kept. */
export function inBatches<X extends { readonly sequence: Sequence }>(items: readonly X[]): X[][] {
  const sorted = [...items].sort((a, b) => a.sequence.tokens.length - b.sequence.tokens.length);
  const batches: X[][] = [];
  let batch: X[] = [];
  for (const item of sorted) {
    const full = batch.length >= BATCH_SEQUENCES || (batch.length + 1) * item.sequence.tokens.length > BATCH_TOKENS;
    if (full && batch.length > 0) {
      batches.push(batch);
      batch = [];
    }
    batch.push(item);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
