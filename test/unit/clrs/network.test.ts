import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CLRS_ALGORITHMS } from '../../../bench/support/clrs-runs.ts';
import { createRandom } from '../../../src/shared/random.ts';
import { channelsOf, encodeFeatures } from '../../../src/trainer/clrs/features.ts';
import { Network, parameterSpecs } from '../../../src/trainer/clrs/network.ts';
import { harden } from '../../../src/trainer/clrs/objective.ts';
import { maxOverFirst, pairSums } from '../../../src/trainer/clrs/pairs.ts';
import { rollout } from '../../../src/trainer/clrs/rollout.ts';
import { scoreOutputs } from '../../../src/trainer/clrs/score.ts';
import type { Probe, Specification, Trajectory } from '../../../src/trainer/clrs/spec.ts';
import { trainClrs, windowLoss } from '../../../src/trainer/clrs/train.ts';
import { selectBackend, type Backend } from '../../../src/trainer/tensor/backend.ts';
import { Parameters } from '../../../src/trainer/tensor/parameters.ts';

const probe = (name: string, stage: Probe['stage'], location: Probe['location'], type: Probe['type']): Probe => {
  return { name, stage, location, type, ...(type === 'categorical' ? { categories: ['a', 'b', 'c'] } : {}) };
};

/** Every kind of probe that there is a decoder for, and a run with values for all of them. */
function everything(): { specification: Specification; runs: Trajectory[] } {
  const kinds = (['node', 'edge', 'graph'] as const).flatMap((location) => {
    const types = [
      'scalar',
      'mask',
      'categorical',
      ...(location === 'node' ? (['mask_one'] as const) : []),
      ...(location === 'graph' ? [] : (['pointer'] as const)),
    ] as const;
    return types.map((type) => [location, type] as const);
  });
  const probes = (['input', 'hint', 'output'] as const).flatMap((stage) =>
    kinds.map(([location, type]) => probe(`${stage} ${location} ${type}`, stage, location, type)),
  );
  const random = createRandom(3);
  const n = 4;
  const value = ({ type }: Probe): number => {
    if (type === 'scalar') return random();
    return Math.floor(random() * (type === 'pointer' ? n : type === 'categorical' ? 3 : 2));
  };
  const run = (): Trajectory => {
    const values = probes.map((each) => {
      const size =
        (each.location === 'node' ? n : each.location === 'edge' ? n * n : 1) * (each.stage === 'hint' ? 3 : 1);
      const row = Float32Array.from({ length: size }, () => value(each));
      if (each.type === 'mask_one') row.forEach((_, i) => (row[i] = i % n === 1 ? 1 : 0));
      return [each.name, row] as const;
    });
    return { n, length: 3, data: Object.fromEntries(values) };
  };
  return { specification: { algorithm: 'all', probes }, runs: [run(), run(), run()] };
}

