import assert from 'node:assert/strict';
import { createRandom, randomInt, type Random } from '../../../src/shared/random.ts';
import { runnable, type Runnable } from '../../support/pseudocode.ts';
import { DIALECT_SAMPLES, nameOf, type Sample } from './samples.ts';

const RUNS = 60;

type Check = (run: Runnable, random: Random, sample: Sample) => void;

function numbers(random: Random, least = 0, most = 12, low = -20, high = 20): number[] {
  return Array.from({ length: randomInt(random, least, most) }, () => randomInt(random, low, high));
}

const ascending = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);

/** Arguments by the parameter's name: the array, its length, its first and last position in the text's base. */
function forArray(
  { parameters, translation }: Runnable,
  array: number[],
  more: Record<string, unknown> = {},
): unknown[] {
  const base = /Indices begin at 1/.test(translation.code) ? 1 : 0;
  return parameters.map((name, i) => {
    if (name in more) return more[name];
    if (i === 0 || /^(a|A|arr|ARR|list|L|x|DATA)$/.test(name)) return array;
    if (/^(n|N)$/.test(name)) return array.length;
    if (/^(p|low)$/.test(name)) return base;
    if (/^(r|high)$/.test(name)) return base + array.length - 1;
    throw new Error(`no argument for ${name}`);
  });
}

const sorts: Check = (run, random) => {
  const array = numbers(random);
  const expected = ascending(array);
  const output = run.main(...forArray(run, array));
  // What the text notes on the array itself (A.heap-size) is not one of its elements.
  assert.deepEqual([...((output as number[] | undefined) ?? array)], expected);
};

/** Finds a position in the text's base; where there is none, what the text says. */
const searches =
  (absent: readonly unknown[], sorted: boolean): Check =>
  (run, random) => {
    const array = sorted ? [...new Set(ascending(numbers(random, 1)))] : numbers(random, 1);
    const target = randomInt(random, -20, 20);
    const base = /Indices begin at 1/.test(run.translation.code) ? 1 : 0;
    const wanted = { v: target, x: target, T: target, target, Target: target, TARGET: target, unsuccessful: -99 };
    const output = run.main(...forArray(run, array, run.parameters[0] === 'x' ? {} : wanted));
    const at = array.indexOf(target);
    if (at < 0) assert(absent.includes(output), `gave ${String(output)} for a value that is not there`);
    else assert.equal(output, at + base);
  };

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

const divides: Check = ({ main }, random) => {
  const [a, b] = [randomInt(random, 1, 200), randomInt(random, 1, 200)];
  assert.equal(main(a, b), gcd(a, b));
};

/** A directed graph over vertices numbered from `first`. */
function graph(random: Random, first: number): { V: number[]; Adj: number[][]; E: number[][]; W: number[][] } {
  const n = randomInt(random, 1, 8);
  const V = Array.from({ length: n }, (_, i) => i + first);
  const W = V.map((u) => V.map((v) => (u !== v && random() < 0.35 ? randomInt(random, 1, 9) : 0)));
  const Adj = W.map((row) => row.flatMap((weight, v) => (weight === 0 ? [] : [v + first])));
  const E = Adj.flatMap((row, u) => row.map((v) => [u + first, v]));
  return { V, Adj, E, W };
}

/** Distances by relaxation of all edges, as often as there are vertices (Bellman 1958). */
function distances(W: readonly (readonly number[])[], source: number, weighted: boolean): number[] {
  const d = W.map((_, v) => (v === source ? 0 : Infinity));
  for (let round = 0; round < W.length; round++) {
    W.forEach((row, u) =>
      row.forEach((weight, v) => weight !== 0 && (d[v] = Math.min(d[v]!, d[u]! + (weighted ? weight : 1)))),
    );
  }
  return d;
}

const breadthFirst: Check = ({ main, translation }, random) => {
  const hasVertices = translation.code.includes('V: number[]');
  const first = hasVertices ? randomInt(random, 0, 1) : 0;
  const { V, Adj, W } = graph(random, first);
  const source = randomInt(random, 0, V.length - 1);
  const G = { V, Adj, adjacentEdges: Adj } as { V: number[]; Adj: number[][]; d?: number[]; explored?: boolean[] };
  main(G, source + first);
  const expected = distances(W, source, false);
  if (G.d) assert.deepEqual(G.d, expected);
  else assert.deepEqual(V.map((v) => G.explored?.[v] === true), expected.map((d) => d < Infinity)); // prettier-ignore
};

