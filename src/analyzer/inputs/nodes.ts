import type { InputSpec, RelationOf } from './spec.ts';
import type { Places } from './places.ts';

type Node = Record<string, unknown>;

/** All nodes that are reached from one by some of its fields, itself first; each once. */
function nodesFrom(top: unknown, fields: readonly string[]): Node[] {
  const seen = new Set<Node>();
  const open = [top];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!isNode(node) || seen.has(node)) continue;
    seen.add(node);
    for (const field of fields) open.push(node[field] ?? null);
  }
  return [...seen];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

/** The nodes of a search tree from left to right. */
function inOrder(top: unknown, { left, right }: Pick<RelationOf<'searchTree'>, 'left' | 'right'>): Node[] {
  const out: Node[] = [];
  const open: Node[] = [];
  for (let node = top; isNode(node) || open.length > 0;) {
    if (isNode(node)) {
      open.push(node);
      node = node[left];
      continue;
    }
    const last = open.pop() as Node;
    out.push(last);
    node = last[right];
  }
  return out;
}

/** Puts the keys of a search tree in order where they are. */
export function sortKeys(relation: RelationOf<'searchTree'>, places: Places): void {
  const nodes = inOrder(places.get(relation.of), relation);
  const keys = nodes.map((node) => node[relation.key]).sort(byValue);
  nodes.forEach((node, i) => (node[relation.key] = keys[i]));
}

export function areSorted(relation: RelationOf<'searchTree'>, places: Places): boolean {
  const keys = inOrder(places.get(relation.of), relation).map((node) => node[relation.key]);
  return keys.every((key, i) => i === 0 || byValue(keys[i - 1], key) <= 0);
}

function byValue(a: unknown, b: unknown): number {
  return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0;
}

/** What leads back from a node: to the one that leads to it, or, where nothing leads on, from the last node to itself. */
function ties({ of, forward, back }: RelationOf<'linked'>, places: Places): readonly (readonly [Node, Node | null])[] {
  const top = places.get(of);
  if (!isNode(top)) return [];
  if (forward.length === 0) {
    const last = nodesFrom(top, [back]).at(-1) as Node;
    return [[last, last]];
  }
  const nodes = nodesFrom(top, forward);
  const children = nodes.flatMap((node) =>
    forward.flatMap((field) => (isNode(node[field]) ? [[node[field], node] as const] : [])),
  );
  return [[top, null], ...children];
}

export function tie(relation: RelationOf<'linked'>, places: Places): void {
  for (const [node, target] of ties(relation, places)) node[relation.back] = target;
}

export function isTied(relation: RelationOf<'linked'>, places: Places): boolean {
  return ties(relation, places).every(([node, target]) => (node[relation.back] ?? null) === target);
}

/** Takes out in place what leads back, so that nothing contains itself. */
export function untie({ relations }: InputSpec, places: Places): void {
  for (const relation of relations) {
    if (relation.kind !== 'linked') continue;
    for (const [node] of ties(relation, places)) node[relation.back] = null;
  }
}

/** The keys of all nodes of a tree. */
export function keysOf(top: unknown, relation: RelationOf<'searchTree'>): unknown[] {
  return inOrder(top, relation).map((node) => node[relation.key]);
}
