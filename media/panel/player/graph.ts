import { isList, isTagged } from '../../../src/shared/show.ts';
import type { Wire } from '../../../src/shared/values.ts';

export interface Edge {
  readonly from: number;
  readonly to: number;
  /** What the edge carries; '' where all that counts is that it is there. */
  readonly weight: string;
}

/** A graph over the nodes 0 to `size` − 1. */
export interface Graph {
  readonly size: number;
  /** What the nodes are called, where that is not their place. */
  readonly names?: readonly string[];
  readonly directed: boolean;
  readonly edges: readonly Edge[];
  /** Where the nodes go, in a box from 0 to 1, where they say so themselves. */
  readonly places?: readonly Point[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** More nodes than this are not drawn: nobody could follow them. */
export const MAX_NODES = 40;

/**
 * An argument as a graph, if it looks like one: a square matrix of weights with edges left out (0, false, null or
 * Infinity), or lists of neighbours, bare or with weights.
 */
export function asGraph(value: Wire): Graph | null {
  if (!isList(value) || value.length < 2 || value.length > MAX_NODES) return null;
  const rows = value.map((row) => (isList(row) ? row : null));
  if (rows.some((row) => row === null)) return null;
  return fromMatrix(rows as readonly (readonly Wire[])[]) ?? fromLists(rows as readonly (readonly Wire[])[]);
}

function fromMatrix(rows: readonly (readonly Wire[])[]): Graph | null {
  const size = rows.length;
  if (!rows.every((row) => row.length === size && row.every((cell) => weightOf(cell) !== undefined))) return null;
  const at = (u: number, v: number): string | null => weightOf(rows[u]?.[v] ?? null) ?? null;
  const pairs = rows.flatMap((row, u) => row.map((_, v) => [u, v] as const));
  const present = pairs.filter(([u, v]) => at(u, v) !== null);
  const symmetric = pairs.every(([u, v]) => at(u, v) === at(v, u));
  const plain = present.every(([u, v]) => at(u, v) === '');
  const sparse = present.length <= 0.75 * size * (size - 1);
  if (!plain && !symmetric && !sparse) return null;
  const shown = symmetric ? present.filter(([u, v]) => u <= v) : present;
  return { size, directed: !symmetric, edges: shown.map(([from, to]) => ({ from, to, weight: at(from, to) ?? '' })) };
}

/** null for no edge, undefined for what is no weight at all. */
function weightOf(cell: Wire): string | null | undefined {
  if (cell === 0 || cell === false || cell === null) return null;
  if (isTagged(cell)) return cell.$ === 'Infinity' || cell.$ === 'undefined' ? null : undefined;
  if (cell === 1 || cell === true) return '';
  if (typeof cell !== 'number' || cell < 0) return undefined;
  return Number.isInteger(cell) ? `${cell}` : cell.toPrecision(2);
}

function fromLists(rows: readonly (readonly Wire[])[]): Graph | null {
  const edges: Edge[] = [];
  for (const [from, row] of rows.entries()) {
    for (const item of row) {
      const [to, weight] = isList(item) && item.length === 2 ? item : [item, ''];
      if (typeof to !== 'number' || !Number.isInteger(to) || to < 0 || to >= rows.length) return null;
      if (typeof weight !== 'number' && weight !== '') return null;
      edges.push({ from, to, weight: `${weight}` });
    }
  }
  // Rows of one length are as likely a table of numbers.
  if (edges.length === 0 || new Set(rows.map((row) => row.length)).size === 1) return null;
  const keys = new Set(edges.map(({ from, to, weight }) => `${from},${to},${weight}`));
  const symmetric = edges.every(({ from, to, weight }) => keys.has(`${to},${from},${weight}`));
  return {
    size: rows.length,
    directed: !symmetric,
    edges: symmetric ? edges.filter(({ from, to }) => from <= to) : edges,
  };
}

/** Nodes beyond which a circle is too crowded to follow edges in. */
const MAX_CIRCLE = 8;
const ROUNDS = 250;

/**
 * Where the nodes go, in a box from 0 to 1. Few on a circle; more by forces that push nodes apart and pull neighbours
 * together (Fruchterman and Reingold 1991), from the circle on, so that one graph always looks the same.
 */
export function layOut({ size, edges, places }: Graph): readonly Point[] {
  if (places) return places;
  const circle = Array.from({ length: size }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / size - Math.PI / 2;
    return { x: 0.5 + 0.5 * Math.cos(angle), y: 0.5 + 0.5 * Math.sin(angle) };
  });
  return size <= MAX_CIRCLE ? circle : spread(relax(circle, edges));
}

function relax(start: readonly Point[], edges: readonly Edge[]): Point[] {
  const ideal = 1 / Math.sqrt(start.length);
  let points = [...start];
  for (let round = 0; round < ROUNDS; round++) {
    const moves = points.map(() => ({ x: 0, y: 0 }));
    const push = (a: number, b: number, force: (distance: number) => number): void => {
      const [p, q, moveA, moveB] = [points[a], points[b], moves[a], moves[b]];
      if (!p || !q || !moveA || !moveB) return;
      const [dx, dy] = [p.x - q.x, p.y - q.y];
      const distance = Math.max(0.001, Math.hypot(dx, dy));
      const by = force(distance) / distance;
      moveA.x += dx * by;
      moveA.y += dy * by;
      moveB.x -= dx * by;
      moveB.y -= dy * by;
    };
    for (let a = 0; a < points.length; a++) {
      for (let b = a + 1; b < points.length; b++) push(a, b, (distance) => (ideal * ideal) / distance);
    }
    for (const { from, to } of edges) if (from !== to) push(from, to, (distance) => -(distance * distance) / ideal);
    const heat = 0.1 * (1 - round / ROUNDS);
    points = points.map((point, i) => {
      const move = moves[i] ?? { x: 0, y: 0 };
      const length = Math.max(0.001, Math.hypot(move.x, move.y));
      const by = Math.min(length, heat) / length;
      // A weak pull to the middle keeps parts that nothing joins from drifting away.
      return { x: point.x + move.x * by + (0.5 - point.x) * 0.01, y: point.y + move.y * by + (0.5 - point.y) * 0.01 };
    });
  }
  return points;
}

/** Stretches a layout to fill its box. */
function spread(points: readonly Point[]): Point[] {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left || 1, Math.max(...ys) - top || 1];
  return points.map(({ x, y }) => ({ x: (x - left) / width, y: (y - top) / height }));
}
