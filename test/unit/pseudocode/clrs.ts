import assert from 'node:assert/strict';
import { runnable, type Runnable } from '../../support/pseudocode.ts';
import { CLRS_30, nameOf } from './samples.ts';

/** An algorithm of CLRS-30 as its pseudocode says it. */
export function pseudocodeOf(algorithm: string): Runnable {
  const sample = CLRS_30.find(({ title }) => title === algorithm);
  assert(sample, `there is no pseudocode for ${algorithm}`);
  return runnable(sample.source, nameOf(sample));
}

export interface Graph {
  readonly V: number[];
  readonly Adj: number[][];
  readonly E: number[][];
  /** Attributes that the algorithm writes. */
  readonly d?: number[];
  readonly π?: (number | null)[];
  readonly root?: number[];
  readonly cut?: boolean[];
}

/** The graph of an adjacency or weight matrix, 0 = no edge, with vertices numbered from `first` on. */
export function graphOf(matrix: readonly (readonly number[])[], first = 0): Graph {
  const V = matrix.map((_, v) => v + first);
  const Adj = matrix.map((row) => V.filter((v) => row[v - first] !== 0));
  return { V, Adj, E: Adj.flatMap((row, u) => row.map((v) => [u + first, v])) };
}

/** Predecessors as CLRS-30 has them: a vertex without one is its own. */
export function predecessors({ π = [] }: Graph): number[] {
  return π.map((u, v) => u ?? v);
}

/** 1 at each of the positions, which are counted from 1, else 0. */
export function mask(positions: readonly number[], length: number): number[] {
  return Array.from({ length }, (_, i) => (positions.includes(i + 1) ? 1 : 0));
}

/** The order that sorts the keys. */
export function orderOf(keys: readonly number[]): number[] {
  return [...keys.keys()].sort((a, b) => keys[a]! - keys[b]!);
}
