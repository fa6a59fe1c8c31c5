import {
  shapeOf,
  sizeOf,
  type Dataset,
  type Location,
  type Probe,
  type ProbeType,
  type Specification,
  type Stage,
  type Trajectory,
} from './spec.ts';

/** Nested lists of numbers, one sample after the other along the first axis. */
type Nested = number | readonly Nested[];

/** A dump of the benchmark's samples, as `test/data/clrs/README.md` describes it. */
export interface OfficialDump {
  readonly algorithm: string;
  /** Probe name ─▶ [stage, location, type], in the benchmark's words. */
  readonly spec: Readonly<Record<string, readonly string[]>>;
  /** By size. */
  readonly sets: Readonly<Record<string, OfficialSet>>;
}

interface OfficialSet {
  readonly inputs: Readonly<Record<string, { readonly data: readonly Nested[] }>>;
  readonly outputs: Readonly<Record<string, { readonly data: readonly Nested[] }>>;
}

const STAGES: readonly string[] = ['input', 'output', 'hint'] satisfies Stage[];
const LOCATIONS: readonly string[] = ['node', 'edge', 'graph'] satisfies Location[];
const TYPES: Readonly<Record<string, ProbeType>> = {
  scalar: 'scalar',
  mask: 'mask',
  mask_one: 'mask_one',
  categorical: 'categorical',
  pointer: 'pointer',
  should_be_permutation: 'permutation',
};

/**
 * A specification in the benchmark's words as one in ours. How many categories a probe has is not in the benchmark's
 * words: they stay out.
 * @throws {RangeError} for a stage, location or type that is not known
 */
export function officialSpecification(algorithm: string, spec: OfficialDump['spec']): Specification {
  const probes = Object.entries(spec).map(([name, [stage, location, type]]): Probe => {
    const known = TYPES[type ?? ''];
    if (!isStage(stage) || !isLocation(location) || known === undefined) {
      throw new RangeError(
        `probe ${name} of ${algorithm} is [${[stage, location, type].join(', ')}], which is not known`,
      );
    }
    return { name, stage, location, type: known };
  });
  return { algorithm, probes: inStageOrder(probes) };
}

/** The benchmark's word for a type. */
export function officialType(type: ProbeType): string {
  return type === 'permutation' ? 'should_be_permutation' : type;
}

/** Inputs first, then outputs, then hints; otherwise the order is kept. */
export function inStageOrder(probes: readonly Probe[]): readonly Probe[] {
  return STAGES.flatMap((stage) => probes.filter((probe) => probe.stage === stage));
}

function isStage(word: string | undefined): word is Stage {
  return word !== undefined && STAGES.includes(word);
}

function isLocation(word: string | undefined): word is Location {
  return word !== undefined && LOCATIONS.includes(word);
}

/**
 * The samples of a dump, of one size or of all. A dump holds no hints: the specification has none either, and every
 * trajectory has length 0.
 * @throws {RangeError} where data has not the shape that its probe asks for
 */
export function readOfficial(dump: OfficialDump, size?: number): Dataset {
  const sets = Object.entries(dump.sets).filter(([key]) => size === undefined || key === String(size));
  const probes = officialSpecification(dump.algorithm, dump.spec)
    .probes.filter(({ stage }) => stage !== 'hint')
    .map((probe) => withCategories(probe, sets));
  const trajectories = sets.flatMap(([, set]) => readSet(set, probes));
  return { specification: { algorithm: dump.algorithm, probes }, trajectories };
}

function withCategories(probe: Probe, sets: readonly (readonly [string, OfficialSet])[]): Probe {
  if (probe.type !== 'categorical') return probe;
  const axes = sets[0] ? axesOf(dataOf(sets[0][1], probe)) : [];
  const count = axes.at(-1) ?? 0;
  return { ...probe, categories: Array.from({ length: count }, (_, i) => String(i)) };
}

function readSet(set: OfficialSet, probes: readonly Probe[]): Trajectory[] {
  const arrays = probes.map((probe) => ({ probe, samples: dataOf(set, probe) }));
  const nodes = arrays.find(({ probe }) => probe.location === 'node');
  if (!nodes) throw new RangeError('no probe has the location node: the number of nodes is not known');
  return nodes.samples.map((sample, i) => {
    const n = axesOf(sample)[0] ?? 0;
    const data = arrays.map(({ probe, samples }) => [probe.name, dense(probe, samples[i] ?? [], n)] as const);
    return { n, length: 0, data: Object.fromEntries(data) };
  });
}

function dataOf(set: OfficialSet, { name, stage }: Probe): readonly Nested[] {
  const array = (stage === 'input' ? set.inputs : set.outputs)[name];
  if (!array) throw new RangeError(`the samples have no ${stage} ${name}`);
  return array.data;
}

function dense(probe: Probe, sample: Nested, n: number): Float32Array {
  const shape = shapeOf(probe, n, 0);
  const axes = axesOf(sample);
  const data = Float32Array.from(flatten(sample));
  if (axes.join() !== shape.join() || data.length !== sizeOf(shape)) {
    throw new RangeError(`${probe.name} has the shape [${axes.join(', ')}], not [${shape.join(', ')}]`);
  }
  return data;
}

function flatten(value: Nested): number[] {
  return typeof value === 'number' ? [value] : value.flatMap(flatten);
}

function axesOf(value: Nested): number[] {
  return typeof value === 'number' ? [] : [value.length, ...(value[0] === undefined ? [] : axesOf(value[0]))];
}
