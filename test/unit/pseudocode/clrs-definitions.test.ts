import assert from 'node:assert/strict';
import { createRandom, pick, randomInt, type Random } from '../../../src/shared/random.ts';
import type { Runnable } from '../../support/pseudocode.ts';
import {
  articulationPointsOf,
  bestRootsOf,
  bridgesOf,
  componentsOf,
  hullOf,
  isSchedule,
  maximumSubarrayOf,
} from '../examples/definitions.ts';
import { integers, randomGraph, randomUndirectedGraph, reals } from '../examples/inputs.ts';
import { graphOf, mask, pseudocodeOf } from './clrs.ts';
import { CLRS_30 } from './samples.ts';

const RUNS = 200;
const DENSITIES = [0.08, 0.15, 0.3, 0.6];

type Check = (run: Runnable, random: Random) => void;

/** The 10 algorithms of CLRS-30 without official samples, against what they are defined to compute. */
const CHECKS: Readonly<Record<string, Check>> = {
  articulation_points: ({ main }, random) => {
    const matrix = randomUndirectedGraph(random, randomInt(random, 1, 12), pick(random, DENSITIES));
    const G = graphOf(matrix, randomInt(random, 0, 1));
    main(G);
    assert.deepEqual(G.cut?.map(Number), articulationPointsOf(matrix));
  },
  bridges: ({ main }, random) => {
    const matrix = randomUndirectedGraph(random, randomInt(random, 1, 10), pick(random, DENSITIES));
    const first = randomInt(random, 0, 1);
    const found = main(graphOf(matrix, first)) as [number, number][];
    const expected = bridgesOf(matrix).flatMap((row, u) => row.flatMap((is, v) => (is === 1 && u < v ? [[u, v]] : [])));
    const got = found.map(([u, v]) => [Math.min(u, v) - first, Math.max(u, v) - first]);
    assert.deepEqual(got.map(String).sort(), expected.map(String).sort());
  },
  strongly_connected_components: ({ main }, random) => {
    const matrix = randomGraph(random, randomInt(random, 1, 12), pick(random, DENSITIES));
    const first = randomInt(random, 0, 1);
    const G = graphOf(matrix, first);
    main(G);
    assert.deepEqual(G.root?.map((v) => v - first), componentsOf(matrix)); // prettier-ignore
  },
  find_maximum_subarray_kadane: ({ main }, random) => {
    const values = integers(random, randomInt(random, 1, 20), -5, 5);
    const [low, high, sum] = maximumSubarrayOf(values);
    assert.deepEqual(main(values), [low + 1, high + 1, sum]);
  },
  heapsort: ({ main }, random) => {
    const values = integers(random, randomInt(random, 0, 40), -9, 9);
    const expected = values.toSorted((a, b) => a - b);
    main(values);
    assert.deepEqual([...values], expected);
  },
  quickselect: ({ main }, random) => {
    const values = integers(random, randomInt(random, 1, 40), -9, 9);
    const sorted = values.toSorted((a, b) => a - b);
    const i = randomInt(random, 1, values.length);
    assert.equal(main(values, 1, values.length, i), sorted[i - 1]);
  },
  jarvis_march: ({ main }, random) => {
    const count = randomInt(random, 3, 24);
    const [xs, ys] = [reals(random, count), reals(random, count)];
    assert.deepEqual(mask(main(xs, ys) as number[], count), hullOf(xs, ys));
  },
  kmp_matcher: ({ main }, random) => {
    const word = (least: number, most: number): string =>
      integers(random, randomInt(random, least, most), 0, pick(random, [1, 3])).join('');
    const [T, P] = [word(0, 40), word(1, 6)];
    assert.deepEqual(main(T, P), [...T].flatMap((_, s) => (T.startsWith(P, s) ? [s] : []))); // prettier-ignore
  },
  optimal_bst: ({ main }, random) => {
    const n = randomInt(random, 1, 5);
    const [p, q] = [integers(random, n, 0, 3), integers(random, n + 1, 0, 3)];
    const [, root] = main(p, q, n) as [unknown, number[][]];
    const expected = bestRootsOf(p, q);
    // root[i, j] is about the keys i … j, counted from 1.
    for (let i = 1; i <= n; i++) for (let j = i; j <= n; j++) assert.equal(root[i - 1]?.[j - 1], expected[i - 1]![j]! + 1); // prettier-ignore
  },
  task_scheduling: ({ main }, random) => {
    const count = randomInt(random, 0, 20);
    const [deadlines, weights] = [integers(random, count, 1, 12), reals(random, count)];
    assert(isSchedule(mask(main(deadlines, weights) as number[], count), deadlines, weights));
  },
};

describe('CLRS pseudocode against what it is defined to compute', () => {
  for (const [algorithm, check] of Object.entries(CHECKS)) {
    it(algorithm, () => {
      const run = pseudocodeOf(algorithm);
      const random = createRandom(3);
      for (let i = 0; i < RUNS; i++) check(run, random);
    });
  }

  it('is there for each of the 30', () => assert.equal(CLRS_30.length, 30));
});
