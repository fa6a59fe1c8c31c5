import type * as TensorFlow from '@tensorflow/tfjs-core';
import { createRandom, deriveSeed, pick, randomInt, type Random } from '../../shared/random.ts';
import type { CheckpointFile } from '../descent/checkpoint.ts';
import { train, type Descent, type DescentProgress, type Validation } from '../descent/train.ts';
import type { Backend } from '../tensor/backend.ts';
import { Parameters } from '../tensor/parameters.ts';
import { encodeFeatures, type Moment } from './features.ts';
import { decoded, Network, parameterSpecs } from './network.ts';
import { harden, probeLoss } from './objective.ts';
import { rollout } from './rollout.ts';
import { scoreOutputs } from './score.ts';
import type { Specification, Trajectory } from './spec.ts';

type TF = typeof TensorFlow;
type Tensor = TensorFlow.Tensor;

export interface ClrsTraining {
  readonly seed: number;
  readonly backend: Backend;
  readonly specification: Specification;
  /** Fresh runs, of any sizes; the same number gives the same ones. Those of −1 are kept for validation. */
  readonly runs: (chunk: number) => Promise<readonly Trajectory[]>;
  readonly hidden?: number;
  readonly triplets?: boolean;
  /** Rounds of messages in each step. Default: 1. */
  readonly rounds?: number;
  /** Pairs of nodes in a batch, over all its moments: of small graphs it holds more moments, at the same cost. Default: 8,192. */
  readonly pairs?: number;
  readonly learningRate?: number;
  /**
   * Moments of a run that are trained on together, one after the other. 1, the default, is one-step (Markov) training: each moment is
   * learned from the recorded hints of the moment before, without unrolling through time.
   */
  readonly unroll?: number;
  /** Whether a state is carried from moment to moment, besides the hints. Default: no. */
  readonly remembers?: boolean;
  /**
   * Where several moments are unrolled: the share of windows in which later steps get the network's own hints (scheduled sampling,
   * Bengio et al. 2015). Default 0.
   */
  readonly ownHints?: number;
  /** Trains to `maxSteps`, with a learning rate that falls to nothing: a perfect validation at training sizes says little of larger ones. */
  readonly anneal?: boolean;
  readonly budget: number;
  /** What the budget is counted by, seconds from anywhere; default: the time of day. */
  readonly clock?: () => number;
  readonly maxSteps?: number;
  readonly onProgress?: (progress: DescentProgress) => void;
  readonly turn: () => Promise<void>;
  readonly checkpoint?: CheckpointFile;
  /** Leaves the checkpoint where it is at the end. */
  readonly keepCheckpoint?: boolean;
}

const HIDDEN = 64;
const PAIRS = 8_192;
/** Moments in a batch, at most. */
const MAX_MOMENTS = 512;
/** Batches that are drawn from one chunk of runs. */
const BATCHES_OF_CHUNK = 100;
const LEARNING_RATE = 1e-3;
const MAX_STEPS = 20_000;
const VALIDATED = 32;
/** Windows that are a run's last besides those that chance makes it: outputs are learned there only. */
const LAST_SHARE = 0.25;

/** Consecutive moments of several runs of one size; a run that has ended is null. */
export interface ClrsBatch {
  readonly windows: readonly (readonly (Moment | null)[])[];
  /** Steps after the first see the hints that the network predicted. */
  readonly ownHints: boolean;
}

/** Trains the CLRS network on recorded runs. */
export async function trainClrs(
  options: ClrsTraining,
): Promise<{ readonly network: Network; readonly descent: Descent }> {
  const { backend, specification, seed, remembers = false } = options;
  const { tf } = backend;
  const { hidden = HIDDEN, triplets = false, rounds = 1 } = options;
  const shape = { specification, hidden, triplets, rounds };
  const network = new Network(tf, new Parameters(tf, parameterSpecs(shape), seed), shape);
  const held = (await options.runs(-1)).slice(0, VALIDATED);
  const task = {
    parameters: network.weights,
    batches: (from: number) => batches(options, from),
    loss: (batch: ClrsBatch) => windowLoss(tf, network, batch, remembers),
    validate: () => validate(tf, network, held, remembers),
  };
  const descent = await train(backend, task, {
    learningRate: options.learningRate ?? LEARNING_RATE,
    warmup: 50,
    maxSteps: options.maxSteps ?? MAX_STEPS,
    budget: options.budget,
    checkEvery: 50,
    patience: options.anneal === true ? Infinity : 8,
    halvings: 5,
    anneal: options.anneal ?? false,
    turn: options.turn,
    ...(options.clock ? { clock: options.clock } : {}),
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
    ...(options.checkpoint
      ? { checkpoint: { file: options.checkpoint, everySeconds: 20, keep: options.keepCheckpoint ?? false } }
      : {}),
  });
  return { network, descent };
}

