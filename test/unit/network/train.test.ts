import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createRandom, randomInt } from '../../../src/shared/random.ts';
import { argmax, probabilities, type ChoiceData } from '../../../src/trainer/network/scorer.ts';
import { trainNetwork, type TrainingOptions } from '../../../src/trainer/network/train.ts';
import { packWeights, TableScorer, unpackWeights, type Weights } from '../../../src/trainer/network/weights.ts';
import { selectBackend, type Backend } from '../../../src/trainer/tensor/backend.ts';
import { choice, syntheticProgram, type SyntheticProgram } from './programs.ts';

describe('trainNetwork', () => {
  let backend: Backend;
  before(async () => {
    backend = await selectBackend('wasm');
  });

  const train = (data: readonly ChoiceData[], options: Partial<TrainingOptions> = {}) =>
    trainNetwork(data, { seed: 1, backend, ...options });

  function decide(weights: Weights, data: readonly ChoiceData[]): string[] {
    const scorer = new TableScorer(weights);
    return data.map((c) => c.candidates[argmax(scorer.logits(c))]?.key ?? '');
  }

  function mistakes(weights: Weights, { data, right }: SyntheticProgram): string[] {
    const scorer = new TableScorer(weights);
    return data.filter((c, i) => !right[i]?.has(argmax(scorer.logits(c)))).map((c) => c.id);
  }

  it('finds the consistent candidate of every choice', async () => {
    for (const seed of [1, 2, 3]) {
      const program = syntheticProgram({ seed, choices: 60, visits: 100 });
      const { weights, accuracy, loss } = await train(program.data);
      assert.deepEqual(mistakes(weights, program), []);
      assert.equal(accuracy, 1);
      assert.ok((loss.at(-1) ?? 1) < (loss[0] ?? 0) / 2, `the loss went from ${loss[0]} to ${loss.at(-1)}`);
    }
  });

  for (const corrupted of [0.05, 0.2]) {
    it(`finds it with ${corrupted * 100}% of the traced values corrupted`, async () => {
      for (const seed of [4, 5, 6]) {
        const program = syntheticProgram({ seed, choices: 60, visits: 300, corrupted });
        const { weights, accuracy } = await train(program.data);
        assert.deepEqual(mistakes(weights, program), []);
        assert.ok(accuracy < 1);
      }
    });
  }

  it('lets one visit decide among a million that do not, against what other choices prefer', async () => {
    const labels = ['!==', '<', '>', '+'];
    const plain = Array.from({ length: 30 }, (_, i) => choice(`plain ${i}`, labels, [1000, '!==']));
    const split = choice('split', labels, [1_000_000, '!==', '<'], [1, '<', '>']);
    const data = [...plain, split];
    assert.equal(decide((await train(data)).weights, data).at(-1), '<');
  });

  it('lets one kind of visit decide among several that do not, against the prior', async () => {
    const labels = ['+', '|', '>>>', '^'];
    const split = choice('split', labels, [9, '+', '|', '>>>', '^'], [8, '+', '|', '>>>'], [7, '+', '>>>'], [1, '>>>']);
    const data = [split];
    assert.deepEqual(decide((await train(data, { prior: { '+': 3, '>>>': -3 } })).weights, data), ['>>>']);
  });

  it('settles ties by what is unambiguous elsewhere', async () => {
    const labels = ['a', 'b', 'c'];
    const tie = choice('tie', labels, [10, 'a', 'b']);
    for (const preferred of ['a', 'b']) {
      const data = [tie, ...Array.from({ length: 5 }, (_, i) => choice(`clear ${i}`, labels, [10, preferred]))];
      assert.equal(decide((await train(data)).weights, data)[0], preferred);
    }
  });

  it('settles ties by the prior where the program says nothing', async () => {
    const data = [choice('tie', ['a', 'b', 'c'], [10, 'a', 'b'])];
    for (const preferred of ['a', 'b']) {
      assert.deepEqual(decide((await train(data, { prior: { [preferred]: 0.5 } })).weights, data), [preferred]);
    }
  });

  it('lets few visits decide against the prior where values were corrupted', async () => {
    const labels = ['a', 'b', 'c'];
    const data = [choice('step', labels, [1000, 'a', 'b'], [30, 'a'], [5, 'b'], [20, 'c'])];
    assert.deepEqual(decide((await train(data, { prior: { b: 1.5, c: 1 } })).weights, data), ['a']);
  });

  it('learns nothing from random labels', async () => {
    const random = createRandom(7);
    const labels = Array.from({ length: 10 }, (_, i) => `candidate ${i}`);
    const data = Array.from({ length: 20 }, (_, s) => {
      const rows = Array.from({ length: 400 }, () => [1, labels[randomInt(random, 0, 9)] ?? ''] as const);
      return choice(`step ${s}`, labels, ...rows);
    });
    const { weights } = await train(data);
    const scorer = new TableScorer(weights);
    const highest = data.map((c) => Math.max(...probabilities(scorer.logits(c))));
    assert.ok(Math.max(...highest) < 0.3, `the most confident choice has probability ${Math.max(...highest)}`);
  });

  it('ignores rows that nothing is consistent with', async () => {
    const labels = ['a', 'b'];
    const data = [choice('s', labels, [1, 'b'], [1000])];
    const { weights, accuracy } = await train(data);
    assert.deepEqual(decide(weights, data), ['b']);
    assert.equal(accuracy, 1);
  });

  it('does not depend on ids or on the order of choices, candidates and rows', async () => {
    const { data } = syntheticProgram({ seed: 8, choices: 40, visits: 30, corrupted: 0.1 });
    const renamed = data
      .map((c, i) => ({ ...c, id: `other ${i}` }))
      .reverse()
      .map((c) => {
        const last = c.candidates.length - 1;
        const evidence = c.evidence.map((e) => ({ ...e, consistent: e.consistent.map((i) => last - i) })).reverse();
        return { ...c, candidates: [...c.candidates].reverse(), evidence };
      });
    const straight = (await train(data)).weights;
    const permuted = (await train(renamed)).weights;
    const scorer = new TableScorer(straight);
    const other = new TableScorer(permuted);
    data.forEach((c, i) => {
      const counterpart = renamed.at(-1 - i);
      assert.ok(counterpart);
      assert.deepEqual([...scorer.logits(c)], [...other.logits(counterpart)].reverse());
    });
  });

  it('gives the same bytes in another process', async function () {
    this.timeout(20_000);
    const program = fileURLToPath(new URL('./train-once.ts', import.meta.url));
    const runs = [1, 2].map(() =>
      execFileSync(process.execPath, ['--import', 'tsx', program, '3'], { encoding: 'utf8' }),
    );
    const { weights } = await train(syntheticProgram({ seed: 9, choices: 30, visits: 40, corrupted: 0.1 }).data, {
      seed: 3,
    });
    const here = createHash('sha256').update(weights.theta).update(weights.phi).digest('hex');
    assert.deepEqual(runs, [here, here]);
  });

  it('starts from another point with another seed', async () => {
    const { data } = syntheticProgram({ seed: 9, choices: 5, visits: 20 });
    const a = await train(data, { seed: 1 });
    const b = await train(data, { seed: 2 });
    assert.notDeepEqual(a.weights.theta, b.weights.theta);
  });

  it('goes on from earlier weights when candidates were added', async () => {
    const program = syntheticProgram({ seed: 10, choices: 40, visits: 50 });
    const cold = await train(program.data);
    const added = program.data.map((c) => ({
      ...c,
      candidates: [{ key: 'new', feature: 'new' }, ...c.candidates],
      evidence: c.evidence.map((e) => ({ ...e, consistent: e.consistent.map((i) => i + 1) })),
    }));
    const warm = await train(added, { warm: cold.weights });
    assert.deepEqual(decide(warm.weights, added), decide(cold.weights, program.data));
    assert.ok(warm.iterations < cold.iterations, `${warm.iterations} iterations, ${cold.iterations} without a start`);
    assert.ok((warm.loss[0] ?? 1) < (cold.loss[0] ?? 0) * 0.75);
  });

  it('reports progress and stops when told to', async () => {
    const { data } = syntheticProgram({ seed: 11, choices: 5, visits: 20 });
    const seen: number[] = [];
    const training = train(data, {
      turn: () => Promise.reject(new Error('enough')),
      onProgress: ({ iteration, loss, accuracy }) => {
        seen.push(iteration);
        assert.ok(loss > 0 && accuracy >= 0 && accuracy <= 1);
      },
    });
    await assert.rejects(training, /enough/);
    assert.equal(seen.length, 1);
  });

  it('takes no choices at all, and choices without evidence', async () => {
    assert.equal((await train([])).iterations, 0);
    const silent = [choice('silent', ['a', 'b'])];
    const { weights } = await train(silent);
    assert.equal(weights.theta.length, 2);
    assert.ok(Math.max(...probabilities(new TableScorer(weights).logits(silent[0] as ChoiceData))) < 0.51);
  });

  it('frees its tensors', async () => {
    const { data } = syntheticProgram({ seed: 12, choices: 5, visits: 20 });
    const before = backend.tf.memory().numTensors;
    await train(data);
    assert.equal(backend.tf.memory().numTensors, before);
  });
});

