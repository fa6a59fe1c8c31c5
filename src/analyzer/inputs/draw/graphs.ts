import { pick, randomInt, shuffle, type Random } from '../../../shared/random.ts';
import type { GraphPart, GraphSpec } from '../spec.ts';
import { chance, chooseLength, type Context } from './context.ts';

export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** A graph in the form of the spec: random at some density, sparse, a path, a ring, a star, complete, without edges. */
export function drawGraph(spec: GraphSpec, context: Context): unknown {
  const n = chooseLength(context, spec.minVertices, spec.maxVertices ?? null);
  const edges = drawEdges(spec, n, context);
  return buildGraph(numberedAtRandom(spec, context.random), n, edges);
}

/** A graph of so many vertices. */
export function drawGraphOf(spec: GraphSpec, n: number, random: Random): unknown {
  const edges = drawEdges(spec, n, { random, style: 'plain' });
  return buildGraph(numberedAtRandom(spec, random), n, edges);
}

/** A spec that says where its vertices are counted from. */
type NumberedGraph = Omit<GraphSpec, 'first'> & { readonly first?: 1 };

function numberedAtRandom({ first, ...spec }: GraphSpec, random: Random): NumberedGraph {
  return first === 1 || (first === 'listed' && chance(random, 0.5)) ? { ...spec, first: 1 } : spec;
}

/** The spec with the number that a graph's first vertex has. */
export function numberedAs({ first, ...spec }: GraphSpec, value: unknown): NumberedGraph {
  const vertices = spec.parts?.find(({ as }) => as === 'vertices')?.name;
  const isObject = typeof value === 'object' && value !== null;
  const listed = isObject && vertices !== undefined ? (value as Readonly<Record<string, unknown>>)[vertices] : null;
  const isFromOne = first === 'listed' ? Array.isArray(listed) && listed[0] === 1 : first === 1;
  return isFromOne ? { ...spec, first: 1 } : spec;
}

function drawEdges(spec: GraphSpec, n: number, context: Pick<Context, 'random' | 'style'>): Edge[] {
  const { random } = context;
  const order = Array.from({ length: n }, (_, i) => i);
  // Many programs meet vertices in order; half of the graphs should not help them.
  if (chance(random, 0.5)) shuffle(random, order);
  const edges = new Map<number, Edge>();
  const add = (i: number, j: number): void => {
    if (i === j || i < 0 || j < 0 || i >= n || j >= n) return;
    const forward = spec.acyclic ? i < j : spec.directed ? true : i < j;
    const [from, to] = (forward ? [order[i], order[j]] : [order[j], order[i]]) as [number, number];
    const key = spec.directed ? from * n + to : Math.min(from, to) * n + Math.max(from, to);
    edges.set(key, { from, to, weight: spec.weighted ? drawWeight(spec, context) : 1 });
  };
  const density = spec.density ?? pick(random, ['sparse', 'sparse', 0.15, 0.3, 0.5, 0.8] as const);
  if (spec.density === null) {
    if (context.style === 'zeros') return [];
    if (context.style === 'sorted' || context.style === 'nearSorted' || context.style === 'palindrome') {
      for (let i = 0; i + 1 < n; i++) add(i, i + 1);
      if (context.style === 'palindrome') add(n - 1, 0);
      return [...edges.values()];
    }
    if (context.style === 'reversed') {
      for (let i = 1; i < n; i++) add(0, i);
      return [...edges.values()];
    }
    if (context.style === 'equal' && n <= 64) {
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) add(i, j);
      return [...edges.values()];
    }
  }
  if (density === 'sparse') {
    for (let k = randomInt(random, n >> 1, 2 * n); k > 0 && n > 1; k--) {
      add(randomInt(random, 0, n - 1), randomInt(random, 0, n - 1));
    }
  } else {
    for (let i = 0; i < n; i++) {
      for (let j = spec.directed && !spec.acyclic ? 0 : i + 1; j < n; j++) if (chance(random, density)) add(i, j);
    }
  }
  return [...edges.values()];
}

