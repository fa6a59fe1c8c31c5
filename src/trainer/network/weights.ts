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

/** Scores with trained weights. A candidate or choice that training never saw has its shared parameter alone, or 0. */
export class TableScorer implements Scorer {
  readonly parameters: number;
  private readonly own = new Map<string, ReadonlyMap<string, number>>();
  private readonly shared: ReadonlyMap<string, number>;

  constructor(weights: Weights) {
    this.parameters = parameters(weights);
    this.shared = new Map(weights.features.map((feature, i) => [feature, weights.phi[i] ?? 0]));
    let offset = 0;
    for (const choice of weights.choices) {
      const start = offset;
      this.own.set(choice.id, new Map(choice.candidates.map(({ key }, i) => [key, weights.theta[start + i] ?? 0])));
      offset += choice.candidates.length;
    }
  }

  logits(choice: Choice): Float32Array {
    const own = this.own.get(choice.id);
    return Float32Array.from(
      choice.candidates,
      ({ key, feature }) => (own?.get(key) ?? 0) + (this.shared.get(feature) ?? 0),
    );
  }
}