const depthFirst: Check = ({ main, parameters }, random) => {
  const first = parameters.length === 1 ? randomInt(random, 0, 1) : 0;
  const { V, Adj, W } = graph(random, first);
  const G = { V, Adj, adjacentEdges: Adj } as {
    d?: number[];
    f?: number[];
    π?: (number | null)[];
    discovered?: boolean[];
  };
  if (parameters.length === 2) {
    main(G, 0);
    assert.deepEqual(V.map((v) => G.discovered?.[v] === true), distances(W, 0, false).map((d) => d < Infinity)); // prettier-ignore
    return;
  }
  main(G);
  const { d = [], f = [], π = [] } = G;
  assert.deepEqual(
    ascending([...d, ...f]),
    Array.from({ length: 2 * V.length }, (_, i) => i + 1),
  );
  // Intervals nest as the forest does (parenthesis theorem).
  π.forEach((parent, v) => {
    if (parent !== null) assert(d[parent - first]! < d[v]! && f[v]! < f[parent - first]!);
  });
};

const dijkstra: Check = ({ main, translation }, random) => {
  const first = randomInt(random, 0, 1);
  const { V, Adj, W, E } = graph(random, first);
  const source = randomInt(random, 0, V.length - 1);
  const expected = distances(W, source, true);
  const triples = E.map(([u, v]) => [u, v, W[u! - first]![v! - first]]);
  if (translation.code.includes('Vertices')) {
    const [dist] = main({ Vertices: V, Edges: triples, neighbors: Adj }, source + first) as [number[]];
    assert.deepEqual(dist, expected);
    return;
  }
  for (const w of [W, triples]) {
    const G = { V, Adj, E } as { d?: number[] };
    main(G, w, source + first);
    assert.deepEqual(G.d, expected);
  }
};

const bellmanFord: Check = (run, random) => {
  const first = 0;
  const { V, Adj, W, E } = graph(random, first);
  const expected = distances(W, 0, true);
  if (run.parameters[0] === 'vertices') {
    const edges = E.map(([u, v]) => [u!, v!, W[u!]![v!]!]);
    const [dist] = run.main(V, edges, 0, V.length) as [number[]];
    assert.deepEqual(dist, expected);
    return;
  }
  const G = { V, Adj, E } as { d?: number[] };
  assert.equal(run.main(G, W, 0), true);
  assert.deepEqual(G.d, expected);
};

const floydWarshall: Check = (run, random) => {
  const { V, W, E } = graph(random, 1);
  const D = W.map((row, u) => row.map((weight, v) => (u === v ? 0 : weight === 0 ? Infinity : weight)));
  const expected = W.map((_, u) => distances(W, u, true));
  assert.deepEqual(run.parameters[0] === 'W' ? run.main(D, D.length) : run.main({ V, E }, W), expected);
};

const isPrime = (n: number): boolean =>
  n > 1 && !Array.from({ length: n - 2 }, (_, i) => i + 2).some((d) => n % d === 0);

