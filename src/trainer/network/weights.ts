import * as v from 'valibot';
import { UserError } from '../../shared/errors.ts';
import type { Choice, Scorer } from './scorer.ts';

/**
 * The parameters of one program's network. The logit of candidate c of choice s is `theta[s][c] + phi[feature of c]`:
 * one parameter of its own, and one shared by all candidates of that kind in the program.
 */
export interface Weights {
  readonly choices: readonly Choice[];
  /** [sum of candidates over `choices`], in their order. */
  readonly theta: Float32Array;
  /** Sorted, without duplicates. */
  readonly features: readonly string[];
  /** [features] */
  readonly phi: Float32Array;
}

/** How many numbers the network holds. */
export function parameters(weights: Weights): number {
  return weights.theta.length + weights.phi.length;
}

/** Own parameters by choice id and candidate key. */
export function ownParameters(weights: Weights): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const out = new Map<string, ReadonlyMap<string, number>>();
  let start = 0;
  for (const { id, candidates } of weights.choices) {
    const from = start;
    out.set(id, new Map(candidates.map(({ key }, i) => [key, weights.theta[from + i] ?? 0])));
    start += candidates.length;
  }
  return out;
}

/** Scores with trained weights. A candidate or choice that training never saw has its shared parameter alone, or 0. */
export class TableScorer implements Scorer {
  readonly parameters: number;
  private readonly own: ReadonlyMap<string, ReadonlyMap<string, number>>;
  private readonly shared: ReadonlyMap<string, number>;

  constructor(weights: Weights) {
    this.parameters = parameters(weights);
    this.own = ownParameters(weights);
    this.shared = new Map(weights.features.map((feature, i) => [feature, weights.phi[i] ?? 0]));
  }

  logits(choice: Choice): Float32Array {
    const own = this.own.get(choice.id);
    return Float32Array.from(
      choice.candidates,
      ({ key, feature }) => (own?.get(key) ?? 0) + (this.shared.get(feature) ?? 0),
    );
  }
}

/** What the numbers stand for: the part of {@link Weights} that is text. */
export interface WeightsTable {
  readonly choices: readonly {
    readonly id: string;
    readonly candidates: readonly (readonly [key: string, feature: number])[];
  }[];
  readonly features: readonly string[];
}

const tableSchema = v.object({
  choices: v.array(
    v.object({
      id: v.string(),
      candidates: v.array(v.tuple([v.string(), v.pipe(v.number(), v.integer(), v.minValue(0))])),
    }),
  ),
  features: v.array(v.string()),
});

/** Splits weights into JSON and tensors, for a file. */
export function packWeights(weights: Weights): { table: WeightsTable; tensors: Record<'theta' | 'phi', Float32Array> } {
  const indexOf = new Map(weights.features.map((feature, i) => [feature, i]));
  return {
    table: {
      choices: weights.choices.map(({ id, candidates }) => ({
        id,
        candidates: candidates.map(({ key, feature }) => [key, indexOf.get(feature) ?? 0]),
      })),
      features: weights.features,
    },
    tensors: { theta: weights.theta, phi: weights.phi },
  };
}

/** @throws {UserError} if table and tensors are not those of one network. */
export function unpackWeights(table: unknown, tensors: Readonly<Record<string, Float32Array>>): Weights {
  const parsed = v.safeParse(tableSchema, table);
  const { theta, phi } = tensors;
  if (!parsed.success || !theta || !phi) throw misfit();
  const { choices, features } = parsed.output;
  const places = choices.reduce((sum, choice) => sum + choice.candidates.length, 0);
  const known = choices.every((choice) => choice.candidates.every(([, feature]) => feature < features.length));
  if (theta.length !== places || phi.length !== features.length || !known) throw misfit();
  return {
    choices: choices.map(({ id, candidates }) => ({
      id,
      candidates: candidates.map(([key, feature]) => ({ key, feature: features[feature] ?? '' })),
    })),
    theta,
    features,
    phi,
  };
}

function misfit(): UserError {
  return new UserError("The model's weights do not belong to its step table: learn the function again.");
}
