import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Scalar } from '@tensorflow/tfjs-core';
import { createRandom } from '../../../src/shared/random.ts';
import { CheckpointFile } from '../../../src/trainer/descent/checkpoint.ts';
import { train, type DescentOptions, type Task } from '../../../src/trainer/descent/train.ts';
import { selectBackend, type Backend } from '../../../src/trainer/tensor/backend.ts';
import { dense } from '../../../src/trainer/tensor/layers.ts';
import { bias, matrix, Parameters } from '../../../src/trainer/tensor/parameters.ts';

type Rows = readonly (readonly [x: number, y: number])[];

describe('training by descent', () => {
  let backend: Backend;
  let folder: string;
  before(async () => {
    backend = await selectBackend('wasm');
    folder = await mkdtemp(path.join(tmpdir(), 'descent-'));
  });
  after(() => rm(folder, { recursive: true }));

  /** y = |x|, which takes a hidden layer. */
  function task(seed = 1): Task<Rows> & { parameters: Parameters } {
    const { tf } = backend;
    const specs = { 'up.w': matrix(1, 8, 2), 'up.b': bias(8), 'down.w': matrix(8, 1), 'down.b': bias(1) };
    const parameters = new Parameters(tf, specs, seed);
    const loss = (rows: Rows) => {
      const x = tf.tensor2d(rows.map(([each]) => [each]));
      const y = tf.tensor2d(rows.map(([, each]) => [each]));
      const hidden = tf.relu(dense(tf, x, parameters.get('up.w'), parameters.get('up.b')));
      const error = tf.sub(dense(tf, hidden, parameters.get('down.w'), parameters.get('down.b')), y);
      return tf.mul<Scalar>(tf.sum(tf.square(error)), 1 / rows.length);
    };
    const draw = (random: () => number): Rows =>
      Array.from({ length: 16 }, () => {
        const x = 4 * random() - 2;
        return [x, Math.abs(x)] as const;
      });
    const held = draw(createRandom(99));
    return {
      parameters,
      batches: (from) => {
        let step = from;
        return { next: () => Promise.resolve({ done: false, value: draw(createRandom(1000 + step++)) }) };
      },
      loss,
      validate: () => ({ loss: tf.tidy(() => loss(held).dataSync()[0] ?? NaN), accuracy: 0 }),
    };
  }

  const options: DescentOptions = {
    learningRate: 0.02,
    warmup: 10,
    maxSteps: 300,
    budget: 60,
    checkEvery: 20,
    patience: 100,
    halvings: 4,
    turn: () => Promise.resolve(),
  };

  async function trained(change: Partial<DescentOptions> = {}, seed = 1): Promise<Float32Array> {
    const { parameters, ...rest } = task(seed);
    await train(backend, { parameters, ...rest }, { ...options, ...change });
    const values = parameters.values.slice();
    parameters.dispose();
    return values;
  }

  it('learns', async () => {
    const it = task();
    const before = it.validate().loss;
    const { steps, stopped, validation } = await train(backend, it, options);
    it.parameters.dispose();
    assert.deepEqual([steps, stopped], [300, 'done']);
    assert.ok(validation.loss < before / 50, `${before} → ${validation.loss}`);
  });

  it('is decided by the seed, bit for bit', async () => {
    assert.deepEqual(await trained(), await trained());
    assert.notDeepEqual(await trained({}, 2), await trained());
  });

  it('cut off and taken up again, it gives what it gives in one go', async () => {
    const file = new CheckpointFile(path.join(folder, 'one'), 7);
    let turns = 0;
    const turn = () => (++turns > 155 ? Promise.reject(new Error('cut off')) : Promise.resolve());
    const checkpoint = { file, everySeconds: 0 };
    await assert.rejects(trained({ turn, checkpoint }), /cut off/);
    assert.deepEqual(await readdir(folder), ['one']);
    let first = Infinity;
    const resumed = await trained({
      checkpoint,
      onProgress: ({ step, validation }) => (first = validation ? Math.min(first, step) : first),
    });
    assert.equal(first, 160);
    assert.deepEqual(resumed, await trained());
    assert.deepEqual(await readdir(folder), []);
  });

  it('a training that kept its checkpoint has nothing left to be done', async () => {
    const file = new CheckpointFile(path.join(folder, 'kept'), 7);
    const checkpoint = { file, everySeconds: 0, keep: true };
    const values = await trained({ checkpoint });
    const again = await trained({ checkpoint, turn: () => Promise.reject(new Error('a step')) });
    assert.deepEqual(again, values);
    await file.remove();
    assert.deepEqual(await readdir(folder), []);
  });

  it('does not go on from a checkpoint of another training', async () => {
    const place = path.join(folder, 'two');
    let turns = 0;
    const turn = () => (++turns > 50 ? Promise.reject(new Error('cut off')) : Promise.resolve());
    await assert.rejects(trained({ turn, checkpoint: { file: new CheckpointFile(place, 1), everySeconds: 0 } }));
    const other = new CheckpointFile(place, 2);
    assert.equal(await other.load(25), null);
    assert.notEqual(await new CheckpointFile(place, 1).load(25), null);
    await other.remove();
  });

  it('keeps the best and halves the learning rate where validation stands still', async () => {
    const rates: number[] = [];
    const losses: number[] = [];
    const it = task();
    const { validation, steps } = await train(backend, it, {
      ...options,
      learningRate: 1,
      patience: 1,
      halvings: 2,
      onProgress: ({ learningRate, validation: checked }) => {
        rates.push(learningRate);
        if (checked) losses.push(checked.loss);
      },
    });
    assert.equal(validation.loss, Math.min(...losses));
    assert.equal(it.validate().loss, validation.loss);
    it.parameters.dispose();
    assert.ok(steps < 300 && rates.includes(0.5), rates.join(' '));
  });

  it('measures and keeps the mean of recent parameters, not where a noisy training stands', async () => {
    const it = task();
    const stands: number[] = [];
    const { validation } = await train(backend, it, {
      ...options,
      learningRate: 0.2,
      turn: () => {
        if (stands.length < 300) stands.push(it.validate().loss);
        return Promise.resolve();
      },
    });
    it.parameters.dispose();
    const late = stands.slice(-100).sort((a, b) => a - b);
    assert.ok(validation.loss < (late[50] ?? 0), `${validation.loss} against ${late[50]}`);
  });

  it('tells the loss between validations, too', async () => {
    const told: (readonly [step: number, isValidated: boolean])[] = [];
    const it = task();
    let now = 0;
    await train(backend, it, {
      ...options,
      maxSteps: 20,
      clock: () => now,
      turn: () => Promise.resolve(void (now += 0.1)),
      onProgress: ({ step, trainingLoss, validation }) => {
        assert.ok(trainingLoss > 0);
        told.push([step, validation !== null]);
      },
    });
    it.parameters.dispose();
    const between = [3, 6, 9, 12, 15, 18].map((step) => [step, false]);
    assert.deepEqual(told, [...between, [20, true]]);
  });

  it('ends with the budget', async () => {
    const it = task();
    const { stopped, steps } = await train(backend, it, { ...options, maxSteps: 1e9, budget: 0.2 });
    it.parameters.dispose();
    assert.equal(stopped, 'budget');
    assert.ok(steps > 0);
  });

  it('holds no more tensors after 400 steps than after 20', async () => {
    const counts: number[] = [];
    const it = task();
    const onProgress = () => counts.push(backend.tf.memory().numTensors);
    await train(backend, it, { ...options, maxSteps: 400, onProgress });
    it.parameters.dispose();
    assert.equal(new Set(counts).size, 1, counts.join(' '));
  });
});
