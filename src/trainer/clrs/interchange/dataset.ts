import * as v from 'valibot';
import { bySize, stack, unstack, type Batch, type BatchArray } from '../batch.ts';
import { officialSpecification, officialType } from '../official.ts';
import { shapeOf, type Dataset, type Probe, type Specification, type Trajectory } from '../spec.ts';
import { NpyError } from './npy.ts';
import { decodeNpz, encodeNpz } from './npz.ts';

/** What a folder of trajectories is known by. */
export const SPECIFICATION_FILE = 'specification.json';
const EXTENSION = '.npz';

const headerSchema = v.object({
  algorithm: v.string(),
  /** By probe name: stage, location and type in the benchmark's words, as in its `specs.py`. */
  spec: v.record(v.string(), v.array(v.string())),
  /** How the categories of categorical probes are called; without it they have numbers. */
  categories: v.optional(v.record(v.string(), v.array(v.string())), {}),
});

type Header = v.InferOutput<typeof headerSchema>;

/** Files that don't describe trajectories. The message is a sentence's end, after the file's name. */
export class InterchangeError extends Error {
  override readonly name = 'InterchangeError';
}

/**
 * A dataset as files: `specification.json`, and for each number of nodes one `nodes-N.npz`, a batch as the benchmark's `Feedback` holds
 * it: `input_NAME` and `output_NAME` [batch, …], `hint_NAME` [time, batch, …] padded with zeros, `lengths` [batch].
 * The names are those of the benchmark's own data set (`dataset.py`).
 */
export function writeDataset({ specification, trajectories }: Dataset): ReadonlyMap<string, string | Uint8Array> {
  const { algorithm, probes } = specification;
  const header: Header = {
    algorithm,
    spec: Object.fromEntries(probes.map((p) => [p.name, [p.stage, p.location, officialType(p.type)]])),
    categories: Object.fromEntries(probes.flatMap((p) => (p.categories ? [[p.name, [...p.categories]]] : []))),
  };
  const files = new Map<string, string | Uint8Array>();
  files.set(SPECIFICATION_FILE, headerText(header));
  for (const [n, runs] of bySize({ specification, trajectories })) {
    const { arrays, lengths } = stack(specification, runs);
    const named = probes.map((probe) => [keyOf(probe), arrays[probe.name] as BatchArray] as const);
    const all = {
      ...Object.fromEntries(named),
      lengths: { shape: [lengths.length], data: Float32Array.from(lengths) },
    };
    files.set(`nodes-${n}${EXTENSION}`, encodeNpz(all));
  }
  return files;
}

/** One probe a line. */
function headerText({ algorithm, spec, categories }: Header): string {
  const table = (rows: Readonly<Record<string, unknown>>): string => {
    const lines = Object.entries(rows).map(([name, row]) => `    ${JSON.stringify(name)}: ${JSON.stringify(row)}`);
    return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`;
  };
  const name = JSON.stringify(algorithm);
  return `{\n  "algorithm": ${name},\n  "spec": ${table(spec)},\n  "categories": ${table(categories)}\n}\n`;
}

function keyOf({ stage, name }: Probe): string {
  return `${stage}_${name}`;
}

/**
 * The dataset that files hold; every `.npz` is a batch, whatever it is called.
 *
 * @param read the content of a file that is named in `names`
 * @throws {InterchangeError}
 */
export function readDataset(names: readonly string[], read: (name: string) => Uint8Array): Dataset {
  const header = readHeader(read(SPECIFICATION_FILE));
  const batches = names.filter((name) => name.endsWith(EXTENSION)).sort();
  if (batches.length === 0) throw new InterchangeError(`${SPECIFICATION_FILE} stands alone: put .npz files beside it`);
  let specification: Specification | null = null;
  const trajectories: Trajectory[] = [];
  for (const name of batches) {
    try {
      const arrays = decodeNpz(read(name));
      specification ??= specificationOf(header, arrays);
      trajectories.push(...unstack(specification, batchOf(specification, arrays)));
    } catch (error) {
      if (error instanceof NpyError || error instanceof RangeError)
        throw new InterchangeError(`${name} can't be read, ${error.message}`);
      throw error;
    }
  }
  return { specification: specification as unknown as Specification, trajectories };
}

function readHeader(bytes: Uint8Array): Header {
  try {
    return v.parse(headerSchema, JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InterchangeError(`${SPECIFICATION_FILE} can't be read: ${why}`);
  }
}

/** How many categories there are is in the arrays; how they are called may be in the header. */
function specificationOf(
  { algorithm, spec, categories }: Header,
  arrays: Readonly<Record<string, BatchArray>>,
): Specification {
  const bare = officialSpecification(algorithm, spec);
  const probes = bare.probes.map((probe): Probe => {
    if (probe.type !== 'categorical') return probe;
    const count = arrayOf(probe, arrays).shape.at(-1) ?? 0;
    const names = categories[probe.name];
    if (names && names.length !== count)
      throw new RangeError(`${keyOf(probe)} has ${count} categories where ${SPECIFICATION_FILE} names ${names.length}`);
    return { ...probe, categories: names ?? Array.from({ length: count }, (_, i) => String(i)) };
  });
  return { algorithm, probes };
}

function arrayOf(probe: Probe, arrays: Readonly<Record<string, BatchArray>>): BatchArray {
  const array = arrays[keyOf(probe)];
  if (!array) throw new RangeError(`it has no array ${keyOf(probe)}`);
  return array;
}

/** @throws {RangeError} where an array is missing or has not the shape that its probe asks for */
function batchOf(specification: Specification, arrays: Readonly<Record<string, BatchArray>>): Batch {
  const placed = specification.probes.find(({ location, stage }) => location !== 'graph' && stage !== 'hint');
  if (!placed) throw new RangeError('no input or output is at nodes or edges: how many nodes there are is not known');
  const [size = 0, n = 0] = arrayOf(placed, arrays).shape;
  const lengths = arrays['lengths'];
  if (!lengths || lengths.data.length !== size) throw new RangeError(`it has no array lengths of ${size} numbers`);
  const hint = specification.probes.find(({ stage }) => stage === 'hint');
  const steps = hint ? (arrayOf(hint, arrays).shape[0] ?? 0) : 0;
  if (lengths.data.some((length) => !Number.isInteger(length) || length < 0 || (hint && length > steps)))
    throw new RangeError(`its lengths are not whole numbers from 0 to ${steps}, the time steps of its hints`);
  const own = specification.probes.map((probe) => {
    const array = arrayOf(probe, arrays);
    const each = shapeOf({ ...probe, stage: 'input' }, n, 0);
    const shape = probe.stage === 'hint' ? [steps, size, ...each] : [size, ...each];
    if (String(array.shape) !== String(shape))
      throw new RangeError(`${keyOf(probe)} has the shape (${array.shape.join(', ')}), not (${shape.join(', ')})`);
    if (!array.data.every(Number.isFinite)) throw new RangeError(`${keyOf(probe)} holds numbers that are not finite`);
    return [probe.name, array] as const;
  });
  // Without hints, lengths say nothing.
  return {
    n,
    size,
    steps,
    lengths: hint ? [...lengths.data] : Array.from(lengths.data, () => 0),
    arrays: Object.fromEntries(own),
  };
}