/**
 * Styles in which fractional weights are parts of their range, and how many parts. Quarters repeat and sum alike; sums of tenths
 * that would be alike part by rounding.
 */
const COARSE: ReadonlyMap<string, number> = new Map([
  ...(['duplicates', 'equal', 'reversed', 'nearSorted'] as const).map((style) => [style, 4] as const),
  ...(['sorted', 'zeros', 'palindrome', 'repeats', 'prefixes'] as const).map((style) => [style, 10] as const),
]);

export function drawWeight(spec: GraphSpec, context: Pick<Context, 'random' | 'style'>): number {
  if (spec.fractional) {
    const parts = COARSE.get(context.style);
    if (parts !== undefined)
      return spec.minWeight + (randomInt(context.random, 1, parts) / parts) * (spec.maxWeight - spec.minWeight);
    const share = (1 + randomInt(context.random, 0, 9_998)) / 10_000;
    const exact = spec.minWeight + share * (spec.maxWeight - spec.minWeight);
    return exact === 0 ? spec.maxWeight : exact;
  }
  const high = context.style === 'duplicates' ? Math.min(spec.maxWeight, spec.minWeight + 1) : spec.maxWeight;
  const weight = randomInt(context.random, spec.minWeight, high);
  return weight === 0 ? (spec.maxWeight >= 1 ? 1 : spec.minWeight) : weight;
}

/** Vertices of records are called A, B, …, Z, A1, B1, … */
function vertexName(i: number): string {
  const letter = String.fromCharCode(65 + (i % 26));
  return i < 26 ? letter : `${letter}${Math.floor(i / 26)}`;
}

export function buildGraph(spec: NumberedGraph, n: number, edges: readonly Edge[]): unknown {
  const first = spec.first ?? 0;
  const both = spec.directed
    ? edges
    : edges.flatMap((edge) => [edge, { from: edge.to, to: edge.from, weight: edge.weight }]);
  switch (spec.form) {
    case 'matrix': {
      const matrix = Array.from({ length: n }, () => new Array<number>(n).fill(0));
      for (const { from, to, weight } of both) (matrix[from] as number[])[to] = weight;
      return matrix;
    }
    case 'lists': {
      const lists = Array.from({ length: n }, (): number[] => []);
      for (const { from, to } of both) lists[from]?.push(first + to);
      return lists;
    }
    case 'pairs': {
      const lists = Array.from({ length: n }, (): [number, number][] => []);
      for (const { from, to, weight } of both) lists[from]?.push([first + to, weight]);
      return lists;
    }
    case 'record': {
      const lists = Array.from({ length: n }, (): string[] => []);
      for (const { from, to } of both) lists[from]?.push(vertexName(to));
      return Object.fromEntries(lists.map((list, i) => [vertexName(i), list]));
    }
    case 'weights': {
      const rows = Array.from({ length: n }, (): [string, number][] => []);
      for (const { from, to, weight } of both) rows[from]?.push([vertexName(to), weight]);
      return Object.fromEntries(rows.map((row, i) => [vertexName(i), Object.fromEntries(row)]));
    }
    case 'parts':
      return Object.fromEntries((spec.parts ?? []).map(({ name, as }) => [name, partOf(spec, as, n, edges)]));
    case 'edges':
      return edges.map(({ from, to, weight }) => [first + from, first + to, ...(spec.weighted ? [weight] : [])]);
  }
}

function partOf(spec: NumberedGraph, as: GraphPart['as'], n: number, edges: readonly Edge[]): unknown {
  if (as === 'vertices') return Array.from({ length: n }, (_, i) => i + (spec.first ?? 0));
  return buildGraph({ ...spec, form: as, weighted: false }, n, edges);
}

