import { decode } from '../../shared/values.ts';
import { compareValues, keyOf, typedElement } from './draw/arrays.ts';
import { isAcyclic, readGraph } from './draw/graphs.ts';
import { isWithin } from './draw/strings.ts';
import { functionNamed } from './functions.ts';
import { areSorted, isTied } from './nodes.ts';
import { Places } from './places.ts';
import type {
  GraphSpec,
  InputSpec,
  MatrixSpec,
  NumberSpec,
  RecursiveSpec,
  Relation,
  RelationOf,
  SpecOf,
  ValueSpec,
} from './spec.ts';

/** What an argument list breaks of its spec. */
export interface Conformance {
  /** What must hold and does not, as a phrase; `null` if the list is one the generator could give. */
  readonly broken: string | null;
  /** What mostly holds and does not here: names of parameters that are unsorted or trip a guard, kinds of relations. */
  readonly loose: ReadonlySet<string>;
}

export function conform(spec: InputSpec, args: readonly unknown[]): Conformance {
  const loose = new Set<string>();
  const last = spec.parameters.at(-1);
  if (!last?.rest && args.length > spec.parameters.length) return { broken: 'too many arguments', loose };
  for (const [i, parameter] of spec.parameters.entries()) {
    const value = parameter.rest ? args.slice(i) : args[i];
    if (parameter.optional && value === undefined) continue;
    const unsorted: string[] = [];
    if (matches(parameter.value, value, { recursive: new Map(), unsorted })) {
      if (unsorted.length > 0) loose.add(`order of ${parameter.name}`);
      continue;
    }
    const tripped = parameter.breaks.findIndex((each) => matches(each, value, { recursive: new Map(), unsorted: [] }));
    if (tripped < 0) return { broken: `${parameter.name} is not ${parameter.role}`, loose };
    loose.add(`guard ${tripped} of ${parameter.name}`);
  }
  const places = new Places(spec, [...args]);
  for (const [i, relation] of spec.relations.entries()) {
    if (holds(relation, places)) continue;
    // A value that trips a guard need not be related to anything.
    if (relation.mostly || loose.size > 0) loose.add(`relation ${i}`);
    else return { broken: `${relation.kind} does not hold`, loose };
  }
  return { broken: null, loose };
}

interface Scope {
  readonly recursive: ReadonlyMap<string, RecursiveSpec>;
  /** Collects arrays that are mostly, but here not, sorted. */
  readonly unsorted: string[];
  /** Nodes around the value: what leads back to itself is met again. */
  readonly seen?: ReadonlySet<unknown>;
}

