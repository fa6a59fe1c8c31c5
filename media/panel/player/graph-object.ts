import { isList, isTagged, showValue } from '../../../src/shared/show.ts';
import type { Wire } from '../../../src/shared/values.ts';
import { MAX_NODES, type Edge, type Graph } from './graph.ts';

/** What the parts of a graph are called, in textbooks and in code. */
const VERTICES = /^(V|vertices|nodes)$/i;
const NEIGHBOURS = /^(Adj|adjacency|adjacencyList|neighbou?rs)$/i;
const EDGES = /^(E|edges|arcs|links)$/i;
/** What carries the ends of an edge that is an object, and its weight. */
const ENDS: readonly (readonly [string, string])[] = [
  ['u', 'v'],
  ['from', 'to'],
  ['source', 'target'],
];
const WEIGHTS = ['w', 'weight', 'cost', 'distance', 'length'];

type Fields = Readonly<Record<string, Wire>>;

/** An object of vertices with their neighbours or with edges: `{ V, Adj }`, `{ vertices, edges }`. */
export function fromObject(value: Fields): Graph | null {
  const { vertices, neighbours, edges } = partsOf(value);
  const told = vertices === undefined ? null : verticesOf(vertices);
  const lists = neighbours === undefined ? null : listsOf(neighbours, told);
  const pairs = edges === undefined ? null : edgesOf(edges);
  if (!lists && !pairs) return null;
  const ends = [...(lists ?? []), ...(pairs ?? [])].flatMap(({ from, to }) => [from, to]);
  const owners = neighbours === undefined ? [] : (rowsOf(neighbours, null) ?? []).map(([name]) => name);
  const names = told ?? [...new Set([...owners, ...ends])];
  return graphOf(names, lists ?? pairs ?? []);
}

/** The fields of an object that are no part of the graph itself: what is told of its vertices, above all. */
export function attributesOf(value: Fields): readonly (readonly [name: string, value: Wire])[] {
  return Object.entries(value).filter(([key]) => ![VERTICES, NEIGHBOURS, EDGES].some((part) => part.test(key)));
}

/** A list of edges, where its name says so: pairs of numbers alone may be anything. */
export function fromEdges(name: string, value: Wire): Graph | null {
  const pairs = EDGES.test(name) ? edgesOf(value) : null;
  if (!pairs || pairs.length === 0) return null;
  const ends = pairs.flatMap(({ from, to }) => [from, to]);
  const numbers = ends.map(Number);
  if (!numbers.every((each) => Number.isInteger(each) && each >= 0 && each <= MAX_NODES)) return null;
  const [least, most] = [Math.min(1, ...numbers), Math.max(...numbers)];
  return graphOf(
    Array.from({ length: most - least + 1 }, (_, i) => `${least + i}`),
    pairs,
  );
}

function partsOf(value: Fields): { vertices?: Wire; neighbours?: Wire; edges?: Wire } {
  const find = (pattern: RegExp): Wire | undefined => Object.entries(value).find(([key]) => pattern.test(key))?.[1];
  const [vertices, neighbours, edges] = [find(VERTICES), find(NEIGHBOURS), find(EDGES)];
  return {
    ...(vertices === undefined ? {} : { vertices }),
    ...(neighbours === undefined ? {} : { neighbours }),
    ...(edges === undefined ? {} : { edges }),
  };
}

interface NamedEdge {
  readonly from: string;
  readonly to: string;
  readonly weight: string;
}

function graphOf(names: readonly string[], named: readonly NamedEdge[]): Graph | null {
  const places = new Map(names.map((name, i) => [name, i]));
  if (places.size !== names.length || names.length < 2 || names.length > MAX_NODES) return null;
  const edges: Edge[] = [];
  for (const { from, to, weight } of named) {
    const [start, end] = [places.get(from), places.get(to)];
    if (start === undefined || end === undefined) return null;
    edges.push({ from: start, to: end, weight });
  }
  const keys = new Set(edges.map(({ from, to, weight }) => `${from},${to},${weight}`));
  const symmetric = edges.length > 0 && edges.every(({ from, to, weight }) => keys.has(`${to},${from},${weight}`));
  return {
    size: names.length,
    names,
    directed: !symmetric,
    edges: symmetric ? edges.filter(({ from, to }) => from <= to) : edges,
  };
}

/** A count, or a list of names. */
function verticesOf(value: Wire): readonly string[] | null {
  if (typeof value === 'number') return Array.from({ length: value }, (_, i) => `${i}`);
  const items = itemsOf(value);
  return items && items.every(isName) ? items.map(nameOf) : null;
}

/** Neighbours by vertex, as a list in the order of the vertices, a map or an object. */
function listsOf(value: Wire, names: readonly string[] | null): readonly NamedEdge[] | null {
  const rows = rowsOf(value, names);
  if (!rows) return null;
  const edges: NamedEdge[] = [];
  for (const [from, row] of rows) {
    const items = itemsOf(row);
    if (!items) return null;
    for (const item of items) {
      const [to = null, weight = ''] = isList(item) && item.length === 2 ? item : [item];
      if (!isName(to) || !(typeof weight === 'number' || weight === '')) return null;
      edges.push({ from, to: nameOf(to), weight: `${weight}` });
    }
  }
  return edges;
}

function rowsOf(value: Wire, names: readonly string[] | null): readonly (readonly [string, Wire])[] | null {
  if (isList(value)) return value.map((row, i) => [names?.[i] ?? `${i}`, row] as const);
  if (value === null || typeof value !== 'object') return null;
  if (!isTagged(value)) return Object.entries(value);
  const pairs = value.$ === 'Map' && value.value !== undefined && isList(value.value) ? value.value : null;
  const rows = pairs?.map((pair) => (isList(pair) ? ([nameOf(pair[0] ?? null), pair[1] ?? null] as const) : null));
  return rows?.every((row) => row !== null) ? rows : null;
}

/** Edges as pairs, as triples with a weight, or as objects. */
function edgesOf(value: Wire): readonly NamedEdge[] | null {
  const items = itemsOf(value);
  const edges = items?.map((item) => (isList(item) ? fromPair(item) : fromFields(item)));
  return edges?.every((edge) => edge !== null) ? edges : null;
}

function fromPair([from = null, to = null, weight = '', ...rest]: readonly Wire[]): NamedEdge | null {
  if (rest.length > 0 || !isName(from) || !isName(to) || !(typeof weight === 'number' || weight === '')) return null;
  return { from: nameOf(from), to: nameOf(to), weight: `${weight}` };
}

function fromFields(item: Wire): NamedEdge | null {
  if (item === null || typeof item !== 'object' || isList(item) || isTagged(item)) return null;
  const ends = ENDS.find(([from, to]) => from in item && to in item);
  const [from = null, to = null] = ends ? [item[ends[0]], item[ends[1]]] : [];
  const weight = WEIGHTS.map((name) => item[name]).find((each) => typeof each === 'number');
  return isName(from) && isName(to) ? { from: nameOf(from), to: nameOf(to), weight: `${weight ?? ''}` } : null;
}

/** Of a list or a set. */
function itemsOf(value: Wire): readonly Wire[] | null {
  if (isList(value)) return value;
  if (value === null || typeof value !== 'object' || !isTagged(value)) return null;
  return value.$ === 'Set' && value.value !== undefined && isList(value.value) ? value.value : null;
}

function isName(value: Wire): boolean {
  return typeof value === 'string' || (typeof value === 'number' && Number.isInteger(value));
}

function nameOf(value: Wire): string {
  return typeof value === 'string' ? value : showValue(value, 12);
}
