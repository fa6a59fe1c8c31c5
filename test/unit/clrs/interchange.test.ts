import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { compareCommand } from '../../../src/engine/commands/compare.ts';
import { exportClrsCommand } from '../../../src/engine/commands/export-clrs.ts';
import { openTrajectories } from '../../../src/engine/trajectories/folder.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { bySize } from '../../../src/trainer/clrs/batch.ts';
import { InterchangeError, readDataset, writeDataset } from '../../../src/trainer/clrs/interchange/dataset.ts';
import { decodeNpy, encodeNpy, NpyError } from '../../../src/trainer/clrs/interchange/npy.ts';
import { decodeNpz, encodeNpz } from '../../../src/trainer/clrs/interchange/npz.ts';
import type { Dataset } from '../../../src/trainer/clrs/spec.ts';
import { datasets } from './arbitrary.ts';

/** Written by NumPy from what the benchmark's samplers draw. */
const SAMPLED = join(import.meta.dirname, '../../data/clrs-sampled');
const EXAMPLES = join(import.meta.dirname, '../../../examples/clrs');

/** As NumPy would write it. */
function npy(type: string, shape: string, bytes: readonly number[], fortran = 'False'): Uint8Array {
  const header = `{'descr': '${type}', 'fortran_order': ${fortran}, 'shape': (${shape}), }`.padEnd(117) + '\n';
  return Uint8Array.from([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length, 0, ...Buffer.from(header), ...bytes]);
}

