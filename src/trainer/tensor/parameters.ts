import type * as TensorFlow from '@tensorflow/tfjs-core';
import { createRandom, deriveSeed, hashText } from '../../shared/random.ts';
import type { Tensors } from '../model/safetensors.ts';

type TF = typeof TensorFlow;

/** A tensor of parameters: normal with mean `mean` (default 0) and this deviation at first. */
export interface ParameterSpec {
  readonly shape: readonly number[];
  readonly deviation: number;
  readonly mean?: number;
  /** Another tensor's name, of the same shape, that it starts equal to. */
  readonly like?: string;
}

export type ParameterSpecs = Readonly<Record<string, ParameterSpec>>;

interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly size: number;
  readonly variable: TensorFlow.Variable;
}

/** A matrix from `from` to `to` units, for inputs of unit variance (Glorot & Bengio 2010; `gain` 2 before a ReLU). */
export function matrix(from: number, to: number, gain = 1): ParameterSpec {
  return { shape: [from, to], deviation: Math.sqrt(gain / from) };
}

export function bias(size: number, mean = 0): ParameterSpec {
  return { shape: [size], deviation: 0, mean };
}

/**
 * The parameters of a network: variables for the tensor library, and the same numbers in one row for the optimiser and
 * for files.
 */
export class Parameters {
  /** [count] What the variables hold. Change it, then call `publish`. */
  readonly values: Float32Array;
  private readonly entries: readonly Entry[];
  private readonly byName: ReadonlyMap<string, Entry>;

  /** First values depend on seed and name only. */
  constructor(
    private readonly tf: TF,
    specs: ParameterSpecs,
    seed: number,
  ) {
    const sizes = Object.values(specs).map(({ shape }) => shape.reduce((a, b) => a * b, 1));
    this.values = new Float32Array(sizes.reduce((a, b) => a + b, 0));
    let start = 0;
    this.entries = Object.entries(specs).map(([name, spec], i) => {
      const size = sizes[i] ?? 0;
      const slot = this.values.subarray(start, start + size);
      fillNormal(slot, spec, deriveSeed(seed, hashText(spec.like ?? name)));
      const variable = tf.tidy(() => tf.variable(tf.tensor(slot.slice(), [...spec.shape])));
      const entry = { name, shape: spec.shape, start, size, variable };
      start += size;
      return entry;
    });
    this.byName = new Map(this.entries.map((entry) => [entry.name, entry]));
  }

  get count(): number {
    return this.values.length;
  }

  get variables(): TensorFlow.Variable[] {
    return this.entries.map(({ variable }) => variable);
  }

  get(name: string): TensorFlow.Tensor {
    const entry = this.byName.get(name);
    if (!entry) throw new Error(`the network has no parameters called ${name}`);
    return entry.variable;
  }

  /** Gives `values` to the variables. */
  publish(): void {
    this.tf.tidy(() => {
      for (const { variable, shape, start, size } of this.entries) {
        variable.assign(this.tf.tensor(this.values.slice(start, start + size), [...shape]));
      }
    });
  }

  /** Gradients by variable name, in one row. @returns [count] */
  gather(gradients: TensorFlow.NamedTensorMap): Float32Array {
    const out = new Float32Array(this.count);
    for (const { variable, start } of this.entries) {
      const gradient = gradients[variable.name];
      if (gradient) out.set(gradient.dataSync<'float32'>(), start);
    }
    return out;
  }

  tensors(values: Float32Array = this.values): Tensors {
    const table = this.entries.map(({ name, shape, start, size }) => {
      return [name, { shape, data: values.slice(start, start + size) }] as const;
    });
    return Object.fromEntries(table);
  }

  /** @throws {RangeError} if they are another network's. */
  load(tensors: Tensors): void {
    for (const { name, shape, start } of this.entries) {
      const tensor = tensors[name];
      if (String(tensor?.shape) !== String(shape)) throw new RangeError(`no parameters ${name} of shape [${shape}]`);
      this.values.set(tensor?.data ?? [], start);
    }
    this.publish();
  }

  dispose(): void {
    for (const { variable } of this.entries) variable.dispose();
  }
}

/** Box & Muller 1958. */
function fillNormal(out: Float32Array, { deviation, mean = 0 }: ParameterSpec, seed: number): void {
  const random = createRandom(seed);
  for (let i = 0; i < out.length; i++) {
    const radius = deviation === 0 ? 0 : Math.sqrt(-2 * Math.log(1 - random()));
    out[i] = mean + deviation * radius * Math.cos(2 * Math.PI * random());
  }
}
