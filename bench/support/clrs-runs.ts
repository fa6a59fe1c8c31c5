import { pick, randomInt, type Random } from '../../src/shared/random.ts';
import type { Probe, Specification, Trajectory } from '../../src/trainer/clrs/spec.ts';

/**
 * Four algorithms of CLRS-30 with their official probes, hints taken where the official implementation takes them
 * (google-deepmind/clrs, `algorithms/graphs.py` and `searching.py`).
 */
export interface ClrsAlgorithm {
  readonly specification: Specification;
  /** Arguments as the plain function takes them. */
  draw(n: number, random: Random): readonly unknown[];
  run(args: readonly unknown[]): Trajectory;
}

type Matrix = readonly (readonly number[])[];

const probe = (name: string, stage: Probe['stage'], location: Probe['location'], type: Probe['type']): Probe => {
  return { name, stage, location, type };
};
const specify = (algorithm: string, probes: readonly Probe[]): Specification => ({ algorithm, probes });
const GRAPH_INPUTS = [
  probe('pos', 'input', 'node', 'scalar'),
  probe('s', 'input', 'node', 'mask_one'),
  probe('A', 'input', 'edge', 'scalar'),
  probe('adj', 'input', 'edge', 'mask'),
];

/** Collects what probes say. */
class Recorder {
  private readonly rows = new Map<string, number[]>();
  private steps = 0;

  constructor(private readonly n: number) {}

  input(values: Readonly<Record<string, readonly number[]>>): void {
    for (const [name, row] of Object.entries(values)) this.rows.set(name, [...row]);
  }

  hints(values: Readonly<Record<string, readonly number[]>>): void {
    this.steps++;
    for (const [name, row] of Object.entries(values)) this.rows.set(name, [...(this.rows.get(name) ?? []), ...row]);
  }

  done(outputs: Readonly<Record<string, readonly number[]>>): Trajectory {
    this.input(outputs);
    const values = [...this.rows].map(([name, row]) => [name, Float32Array.from(row)] as const);
    return { n: this.n, length: this.steps, data: Object.fromEntries(values) };
  }
}

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const oneHot = (n: number, at: number): number[] => range(n).map((i) => (i === at ? 1 : 0));
const positions = (n: number): number[] => range(n).map((i) => i / n);

function randomGraph(n: number, random: Random, weighted: boolean): Matrix {
  const density = pick(random, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
  const matrix = range(n).map(() => range(n).map(() => 0));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const weight = random() < density ? (weighted ? random() : 1) : 0;
      for (const [a, b] of [
        [i, j],
        [j, i],
      ] as const)
        (matrix[a] as number[])[b] = weight;
    }
  }
  return matrix;
}

function drawGraph(weighted: boolean): ClrsAlgorithm['draw'] {
  return (n, random) => [randomGraph(n, random, weighted), randomInt(random, 0, n - 1)];
}

function startOfGraph(args: readonly unknown[]): { A: Matrix; s: number; n: number; recorder: Recorder } {
  const [A, s] = args as [Matrix, number];
  const n = A.length;
  const recorder = new Recorder(n);
  const flat = A.flat();
  // As in CLRS: a node is its own neighbour, without weight.
  const adj = flat.map((weight, at) => (weight !== 0 || at % (n + 1) === 0 ? 1 : 0));
  recorder.input({ pos: positions(n), s: oneHot(n, s), A: flat, adj });
  return { A, s, n, recorder };
}

const bfs: ClrsAlgorithm = {
  specification: specify('bfs', [
    ...GRAPH_INPUTS,
    probe('reach_h', 'hint', 'node', 'mask'),
    probe('pi_h', 'hint', 'node', 'pointer'),
    probe('pi', 'output', 'node', 'pointer'),
  ]),
  draw: drawGraph(false),
  run: (args) => {
    const { A, s, n, recorder } = startOfGraph(args);
    const pi = range(n);
    let reach = oneHot(n, s);
    for (;;) {
      const before = [...reach];
      recorder.hints({ reach_h: before, pi_h: pi });
      for (const i of range(n)) {
        for (const j of range(n)) {
          if (!((A[i]?.[j] ?? 0) > 0 && before[i] === 1)) continue;
          if (pi[j] === j && j !== s) pi[j] = i;
          reach = reach.with(j, 1);
        }
      }
      if (reach.every((value, i) => value === before[i])) return recorder.done({ pi });
    }
  },
};