export function matches(
  spec: ValueSpec,
  value: unknown,
  scope: Scope = { recursive: new Map(), unsorted: [] },
): boolean {
  switch (spec.kind) {
    case 'number':
      return typeof value === 'number' && numberMatches(spec, value);
    case 'bigint':
      return typeof value === 'bigint' && !(spec.min !== null && value < BigInt(spec.min)) && !(spec.max !== null && value > BigInt(spec.max)); // prettier-ignore
    case 'string':
      return typeof value === 'string' && isWithin(spec, value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'literal':
      return spec.values.some((wire) => Object.is(decode(wire), value));
    case 'array':
      return Array.isArray(value) && arrayMatches(spec, value as unknown[], scope);
    case 'tuple':
      return (
        Array.isArray(value) &&
        value.length === spec.items.length &&
        spec.items.every((item, i) => matches(item, value[i], scope))
      );
    case 'matrix':
      return Array.isArray(value) && matrixMatches(spec, value as unknown[], scope);
    case 'graph':
      return graphMatches(spec, value);
    case 'object':
      return isPlain(value) && objectMatches(spec, value, scope);
    case 'record':
      return (
        isPlain(value) &&
        Object.entries(value).every(([k, v]) => matches(spec.keys, k, scope) && matches(spec.value, v, scope))
      );
    case 'map':
      return (
        value instanceof Map &&
        [...value].every(([k, v]) => matches(spec.key, k, scope) && matches(spec.value, v, scope))
      );
    case 'set':
      return value instanceof Set && [...value].every((item) => matches(spec.element, item, scope));
    case 'typedArray':
      return typedMatches(spec, value, scope);
    case 'date':
      return value instanceof Date;
    case 'regexp':
      return value instanceof RegExp && spec.sources.includes(value.source);
    case 'union':
      return spec.options.some((option) => matches(option, value, scope));
    case 'function':
      return spec.names.some((name) => functionNamed(name) === value);
    case 'recursive':
      return matches(spec.value, value, { ...scope, recursive: new Map(scope.recursive).set(spec.name, spec) });
    case 'link':
      return value === null || isPlain(value);
    case 'self': {
      if (scope.seen?.has(value)) return true;
      const target = scope.recursive.get(spec.name);
      const seen = new Set(scope.seen).add(value);
      return target !== undefined && matches(target.value, value, { ...scope, seen });
    }
  }
}

function numberMatches(spec: NumberSpec, value: number): boolean {
  if (!Number.isFinite(value)) return spec.specials;
  if (Object.is(value, -0)) return spec.specials;
  if (spec.integer && !Number.isInteger(value)) return false;
  return !(spec.min !== null && value < spec.min) && !(spec.max !== null && value > spec.max);
}

function arrayMatches(spec: SpecOf<'array'>, items: unknown[], scope: Scope): boolean {
  if (items.length < spec.minLength || (spec.maxLength !== null && items.length > spec.maxLength)) return false;
  if (spec.permutation !== undefined) {
    const first = spec.permutation;
    const expected = new Set(items.map((_, i) => i + first));
    return items.every((item) => expected.delete(item as number));
  }
  if (!items.every((item) => matches(spec.element, item, scope))) return false;
  if (spec.distinct && new Set(items.map(keyOf)).size < items.length) return false;
  return orderHolds(items, spec.order, spec.mostly === true, scope);
}

function orderHolds(items: unknown[], order: string | undefined, mostly: boolean, scope: Scope): boolean {
  if (order === undefined) return true;
  const sign = order === 'ascending' ? 1 : -1;
  if (items.every((item, i) => i === 0 || sign * compareValues(items[i - 1], item) <= 0)) return true;
  if (mostly) scope.unsorted.push(order);
  return mostly;
}

function matrixMatches(spec: MatrixSpec, rows: unknown[], scope: Scope): boolean {
  if (
    rows.length < spec.minRows ||
    rows.length > (spec.maxRows ?? Infinity) ||
    !rows.every((row) => Array.isArray(row))
  )
    return false;
  const lists = rows as unknown[][];
  const columns = lists[0]?.length ?? 0;
  if (spec.shape !== 'jagged' && !lists.every((row) => row.length === columns)) return false;
  if (spec.shape === 'square' && columns !== lists.length) return false;
  if (spec.symmetric && !lists.every((row, i) => row.every((cell, j) => Object.is(cell, lists[j]?.[i])))) return false;
  return lists.every((row) => row.every((cell) => matches(spec.element, cell, scope)));
}

function graphMatches(spec: GraphSpec, value: unknown): boolean {
  const graph = readGraph(spec, value);
  if (!graph || graph.n > (spec.maxVertices ?? Infinity)) return false;
  // An edge list does not tell of vertices without edges.
  if (spec.form !== 'edges' && graph.n < spec.minVertices) return false;
  const seen = new Map<number, number>();
  for (const { from, to, weight } of graph.edges) {
    const low = spec.weighted ? spec.minWeight : 1;
    const high = spec.weighted ? spec.maxWeight : 1;
    if (![from, to].every((v) => Number.isInteger(v) && v >= 0 && v < graph.n)) return false;
    if (from === to || !(spec.fractional || Number.isInteger(weight)) || weight < low || weight > high || weight === 0)
      return false;
    const key = from * graph.n + to;
    if (seen.has(key)) return false;
    seen.set(key, weight);
  }
  if (!spec.directed && spec.form !== 'edges') {
    if (graph.edges.some(({ from, to, weight }) => seen.get(to * graph.n + from) !== weight)) return false;
    return true;
  }
  return !spec.acyclic || isAcyclic(graph.n, graph.edges);
}

function objectMatches(spec: SpecOf<'object'>, value: Record<string, unknown>, scope: Scope): boolean {
  const names = new Set(spec.fields.map(({ name }) => name));
  if (Object.keys(value).some((name) => !names.has(name))) return false;
  return spec.fields.every(({ name, value: field, optional }) =>
    Object.hasOwn(value, name) ? matches(field, value[name], scope) : optional,
  );
}

function typedMatches(spec: SpecOf<'typedArray'>, value: unknown, scope: Scope): boolean {
  if (!ArrayBuffer.isView(value) || value.constructor.name !== spec.type) return false;
  const items = Array.from(value as unknown as ArrayLike<unknown>);
  const element = typedElement(spec.type);
  // The setter of a float array rounds, so only the kind of its elements is checked.
  const fits =
    element.kind === 'number' && !element.integer ? true : items.every((item) => matches(element, item, scope));
  return items.length >= spec.minLength && fits && orderHolds(items, spec.order, spec.mostly === true, scope);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !(value instanceof Map || value instanceof Set || value instanceof Date || ArrayBuffer.isView(value));
}

/** Whether a relation holds; one whose places are missing does. */
export function holds(relation: Relation, places: Places): boolean {
  switch (relation.kind) {
    case 'index': {
      const index = places.get(relation.index);
      const length = axisLength(places, relation.of, relation.axis);
      if (typeof index !== 'number' || length === null) return true;
      const from = index - places.first(relation);
      return Number.isInteger(index) && from >= 0 && from < Math.max(1, length);
    }
    case 'indices': {
      const indices = places.get(relation.indices);
      const length = places.length(relation.of);
      const first = places.first(relation);
      if (!Array.isArray(indices) || length === null) return true;
      return (indices as unknown[])
        .flat()
        .every((i) => typeof i === 'number' && Number.isInteger(i) && i >= first && i < length + first);
    }
    case 'sameLength': {
      const lengths = relation.of.map((place) => places.length(place)).filter((length) => length !== null);
      return lengths.every((length) => length === lengths[0]);
    }
    case 'edges': {
      const [edges, length] = [places.length(relation.edges), places.length(relation.of)];
      return edges === null || length === null || edges <= length;
    }
    case 'ordered': {
      const [low, high] = [places.get(relation.low), places.get(relation.high)];
      return low === undefined || high === undefined || compareValues(low, high) <= 0;
    }
    case 'count': {
      const count = places.get(relation.count);
      const length = places.length(relation.of);
      return typeof count !== 'number' || length === null || count <= Math.max(length, leastOf(places, relation.count));
    }
    case 'length': {
      const length = measured(relation, places);
      return length === null || places.get(relation.length) === undefined || places.get(relation.length) === length;
    }
    case 'inner': {
      const columns = axisLength(places, relation.left, 'columns');
      const rows = places.length(relation.right);
      return columns === null || rows === null || columns === rows || places.length(relation.left) === 0;
    }
    case 'searchTree':
      return areSorted(relation, places);
    case 'linked':
      return isTied(relation, places);
    case 'ends': {
      const list = places.get(relation.list);
      return !Array.isArray(list) || list.at(-1) === relation.value;
    }
    case 'member':
    case 'substring':
    case 'similar':
      return true;
  }
}

/** What a number has to be that measures something; null where that is missing. */
export function measured({ of, axis, less }: RelationOf<'length'>, places: Places): number | null {
  const length = axisLength(places, of, axis ?? 'rows');
  return length === null ? null : Math.max(0, length - (less ?? 0));
}

/** The smallest value that a number at a place may have. */
export function leastOf(places: Places, place: string): number {
  const spec = places.specAt(place);
  return spec?.kind === 'number' ? (spec.min ?? 0) : 0;
}

export function axisLength(places: Places, place: string, axis: 'rows' | 'columns'): number | null {
  if (axis === 'rows') return places.length(place);
  const rows = places.get(place);
  if (!Array.isArray(rows)) return null;
  const first: unknown = rows[0];
  return Array.isArray(first) ? first.length : 0;
}
