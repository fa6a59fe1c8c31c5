import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { bySize, stack, unstack } from '../../../src/trainer/clrs/batch.ts';
import {
  officialSpecification,
  officialType,
  readOfficial,
  type OfficialDump,
} from '../../../src/trainer/clrs/official.ts';
import { categoryCount, checkTrajectory, probesOf, shapeOf } from '../../../src/trainer/clrs/spec.ts';
import { datasets } from './arbitrary.ts';

const SAMPLES = join(import.meta.dirname, '../../data/clrs');

const dump: OfficialDump = {
  algorithm: 'two_letters',
  spec: {
    key: ['input', 'node', 'categorical'],
    next: ['output', 'node', 'should_be_permutation'],
    A: ['input', 'edge', 'scalar'],
    any: ['output', 'graph', 'mask'],
    i: ['hint', 'node', 'mask_one'],
  },
  sets: {
    2: {
      inputs: {
        key: {
          data: [
            [
              [1, 0, 0],
              [0, 1, 0],
            ],
            [
              [0, 0, 1],
              [0, 1, 0],
            ],
          ],
        },
        A: {
          data: [
            [
              [0, 1],
              [2, 3],
            ],
            [
              [4, 5],
              [6, 7],
            ],
          ],
        },
      },
      outputs: {
        next: {
          data: [
            [0, 0],
            [1, 1],
          ],
        },
        any: { data: [0, 1] },
      },
    },
  },
};

describe('clrs specifications', () => {
  it('reads every official specification', () => {
    const files = readdirSync(SAMPLES).filter((file) => file.endsWith('.json'));
    assert.equal(files.length, 20);
    for (const file of files) {
      const { algorithm, spec } = JSON.parse(readFileSync(join(SAMPLES, file), 'utf8')) as OfficialDump;
      const specification = officialSpecification(algorithm, spec);
      const stages = specification.probes.map(({ stage }) => ({ input: 0, output: 1, hint: 2 })[stage]);
      assert.deepEqual(stages, [...stages].sort());
      for (const { name, stage, location, type } of specification.probes) {
        assert.deepEqual([stage, location, officialType(type)], spec[name]);
      }
    }
  });

  it('refuses words that it does not know', () => {
    assert.throws(
      () => officialSpecification('x', { a: ['input', 'node', 'colour'] }),
      /a of x is \[input, node, colour\]/,
    );
  });

  it('gives the shapes of the benchmark', () => {
    const probe = { name: 'x', stage: 'hint', location: 'edge', type: 'categorical', categories: ['a', 'b'] } as const;
    assert.deepEqual(shapeOf(probe, 4, 3), [3, 4, 4, 2]);
    assert.equal(categoryCount(probe), 2);
    assert.throws(() => categoryCount({ ...probe, categories: [] }), /x names no categories/);
    assert.deepEqual(shapeOf({ ...probe, stage: 'output', type: 'pointer' }, 4, 3), [4, 4]);
    assert.deepEqual(shapeOf({ ...probe, stage: 'input', location: 'graph', type: 'scalar' }, 4, 3), []);
  });

  it('reads the samples of a dump', () => {
    const { specification, trajectories } = readOfficial(dump);
    assert.deepEqual(
      specification.probes.map(({ name }) => name),
      ['key', 'A', 'next', 'any'],
    );
    assert.deepEqual(specification.probes[0]?.categories, ['0', '1', '2']);
    assert.deepEqual(
      probesOf(specification, 'output').map(({ type }) => type),
      ['permutation', 'mask'],
    );
    assert.equal(trajectories.length, 2);
    const [, second] = trajectories;
    assert(second);
    assert.equal(second.n, 2);
    assert.equal(second.length, 0);
    assert.deepEqual([...(second.data['key'] ?? [])], [0, 0, 1, 0, 1, 0]);
    assert.deepEqual([...(second.data['A'] ?? [])], [4, 5, 6, 7]);
    assert.deepEqual([...(second.data['any'] ?? [])], [1]);
    checkTrajectory(specification, second);
  });

  it('refuses samples of another shape', () => {
    const set = { ...dump.sets[2], outputs: { next: { data: [[0, 0, 0]] }, any: { data: [0] } } };
    assert.throws(
      () => readOfficial({ ...dump, sets: { 2: set as OfficialDump['sets'][string] } }),
      /next has the shape \[3\], not \[2\]/,
    );
  });

  it('stacks trajectories time-major, padded with zeros', () => {
    const probe = { name: 'i', stage: 'hint', location: 'node', type: 'mask_one' } as const;
    const specification = { algorithm: 'x', probes: [probe] };
    const batch = stack(specification, [
      { n: 2, length: 1, data: { i: Float32Array.of(1, 0) } },
      { n: 2, length: 2, data: { i: Float32Array.of(0, 1, 1, 0) } },
    ]);
    const { i } = batch.arrays;
    assert(i);
    assert.deepEqual(i.shape, [2, 2, 2]);
    assert.deepEqual([...i.data], [1, 0, 0, 1, 0, 0, 1, 0]);
    assert.deepEqual(batch.lengths, [1, 2]);
  });

  it('takes a batch apart into what it was stacked from', () => {
    fc.assert(
      fc.property(datasets, (dataset) => {
        for (const group of bySize(dataset).values()) {
          assert.deepEqual(unstack(dataset.specification, stack(dataset.specification, group)), group);
        }
      }),
    );
  });
});
