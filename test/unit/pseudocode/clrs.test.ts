import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { runnable, type Runnable } from '../../support/pseudocode.ts';
import { nameOf, SAMPLES } from './samples.ts';

interface Official {
  readonly args: readonly unknown[];
  readonly returns: unknown;
}

type Compare = (run: Runnable, official: Official) => void;

const sorts: Compare = ({ main, parameters }, { args, returns }) => {
  const array = [...(args[0] as number[])];
  main(...(parameters.length === 1 ? [array] : [array, 1, array.length]));
  assert.deepEqual(array, returns);
};

/** The graph of a matrix, 0 = no edge. */
function graphOf(matrix: readonly (readonly number[])[]): {
  V: number[];
  Adj: number[][];
  E: number[][];
  d?: number[];
} {
  const V = matrix.map((_, v) => v);
  const Adj = matrix.map((row) => V.filter((v) => row[v] !== 0));
  return { V, Adj, E: Adj.flatMap((row, u) => row.map((v) => [u, v])) };
}

/** How far a vertex is from the source along the official predecessors; Infinity where they lead nowhere. */
function along(pi: readonly number[], source: number, v: number, weight: (u: number, v: number) => number): number {
  if (v === source) return 0;
  const u = pi[v] ?? v;
  return u === v ? Infinity : along(pi, source, u, weight) + weight(u, v);
}

const COMPARISONS: readonly (readonly [data: string, sample: string, compare: Compare])[] = [
  ['insertion_sort', 'insertion sort', sorts],
  ['bubble_sort', 'bubble sort', sorts],
  ['quicksort', 'quicksort', sorts],
  [
    'minimum',
    'minimum',
    ({ main }, { args, returns }) => {
      const array = args[0] as number[];
      assert.equal(main(array, array.length), array[returns as number]);
    },
  ],
  [
    'naive_string_matcher',
    'string matching',
    ({ main }, { args, returns }) => {
      const [text, pattern] = args.map((each) => (each as number[]).join(''));
      assert.equal((main(text, pattern) as number[])[0], returns);
    },
  ],
  [
    'bfs',
    'breadth-first search',
    ({ main }, { args, returns }) => {
      const [matrix, source] = args as [number[][], number];
      const G = graphOf(matrix);
      main(G, source);
      assert.deepEqual(G.d, G.V.map((v) => along(returns as number[], source, v, () => 1))); // prettier-ignore
    },
  ],
  [
    'bellman_ford',
    'Bellman-Ford',
    ({ main }, { args, returns }) => {
      const [matrix, source] = args as [number[][], number];
      const G = graphOf(matrix);
      assert.equal(main(G, matrix, source), true);
      for (const v of G.V) {
        const expected = along(returns as number[], source, v, (from, to) => matrix[from]?.[to] ?? NaN);
        const got = G.d?.[v] ?? NaN;
        assert(got === expected || Math.abs(got - expected) < 1e-9, `${got} is not ${expected}`);
      }
    },
  ],
  [
    'activity_selector',
    'activity selection',
    ({ main }, { args, returns }) => {
      const [starts, ends] = args as [number[], number[]];
      const order = ends.map((_, i) => i).sort((a, b) => ends[a]! - ends[b]!);
      const chosen = main(order.map((i) => starts[i]), order.map((i) => ends[i])) as number[]; // prettier-ignore
      const mask = starts.map(() => 0);
      for (const position of chosen) mask[order[position - 1] ?? -1] = 1;
      assert.deepEqual(mask, returns);
    },
  ],
];

describe('CLRS pseudocode against the official samples', () => {
  for (const [data, title, compare] of COMPARISONS) {
    it(data, () => {
      const sample = SAMPLES.find((each) => each.file === 'clrs' && each.title === title);
      assert(sample);
      const file = new URL(`../../data/clrs/${data}.json`, import.meta.url);
      const { samples } = JSON.parse(readFileSync(file, 'utf8')) as { samples: readonly Official[] };
      const run = runnable(sample.source, nameOf(sample));
      for (const official of samples) compare(run, official);
    });
  }
});
