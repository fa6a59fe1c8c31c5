import { pick, randomInt, type Random } from '../../shared/random.ts';
import { cloneInput } from './clone.ts';
import { axisLength, holds, leastOf, measured } from './conform.ts';
import { chance } from './draw/context.ts';
import { buildGraph, drawGraphOf, numberedAs, readGraph } from './draw/graphs.ts';
import { fit } from './draw/numbers.ts';
import { isWithin } from './draw/strings.ts';
import { keysOf, sortKeys, tie } from './nodes.ts';
import { membersOf, type Places } from './places.ts';
import { isStructured, type GraphSpec, type Relation, type RelationKind, type ValueSpec } from './spec.ts';
import { variant } from './variant.ts';

/** Sizes before positions, positions before their order, values last: a later relation never undoes an earlier one. */
const ORDER: readonly RelationKind[] = [
  'sameLength',
  'edges',
  'inner',
  'length',
  'count',
  'index',
  'indices',
  'substring',
  'similar',
  'searchTree',
  'member',
  'ends',
  'ordered',
  'linked',
];

export function inOrder(relations: readonly Relation[]): readonly Relation[] {
  return [...relations].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

/** Makes a relation true by changing arguments in place, as a fresh draw. */
export function establish(relation: Relation, places: Places, random: Random): void {
  switch (relation.kind) {
    case 'index': {
      const length = axisLength(places, relation.of, relation.axis);
      if (length !== null && isNumber(places.get(relation.index))) {
        places.set(relation.index, likelyIndex(length, random) + places.first(relation));
      }
      return;
    }
    case 'indices': {
      const length = places.length(relation.of);
      const indices = places.get(relation.indices);
      if (length !== null && Array.isArray(indices))
        places.set(relation.indices, redraw(indices, length, places.first(relation), random));
      return;
    }
    case 'edges': {
      const spec = places.specAt(relation.edges);
      const n = places.length(relation.of);
      if (spec?.kind === 'graph' && n !== null) places.set(relation.edges, drawGraphOf(spec, n, random));
      return;
    }
    case 'count': {
      const length = places.length(relation.of);
      const least = leastOf(places, relation.count);
      if (length !== null && isNumber(places.get(relation.count))) {
        places.set(relation.count, randomInt(random, least, Math.max(least, length)));
      }
      return;
    }
    case 'member': {
      const members = choices(places.get(relation.of));
      const current = places.get(relation.value);
      if (members.length === 0 || current === undefined || !chance(random, 0.6)) return;
      const spec = places.specAt(relation.value);
      const next = Array.isArray(current)
        ? current.map((item) => likelyMember(members, item, spec?.kind === 'array' ? spec.element : undefined, random))
        : likelyMember(members, current, spec, random);
      places.set(relation.value, next);
      return;
    }
    case 'searchTree': {
      sortKeys(relation, places);
      const keys = keysOf(places.get(relation.of), relation);
      for (const place of relation.sought) {
        if (keys.length > 0 && isNumber(places.get(place)) && chance(random, 0.6))
          places.set(place, pick(random, keys));
      }
      return;
    }
    case 'ends': {
      const list: unknown = places.get(relation.list);
      if (Array.isArray(list)) places.set(relation.list, [...(list.slice(0, -1) as unknown[]), relation.value]);
      return;
    }
    case 'substring':
      if (chance(random, 0.6)) places.set(relation.needle, part(places, relation.needle, relation.haystack, random));
      return;
    case 'similar':
      if (chance(random, 0.6)) places.set(relation.right, relative(places, relation.left, relation.right, random));
      return;
    default:
      repair(relation, places, random);
  }
}

/** Makes a relation true with as little change as possible. */
export function repair(relation: Relation, places: Places, random: Random): void {
  if (holds(relation, places)) return;
  switch (relation.kind) {
    case 'sameLength': {
      const lengths = relation.of.map((place) => places.length(place)).filter((length) => length !== null);
      const shortest = Math.min(...lengths);
      for (const place of relation.of) {
        const spec = places.specAt(place);
        const value = places.get(place);
        places.set(place, spec?.kind === 'graph' ? smaller(spec, value, shortest) : shortened(value, shortest));
      }
      return;
    }
    case 'edges': {
      const spec = places.specAt(relation.edges);
      const n = places.length(relation.of);
      if (spec?.kind === 'graph' && n !== null)
        places.set(relation.edges, smaller(spec, places.get(relation.edges), n));
      return;
    }
    case 'inner': {
      const rows = places.length(relation.right) ?? 0;
      const left = places.get(relation.left) as unknown[][];
      const columns = Math.min(rows, ...left.map((row) => row.length));
      places.set(relation.left, left.map((row) => row.slice(0, columns))); // prettier-ignore
      places.set(relation.right, shortened(places.get(relation.right), columns));
      return;
    }
    case 'length':
      places.set(relation.length, measured(relation, places));
      return;
    case 'searchTree':
      sortKeys(relation, places);
      return;
    case 'linked':
      tie(relation, places);
      return;
    case 'ordered': {
      const low = places.get(relation.low);
      places.set(relation.low, places.get(relation.high));
      places.set(relation.high, low);
      return;
    }
    default:
      establish(relation, places, random);
  }
}

/** The ends of an array are where programs go wrong. */
function likelyIndex(length: number, random: Random): number {
  if (length <= 1) return 0;
  if (chance(random, 0.3)) return chance(random, 0.5) ? 0 : length - 1;
  return randomInt(random, 0, length - 1);
}

function redraw(indices: readonly unknown[], length: number, first: number, random: Random): unknown[] {
  if (length === 0) return [];
  return indices.map((item) =>
    Array.isArray(item) ? redraw(item, length, first, random) : first + randomInt(random, 0, length - 1),
  );
}

/** Members of a value; of a list of objects their keys. */
function choices(value: unknown): readonly unknown[] {
  const members = membersOf(value);
  const isTable = members.length > 0 && members.every((each) => typeof each === 'object' && each !== null);
  return isTable ? members.flatMap((each) => Object.keys(each)) : members;
}

/** Mostly a member, sometimes its neighbour, which an array need not hold. */
function likelyMember(
  members: readonly unknown[],
  current: unknown,
  spec: ValueSpec | undefined,
  random: Random,
): unknown {
  const member = pick(random, members);
  if (typeof member !== typeof current) return current;
  if (typeof member === 'string' && spec?.kind === 'string' && !isWithin(spec, member)) return current;
  if (typeof member !== 'number') return member;
  const near = chance(random, 0.2) ? member + (chance(random, 0.5) ? 1 : -1) : member;
  return spec?.kind === 'number' ? fit(spec, near) : near;
}

function part(places: Places, needle: string, haystack: string, random: Random): unknown {
  const whole = places.get(haystack);
  const current = places.get(needle);
  if (typeof whole === 'string' && typeof current === 'string') {
    const from = randomInt(random, 0, whole.length);
    const piece = whole.slice(from, from + randomInt(random, 0, Math.min(8, whole.length - from)));
    const spec = places.specAt(needle);
    return spec?.kind !== 'string' || isWithin(spec, piece) ? piece : current;
  }
  if (!Array.isArray(whole) || !Array.isArray(current)) return current;
  const from = randomInt(random, 0, whole.length);
  return cloneInput(whole.slice(from, from + randomInt(random, 0, Math.min(8, whole.length - from)))) as unknown;
}

/** The right one becomes a stretch of the left one between two pieces of its own; its length stays. */
function relative(places: Places, left: string, right: string, random: Random): unknown {
  const [a, b] = [places.get(left), places.get(right)];
  const whole = places.specAt(right);
  if (whole && isStructured(whole)) return a === undefined || b === undefined ? b : variant(a, whole, random);
  if (a === undefined || typeof a !== typeof b) return b;
  if (typeof a === 'string' && typeof b === 'string') {
    const text = blend([...a], [...b], random)
      .join('')
      .slice(0, b.length);
    return whole?.kind !== 'string' || isWithin(whole, text) ? text : b;
  }
  if (Array.isArray(a) && Array.isArray(b)) return cloneInput(blend(a, b, random));
  return b;
}

function blend(a: readonly unknown[], b: readonly unknown[], random: Random): unknown[] {
  const length = randomInt(random, 0, Math.min(a.length, b.length));
  const from = randomInt(random, 0, a.length - length);
  const to = randomInt(random, 0, b.length - length);
  return [...b.slice(0, to), ...a.slice(from, from + length), ...b.slice(to + length)];
}

/** The first vertices of a graph, with the edges among them. */
function smaller(spec: GraphSpec, value: unknown, n: number): unknown {
  const graph = readGraph(spec, value);
  if (!graph || graph.n <= n) return value;
  const edges = graph.edges.filter(({ from, to }) => from < n && to < n && (spec.directed || from < to));
  return buildGraph(numberedAs(spec, value), n, edges);
}

function shortened(value: unknown, length: number): unknown {
  if (typeof value === 'string' || Array.isArray(value)) return value.slice(0, length);
  if (value instanceof Map) return new Map([...value].slice(0, length));
  if (value instanceof Set) return new Set([...value].slice(0, length));
  return value;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}
