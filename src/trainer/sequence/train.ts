import { createRandom, deriveSeed, shuffle } from '../../shared/random.ts';
import type { CheckpointFile } from '../descent/checkpoint.ts';
import { train, type Descent, type DescentProgress } from '../descent/train.ts';
import type { Example } from '../example.ts';
import type { Backend } from '../tensor/backend.ts';
import { Parameters } from '../tensor/parameters.ts';
import { inBatches } from './batches.ts';
import { lossOf, Transformer } from './network.ts';
import { valueWidth } from './numbers.ts';
import { DEFAULT_SHAPE, LONG, parameterSpecs } from './transformer.ts';
import { Vocabulary, type Sequence } from './vocabulary.ts';

export interface SequenceTraining {
  readonly seed: number;
  readonly backend: Backend;
  /** Fresh calls; the same number gives the same ones. Those of −1 are kept for validation. */
  readonly examples: (chunk: number) => Promise<readonly Example[]>;
  /** Trains to `maxSteps`, with a learning rate that falls to nothing. */
  readonly anneal?: boolean;
  readonly budget: number;
  /** What the budget is counted by; default: the time of day. */
  readonly clock?: () => number;
  readonly maxSteps?: number;
  readonly onProgress?: (progress: DescentProgress) => void;
  readonly turn: () => Promise<void>;
  readonly checkpoint?: CheckpointFile;
}

const VALIDATED = 256;
const LEARNING_RATE = 3e-3;
const MAX_STEPS = 20_000;

/** Trains a transformer on calls alone. @returns null where every call is too long */
export async function trainTransformer(
  options: SequenceTraining,
): Promise<{ readonly network: Transformer; readonly descent: Descent } | null> {
  const { seed, backend } = options;
  const { tf } = backend;
  const first = await options.examples(0);
  const vocabulary = Vocabulary.of(first);
  const shape = { ...DEFAULT_SHAPE, vocabulary: vocabulary.size, values: valueWidth(vocabulary.bins) };
  const short = (examples: readonly Example[]): Sequence[] =>
    examples.map((example) => vocabulary.sequence(example)).filter(({ tokens }) => tokens.length <= LONG);
  if (short(first).length === 0) return null;
  const held = short(await options.examples(-1)).slice(0, VALIDATED);
  const network = new Transformer(tf, new Parameters(tf, parameterSpecs(shape), seed), shape, vocabulary);
  try {
    const task = {
      parameters: network.weights,
      batches: (from: number) =>
        skip(
          batches(async (chunk) => short(await options.examples(chunk)), seed),
          from,
        ),
      loss: (batch: readonly Sequence[]) => lossOf(tf, network.weights, shape, vocabulary.bins, batch),
      validate: () => network.evaluate(held),
    };
    const descent = await train(backend, task, {
      learningRate: LEARNING_RATE,
      warmup: 60,
      maxSteps: options.maxSteps ?? MAX_STEPS,
      budget: options.budget,
      ...(options.clock ? { clock: options.clock } : {}),
      checkEvery: 50,
      patience: options.anneal === true ? Infinity : 6,
      halvings: 5,
      anneal: options.anneal ?? false,
      turn: options.turn,
      ...(options.onProgress ? { onProgress: options.onProgress } : {}),
      ...(options.checkpoint ? { checkpoint: { file: options.checkpoint, everySeconds: 20 } } : {}),
    });
    return { network, descent };
  } catch (error) {
    network.dispose();
    throw error;
  }
}

/** Batches of one chunk after the other, each chunk's in a random order. */
async function* batches(
  chunks: (chunk: number) => Promise<readonly Sequence[]>,
  seed: number,
): AsyncGenerator<readonly Sequence[], never> {
  for (let chunk = 0; ; chunk++) {
    const sequences = await chunks(chunk);
    const random = createRandom(deriveSeed(seed, 51, chunk));
    for (const batch of shuffle(random, inBatches(sequences.map((sequence) => ({ sequence }))))) {
      yield batch.map(({ sequence }) => sequence);
    }
  }
}

/** Where a training goes on, what it had before is passed over once the first batch is asked for. */
function skip<X>(items: AsyncGenerator<X, never>, count: number): AsyncIterator<X, never> {
  let left = count;
  return {
    next: async () => {
      for (; left > 0; left--) await items.next();
      return items.next();
    },
  };
}
