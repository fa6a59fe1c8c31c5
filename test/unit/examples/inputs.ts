import { randomInt, type Random } from '../../../src/shared/random.ts';

/** A random adjacency matrix, 0 = no edge, in which nodes may have edges to themselves. */
export function randomGraph(random: Random, nodes: number, probability: number): number[][] {
  return matrix(nodes, () => (random() < probability ? 1 : 0));
}

export function randomUndirectedGraph(random: Random, nodes: number, probability: number): number[][] {
  const graph = randomGraph(random, nodes, probability);
  return matrix(nodes, (u, v) => graph[Math.min(u, v)]![Math.max(u, v)]!);
}

/** An edge from each node to the next: what a recursive search goes deepest on. */
export function path(nodes: number): number[][] {
  return matrix(nodes, (u, v) => (v === u + 1 ? 1 : 0));
}

export function undirectedPath(nodes: number): number[][] {
  return matrix(nodes, (u, v) => (Math.abs(u - v) === 1 ? 1 : 0));
}

export function matrix(size: number, entry: (row: number, column: number) => number): number[][] {
  return Array.from({ length: size }, (_, row) => Array.from({ length: size }, (_, column) => entry(row, column)));
}

/** Which nodes can be reached from which, every node from itself (Warshall 1962). */
export function reachability(graph: readonly (readonly number[])[]): boolean[][] {
  const reaches = graph.map((row, u) => row.map((edge, v) => u === v || edge !== 0));
  for (let k = 0; k < graph.length; k++) {
    for (const row of reaches) {
      if (row[k]) reaches[k]!.forEach((reached, v) => (row[v] ||= reached));
    }
  }
  return reaches;
}

export function integers(random: Random, length: number, low: number, high: number): number[] {
  return Array.from({ length }, () => randomInt(random, low, high));
}

export function reals(random: Random, length: number): number[] {
  return Array.from({ length }, () => random());
}