/** Reads a graph value back; `null` if it is not one of the spec's form. */
export function readGraph(given: GraphSpec, value: unknown): { readonly n: number; readonly edges: Edge[] } | null {
  const spec = numberedAs(given, value);
  const edges: Edge[] = [];
  const first = spec.first ?? 0;
  if (spec.form === 'record' || spec.form === 'weights') return readRecord(spec, value);
  if (spec.form === 'parts') return readParts(spec, value);
  if (!Array.isArray(value)) return null;
  const rows = value as readonly unknown[];
  if (spec.form === 'edges') return readEdges(spec, rows);
  for (const [from, row] of rows.entries()) {
    if (spec.form === 'matrix') {
      if (!isNumbers(row) || row.length !== rows.length) return null;
      row.forEach((weight, to) => weight !== 0 && edges.push({ from, to, weight }));
    } else if (spec.form === 'lists') {
      if (!isNumbers(row)) return null;
      row.forEach((to) => edges.push({ from, to: to - first, weight: 1 }));
    } else {
      if (!Array.isArray(row)) return null;
      for (const pair of row as readonly unknown[]) {
        if (!isNumbers(pair) || pair.length !== 2) return null;
        edges.push({ from, to: (pair[0] ?? 0) - first, weight: pair[1] ?? 0 });
      }
    }
  }
  return { n: rows.length, edges };
}

function readEdges(spec: NumberedGraph, rows: readonly unknown[]): { n: number; edges: Edge[] } | null {
  const first = spec.first ?? 0;
  const edges: Edge[] = [];
  let n = 0;
  for (const row of rows) {
    if (!isNumbers(row) || row.length !== (spec.weighted ? 3 : 2)) return null;
    const [from = 0, to = 0, weight = 1] = row;
    edges.push({ from: from - first, to: to - first, weight });
    n = Math.max(n, from - first + 1, to - first + 1);
  }
  return { n, edges };
}

/** Vertices are numbered in order; the edges are read off the lists, or off the list of edges where there are none. */
function readParts(spec: NumberedGraph, value: unknown): { n: number; edges: Edge[] } | null {
  if (typeof value !== 'object' || value === null) return null;
  const valueOf = (as: GraphPart['as']): unknown => {
    const part = spec.parts?.find((each) => each.as === as);
    return part && (value as Readonly<Record<string, unknown>>)[part.name];
  };
  const [vertices, lists] = [valueOf('vertices'), valueOf('lists')];
  const told = lists ?? valueOf('edges');
  const graph = readGraph({ ...spec, form: lists === undefined ? 'edges' : 'lists', weighted: false }, told);
  if (!graph || vertices === undefined) return graph && { n: graph.n, edges: [...graph.edges] };
  if (!isNumbers(vertices) || !vertices.every((vertex, i) => vertex === i + (spec.first ?? 0))) return null;
  return { n: vertices.length, edges: [...graph.edges] };
}

function readRecord(spec: NumberedGraph, value: unknown): { n: number; edges: Edge[] } | null {
  if (typeof value !== 'object' || value === null) return null;
  const names = Object.keys(value);
  const position = new Map(names.map((name, i) => [name, i]));
  const edges: Edge[] = [];
  for (const [name, row] of Object.entries(value as Record<string, unknown>)) {
    if (typeof row !== 'object' || row === null) return null;
    const targets: [string, unknown][] =
      spec.form === 'record' ? (row as string[]).map((to) => [to, 1]) : Object.entries(row as Record<string, unknown>);
    for (const [to, weight] of targets) {
      const index = position.get(to);
      if (index === undefined || typeof weight !== 'number') return null;
      edges.push({ from: position.get(name) ?? 0, to: index, weight });
    }
  }
  return { n: names.length, edges };
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}

/** Whether no path leads back to its beginning (Kahn's algorithm, CACM 1962). */
export function isAcyclic(n: number, edges: readonly Edge[]): boolean {
  const incoming = new Array<number>(n).fill(0);
  const next = Array.from({ length: n }, (): number[] => []);
  for (const { from, to } of edges) {
    incoming[to] = (incoming[to] ?? 0) + 1;
    next[from]?.push(to);
  }
  const ready = incoming.flatMap((count, i) => (count === 0 ? [i] : []));
  let done = 0;
  for (let from = ready.pop(); from !== undefined; from = ready.pop()) {
    done++;
    for (const to of next[from] ?? []) {
      incoming[to] = (incoming[to] ?? 0) - 1;
      if (incoming[to] === 0) ready.push(to);
    }
  }
  return done === n;
}
