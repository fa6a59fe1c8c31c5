import assert from 'node:assert/strict';
import { articulationPoints } from '../../../examples/clrs/articulation-points.ts';
import { bridges } from '../../../examples/clrs/bridges.ts';
import { dagShortestPaths } from '../../../examples/clrs/dag-shortest-paths.ts';
import { dfs } from '../../../examples/clrs/dfs.ts';
import { findMaximumSubarrayKadane } from '../../../examples/clrs/find-maximum-subarray-kadane.ts';
import { heapsort } from '../../../examples/clrs/heapsort.ts';
import { jarvisMarch } from '../../../examples/clrs/jarvis-march.ts';
import { kmpMatcher } from '../../../examples/clrs/kmp-matcher.ts';
import { optimalBst } from '../../../examples/clrs/optimal-bst.ts';
import { quickselect } from '../../../examples/clrs/quickselect.ts';
import { quicksort } from '../../../examples/clrs/quicksort.ts';
import { stronglyConnectedComponents } from '../../../examples/clrs/strongly-connected-components.ts';
import { taskScheduling } from '../../../examples/clrs/task-scheduling.ts';
import { topologicalSort } from '../../../examples/clrs/topological-sort.ts';
import { createRandom, pick, randomInt } from '../../../src/shared/random.ts';
import {
  articulationPointsOf,
  bestRootsOf,
  bridgesOf,
  componentsOf,
  hullOf,
  isSchedule,
  maximumSubarrayOf,
} from './definitions.ts';
import { integers, path, randomGraph, randomUndirectedGraph, reals, undirectedPath } from './inputs.ts';

const RUNS = 300;
const DENSITIES = [0.08, 0.15, 0.3, 0.6];