/** Windows of random runs at random moments. Which, depends on seed and number only. */
function batches(options: ClrsTraining, from: number): AsyncIterator<ClrsBatch, never> {
  let step = from;
  let chunk = -1;
  let bySize: readonly (readonly Trajectory[])[] = [];
  return {
    next: async () => {
      const wanted = Math.floor(step / BATCHES_OF_CHUNK);
      if (chunk !== wanted) {
        chunk = wanted;
        bySize = grouped(await options.runs(chunk));
      }
      const random = createRandom(deriveSeed(options.seed, 71, step++));
      const runs = pick(random, bySize);
      const { unroll = 1, pairs = PAIRS } = options;
      const moments = Math.min(MAX_MOMENTS, pairs / (runs[0]?.n ?? 1) ** 2);
      const windows = Array.from({ length: Math.max(1, Math.round(moments / unroll)) }, () =>
        window(pick(random, runs), unroll, random),
      );
      return { done: false, value: { windows, ownHints: random() < (options.ownHints ?? 0) } };
    },
  };
}

function grouped(runs: readonly Trajectory[]): Trajectory[][] {
  const bySize = new Map<number, Trajectory[]>();
  for (const run of runs) bySize.set(run.n, [...(bySize.get(run.n) ?? []), run]);
  return [...bySize.values()];
}

/** `length` + 1 moments, the last one only predicted. */
function window(run: Trajectory, length: number, random: Random): (Moment | null)[] {
  const steps = Math.max(2, run.length);
  const last = Math.max(0, steps - 1 - length);
  const start = random() < LAST_SHARE ? last : randomInt(random, 0, last);
  const positions = randomPositions(run.n, random);
  return Array.from({ length: length + 1 }, (_, i) => {
    return start + i < steps ? { run, step: Math.max(0, Math.min(start + i, run.length - 1)), positions } : null;
  });
}

/** Increasing numbers in [0, 1): a network that is trained on n = 16 must not learn where the sixteenth node stands. */
function randomPositions(n: number, random: Random): Float32Array {
  return Float32Array.from({ length: n }, random).sort();
}

/** Hints at each moment, outputs at the last of a run: means over probes and moments. */
export function windowLoss(
  tf: TF,
  network: Network,
  { windows, ownHints }: ClrsBatch,
  remembers: boolean,
): TensorFlow.Scalar {
  const { specification } = network.shape;
  const length = (windows[0]?.length ?? 1) - 1;
  const first = windows.map(([moment]) => moment as Moment);
  const n = first[0]?.run.n ?? 0;
  let state: Tensor | null = null;
  const losses: TensorFlow.Scalar[] = [];
  let own: Record<string, Float32Array>[] = [];
  for (let step = 0; step < length; step++) {
    const now = windows.map((moments, i) => withHints(moments[step] ?? (first[i] as Moment), own[i]));
    const next = windows.map((moments) => moments[step + 1] ?? null);
    const encoded = network.encode(encodeFeatures(specification, now));
    const before: Tensor | null = remembers ? (state ?? tf.zeros(encoded.node.shape)) : null;
    const after = network.process(encoded, before);
    own = [];
    for (const probe of decoded(specification)) {
      const logits = network.decode(probe, encoded, after);
      if (ownHints && probe.stage === 'hint')
        own = joined(own, probe.name, harden(probe, logits.dataSync<'float32'>(), n, now));
      const targets = probe.stage === 'hint' ? next : next.map((moment) => (isLast(moment) ? moment : null));
      if (targets.every((target) => target === null)) continue;
      losses.push(probeLoss(tf, probe, logits, targets, n));
    }
    ({ state } = after);
  }
  return tf.mul(
    losses.reduce((a, b) => tf.add(a, b)),
    tf.scalar(1 / length),
  );
}

function withHints(moment: Moment, hints: Record<string, Float32Array> | undefined): Moment {
  return hints ? { ...moment, hints } : moment;
}

function joined(
  all: readonly Record<string, Float32Array>[],
  name: string,
  values: readonly Float32Array[],
): Record<string, Float32Array>[] {
  return values.map((value, run) => ({ ...all[run], [name]: value }));
}

function isLast(moment: Moment | null): boolean {
  return moment !== null && moment.step >= moment.run.length - 1;
}

/** By what the network does on its own: its mean score, and as the loss what is missing from it. */
function validate(tf: TF, network: Network, held: readonly Trajectory[], remembers: boolean): Validation {
  const { specification } = network.shape;
  let [score, exact] = [0, 0];
  for (const runs of grouped(held)) {
    rollout(tf, network, runs, remembers).forEach((outputs, i) => {
      const scored = scoreOutputs(specification, runs[i] as Trajectory, outputs);
      score += scored.score;
      exact += scored.exact ? 1 : 0;
    });
  }
  return { loss: 1 - score / held.length, accuracy: exact / held.length };
}
