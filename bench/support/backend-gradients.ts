// Losses and gradients of the networks that see less on one backend, as JSON: what `scripts/tensorflow.mjs` compares. The argument
// is the backend's name, the next one the folder of the `.wasm` files.
import type * as TensorFlow from '@tensorflow/tfjs-core';
import { createRandom, randomInt } from '../../src/shared/random.ts';
import { Network, parameterSpecs } from '../../src/trainer/clrs/network.ts';
import { windowLoss } from '../../src/trainer/clrs/train.ts';
import { adamStep, createAdam } from '../../src/trainer/descent/adam.ts';
import { differentiate } from '../../src/trainer/descent/train.ts';
import { lossOf } from '../../src/trainer/sequence/network.ts';
import { valueWidth } from '../../src/trainer/sequence/numbers.ts';
import { DEFAULT_SHAPE, parameterSpecs as transformerSpecs } from '../../src/trainer/sequence/transformer.ts';
import { Vocabulary } from '../../src/trainer/sequence/vocabulary.ts';
import { selectBackend, type BackendName } from '../../src/trainer/tensor/backend.ts';
import { Parameters } from '../../src/trainer/tensor/parameters.ts';
import { CLRS_ALGORITHMS } from './clrs-runs.ts';

export interface Gradients {
  readonly network: string;
  /** Before each of the steps. */
  readonly losses: readonly number[];
  /** [parameters] Of the first step. */
  readonly gradient: readonly number[];
}

type Loss = () => TensorFlow.Scalar;

const STEPS = 20;
const LEARNING_RATE = 1e-3;

const [name, wasmDirectory] = process.argv.slice(2);
const { tf } = await selectBackend(name as BackendName, { wasmDirectory });
const mpnns = Object.entries({ mpnn: {}, 'mpnn, two rounds': { rounds: 2 }, 'mpnn, triplets': { triplets: true } });
const all = [...mpnns.map(([network, settings]) => mpnn(network, settings)), transformer()];
process.stdout.write(JSON.stringify(all));

function descend(network: string, weights: Parameters, loss: Loss): Gradients {
  const adam = createAdam(weights.count);
  const losses: number[] = [];
  let first: Float32Array | null = null;
  for (let i = 0; i < STEPS; i++) {
    const { loss: before, gradient } = differentiate(tf, { parameters: weights, loss }, null);
    losses.push(before);
    first ??= gradient;
    adamStep(adam, weights.values, gradient, LEARNING_RATE);
    weights.publish();
  }
  weights.dispose();
  return { network, losses, gradient: [...(first ?? [])] };
}

/** Bellman-Ford's probes are a pointer, numbers and masks. */
function mpnn(network: string, settings: { rounds?: number; triplets?: boolean }): Gradients {
  const algorithm = CLRS_ALGORITHMS['bellman_ford'];
  if (!algorithm) throw new Error('the runs of Bellman-Ford are gone');
  const shape = { specification: algorithm.specification, hidden: 32, ...settings };
  const weights = new Parameters(tf, parameterSpecs(shape), 1);
  const made = new Network(tf, weights, shape);
  const random = createRandom(1);
  const windows = Array.from({ length: 8 }, () => {
    const run = algorithm.run(algorithm.draw(8, random));
    return [0, 1, 2].map((step) => ({ run, step: Math.min(step, run.length - 1) }));
  });
  return descend(network, weights, () => windowLoss(tf, made, { windows, ownHints: false }, true));
}

/** Copies of lists. */
function transformer(): Gradients {
  const random = createRandom(1);
  const examples = Array.from({ length: 24 }, () => {
    const list = Array.from({ length: randomInt(random, 1, 8) }, () => randomInt(random, -99, 99));
    return { input: [list], outcome: { output: list, threw: null, mutated: [list], sameAs: null } };
  });
  const vocabulary = Vocabulary.of(examples);
  const { bins, size } = vocabulary;
  const shape = { ...DEFAULT_SHAPE, vocabulary: size, values: valueWidth(bins) };
  const weights = new Parameters(tf, transformerSpecs(shape), 1);
  const sequences = examples.map((example) => vocabulary.sequence(example));
  return descend('transformer', weights, () => lossOf(tf, weights, shape, bins, sequences));
}
