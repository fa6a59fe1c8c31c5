import { categoryCount, type Probe, type Trajectory } from './spec.ts';

/**
 * A probe's values at one moment, one for each place: scalars and masks as they are, categoricals and pointers as the number of the
 * category or node. −1 where a value is not defined.
 *
 * @returns node: [n]; edge: [n · n]; graph: [1]
 */
export function valuesAt(probe: Probe, { n, data }: Trajectory, step: number): Float32Array {
  const row = data[probe.name];
  if (!row) throw new RangeError(`the run has no data for probe ${probe.name}`);
  const places = placesOf(probe, n);
  const width = categories(probe);
  const from = probe.stage === 'hint' ? step * places * width : 0;
  const values = row.subarray(from, from + places * width);
  return width === 1 ? values : Float32Array.from({ length: places }, (_, i) => categoryAt(values, i * width, width));
}

function categoryAt(values: Float32Array, from: number, width: number): number {
  let category = 0;
  for (let k = 0; k < width; k++) {
    if ((values[from + k] ?? 0) < 0) return -1;
    if ((values[from + k] ?? 0) > (values[from + category] ?? 0)) category = k;
  }
  return category;
}

/** How many places of a graph with `n` nodes a probe has a value for. */
export function placesOf({ location }: Probe, n: number): number {
  return { graph: 1, node: n, edge: n * n }[location];
}

/** How many numbers tell a value: 1, or as many as there are categories. */
export function categories(probe: Probe): number {
  return probe.type === 'categorical' ? categoryCount(probe) : 1;
}

/** Whether a value is a number that a step keeps or sets anew: most of them stay what they are, and errors would add up from step to step. */
export function isKept({ stage, type }: Probe): boolean {
  return stage === 'hint' && type === 'scalar';
}

/** How many numbers are decoded for a value: those that tell it, and of one that may be kept whether it is set anew. */
export function outputsFor(probe: Probe): number {
  return isKept(probe) ? 2 : categories(probe);
}

export function isPointer({ type }: Probe): boolean {
  return type === 'pointer' || type === 'permutation';
}

/** Whether a value is there to be learned and scored. */
export function isDefined({ type }: Probe, value: number): boolean {
  return type === 'scalar' || value >= 0;
}
