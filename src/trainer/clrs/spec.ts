/**
 * The vocabulary of the CLRS Algorithmic Reasoning Benchmark (Veličković et al. 2022; `clrs/_src/specs.py` of
 * google-deepmind/clrs): an algorithm is described by typed probes, each with a stage, a location and a type.
 */

/** When a probe is known: before the run, after it, or at each of its steps. */
export type Stage = 'input' | 'output' | 'hint';

/** What a probe has one value for: each node, each pair of nodes, or the whole graph. */
export type Location = 'node' | 'edge' | 'graph';

/**
 * What a probe's values are.
 * - `scalar`: any number.
 * - `mask`: 0 or 1.
 * - `mask_one`: 1 at exactly one node, 0 at the others; all 0 where the trace points at no node.
 * - `categorical`: one of `categories`, one-hot.
 * - `pointer`: the index of a node, 0 … n−1.
 * - `permutation`: pointers that string all nodes on one chain: each node points at the one before it, the first at
 *   itself. The benchmark calls it `should_be_permutation`.
 */
export type ProbeType = 'scalar' | 'mask' | 'mask_one' | 'categorical' | 'pointer' | 'permutation';

export interface Probe {
  /** Unique in its specification. */
  readonly name: string;
  readonly stage: Stage;
  readonly location: Location;
  readonly type: ProbeType;
  /** For `categorical` alone: how the categories are called, in the order of the one-hot positions. */
  readonly categories?: readonly string[];
}

export interface Specification {
  /** What the algorithm is called. */
  readonly algorithm: string;
  /** Inputs first, then outputs, then hints. */
  readonly probes: readonly Probe[];
}

/**
 * One run of an algorithm as dense arrays, row-major, one for each probe of the specification.
 *
 * Shapes, for n nodes, T steps and k categories:
 *
 * | location | input, output      | hint                  |
 * | -------- | ------------------ | --------------------- |
 * | `graph`  | []                 | [T]                   |
 * | `node`   | [n]                | [T, n]                |
 * | `edge`   | [n, n]             | [T, n, n]             |
 *
 * and one more axis [k] at the end for `categorical`. Edge (i, j) is at row i, column j. Pointers are the indices
 * themselves, not one-hot; the pointer of an edge names a node. −1 in an output or hint of any type but `scalar` means:
 * not defined here, count it neither in the loss nor in the score (the benchmark's `OutputClass.MASKED`); in one-hot data it
 * stands at some position of the last axis.
 */
export interface Trajectory {
  /** How many nodes. */
  readonly n: number;
  /** T: how many steps the hints have, 0 for none. Step 0 is the state in which the run begins. */
  readonly length: number;
  /** By probe name. */
  readonly data: Readonly<Record<string, Float32Array>>;
}

/** Trajectories of one specification. */
export interface Dataset {
  readonly specification: Specification;
  readonly trajectories: readonly Trajectory[];
}

/** The shape of a probe's data in a trajectory of `n` nodes and `length` steps. */
export function shapeOf(probe: Probe, n: number, length: number): readonly number[] {
  const time = probe.stage === 'hint' ? [length] : [];
  const place = { graph: [], node: [n], edge: [n, n] }[probe.location];
  return [...time, ...place, ...(probe.type === 'categorical' ? [categoryCount(probe)] : [])];
}

/** How many categories a categorical probe has. @throws {RangeError} where it has none */
export function categoryCount(probe: Probe): number {
  const count = probe.categories?.length ?? 0;
  if (count === 0) throw new RangeError(`the categorical probe ${probe.name} names no categories`);
  return count;
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, axis) => product * axis, 1);
}

/** The probes of one stage, in the specification's order. */
export function probesOf(specification: Specification, stage: Stage): readonly Probe[] {
  return specification.probes.filter((probe) => probe.stage === stage);
}

/** @throws {RangeError} where a trajectory lacks a probe, or its data has not the size that the shape asks for */
export function checkTrajectory(specification: Specification, trajectory: Trajectory): void {
  for (const probe of specification.probes) {
    const data = trajectory.data[probe.name];
    if (!data) throw new RangeError(`the trajectory has no data for probe ${probe.name}`);
    const shape = shapeOf(probe, trajectory.n, trajectory.length);
    if (data.length !== sizeOf(shape)) {
      throw new RangeError(`probe ${probe.name} has ${data.length} values where [${shape.join(', ')}] are needed`);
    }
  }
}
