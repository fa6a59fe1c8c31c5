import assert from 'node:assert/strict';
import { createRandom, randomInt } from '../../../src/shared/random.ts';
import type { Example } from '../../../src/trainer/example.ts';
import { lossOf } from '../../../src/trainer/sequence/network.ts';
import { describeTransformer, readTransformer } from '../../../src/trainer/sequence/saved.ts';
import { valueWidth } from '../../../src/trainer/sequence/numbers.ts';
import { trainTransformer } from '../../../src/trainer/sequence/train.ts';
import { parameterSpecs } from '../../../src/trainer/sequence/transformer.ts';
import { Vocabulary } from '../../../src/trainer/sequence/vocabulary.ts';
import { selectBackend, type Backend } from '../../../src/trainer/tensor/backend.ts';
import { Parameters } from '../../../src/trainer/tensor/parameters.ts';

const first = (numbers: readonly number[]): Example => {
  const outcome = { output: numbers[0] ?? null, threw: null, mutated: [numbers], sameAs: null };
  return { input: [numbers], outcome };
};

/** Calls of a function that gives the first element. */
function calls(chunk: number): Promise<Example[]> {
  const random = createRandom(chunk + 10);
  const numbers = () => Array.from({ length: randomInt(random, 1, 4) }, () => randomInt(random, 0, 9));
  return Promise.resolve(Array.from({ length: 200 }, () => first(numbers())));
}

describe('the transformer', () => {
  let backend: Backend;
  before(async () => {
    backend = await selectBackend('wasm');
  });

  it('has the gradient that differences give', async () => {
    const { tf } = backend;
    const vocabulary = Vocabulary.of(await calls(0));
    const shape = smallShape(vocabulary);
    const weights = new Parameters(tf, parameterSpecs(shape), 1);
    const sequences = (await calls(0)).slice(0, 5).map((example) => vocabulary.sequence(example));
    const loss = (): number =>
      tf.tidy(() => lossOf(tf, weights, shape, vocabulary.bins, sequences).dataSync()[0] ?? NaN);
    const gradient = tf.tidy(() => {
      const { grads } = tf.variableGrads(
        () => lossOf(tf, weights, shape, vocabulary.bins, sequences),
        weights.variables,
      );
      return weights.gather(grads);
    });
    const step = 1e-2;
    for (let i = 0; i < weights.count; i += 37) {
      const value = weights.values[i] ?? 0;
      const shifted = [step, -step].map((by) => {
        weights.values[i] = value + by;
        weights.publish();
        return loss();
      }) as [number, number];
      weights.values[i] = value;
      const expected = (shifted[0] - shifted[1]) / (2 * step);
      assert.ok(Math.abs((gradient[i] ?? NaN) - expected) < 0.02 + 0.05 * Math.abs(expected), `parameter ${i}`);
    }
    weights.dispose();
  });

  it('learns a small function, judges itself by what it answers, and is the same once saved', async () => {
    const options = { seed: 1, backend, examples: calls, budget: 60, maxSteps: 300, turn: () => Promise.resolve() };
    const trained = await trainTransformer(options);
    assert.ok(trained);
    const { network, descent } = trained;
    assert.ok(descent.validation.accuracy > 0.9, `${descent.validation.accuracy} after ${descent.steps} steps`);
    const saved = readTransformer(backend.tf, describeTransformer(network), network.weights.tensors());
    // Longer than in training too: some of these it gets wrong.
    const inputs = [[3], [7, 1], [2, 2, 5, 1, 0, 9, 8, 3, 3, 1], [1, 4, 4], [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 1, 2]];
    for (const input of inputs) {
      const example = first(input);
      const answer = network.answer(example.input);
      assert.deepEqual(saved.answer(example.input), answer);
      const isExact = JSON.stringify(answer) === JSON.stringify(example.outcome);
      const [judgement] = network.judge([example], Infinity);
      assert.equal(judgement?.verdict, isExact ? 'exact' : 'wrong', JSON.stringify(input));
      const other = { ...example, outcome: { ...example.outcome, output: [1, 2, 3] } };
      assert.equal(network.judge([other], Infinity)[0]?.verdict, 'wrong');
    }
    const together = inputs.map(first);
    const judgements = network.judge(together, Infinity);
    assert.deepEqual(judgements.map(({ example }) => example).sort(), [0, 1, 2, 3, 4]);
    for (const { example, verdict } of judgements)
      assert.equal(verdict, network.judge([together[example] as Example], Infinity)[0]?.verdict, `example ${example}`);
    network.dispose();
    saved.dispose();
  }).timeout(60_000);

  it('passes over calls that are too long to be trained on', async () => {
    const examples = async (chunk: number) => [
      first(Array.from({ length: 1_000 }, (_, i) => i % 10)),
      ...(await calls(chunk)),
    ];
    const options = { seed: 1, backend, examples, budget: 60, maxSteps: 6, turn: () => Promise.resolve() };
    const trained = await trainTransformer(options);
    assert.equal(trained?.descent.steps, 6);
    trained.network.dispose();
    const long = () => Promise.resolve([first(Array.from({ length: 1_000 }, (_, i) => i % 10))]);
    assert.equal(await trainTransformer({ ...options, examples: long }), null);
  }).timeout(30_000);

  it('refuses what is longer than it can take in', async () => {
    const { tf } = backend;
    const vocabulary = Vocabulary.of(await calls(0));
    const shape = smallShape(vocabulary);
    const weights = new Parameters(tf, parameterSpecs(shape), 1);
    const { tokens, bins } = vocabulary;
    const network = readTransformer(tf, { shape, tokens: [...tokens], bins: [...bins] }, weights.tensors());
    const long = first(Array.from({ length: 10_000 }, (_, i) => i % 10));
    assert.equal(network.judge([long], 0)[0]?.verdict, 'refused');
    assert.equal(network.answer(long.input), null);
    weights.dispose();
    network.dispose();
  });
});

function smallShape({ size, bins }: Vocabulary) {
  return { width: 8, heads: 2, headWidth: 4, layers: 1, hidden: 8, vocabulary: size, values: valueWidth(bins) };
}