describe('arrays as NumPy has them', () => {
  it('arrays stored column by column, 16-bit floats and shapes as Python 2 wrote them are read', () => {
    // numpy.asfortranarray([[[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]], [[12, …]]])
    const rows = Array.from({ length: 24 }, (_, i) => i);
    const columns = rows.map((i) => (i % 2) * 12 + (Math.floor(i / 2) % 3) * 4 + Math.floor(i / 6));
    const array = decodeNpy(npy('|u1', '2L, 3L, 4L', columns, 'True'));
    assert.deepEqual([array.shape, [...array.data]], [[2, 3, 4], rows]);
    // 1, -2, 65504, the smallest there is, infinity
    const halves = decodeNpy(npy('<f2', '5,', [0x00, 0x3c, 0x00, 0xc0, 0xff, 0x7b, 0x01, 0x00, 0x00, 0x7c]));
    assert.deepEqual([...halves.data], [1, -2, 65504, 2 ** -24, Infinity]);
  });

  it('writes the header that NumPy writes', () => {
    const bytes = encodeNpy({ shape: [2, 1], data: Float32Array.of(1, -2) });
    const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (2, 1), }`.padEnd(117) + '\n';
    assert.equal(Buffer.from(bytes.subarray(0, 10)).toString('latin1'), '\x93NUMPY\x01\x00\x76\x00');
    assert.equal(Buffer.from(bytes.subarray(10, 128)).toString(), header);
    assert.deepEqual([...bytes.subarray(128)], [0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0]);
    const shapes = [[], [3], [1, 2, 3]].map((shape) => {
      const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
      return /\(.*\)/.exec(Buffer.from(encodeNpy({ shape, data })).toString('latin1'))?.[0];
    });
    assert.deepEqual(shapes, ['()', '(3,)', '(1, 2, 3)']);
  });

  it('reads numbers and booleans of any width and byte order', () => {
    const read = (type: string, shape: string, bytes: number[]) => decodeNpy(npy(type, shape, bytes));
    assert.deepEqual(read('<i8', '2,', [1, 0, 0, 0, 0, 0, 0, 0, ...Array<number>(8).fill(255)]), {
      shape: [2],
      data: Float32Array.of(1, -1),
    });
    assert.deepEqual([...read('|b1', '1, 3', [1, 0, 1]).data], [1, 0, 1]);
    assert.deepEqual([...read('>f4', '1,', [0x3f, 0x80, 0, 0]).data], [1]);
    assert.deepEqual(read('<i4', '', [7, 0, 0, 0]), { shape: [], data: Float32Array.of(7) });
  });

  it('says what is wrong with bytes that it can not read', () => {
    const wrong: [Uint8Array, RegExp][] = [
      [Uint8Array.of(1, 2, 3), /no NumPy array/],
      [npy('<U4', '1,', [0, 0, 0, 0]), /its type is <U4/],
      [npy('<f4', '2,', [0, 0, 0, 0]), /it has 4 bytes where its shape \(2,\) needs 8/],
    ];
    for (const [bytes, message] of wrong) {
      assert.throws(
        () => decodeNpy(bytes),
        (error) => error instanceof NpyError && message.test(error.message),
      );
    }
    assert.throws(() => decodeNpz(Uint8Array.of(1)), /no archive/);
    assert.throws(() => decodeNpz(zipSync({ 'a.npy': Uint8Array.of(1) })), /array a: it is no NumPy array/);
  });

  it('archives give back what was put in, and the same bytes each time', () => {
    const arrays = { a: { shape: [2], data: Float32Array.of(1, 0.1) }, b: { shape: [], data: Float32Array.of(NaN) } };
    assert.deepEqual(decodeNpz(encodeNpz(arrays)), arrays);
    assert.deepEqual(encodeNpz(arrays), encodeNpz(arrays));
  });
});

/** In one order, whatever order they were in. */
function sorted(dataset: Dataset): Dataset {
  return { ...dataset, trajectories: [...bySize(dataset).values()].flat() };
}

function reread(
  dataset: Dataset,
  change: (files: Map<string, string | Uint8Array>) => void = () => undefined,
): Dataset {
  const files = new Map(writeDataset(dataset));
  change(files);
  return readDataset([...files.keys()], (name) => Buffer.from(files.get(name) ?? ''));
}

describe('trajectories as files', () => {
  it('what is exported is imported unchanged', () => {
    // Without a probe at nodes or edges the number of nodes is written nowhere, and without hints there are no steps.
    const told = datasets.filter(({ specification: { probes } }) =>
      probes.some(({ stage, location }) => stage !== 'hint' && location !== 'graph'),
    );
    fc.assert(
      fc.property(told, (dataset) => assert.deepEqual(reread(dataset), sorted(dataset))),
      { numRuns: 100 },
    );
  });

  it('reads what the samplers of the benchmark draw', () => {
    const names = readdirSync(SAMPLED).filter((name) => !name.endsWith('.md'));
    assert.deepEqual(names, ['bfs', 'matrix_chain_order', 'naive_string_matcher']);
    for (const name of names) {
      const { specification, trajectories } = openTrajectories(join(SAMPLED, name));
      assert.equal(specification.algorithm, name);
      assert.equal(trajectories.length, 3);
      for (const { n, length, data } of trajectories) {
        assert.ok(n >= 5 && length > 0);
        for (const { type, name: probe, stage } of specification.probes) {
          const values = [...(data[probe] ?? [])];
          if (type === 'mask' || type === 'mask_one' || type === 'categorical')
            assert.ok(values.every((x) => x === 0 || x === 1));
          if (type === 'pointer')
            assert.ok(
              values.every((x) => Number.isInteger(x) && x >= 0 && x < n),
              probe,
            );
          if (type === 'mask_one' && stage === 'output') assert.equal(values.filter((x) => x === 1).length, 1);
        }
      }
    }
    const { specification, trajectories } = openTrajectories(join(SAMPLED, 'bfs'));
    const [{ n, length, data } = { n: 0, length: 0, data: {} }] = trajectories;
    // The last hint is the answer, and the first reaches the source alone.
    assert.deepEqual(data['pi_h']?.slice((length - 1) * n), data['pi']);
    assert.deepEqual(data['reach_h']?.slice(0, n), data['s']);
    assert.equal(specification.probes.length, 7);
  });

  const small: Dataset = {
    specification: {
      algorithm: 'x',
      probes: [
        { name: 'key', stage: 'input', location: 'node', type: 'categorical', categories: ['a', 'b'] },
        { name: 'i', stage: 'hint', location: 'node', type: 'mask_one' },
      ],
    },
    trajectories: [{ n: 2, length: 1, data: { key: Float32Array.of(1, 0, 0, 1), i: Float32Array.of(1, 0) } }],
  };

  it('categories that are not named have numbers', () => {
    const { specification } = reread(small, (files) =>
      files.set(
        'specification.json',
        '{"algorithm":"x","spec":{"key":["input","node","categorical"],"i":["hint","node","mask_one"]}}',
      ),
    );
    assert.deepEqual(specification.probes[0]?.categories, ['0', '1']);
  });

  it('says which file does not fit, and how', () => {
    const key = { shape: [1, 2, 2], data: new Float32Array(4) };
    const i = { shape: [1, 1, 2], data: new Float32Array(2) };
    const lengths = { shape: [1], data: Float32Array.of(1) };
    const wrong: [Parameters<typeof encodeNpz>[0], RegExp][] = [
      [{ input_key: key, lengths }, /nodes-2.npz can't be read, it has no array hint_i/],
      [{ input_key: key, hint_i: i }, /it has no array lengths of 1 numbers/],
      [
        { input_key: key, hint_i: i, lengths: { shape: [1], data: Float32Array.of(2) } },
        /not whole numbers from 0 to 1/,
      ],
      [
        { input_key: key, hint_i: { ...i, shape: [2, 1, 1] }, lengths },
        /hint_i has the shape \(2, 1, 1\), not \(2, 1, 2\)/,
      ],
      [
        { input_key: { shape: [1, 1, 4], data: key.data }, hint_i: i, lengths },
        /input_key has 4 categories .* names 2/,
      ],
      [{ input_key: key, hint_i: { ...i, data: Float32Array.of(Infinity, 0) }, lengths }, /hint_i holds .* not finite/],
    ];
    for (const [arrays, message] of wrong) {
      const change = (files: Map<string, string | Uint8Array>) => files.set('nodes-2.npz', encodeNpz(arrays));
      assert.throws(
        () => reread(small, change),
        (error) => error instanceof InterchangeError && message.test(error.message),
      );
    }
    assert.throws(() => reread(small, (files) => files.delete('nodes-2.npz')), /stands alone/);
    assert.throws(
      () => reread(small, (files) => files.set('specification.json', '{}')),
      /specification.json can't be read/,
    );
  });
});

describe('a folder of trajectories, compared', () => {
  const command = { seed: 1, budget: 0.5, trainSize: 16, sizes: [], runs: 1, timeout: 1, seeds: [1, 2] };
  const contenders = [
    { name: 'mpnn', network: 'mpnn', steps: 'expression' },
    { name: 'machine', network: 'machine', steps: 'expression' },
  ] as const;

  it('trains the CLRS network on what the benchmark drew, and scores it on runs that it was not trained on', async () => {
    const events: string[] = [];
    const target = join(SAMPLED, 'bfs');
    const comparison = await compareCommand({ ...command, target, contenders }, (event) => events.push(event.kind));
    assert.equal(comparison.function.name, 'bfs');
    assert.deepEqual(comparison.sizes, [5]);
    const [mpnn, machine] = comparison.networks;
    assert.deepEqual(
      mpnn?.runs.map(({ seed, results }) => [seed, results.map(({ size, runs, limited }) => [size, runs, limited])]),
      [
        [1, [[5, 1, 0]]],
        [2, [[5, 1, 0]]],
      ],
    );
    const scores = mpnn.runs.flatMap(({ results }) => results.map(({ score = -1 }) => score));
    assert.ok(scores.length === 2 && scores.every((score) => score >= 0 && score <= 1));
    assert.match(machine?.failed ?? '', /a folder of trajectories holds none/);
    assert.ok(events.includes('doing'));
  }).timeout(60_000);

  it('says so where nothing is small enough to train on', async () => {
    await assert.rejects(
      compareCommand({ ...command, trainSize: 4, target: join(SAMPLED, 'bfs'), contenders }, () => undefined),
      /too few runs of at most 4 nodes/,
    );
  });
});

describe('export --format clrs', function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'understudy-clrs-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const command = { sizes: [4, 6], runs: 5, seed: 1, timeout: 10 };

  it('writes runs of every size, the same bytes for the same seed, and replaces only its own', async () => {
    const out = join(folder, 'bfs');
    const subject = join(EXAMPLES, 'bfs.ts');
    const { files, runs } = await exportClrsCommand({ ...command, subject, out });
    assert.deepEqual(files, ['specification.json', 'nodes-4.npz', 'nodes-6.npz']);
    assert.deepEqual(
      [...runs],
      [
        [4, 5],
        [6, 5],
      ],
    );
    const { trajectories, specification } = openTrajectories(out);
    assert.deepEqual(
      trajectories.map(({ n }) => n),
      [4, 4, 4, 4, 4, 6, 6, 6, 6, 6],
    );
    assert.ok(specification.probes.some(({ stage }) => stage === 'hint'));
    const bytes = readFileSync(join(out, 'nodes-6.npz'));
    await exportClrsCommand({ ...command, subject, out });
    assert.deepEqual(readFileSync(join(out, 'nodes-6.npz')), bytes);
    const other = join(folder, 'other');
    await exportClrsCommand({ ...command, subject, out: other, seed: 2 });
    assert.notDeepEqual(readFileSync(join(other, 'nodes-6.npz')), bytes);

    const foreign = mkdtempSync(join(folder, 'foreign-'));
    writeFileSync(join(foreign, 'mine.txt'), 'mine');
    await assert.rejects(
      exportClrsCommand({ ...command, subject, out: foreign }),
      (error) => error instanceof UserError && /holds no export of Understudy/.test(error.message),
    );
    assert.deepEqual(readdirSync(foreign), ['mine.txt']);
  });

  it('says so where no run ends well', async () => {
    const file = join(folder, 'fails.ts');
    writeFileSync(
      file,
      'export function f(a: number[]): number {\n  if (a.length > 5) throw new Error("long");\n  let s = 0;\n  for (const x of a) s += x;\n  return s;\n}\n',
    );
    const out = join(folder, 'fails');
    await assert.rejects(
      exportClrsCommand({ ...command, subject: file, out }),
      /ended in time and without an error on no run of size 6/,
    );
    assert.equal(existsSync(out), false);
  });
});
