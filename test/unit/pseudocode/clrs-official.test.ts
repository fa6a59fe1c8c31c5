import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Runnable } from '../../support/pseudocode.ts';
import { graphOf, mask, orderOf, predecessors, pseudocodeOf } from './clrs.ts';

const SAMPLES = process.env['CLRS_DATA'] ?? join(import.meta.dirname, '../../data/clrs');

interface Official {
  readonly args: readonly unknown[];
  readonly returns: unknown;
}

type Compare = (run: Runnable, official: Official) => void;

const sorts: Compare = ({ main, parameters }, { args, returns }) => {
  const array = [...(args[0] as number[])];
  main(...(parameters.length === 1 ? [array] : [array, 1, array.length]));
  assert.deepEqual([...array], returns);
};

/** Shortest paths and trees are told by predecessors; weights are real numbers, so that there is one answer. */
const fromSource: Compare = ({ main }, { args, returns }) => {
  const [matrix, source] = args as [number[][], number];
  const G = graphOf(matrix);
  main(G, matrix, source);
  assert.deepEqual(predecessors(G), returns);
};

/** How many edges lead from the source to a vertex along predecessors; Infinity where they lead nowhere. */
function along(pi: readonly number[], source: number, v: number): number {
  if (v === source) return 0;
  const u = pi[v] ?? v;
  return u === v ? Infinity : along(pi, source, u) + 1;
}

const COMPARISONS: Readonly<Record<string, Compare>> = {
  insertion_sort: sorts,
  bubble_sort: sorts,
  quicksort: sorts,
  bellman_ford: fromSource,
  dijkstra: fromSource,
  dag_shortest_paths: fromSource,
  // The text takes the graph to be connected: out of the source's reach it goes on with another tree.
  mst_prim: ({ main }, { args, returns }) => {
    const [matrix, source] = args as [number[][], number];
    const G = graphOf(matrix);
    main(G, matrix, source);
    const [own, expected] = [predecessors(G), returns as number[]];
    for (const v of G.V) if (along(expected, source, v) < Infinity) assert.equal(own[v], expected[v]);
  },
  minimum: ({ main }, { args, returns }) => {
    const [array] = args as [number[]];
    assert.equal(main(array, array.length), array[returns as number]);
  },
  binary_search: ({ main }, { args, returns }) => {
    const [x, T] = args as [number, number[]];
    // CLRS-30 answers with the last position where no element is large enough.
    assert.equal(main(x, T, 1, T.length - 1), (returns as number) + 1);
  },
  naive_string_matcher: ({ main }, { args, returns }) => {
    const [text, pattern] = args.map((each) => (each as number[]).join(''));
    assert.equal((main(text, pattern) as number[])[0] ?? text?.length, returns);
  },
  // CLRS-30 prefers the first of several predecessors, a queue the one that was reached first: the levels are the same.
  bfs: ({ main }, { args, returns }) => {
    const [matrix, source] = args as [number[][], number];
    const G = graphOf(matrix);
    main(G, source);
    const own = predecessors(G);
    const expected = G.V.map((v) => along(returns as number[], source, v));
    assert.deepEqual(G.d, expected);
    assert.deepEqual(G.V.map((v) => along(own, source, v)), expected); // prettier-ignore
    for (const v of G.V) assert(own[v] === v || G.Adj[own[v] ?? -1]?.includes(v));
  },
  dfs: ({ main }, { args, returns }) => {
    const G = graphOf(args[0] as number[][]);
    main(G);
    assert.deepEqual(predecessors(G), returns);
  },
  topological_sort: ({ main }, { args, returns }) => {
    const order = main(graphOf(args[0] as number[][])) as number[];
    const next: number[] = [];
    order.forEach((v, i) => (next[v] = order[i + 1] ?? v));
    assert.deepEqual(next, returns);
  },
  mst_kruskal: ({ main }, { args, returns }) => {
    const [matrix] = args as [number[][]];
    const G = graphOf(matrix);
    const E = G.E.filter(([u, v]) => u! < v!);
    const tree = main({ ...G, E }, matrix) as [number, number][];
    const got = matrix.map((row) => row.map(() => 0));
    for (const [u, v] of tree) for (const [a, b] of [[u, v], [v, u]] as const) got[a]![b] = 1; // prettier-ignore
    assert.deepEqual(got, returns);
  },
  floyd_warshall: ({ main }, { args, returns }) => {
    const [matrix] = args as [number[][]];
    const W = matrix.map((row, i) => row.map((weight, j) => (i === j || weight !== 0 ? weight : Infinity)));
    const [, π] = main(W, W.length) as [number[][], (number | null)[][]];
    assert.deepEqual(π.map((row, i) => row.map((u) => (u ?? i + 1) - 1)), returns); // prettier-ignore
  },
  lcs_length: ({ main }, { args, returns }) => {
    const [, b] = main(...args) as [unknown, string[][]];
    assert.deepEqual(b.map((row) => row.map((arrow) => ['↖', '↑', '←'].indexOf(arrow))), returns); // prettier-ignore
  },
  matrix_chain_order: ({ main }, { args, returns }) => {
    const [, s] = main(args[0]) as [unknown, number[][]];
    const expected = returns as number[][];
    // s[1 … n - 1, 2 … n] is the part of the official table where something is to be split.
    const got = expected.map((row, i) => row.map((_, j) => (i < j ? s[i]?.[j - 1] : 0)));
    assert.deepEqual(got, expected);
  },
  activity_selector: ({ main }, { args, returns }) => {
    const [starts, ends] = args as [number[], number[]];
    const order = orderOf(ends);
    const chosen = main(order.map((i) => starts[i]), order.map((i) => ends[i])) as number[]; // prettier-ignore
    assert.deepEqual(mask(chosen.map((at) => order[at - 1]! + 1), ends.length), returns); // prettier-ignore
  },
  graham_scan: ({ main }, { args, returns }) => {
    const [xs, ys] = args as [number[], number[]];
    assert.deepEqual(mask(main(xs, ys) as number[], xs.length), returns);
  },
  segments_intersect: ({ main }, { args, returns }) => {
    const [xs, ys] = args as [number[], number[]];
    const points = xs.map((x, i) => ({ x, y: ys[i] }));
    assert.equal(main(...points), returns === 1);
  },
};

describe('CLRS pseudocode against the official samples', () => {
  const files = readdirSync(SAMPLES).filter((file) => file.endsWith('.json'));

  it('is compared for 20 algorithms', () =>
    assert.deepEqual(Object.keys(COMPARISONS).sort(), files.map((file) => file.replace('.json', '')).sort())); // prettier-ignore

  for (const [algorithm, compare] of Object.entries(COMPARISONS)) {
    it(algorithm, () => {
      const { samples } = JSON.parse(readFileSync(join(SAMPLES, `${algorithm}.json`), 'utf8')) as {
        samples: readonly Official[];
      };
      const run = pseudocodeOf(algorithm);
      for (const official of samples) compare(run, official);
    });
  }
});