describe('weights', () => {
  const weights: Weights = {
    choices: [
      {
        id: 's0',
        candidates: [
          { key: 'a', feature: 'f' },
          { key: 'b', feature: 'g' },
        ],
      },
      { id: 's1', candidates: [{ key: 'a', feature: 'g' }] },
    ],
    theta: Float32Array.of(1, 2, 3),
    features: ['f', 'g'],
    phi: Float32Array.of(0.5, 0.25),
  };

  it('score a candidate by its own and its feature’s parameter', () => {
    const scorer = new TableScorer(weights);
    assert.equal(scorer.parameters, 5);
    assert.deepEqual([...scorer.logits(weights.choices[0] ?? assert.fail())], [1.5, 2.25]);
    const unseen = {
      id: 's0',
      candidates: [
        { key: 'new', feature: 'g' },
        { key: 'new too', feature: 'h' },
      ],
    };
    assert.deepEqual([...scorer.logits(unseen)], [0.25, 0]);
  });

  it('survive being packed', () => {
    const { table, tensors } = packWeights(weights);
    assert.deepEqual(unpackWeights(JSON.parse(JSON.stringify(table)), tensors), weights);
  });

  it('are refused if table and tensors differ', () => {
    const { table, tensors } = packWeights(weights);
    const expected = { name: 'UserError', exitCode: 2, message: /learn the function again/ };
    assert.throws(() => unpackWeights({ ...table, features: ['f'] }, tensors), expected);
    assert.throws(() => unpackWeights(table, { ...tensors, theta: Float32Array.of(1) }), expected);
    assert.throws(() => unpackWeights(table, {}), expected);
    assert.throws(() => unpackWeights(null, tensors), expected);
  });
});
