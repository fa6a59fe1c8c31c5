import { isList, isTagged, showValue } from '../../../src/shared/show.ts';
import type { Wire } from '../../../src/shared/values.ts';
import { MAX_NODES, type Edge, type Graph, type Point } from './graph.ts';

/** What leads on from one node to the next, in textbooks and in code. */
const NEXT = /^(next|tail|rest)$/i;
const CHILDREN = /^(left|right|children|kids)$/i;
/** More nodes than this beside one another would cover each other. */
const MAX_COLUMNS = 16;
/** What fits into the circle of a node. */
const NAME_LENGTH = 6;

type Fields = Readonly<Record<string, Wire>>;

/** What the nodes of a linked list carry, from the first on; null for what is none. */
export function chainOf(value: Wire): readonly Wire[] | null {
  const items: Wire[] = [];
  for (let node = value; !isNothing(node);) {
    const link = fieldsOf(node, NEXT)?.[0];
    if (!link || Object.keys(node as Fields).length < 2) return null;
    const rest = Object.entries(node as Fields).filter(([key]) => key !== link[0]);
    items.push(rest.length === 1 ? (rest[0]?.[1] ?? null) : Object.fromEntries(rest));
    [, node] = link;
  }
  return items.length > 0 ? items : null;
}

/** Which nodes of a linked list changed, from the places that did: `next.next.value` is in the third. */
export function changedNodes(changed: ReadonlySet<string>): ReadonlySet<string> {
  const indices = [...changed].map((path) => {
    const steps = path === '' ? [] : path.split('.');
    const links = steps.findIndex((step) => !NEXT.test(step));
    return path === '' ? '' : `${links < 0 ? steps.length - 1 : links}`;
  });
  return new Set(indices);
}

/** A tree as a graph whose nodes have their places: children below their parents, what is left of another to its left. */
export function treeOf(value: Wire): Graph | null {
  const names: string[] = [];
  const places: Point[] = [];
  const edges: Edge[] = [];
  const found = { columns: 0, isTree: true };
  const visit = (node: Fields, depth: number): number => {
    const at = names.length;
    const links = fieldsOf(node, CHILDREN);
    if (!links || at >= MAX_NODES) {
      found.isTree = false;
      return at;
    }
    names.push(nameOf(node));
    places.push({ x: 0, y: depth });
    const into = (child: Wire): number[] => {
      if (isNothing(child)) return [];
      const to = visit(child as Fields, depth + 1);
      edges.push({ from: at, to, weight: '' });
      return [to];
    };
    const [left, right] = ['left', 'right'].map((name) => links.find(([key]) => key.toLowerCase() === name)?.[1]);
    let x: number;
    if (left !== undefined && right !== undefined) {
      into(left);
      x = found.columns++;
      into(right);
    } else {
      const children = links.flatMap(([, link]) => (isList(link) ? link : [link])).flatMap(into);
      const below = children.map((child) => places[child]?.x ?? 0);
      x = below.length > 0 ? ((below[0] ?? 0) + (below.at(-1) ?? 0)) / 2 : found.columns++;
    }
    places[at] = { x, y: depth };
    return at;
  };
  if (isNothing(value) || !fieldsOf(value, CHILDREN)) return null;
  visit(value as Fields, 0);
  if (!found.isTree || found.columns > MAX_COLUMNS) return null;
  const [width, height] = [found.columns - 1, Math.max(...places.map(({ y }) => y))];
  const scaled = places.map(({ x, y }) => ({ x: width > 0 ? x / width : 0.5, y: height > 0 ? y / height : 0.5 }));
  return { size: names.length, names, directed: true, edges, places: scaled };
}

/** The names of the fields of records, where all items of a list have the same. */
export function columnsOf(items: readonly Wire[]): readonly string[] | null {
  const [first, ...others] = items.map((item) => (isRecord(item) ? Object.keys(item) : null));
  if (!first || first.length === 0) return null;
  return others.every((keys) => keys?.join('\n') === first.join('\n')) ? first : null;
}

/** The fields of a record that are named so; null for what is no record, or has none. */
function fieldsOf(value: Wire, pattern: RegExp): readonly (readonly [string, Wire])[] | null {
  if (!isRecord(value)) return null;
  const found = Object.entries(value).filter(([key]) => pattern.test(key));
  return found.length > 0 ? found : null;
}

function nameOf(node: Fields): string {
  const own = Object.entries(node).find(
    ([key, item]) => !CHILDREN.test(key) && (item === null || typeof item !== 'object'),
  );
  return own ? (typeof own[1] === 'string' ? own[1].slice(0, NAME_LENGTH) : showValue(own[1], NAME_LENGTH)) : '';
}

function isRecord(value: Wire): value is Fields {
  return value !== null && typeof value === 'object' && !isList(value) && !isTagged(value);
}

/** Where a list or a branch ends. */
function isNothing(value: Wire): boolean {
  return value === null || (isTagged(value) && value.$ === 'undefined');
}