/** The 10 algorithms of CLRS-30 without official samples, against what they are defined to compute. */
describe('examples/clrs, against their definitions', () => {
  it('articulation points are the nodes without which their neighbours are cut off', () => {
    const random = createRandom(1);
    let cuts = 0;
    for (let run = 0; run < RUNS; run++) {
      const graph = randomUndirectedGraph(random, randomInt(random, 0, 14), pick(random, DENSITIES));
      const expected = articulationPointsOf(graph);
      cuts += expected.filter((isCut) => isCut === 1).length;
      assert.deepEqual(articulationPoints(graph), expected);
    }
    assert(cuts > RUNS / 2, `only ${cuts} articulation points were met`);
  });

  it('bridges are the edges without which their ends are cut off', () => {
    const random = createRandom(2);
    let found = 0;
    for (let run = 0; run < RUNS; run++) {
      const graph = randomUndirectedGraph(random, randomInt(random, 0, 12), pick(random, DENSITIES));
      const expected = bridgesOf(graph);
      found += expected.flat().filter((entry) => entry === 1).length;
      assert.deepEqual(bridges(graph), expected);
    }
    assert(found > RUNS / 2, `only ${found} bridges were met`);
  });

  it('strongly connected components are the nodes that reach each other, named by the one discovered first', () => {
    const random = createRandom(3);
    for (let run = 0; run < RUNS; run++) {
      const graph = randomGraph(random, randomInt(random, 0, 14), pick(random, DENSITIES));
      assert.deepEqual(stronglyConnectedComponents(graph), componentsOf(graph));
    }
  });

  it("Kadane's subarray is the first of the largest sum", () => {
    const random = createRandom(4);
    for (let run = 0; run < RUNS; run++) {
      const values = integers(random, randomInt(random, 1, 20), -5, 5);
      assert.deepEqual(findMaximumSubarrayKadane(values), maximumSubarrayOf(values));
    }
    assert.throws(() => findMaximumSubarrayKadane([]), RangeError);
  });

  it('heapsort sorts in place', () => {
    const random = createRandom(5);
    for (let run = 0; run < RUNS; run++) {
      const values = integers(random, randomInt(random, 0, 40), -9, 9);
      const expected = values.toSorted((a, b) => a - b);
      assert.equal(heapsort(values), values);
      assert.deepEqual(values, expected);
    }
  });

  it('quickselect finds the upper median', () => {
    const random = createRandom(6);
    for (let run = 0; run < RUNS; run++) {
      const values = integers(random, randomInt(random, 1, 40), -9, 9);
      const sorted = values.toSorted((a, b) => a - b);
      assert.equal(quickselect(values), sorted[sorted.length >> 1]);
      assert.deepEqual(
        values.toSorted((a, b) => a - b),
        sorted,
        'no element may get lost',
      );
    }
    assert.throws(() => quickselect([]), RangeError);
  });

  it("Jarvis' march finds the points that lie on a line with all others on one side", () => {
    const random = createRandom(7);
    for (let run = 0; run < RUNS; run++) {
      const count = randomInt(random, 3, 24);
      const [xs, ys] = [reals(random, count), reals(random, count)];
      assert.deepEqual(jarvisMarch(xs, ys), hullOf(xs, ys));
    }
    assert.deepEqual(jarvisMarch([], []), []);
    assert.deepEqual(jarvisMarch([3], [4]), [1]);
    assert.deepEqual(jarvisMarch([1, 1, 1], [2, 2, 2]), [1, 1, 1], 'ends when all points are one');
    // What the official implementation returns for points in line.
    assert.deepEqual(jarvisMarch([2, 0, 1, 1], [0, 0, 0, 2]), [0, 1, 1, 1]);
    assert.deepEqual(
      jarvisMarch([0, 1, 2, 2, 2, 1, 0, 0, 1], [0, 0, 0, 1, 2, 2, 2, 1, 1]),
      [1, 0, 1, 0, 1, 0, 1, 1, 1],
    );
  });

  it('the matcher of Knuth, Morris and Pratt finds what indexOf finds', () => {
    const random = createRandom(8);
    let matches = 0;
    for (let run = 0; run < RUNS; run++) {
      const text = integers(random, randomInt(random, 0, 40), 0, pick(random, [1, 3]));
      const pattern = integers(random, randomInt(random, 0, 6), 0, pick(random, [1, 3]));
      const at = text.join('').indexOf(pattern.join(''));
      if (at > 0) matches++;
      assert.equal(kmpMatcher(text, pattern), at === -1 ? text.length : at);
    }
    assert(matches > RUNS / 10, `only ${matches} patterns occurred`);
  });

  it('the optimal search tree has the first of the roots that make it cheapest', () => {
    const random = createRandom(9);
    for (let run = 0; run < 60; run++) {
      const keys = randomInt(random, 0, 5);
      const p = integers(random, keys, 0, 3);
      const q = integers(random, keys + 1, 0, 3);
      const expected = bestRootsOf(p, q);
      assert.deepEqual(optimalBst(p, q), expected);
      assert.deepEqual(optimalBst([...p, 99], q), expected, 'a last entry of p without a key does not count');
    }
  });

  it('task scheduling takes a task exactly if fewer heavier tasks were taken than its deadline allows', () => {
    const random = createRandom(10);
    for (let run = 0; run < RUNS; run++) {
      const count = randomInt(random, 0, 20);
      const deadlines = integers(random, count, 1, 12);
      const weights = reals(random, count);
      const selected = taskScheduling(deadlines, weights);
      assert(isSchedule(selected, deadlines, weights));
      assert.equal(selected.length, count);
    }
  });
});

describe('examples/clrs, recursion', () => {
  const n = 1000;
  const predecessors = [0, ...Array.from({ length: n - 1 }, (_, v) => v)];

  it('goes 1,000 nodes deep', () => {
    const directed = path(n);
    const undirected = undirectedPath(n);
    assert.deepEqual(dfs(directed), predecessors);
    assert.deepEqual(dagShortestPaths(directed, 0), predecessors);
    assert.deepEqual(topologicalSort(directed), [...Array.from({ length: n - 1 }, (_, v) => v + 1), n - 1]);
    assert.equal(articulationPoints(undirected).filter((isCut) => isCut === 1).length, n - 2);
    assert.equal(bridges(undirected)[n - 2]![n - 1], 1);
    assert.deepEqual(new Set(stronglyConnectedComponents(undirected)), new Set([0]));
  });

  it('survives a sorted array, the worst case of quicksort', () => {
    const sorted = Array.from({ length: n }, (_, i) => i);
    assert.deepEqual(quicksort(sorted.slice()), sorted);
    assert.equal(quickselect(sorted.slice()), n / 2);
  });
});
