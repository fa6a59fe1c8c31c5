import type * as TensorFlow from '@tensorflow/tfjs-core';
import { oneHot, sigmoidCrossEntropy, softmaxCrossEntropy } from '../tensor/layers.ts';
import { current, type Moment } from './features.ts';
import type { Probe } from './spec.ts';
import { categories, isDefined, isKept, isPointer, placesOf, valuesAt } from './values.ts';

type TF = typeof TensorFlow;
type Tensor = TensorFlow.Tensor;

/**
 * A probe's loss against what the runs really show next, by type as in CLRS (`losses.py`): squares for scalars, cross-entropy for the
 * rest; over the nodes for a mask of one, over the categories, over the nodes pointed to. Mean over values.
 *
 * @param logits of `Network.decode`
 * @param targets where each run stands at the time that is predicted; null leaves a run out
 */
export function probeLoss(
  tf: TF,
  probe: Probe,
  logits: Tensor,
  targets: readonly (Moment | null)[],
  n: number,
): TensorFlow.Scalar {
  const runs = targets.length;
  const rows = new Rows(probe, targets, n);
  const total = rows.weights.reduce((a, b) => a + b, 0) || 1;
  const weights = tf.tensor1d(rows.weights.map((weight) => weight / total));
  if (isPointer(probe))
    return softmaxCrossEntropy(tf, logits, oneHot(tf, tf.tensor1d(rows.ints(), 'int32'), n), weights);
  if (probe.type === 'categorical') {
    const wanted = oneHot(tf, tf.tensor1d(rows.ints(), 'int32'), categories(probe));
    return softmaxCrossEntropy(tf, logits, wanted, weights);
  }
  if (probe.type === 'mask_one') {
    const byRun = (x: Tensor): Tensor => tf.transpose(tf.reshape(x, [n, runs]));
    // A run in which no node is marked teaches nothing here.
    const each = Float32Array.from(targets, (_, run) =>
      rows.values.some((value, at) => at % runs === run && value === 1) ? 1 : 0,
    );
    const present = each.reduce((a, b) => a + b, 0) || 1;
    const share = tf.tensor1d(each.map((weight) => weight / present));
    return softmaxCrossEntropy(tf, byRun(logits), byRun(tf.tensor1d(rows.values)), share);
  }
  if (isKept(probe)) return keptLoss(tf, logits, rows);
  const wanted = tf.tensor1d(rows.values);
  const flat = tf.reshape(logits, [rows.values.length]);
  if (probe.type === 'mask') return sigmoidCrossEntropy(tf, flat, wanted, weights);
  return tf.sum(tf.mul(tf.square(tf.sub(flat, wanted)), weights));
}

/** Of numbers that are kept or set anew: whether they are, cross-entropy, and the squares of those that are. @param logits [rows, 2] */
function keptLoss(tf: TF, logits: Tensor, { values, weights, changed }: Rows): TensorFlow.Scalar {
  const share = (of: Float32Array): TensorFlow.Tensor1D => {
    const total = of.reduce((a, b) => a + b, 0) || 1;
    return tf.tensor1d(of.map((weight) => weight / total));
  };
  const column = (k: number): Tensor =>
    tf.reshape(tf.matMul(logits, tf.tensor2d(k === 0 ? [1, 0] : [0, 1], [2, 1])), [values.length]);
  const squares = tf.sum(tf.mul(tf.square(tf.sub(column(0), tf.tensor1d(values))), share(changed)));
  return tf.add(squares, sigmoidCrossEntropy(tf, column(1), tf.tensor1d(changed), share(weights)));
}

/** A probe's values of several runs in the order of the network's rows: place first, then run. */
class Rows {
  readonly values: Float32Array;
  readonly weights: Float32Array;
  /** 1 where the value is not what it was a moment before. */
  readonly changed: Float32Array;

  constructor(probe: Probe, targets: readonly (Moment | null)[], n: number) {
    const runs = targets.length;
    const places = placesOf(probe, n);
    this.values = new Float32Array(places * runs);
    this.weights = new Float32Array(places * runs);
    this.changed = new Float32Array(places * runs);
    targets.forEach((target, run) => {
      if (!target) return;
      const before = valuesAt(probe, target.run, Math.max(0, target.step - 1));
      valuesAt(probe, target.run, target.step).forEach((value, place) => {
        if (!isDefined(probe, value)) return;
        this.values[place * runs + run] = value;
        this.weights[place * runs + run] = 1;
        this.changed[place * runs + run] = value === before[place] ? 0 : 1;
      });
    });
  }

  ints(): Int32Array {
    return Int32Array.from(this.values);
  }
}

/**
 * What logits say, by run, as values of the probe: the likeliest node or category, masks by sign, scalars as they are, those that are not
 * set as they were.
 *
 * @param logits the numbers of `Network.decode`
 * @param moments where the runs stand that they were decoded from
 */
export function harden(probe: Probe, logits: Float32Array, n: number, moments: readonly Moment[]): Float32Array[] {
  const runs = moments.length;
  const places = placesOf(probe, n);
  const width = logits.length / (places * runs);
  const at = (place: number, run: number, k: number): number => logits[(place * runs + run) * width + k] ?? 0;
  return moments.map((moment, run) => {
    if (isKept(probe))
      return current(probe, moment).map((value, place) => (at(place, run, 1) > 0 ? at(place, run, 0) : value));
    const out = new Float32Array(places);
    if (probe.type === 'mask_one') {
      out[argMax(places, (place) => at(place, run, 0))] = 1;
      return out;
    }
    for (let place = 0; place < places; place++) {
      if (width > 1 || isPointer(probe)) out[place] = argMax(width, (k) => at(place, run, k));
      else if (probe.type === 'mask') out[place] = at(place, run, 0) > 0 ? 1 : 0;
      else if (probe.type === 'scalar') out[place] = at(place, run, 0);
    }
    return out;
  });
}

function argMax(count: number, value: (index: number) => number): number {
  let best = 0;
  for (let i = 1; i < count; i++) if (value(i) > value(best)) best = i;
  return best;
}
