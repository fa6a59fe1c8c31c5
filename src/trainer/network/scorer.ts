/** One thing a choice can fall on. */
export interface Candidate {
  /** Names the candidate within its choice; survives when candidates are added or reordered. */
  readonly key: string;
  /** What kind of candidate it is, the same words in every step and program: `op:+`, `var:hops=0`, `method:push`. */
  readonly feature: string;
  /** Log odds known beforehand, beyond what its feature's tell; training starts there. Default 0. */
  readonly bias?: number;
}

/** One softmax: what a step computes, or where control goes after a step whose value has these truth bits. */
export interface Choice {
  readonly id: string;
  readonly candidates: readonly Candidate[];
}

/** Visits that agreed on which candidates were right. */
export interface Evidence {
  /** Indices of the candidates whose value equalled the traced one; empty if none did. */
  readonly consistent: readonly number[];
  /** How many visits, > 0. */
  readonly count: number;
}

export interface ChoiceData extends Choice {
  readonly evidence: readonly Evidence[];
}

/**
 * Where scoring stands. A choice and its candidates in, one logit a candidate out. The scorer of one program looks its
 * parameters up by the choice's id; one that is shared by all programs would compute them from the candidates' features.
 */
export interface Scorer {
  /** Logits in the order of `choice.candidates`. */
  logits(choice: Choice): Float32Array;
  /** How many numbers were trained. */
  readonly parameters: number;
}

/** Probabilities of a choice's candidates: softmax of its logits, in double precision. */
export function probabilities(logits: Float32Array): Float64Array {
  const highest = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const out = Float64Array.from(logits, (z) => Math.exp(z - highest));
  const total = out.reduce((a, b) => a + b, 0);
  return out.map((p) => p / total);
}

/** Index of the highest logit, the first of equals; −1 for no candidates. */
export function argmax(logits: Float32Array): number {
  let best = -1;
  let highest = -Infinity;
  logits.forEach((z, i) => {
    if (z > highest) {
      highest = z;
      best = i;
    }
  });
  return best;
}
