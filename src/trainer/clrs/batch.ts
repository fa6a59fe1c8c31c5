import {
  checkTrajectory,
  shapeOf,
  sizeOf,
  type Dataset,
  type Probe,
  type Specification,
  type Trajectory,
} from './spec.ts';

/** An array of one probe's values for a batch. */
export interface BatchArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/**
 * Trajectories of the same number of nodes side by side, as the benchmark's own code lays them out: inputs and outputs
 * [B, …], hints [T, B, …] with T the longest, padded with zeros. `lengths[b]` tells how many steps are b's own.
 */
export interface Batch {
  readonly n: number;
  readonly size: number;
  /** T. */
  readonly steps: number;
  readonly lengths: readonly number[];
  /** By probe name. */
  readonly arrays: Readonly<Record<string, BatchArray>>;
}

/** @throws {RangeError} where there is no trajectory, or they differ in the number of nodes */
export function stack(specification: Specification, trajectories: readonly Trajectory[]): Batch {
  const [first] = trajectories;
  if (!first) throw new RangeError('a batch needs at least one trajectory');
  const { n } = first;
  for (const trajectory of trajectories) {
    if (trajectory.n !== n) throw new RangeError(`a batch can't hold ${n} and ${trajectory.n} nodes at once`);
    checkTrajectory(specification, trajectory);
  }
  const lengths = trajectories.map(({ length }) => length);
  const steps = Math.max(...lengths);
  const arrays: Record<string, BatchArray> = {};
  for (const probe of specification.probes) {
    const parts = trajectories.map(({ data }) => data[probe.name] as Float32Array);
    arrays[probe.name] = stackProbe(probe, parts, n, steps);
  }
  return { n, size: trajectories.length, steps, lengths, arrays };
}

function stackProbe(probe: Probe, parts: readonly Float32Array[], n: number, steps: number): BatchArray {
  const each = shapeOf({ ...probe, stage: 'input' }, n, 0);
  const width = sizeOf(each);
  const size = parts.length;
  if (probe.stage !== 'hint') {
    const data = new Float32Array(size * width);
    parts.forEach((part, b) => data.set(part, b * width));
    return { shape: [size, ...each], data };
  }
  const data = new Float32Array(steps * size * width);
  parts.forEach((part, b) => {
    for (let t = 0; t * width < part.length; t++) {
      data.set(part.subarray(t * width, (t + 1) * width), (t * size + b) * width);
    }
  });
  return { shape: [steps, size, ...each], data };
}

/** The trajectories that a batch was stacked from. */
export function unstack(specification: Specification, batch: Batch): readonly Trajectory[] {
  return batch.lengths.map((length, b) => {
    const data: Record<string, Float32Array> = {};
    for (const probe of specification.probes) {
      const array = batch.arrays[probe.name];
      if (!array) throw new RangeError(`the batch has no array for probe ${probe.name}`);
      data[probe.name] = unstackProbe(probe, array, b, batch.size, length);
    }
    return { n: batch.n, length, data };
  });
}

function unstackProbe(probe: Probe, array: BatchArray, b: number, size: number, length: number): Float32Array {
  const hint = probe.stage === 'hint';
  const width = sizeOf(array.shape.slice(hint ? 2 : 1));
  if (!hint) return array.data.slice(b * width, (b + 1) * width);
  const out = new Float32Array(length * width);
  for (let t = 0; t < length; t++) {
    const from = (t * size + b) * width;
    out.set(array.data.subarray(from, from + width), t * width);
  }
  return out;
}

/** The trajectories of a dataset by number of nodes, in ascending order: what can be stacked. */
export function bySize({ trajectories }: Dataset): ReadonlyMap<number, readonly Trajectory[]> {
  const groups = new Map<number, Trajectory[]>();
  for (const trajectory of [...trajectories].sort((a, b) => a.n - b.n)) {
    const group = groups.get(trajectory.n);
    if (group) group.push(trajectory);
    else groups.set(trajectory.n, [trajectory]);
  }
  return groups;
}