const bellmanFord: ClrsAlgorithm = {
  specification: specify('bellmanFord', [
    ...GRAPH_INPUTS,
    probe('pi_h', 'hint', 'node', 'pointer'),
    probe('d', 'hint', 'node', 'scalar'),
    probe('msk', 'hint', 'node', 'mask'),
    probe('pi', 'output', 'node', 'pointer'),
  ]),
  draw: drawGraph(true),
  run: (args) => {
    const { A, s, n, recorder } = startOfGraph(args);
    const pi = range(n);
    const d = range(n).map(() => 0);
    const msk = oneHot(n, s);
    for (;;) {
      const [near, reached] = [[...d], [...msk]];
      recorder.hints({ pi_h: pi, d: near, msk: reached });
      for (const u of range(n)) {
        for (const v of range(n)) {
          const weight = A[u]?.[v] ?? 0;
          if (reached[u] !== 1 || weight === 0) continue;
          const through = (near[u] ?? 0) + weight;
          if (msk[v] !== 0 && through >= (d[v] ?? 0)) continue;
          d[v] = through;
          pi[v] = u;
          msk[v] = 1;
        }
      }
      if (d.every((value, i) => value === near[i])) return recorder.done({ pi });
    }
  },
};

const dijkstra: ClrsAlgorithm = {
  specification: specify('dijkstra', [
    ...GRAPH_INPUTS,
    probe('pi_h', 'hint', 'node', 'pointer'),
    probe('d', 'hint', 'node', 'scalar'),
    probe('mark', 'hint', 'node', 'mask'),
    probe('in_queue', 'hint', 'node', 'mask'),
    probe('u', 'hint', 'node', 'mask_one'),
    probe('pi', 'output', 'node', 'pointer'),
  ]),
  draw: drawGraph(true),
  run: (args) => {
    const { A, s, n, recorder } = startOfGraph(args);
    const pi = range(n);
    const d = range(n).map(() => 0);
    const mark = range(n).map(() => 0);
    const queue = oneHot(n, s);
    const tell = (u: number): void => recorder.hints({ pi_h: pi, d, mark, in_queue: queue, u: oneHot(n, u) });
    tell(s);
    for (;;) {
      const waiting = range(n).filter((i) => queue[i] === 1);
      if (waiting.length === 0) return recorder.done({ pi });
      const u = waiting.reduce((a, b) => ((d[b] ?? 0) < (d[a] ?? 0) ? b : a));
      mark[u] = 1;
      queue[u] = 0;
      for (const v of range(n)) {
        const weight = A[u]?.[v] ?? 0;
        if (weight === 0 || mark[v] === 1) continue;
        const through = (d[u] ?? 0) + weight;
        if (queue[v] === 1 && through >= (d[v] ?? 0)) continue;
        pi[v] = u;
        d[v] = through;
        queue[v] = 1;
      }
      tell(u);
    }
  },
};

const minimum: ClrsAlgorithm = {
  specification: specify('minimum', [
    probe('pos', 'input', 'node', 'scalar'),
    probe('key', 'input', 'node', 'scalar'),
    probe('pred_h', 'hint', 'node', 'pointer'),
    probe('min_h', 'hint', 'node', 'mask_one'),
    probe('i', 'hint', 'node', 'mask_one'),
    probe('min', 'output', 'node', 'mask_one'),
  ]),
  draw: (n, random) => [Array.from({ length: n }, random)],
  run: ([values]) => {
    const key = values as number[];
    const n = key.length;
    const recorder = new Recorder(n);
    recorder.input({ pos: positions(n), key });
    const pred = range(n).map((i) => Math.max(0, i - 1));
    let min = 0;
    recorder.hints({ pred_h: pred, min_h: oneHot(n, min), i: oneHot(n, 0) });
    for (let i = 1; i < n; i++) {
      if ((key[min] ?? 0) > (key[i] ?? 0)) min = i;
      recorder.hints({ pred_h: pred, min_h: oneHot(n, min), i: oneHot(n, i) });
    }
    return recorder.done({ min: oneHot(n, min) });
  },
};

export const CLRS_ALGORITHMS: Readonly<Record<string, ClrsAlgorithm>> = {
  bfs,
  minimum,
  bellman_ford: bellmanFord,
  dijkstra,
};