const CHECKS: Readonly<Record<string, Check>> = {
  'insertion sort': sorts,
  'bubble sort': sorts,
  heapsort: sorts,
  quicksort: sorts,
  'merge sort': sorts,
  'selection sort': sorts,
  'gnome sort': sorts,
  'binary search': (run, random, sample) => {
    if (sample.file === 'python') {
      const array = [...new Set(ascending(numbers(random, 1)))];
      const target = randomInt(random, -20, 20);
      assert.equal(run.main(array, target), array.indexOf(target));
      return;
    }
    searches([null, -1, 0, -99], true)(run, random, sample);
  },
  'linear search': searches([-1], false),
  'greatest common divisor': divides,
  'counting sort': ({ main }, random) => {
    const array = numbers(random, 0, 12, 0, 9);
    const B: number[] = [];
    main(array, B, 9);
    assert.deepEqual(B, ascending(array));
  },
  'lcs length': ({ main }, random) => {
    const [x, y] = [numbers(random, 0, 9, 0, 2), numbers(random, 0, 9, 0, 2)];
    const best = (i: number, j: number): number =>
      i === 0 || j === 0
        ? 0
        : x[i - 1] === y[j - 1]
          ? best(i - 1, j - 1) + 1
          : Math.max(best(i - 1, j), best(i, j - 1));
    const [c] = main(x, y) as [number[][]];
    assert.equal(c[x.length]?.[y.length], best(x.length, y.length));
  },
  'matrix chain': ({ main }, random) => {
    const p = numbers(random, 2, 7, 1, 9);
    const cost = (i: number, j: number): number =>
      i === j
        ? 0
        : Math.min(
            ...Array.from(
              { length: j - i },
              (_, k) => cost(i, i + k) + cost(i + k + 1, j) + p[i - 1]! * p[i + k]! * p[j]!,
            ),
          );
    const [m] = main(p) as [number[][]];
    assert.equal(m[0]?.at(-1), cost(1, p.length - 1));
  },
  'breadth-first search': breadthFirst,
  'depth-first search': depthFirst,
  Dijkstra: dijkstra,
  'Bellman-Ford': bellmanFord,
  'Floyd-Warshall': floydWarshall,
  minimum: ({ main }, random) => {
    const array = numbers(random, 1);
    assert.equal(main(array, array.length), Math.min(...array));
  },
  'string matching': ({ main }, random) => matches(main, random),
  'Knuth-Morris-Pratt': ({ main }, random) => matches(main, random),
  'rod cutting': ({ main }, random) => {
    const p = numbers(random, 1, 8, 1, 20);
    const best = (n: number): number =>
      n === 0 ? 0 : Math.max(...Array.from({ length: n }, (_, i) => p[i]! + best(n - i - 1)));
    assert.equal(main(p, p.length), best(p.length));
  },
  'activity selection': ({ main }, random) => {
    const acts = Array.from({ length: randomInt(random, 1, 8) }, () => randomInt(random, 0, 9)).map(
      (s) => [s, s + randomInt(random, 1, 5)] as const,
    );
    const byEnd = acts.toSorted((a, b) => a[1] - b[1]);
    const chosen: number[] = [];
    let end = -Infinity;
    byEnd.forEach(([s, f], i) => {
      if (s < end) return;
      chosen.push(i + 1);
      end = f;
    });
    assert.deepEqual(main(byEnd.map(([s]) => s), byEnd.map(([, f]) => f)), chosen); // prettier-ignore
  },
  'maximum subarray': ({ main }, random) => {
    const array = numbers(random, 1, 10);
    const sums = array.flatMap((_, i) =>
      array.slice(i).map((__, k) => array.slice(i, i + k + 1).reduce((a, b) => a + b)),
    );
    assert.equal(main(array), Math.max(...sums));
  },
  'minimum spanning tree': ({ main }, random) => {
    const { V, W } = graph(random, 0);
    const E = V.flatMap((u) => V.filter((v) => u < v && W[u]![v] !== 0).map((v) => [u, v]));
    const tree = main({ V, E }, W) as [number, number][];
    const weight = tree.reduce((sum, [u, v]) => sum + W[u]![v]!, 0);
    // Prim's algorithm from every vertex of the forest.
    const near = new Set<number>();
    let expected = 0;
    for (;;) {
      const crossing = E.filter(([u, v]) => near.has(u!) !== near.has(v!)).map(([u, v]) => [W[u!]![v!]!, u!, v!]).sort((a, b) => a[0]! - b[0]!); // prettier-ignore
      const [next] = crossing;
      if (next) {
        expected += next[0]!;
        near.add(next[1]!).add(next[2]!);
        continue;
      }
      const rest = V.find((v) => !near.has(v));
      if (rest === undefined) break;
      near.add(rest);
    }
    assert.equal(weight, expected);
  },
  'sieve of Eratosthenes': ({ main }, random) => {
    const n = randomInt(random, 2, 60);
    assert.deepEqual(
      main(n),
      Array.from({ length: n - 1 }, (_, i) => isPrime(i + 2)),
    );
  },
  'prime sieve': ({ main }, random) => {
    const n = randomInt(random, 2, 60);
    assert.deepEqual(main(n), Array.from({ length: n - 1 }, (_, i) => i + 2).filter(isPrime)); // prettier-ignore
  },
  'selection of the largest': ({ main }, random) => {
    const array = numbers(random);
    assert.equal(main(array), array.length === 0 ? null : Math.max(...array));
  },
  largest: ({ main }, random) => {
    const array = numbers(random, 1);
    assert.equal(main(array), Math.max(...array));
  },
  path: ({ main }, random) => {
    const array = numbers(random);
    assert.deepEqual(main(array, 3), array.filter((x) => x > 3)); // prettier-ignore
  },
  'total of inputs': ({ main }, random) => {
    const array = numbers(random, 5, 5);
    assert.equal(main(array), array.reduce((a, b) => a + b)); // prettier-ignore
  },
  grade: ({ main }, random) => {
    const mark = randomInt(random, 0, 110);
    assert.equal(main(mark), mark < 40 ? 'F' : mark < 60 ? 'C' : mark <= 100 ? 'A' : 'invalid');
  },
  'swap by reference': ({ functions }, random) => {
    const [a, b] = [randomInt(random, 0, 9), randomInt(random, 0, 9)];
    assert.equal(functions.get('Larger')?.(a, b), Math.max(a, b));
    assert.deepEqual(functions.get('Swap')?.(a, b), [b, a]);
  },
  digits: ({ main }, random) => {
    const n = randomInt(random, 0, 99_999);
    assert.equal(main(n), [...String(n)].reduce((sum, digit) => sum + Number(digit), 0)); // prettier-ignore
  },
  sign: ({ main }, random, sample) => {
    const x = randomInt(random, -3, 3);
    assert.equal(main(x), sample.file === 'aqa' ? (x > 0 ? 'positive' : x < 0 ? 'negative' : 'zero') : Math.sign(x));
  },
  factorial: ({ main }, random) => {
    const n = randomInt(random, 0, 12);
    assert.equal(main(n), Array.from({ length: n }, (_, i) => i + 1).reduce((a, b) => a * b, 1)); // prettier-ignore
  },
  'average of a collection': ({ main }, random) => {
    const array = numbers(random);
    assert.equal(main(array), array.reduce((a, b) => a + b, 0)); // prettier-ignore
  },
  'matrix total': ({ main }, random) => {
    const T = [numbers(random, 3, 3), numbers(random, 3, 3)];
    assert.equal(main(T, 2, 3), T.flat().reduce((a, b) => a + b)); // prettier-ignore
  },
  power: ({ main, parameters }, random) => {
    const [x, n] = [randomInt(random, 1, 4), randomInt(random, 0, 6)];
    assert.equal(/^(x|BASE)$/.test(parameters[0] ?? '') ? main(x, n) : main(n, x), x ** n);
  },
  fibonacci: ({ main }, random) => {
    const n = randomInt(random, 0, 20);
    const fib = (k: number): number => (k < 2 ? k : fib(k - 1) + fib(k - 2));
    assert.equal(main(n), fib(n));
  },
  'count inversions': ({ main }, random) => {
    const array = numbers(random);
    assert.equal(main(array), array.flatMap((a, i) => array.slice(i + 1).filter((b) => a > b)).length); // prettier-ignore
  },
  transpose: ({ main }, random) => {
    const W = [numbers(random, 3, 3), numbers(random, 3, 3)];
    assert.deepEqual(main(W), [0, 1, 2].map((j) => W.map((row) => row[j]))); // prettier-ignore
  },
};

/** All positions of a pattern in a text, as shifts. */
function matches(main: (...args: unknown[]) => unknown, random: Random): void {
  const [text, pattern] = [numbers(random, 0, 14, 0, 1), numbers(random, 1, 3, 0, 1)];
  // Lists are compared item by item, texts as a whole: give texts.
  const [T, P] = [text.join(''), pattern.join('')];
  const expected = Array.from({ length: T.length }, (_, s) => s).filter((s) => T.startsWith(P, s));
  assert.deepEqual(main(T, P), expected);
}

describe('pseudocode does what the algorithm is defined to do', () => {
  for (const sample of DIALECT_SAMPLES) {
    it(`${sample.file}: ${sample.title}`, () => {
      const check = CHECKS[sample.title];
      assert(check, `${sample.title} has no independent implementation`);
      const run = runnable(sample.source, nameOf(sample));
      const random = createRandom(7);
      for (let i = 0; i < RUNS; i++) check(run, random, sample);
    });
  }
});
