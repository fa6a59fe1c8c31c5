import type * as TensorFlow from '@tensorflow/tfjs-core';
import { createRandom, deriveSeed } from '../../shared/random.ts';
import type { Backend } from '../tensor/backend.ts';
import { sparseProduct } from '../tensor/sparse.ts';
import { layOut, type Layout } from './layout.ts';
import type { ChoiceData } from './scorer.ts';
import type { Weights } from './weights.ts';

export const HYPER = { lr: 0.2, b1: 0.8, b2: 0.95, own: 1e-4, shared: 1e-4, alpha: 0.5, scale: 'one', decay: 1, noise: 1e-3, stop: true, min: 30, every: 5 , prior: 0};
export interface Progress { iteration: number; loss: number; accuracy: number }
export interface TrainOptions {
  readonly seed: number; readonly backend: Backend; readonly warm?: Weights; readonly maxIterations?: number;
  readonly onProgress?: (p: Progress) => void; readonly signal?: AbortSignal;
}
export async function trainNetwork(data: readonly ChoiceData[], o: TrainOptions) {
  const { tf } = o.backend;
  const layout = layOut(data, (counts) => {
    const w = counts.map((c) => Math.pow(c, HYPER.alpha)); const t = w.reduce((a, b) => a + b, 0) || 1;
    const total = counts.reduce((a,b)=>a+b,0);
    const scale = HYPER.scale === 'one' ? 1 : HYPER.scale === 'log' ? Math.log1p(total) : Math.sqrt(total);
    return w.map((x) => x / t * scale);
  });
  const P = layout.scoring.rows, N = layout.scoring.width;
  const init = new Float32Array(N);
  layout.order.forEach((index, i) => { const slot = layout.slots[i]!; slot.candidates.forEach((c, j) => {
    init[slot.start + j] = HYPER.noise * (createRandom(deriveSeed(o.seed, hash(data[index]!.candidates[c]!.key)))() - 0.5); }); });
  const score = sparseProduct(tf, layout.scoring), member = sparseProduct(tf, layout.membership), cons = sparseProduct(tf, layout.consistency);
  const w = tf.variable(tf.tensor1d(init));
  const rw = tf.tensor1d(layout.rowWeights), cw = tf.tensor1d(layout.choiceWeights);
  const decay = tf.tensor1d(Float32Array.from({ length: N }, (_, i) => i < P ? HYPER.own : HYPER.shared));
  const adam = tf.train.adam(HYPER.lr, HYPER.b1, HYPER.b2, 1e-8);
  const lossFn = () => {
    const e = tf.exp(score(w as unknown as TensorFlow.Tensor1D)) as TensorFlow.Tensor1D;
    const num = tf.sum(tf.mul(rw, tf.log(cons(e)))), den = tf.sum(tf.mul(cw, tf.log(member(e))));
    const reg = tf.sum(tf.mul(decay, tf.square(w)));
    return tf.add(tf.sub(den, num), reg) as TensorFlow.Scalar;
  };
  const loss: number[] = []; let it = 0; let acc = 0, stable = 0;
  const targets = layout.slots.map((s) => bestVotes(s));
  for (; it < (o.maxIterations ?? 200); it++) {
    const l = adam.minimize(lossFn, true, [w])!; loss.push(l.dataSync()[0]! / data.length); l.dispose();
    if (it % HYPER.every === HYPER.every-1) {
      const z = tf.tidy(() => score(w as unknown as TensorFlow.Tensor1D).dataSync());
      acc = 0; layout.slots.forEach((s, i) => { if (votes(s, z) === targets[i]) acc++; }); acc /= layout.slots.length;
      o.onProgress?.({ iteration: it, loss: loss.at(-1)!, accuracy: acc });
      if (HYPER.stop && it >= HYPER.min) { stable = acc === 1 ? stable + 1 : 0; if (stable >= 2) { it++; break; } }
    }
  }
  const final = w.dataSync().slice();
  const theta: number[] = []; 
  const inv = new Map(layout.order.map((index, i) => [index, i]));
  data.forEach((c, index) => { const slot = layout.slots[inv.get(index)!]!; const t = new Float32Array(c.candidates.length); slot.candidates.forEach((cc, j) => { t[cc] = final[slot.start + j]!; }); theta.push(...t); });
  tf.dispose([w, rw, cw, decay]); adam.dispose(); score.dispose(); member.dispose(); cons.dispose();
  const weights: Weights = { choices: data.map(({ id, candidates }) => ({ id, candidates })), theta: Float32Array.from(theta), features: layout.features, phi: final.slice(P) };
  return { weights, loss, accuracy: acc, iterations: it };
}
function bestVotes(s: Layout['slots'][number]) { const v = new Float64Array(s.candidates.length); for (const r of s.rows) for (const c of r.consistent) v[c]! += r.count; return v.reduce((a, b) => Math.max(a, b), 0); }
function votes(s: Layout['slots'][number], z: ArrayLike<number>) { let b = 0; for (let j = 1; j < s.candidates.length; j++) if (z[s.start + j]! > z[s.start + b]!) b = j; let n = 0; for (const r of s.rows) if (r.consistent.includes(b)) n += r.count; return n; }
function hash(text: string): number { let h = 0x811c9dc5; for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193); return h | 0; }