describe('the CLRS network', () => {
  let backend: Backend;
  before(async () => {
    backend = await selectBackend('wasm');
  });

  it('channels hold inputs and hints, pointers and edges in both directions', () => {
    const probes = [
      probe('key', 'input', 'node', 'scalar'),
      probe('next', 'hint', 'node', 'pointer'),
      probe('out', 'output', 'node', 'mask'),
    ];
    const specification = { algorithm: 'x', probes };
    assert.deepEqual(channelsOf(specification), { node: 2, edge: 7, graph: 1 });
    const values = { key: Float32Array.of(5, 7), next: Float32Array.of(1, 1), out: Float32Array.of(0, 1) };
    const { node, edge } = encodeFeatures(specification, [{ run: { n: 2, length: 1, data: values }, step: 0 }]);
    assert.deepEqual([...node], [5, 1, 7, 1]);
    const rows = [0, 1, 2, 3].map((row) => [...edge.slice(row * 7, row * 7 + 7)]);
    // Leads from a smaller key to a larger, the other way; points to, is pointed to by, is a loop, leads to the next node, and from there.
    assert.deepEqual(rows, [
      [0, 0, 0, 0, 1, 0, 0],
      [1, 0, 1, 0, 0, 1, 0],
      [0, 1, 0, 1, 0, 0, 1],
      [0, 0, 1, 1, 1, 0, 0],
    ]);
  });

  it('of the pointers of edges, an edge is told which share of those from its row and from its column it is', () => {
    const specification = { algorithm: 'x', probes: [probe('via', 'hint', 'edge', 'pointer')] };
    // (0,0) and (0,1) point to 1, (1,0) to 0, (1,1) nowhere.
    const run = { n: 2, length: 1, data: { via: Float32Array.of(1, 1, 0, -1) } };
    assert.deepEqual(channelsOf(specification), { node: 1, edge: 7, graph: 1 });
    const { edge } = encodeFeatures(specification, [{ run, step: 0 }]);
    const rows = [0, 1, 2, 3].map((row) => [...edge.slice(row * 7, row * 7 + 4)]);
    // From row, back to row, from column, back to column.
    assert.deepEqual(rows, [
      [0, 0, 0.5, 0.5],
      [1, 0.5, 0.5, 0],
      [0.5, 1, 0, 0.5],
      [0, 0, 0.5, 0.5],
    ]);
  });

  it('sums and maxima over pairs have the values and gradients of the plain operations', () => {
    const { tf } = backend;
    const random = createRandom(5);
    const draw = (...shape: number[]) =>
      tf.tensor(
        Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => random() - 0.5),
        shape,
      );
    const [s, r, e] = [draw(3, 4), draw(3, 4), draw(3, 3, 4)];
    const weights = draw(3 * 4);
    const loss = (pair: typeof s, to: typeof s, edge: typeof s) => {
      const sums = pairSums(tf, pair, to, edge);
      return tf.sum(tf.mul(maxOverFirst(tf, tf.reshape(tf.square(sums), [3, 12])), weights));
    };
    const at = (x: typeof s): number[] => [...x.dataSync()];
    const value = (): number => {
      let total = 0;
      const [S, R, E, W] = [at(s), at(r), at(e), at(weights)];
      for (let j = 0; j < 3; j++) {
        for (let k = 0; k < 4; k++) {
          const all = [0, 1, 2].map(
            (i) => ((S[i * 4 + k] ?? 0) + (R[j * 4 + k] ?? 0) + (E[(i * 3 + j) * 4 + k] ?? 0)) ** 2,
          );
          total += (W[j * 4 + k] ?? 0) * Math.max(...all);
        }
      }
      return total;
    };
    assert.ok(Math.abs((loss(s, r, e).dataSync()[0] ?? NaN) - value()) < 1e-4);
    const [ds] = tf.grads((a, b, c) => loss(a, b, c))([s, r, e]);
    const step = 1e-2;
    for (let i = 0; i < 12; i++) {
      const shifted = [step, -step].map((by) => {
        const moved = s.dataSync().slice();
        moved[i] = (moved[i] ?? 0) + by;
        return loss(tf.tensor(moved, [3, 4]), r, e).dataSync()[0] ?? NaN;
      }) as [number, number];
      assert.ok(Math.abs((ds?.dataSync()[i] ?? NaN) - (shifted[0] - shifted[1]) / (2 * step)) < 1e-2);
    }
  });

  const kinds = { 'one round': {}, 'two rounds': { rounds: 2 }, triplets: { triplets: true } };
  for (const [kind, settings] of Object.entries(kinds))
    it(`has the gradient that differences give, for every kind of probe, with ${kind}`, () => {
      const { tf } = backend;
      const { specification, runs } = everything();
      const shape = { specification, hidden: 8, ...settings };
      const weights = new Parameters(tf, parameterSpecs(shape), 1);
      const network = new Network(tf, weights, shape);
      const windows = runs.map((run) => [0, 1, 2].map((step) => ({ run, step })));
      const lossOf = (ownHints: boolean) => () => windowLoss(tf, network, { windows, ownHints }, true);
      const value = (ownHints = false): number => tf.tidy(() => lossOf(ownHints)().dataSync()[0] ?? NaN);
      const gradient = tf.tidy(() => weights.gather(tf.variableGrads(lossOf(false), weights.variables).grads));
      const step = 4e-3;
      let differing = 0;
      let tried = 0;
      for (let i = 0; i < weights.count; i += 97) {
        const kept = weights.values[i] ?? 0;
        const [up, down] = [step, -step].map((by) => {
          weights.values[i] = kept + by;
          weights.publish();
          return value();
        }) as [number, number];
        weights.values[i] = kept;
        weights.publish();
        const expected = (up - down) / (2 * step);
        tried++;
        if (Math.abs((gradient[i] ?? NaN) - expected) > 0.02 + 0.05 * Math.abs(expected)) differing++;
      }
      // A kink (a ReLU, a maximum) within the step spoils a difference now and then.
      assert.ok(differing <= tried * 0.05, `${differing} of ${tried}`);
      // Fed with its own hints, the later step sees something else.
      assert.ok(Number.isFinite(value(true)) && value(true) !== value(false));
      weights.dispose();
    });

  it('takes the likeliest for an answer', () => {
    const logits = Float32Array.of(0.5, -1, 2, 1);
    const moments = (count: number, hints: Record<string, Float32Array> = {}) =>
      Array.from({ length: count }, () => ({ run: { n: 2, length: 1, data: {} }, step: 0, hints }));
    const values = (type: Probe['type'], n: number, runs: number) =>
      harden(probe('x', 'output', 'node', type), logits, n, moments(runs)).map((row) => [...row]);
    // Two nodes of two runs, a row for node and run.
    assert.deepEqual(values('mask', 2, 2), [
      [1, 1],
      [0, 1],
    ]);
    assert.deepEqual(values('mask_one', 2, 2), [
      [0, 1],
      [0, 1],
    ]);
    assert.deepEqual(values('pointer', 2, 1), [[0, 0]]);
    assert.deepEqual(values('scalar', 2, 2), [
      [0.5, 2],
      [-1, 1],
    ]);
    // In a hint, each of two nodes has a number and whether it is set: the first keeps what it had.
    const kept = harden(probe('x', 'hint', 'node', 'scalar'), logits, 2, moments(1, { x: Float32Array.of(7, 8) }));
    assert.deepEqual([...(kept[0] ?? [])], [7, 2]);
  });

  it('is scored as CLRS scores', () => {
    const probes = [probe('m', 'output', 'node', 'mask'), probe('p', 'output', 'node', 'pointer')];
    const specification = { algorithm: 'x', probes };
    const values = { m: Float32Array.of(1, 1, 0, 0), p: Float32Array.of(0, 1, 2, 3) };
    const run = { n: 4, length: 1, data: values };
    assert.deepEqual(scoreOutputs(specification, run, values), { score: 1, exact: true });
    const wrong = { m: Float32Array.of(1, 0, 1, 0), p: Float32Array.of(0, 1, 2, 2) };
    // F1 of one hit, one miss and one false alarm is a half.
    assert.deepEqual(scoreOutputs(specification, run, wrong), { score: (0.5 + 0.75) / 2, exact: false });
  });

  for (const [name, algorithm] of Object.entries(CLRS_ALGORITHMS)) {
    it(`recorded runs of ${name} end as the official ones`, () => {
      const file = new URL(`../../data/clrs/${name}.json`, import.meta.url);
      const { samples } = JSON.parse(readFileSync(file, 'utf8')) as {
        samples: { args: unknown[]; returns: number | number[] }[];
      };
      for (const { args, returns } of samples) {
        const { n, data } = algorithm.run(args);
        const given = name === 'minimum' ? data['min']?.indexOf(1) : [...(data['pi'] ?? [])];
        assert.deepEqual(given, returns, `size ${n}`);
      }
    });
  }

  it('learns breadth-first search one step at a time and then runs by itself', async () => {
    const { bfs } = CLRS_ALGORITHMS;
    assert.ok(bfs);
    const runs = (chunk: number): Promise<Trajectory[]> => {
      const random = createRandom(chunk + 100);
      return Promise.resolve(Array.from({ length: 40 }, (_, i) => bfs.run(bfs.draw(4 + (i % 4), random))));
    };
    const { specification } = bfs;
    const turn = () => Promise.resolve();
    const options = {
      seed: 1,
      backend,
      specification,
      runs,
      hidden: 32,
      learningRate: 3e-3,
      budget: Infinity,
      maxSteps: 150,
      turn,
    };
    const { network, descent } = await trainClrs(options);
    assert.ok(1 - descent.validation.loss > 0.9, `score ${1 - descent.validation.loss}`);
    const before = backend.tf.memory().numTensors;
    const fresh = await runs(77);
    const sameSize = fresh.filter(({ n }) => n === 7);
    const outputs = rollout(backend.tf, network, sameSize, false);
    assert.equal(backend.tf.memory().numTensors, before);
    const scores = outputs.map((each, i) => scoreOutputs(specification, sameSize[i] as Trajectory, each).score);
    assert.ok(scores.reduce((a, b) => a + b, 0) / scores.length > 0.85, scores.join(' '));
    network.weights.dispose();
  }).timeout(300_000);
});
