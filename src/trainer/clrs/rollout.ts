import type * as TensorFlow from '@tensorflow/tfjs-core';
import { encodeFeatures, type Moment } from './features.ts';
import { isOver } from './calls.ts';
import { decoded, type Network } from './network.ts';
import { harden } from './objective.ts';
import type { Trajectory } from './spec.ts';

type TF = typeof TensorFlow;
type Tensor = TensorFlow.Tensor;

/**
 * Runs the network by itself: from the inputs and the hints of the first moment, each step's hints are those that it predicted the
 * step before, made hard. It goes on for as many steps as the algorithm did, as in CLRS, or until it says that the run is over.
 *
 * @param runs all of one `n`
 * @param remembers whether a state is carried from step to step, besides the hints
 * @returns the outputs of each run by probe name
 */
export function rollout(
  tf: TF,
  network: Network,
  runs: readonly Trajectory[],
  remembers: boolean,
): Record<string, Float32Array>[] {
  const { specification } = network.shape;
  const n = runs[0]?.n ?? 0;
  const outputs: Record<string, Float32Array>[] = runs.map(() => ({}));
  let moments: Moment[] = runs.map((run) => ({ run, step: 0 }));
  let state: Tensor | null = null;
  const last = Math.max(...runs.map(({ length }) => Math.max(2, length)));
  const over = runs.map(() => false);
  for (let step = 1; step < last && over.includes(false); step++) {
    const predicted = runs.map((): Record<string, Float32Array> => ({}));
    const next: Tensor = tf.tidy(() => {
      const encoded = network.encode(encodeFeatures(specification, moments));
      const answers = runs.map((): Record<string, Float32Array> => ({}));
      const before = state ?? (remembers ? tf.zeros(encoded.node.shape) : null);
      const after = network.process(encoded, before);
      for (const probe of decoded(specification)) {
        const values = harden(probe, network.decode(probe, encoded, after).dataSync<'float32'>(), n, moments);
        const told = probe.stage === 'hint' ? predicted : answers;
        values.forEach((value, run) => ((told[run] ?? {})[probe.name] = value));
      }
      runs.forEach(({ length }, run) => {
        if (over[run] === true || (step < Math.max(2, length) - 1 && !isOver(predicted[run] ?? {}))) return;
        over[run] = true;
        outputs[run] = answers[run] ?? {};
      });
      return after.state;
    });
    if (state) tf.dispose(state);
    state = next;
    if (!remembers) {
      tf.dispose(state);
      state = null;
    }
    moments = runs.map((run, i) => ({ run, step: 0, hints: predicted[i] ?? {} }));
  }
  if (state) tf.dispose(state);
  return outputs;
}
