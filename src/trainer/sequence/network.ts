import type * as TensorFlow from '@tensorflow/tfjs-core';
import type { Outcome } from '../../shared/report.ts';
import type { Wire } from '../../shared/values.ts';
import type { AnsweringNetwork, Example, Judgement } from '../example.ts';
import { softmaxCrossEntropy } from '../tensor/layers.ts';
import type { Parameters } from '../tensor/parameters.ts';
import { createBatch, createTargets, inBatches } from './batches.ts';
import type { Bins } from './numbers.ts';
import { forward, type TransformerShape } from './transformer.ts';
import type { Sequence, Vocabulary } from './vocabulary.ts';

type TF = typeof TensorFlow;

/** Longest sequence that is computed, in tokens; a longer input has no answer. */
const MAX_CONTEXT = 8_192;
/** An answer that goes on for this many times the input's length is cut off. */
const MAX_ANSWER = 3;
/** Tokens of a long answer that are looked at first: most wrong answers are wrong from the start. */
const FIRST_TOKENS = 24;
const LONG = 256;

/** A trained transformer that answers calls. */
export class Transformer implements AnsweringNetwork {
  readonly kind = 'transformer';

  constructor(
    private readonly tf: TF,
    readonly weights: Parameters,
    readonly shape: TransformerShape,
    readonly vocabulary: Vocabulary,
  ) {}

  get parameters(): number {
    return this.weights.count;
  }

  refusal(input: readonly Wire[]): string | null {
    const { prompt } = this.vocabulary.continued(input, []);
    if (prompt <= MAX_CONTEXT) return null;
    return `the input is ${prompt} tokens long, and this network takes in at most ${MAX_CONTEXT}`;
  }

  /** Writes the likeliest token after what is written, until `<end>`. */
  answer(input: readonly Wire[]): Outcome | null {
    const written: number[] = [];
    for (;;) {
      const sequence = this.vocabulary.continued(input, written);
      const limit = Math.min(MAX_CONTEXT, 16 + (1 + MAX_ANSWER) * sequence.prompt);
      if (sequence.tokens.length >= limit) return null;
      const next = this.likeliest([sequence])[0]?.at(-1) ?? -1;
      if (next === this.vocabulary.end) return this.vocabulary.read(written, input);
      written.push(next);
    }
  }

  /**
   * Without writing anything: the answer is the function's exactly if each of its tokens is the likeliest one after those
   * before it, so that one pass over the right answer tells.
   */
  judge(examples: readonly Example[], deadline: number): Judgement[] {
    const verdicts = new Map<number, Judgement['verdict']>();
    const items = examples.map((example, index) => {
      return { index, sequence: this.vocabulary.sequence(example), writable: this.vocabulary.canWrite(example) };
    });
    const open = items.filter(({ index, sequence, writable }) => {
      const readable = sequence.prompt <= MAX_CONTEXT;
      if (!readable) verdicts.set(index, 'refused');
      else if (!writable || sequence.tokens.length > MAX_CONTEXT) verdicts.set(index, 'wrong');
      return !verdicts.has(index);
    });
    for (const batch of inBatches(open)) {
      if (verdicts.size > 0 && performance.now() > deadline) break;
      const rights = this.writes(batch.map(({ sequence }) => sequence));
      batch.forEach(({ index }, i) => verdicts.set(index, rights[i] === true ? 'exact' : 'wrong'));
    }
    return [...verdicts].map(([example, verdict]) => ({ example, verdict, score: null }));
  }

  private writes(sequences: readonly Sequence[]): boolean[] {
    const [only] = sequences;
    if (
      only &&
      sequences.length === 1 &&
      only.tokens.length > LONG &&
      only.tokens.length - only.prompt > FIRST_TOKENS
    ) {
      const end = only.prompt + FIRST_TOKENS;
      const start = {
        ...only,
        tokens: only.tokens.slice(0, end),
        values: only.values.slice(0, end),
        places: only.places.slice(0, end),
      };
      if (!isWritten(start, this.likeliest([start])[0])) return [false];
    }
    const likeliest = this.likeliest(sequences);
    return sequences.map((sequence, i) => isWritten(sequence, likeliest[i]));
  }

  /** The likeliest token after each. @returns one row a sequence, as long as the longest */
  private likeliest(sequences: readonly Sequence[]): Int32Array[] {
    const { tf } = this;
    return tf.tidy(() => {
      const batch = createBatch(tf, this.vocabulary.bins, sequences);
      const tokens = tf.argMax(forward(tf, this.weights, this.shape, batch), -1).dataSync<'int32'>();
      return sequences.map(({ tokens: { length } }, row) =>
        tokens.slice(row * batch.length, row * batch.length + length),
      );
    });
  }

  /** @returns mean loss of a token, share of exact answers */
  evaluate(sequences: readonly Sequence[]): { readonly loss: number; readonly accuracy: number } {
    const { tf } = this;
    let [loss, tokens, exact] = [0, 0, 0];
    for (const batch of inBatches(sequences.map((sequence) => ({ sequence })))) {
      const members = batch.map(({ sequence }) => sequence);
      const asked = members.reduce((sum, member) => sum + member.tokens.length - member.prompt, 0);
      loss +=
        asked * tf.tidy(() => lossOf(tf, this.weights, this.shape, this.vocabulary.bins, members).dataSync()[0] ?? NaN);
      tokens += asked;
      exact += this.likeliest(members).filter((likeliest, i) => isWritten(members[i] as Sequence, likeliest)).length;
    }
    return { loss: loss / Math.max(1, tokens), accuracy: exact / Math.max(1, sequences.length) };
  }

  dispose(): void {
    this.weights.dispose();
  }
}

/** Mean cross-entropy of an answer's token. */
export function lossOf(
  tf: TF,
  weights: Parameters,
  shape: TransformerShape,
  bins: Bins,
  sequences: readonly Sequence[],
): TensorFlow.Scalar {
  const batch = createBatch(tf, bins, sequences);
  const targets = createTargets(tf, sequences, batch.length, shape.vocabulary);
  return softmaxCrossEntropy(tf, forward(tf, weights, shape, batch), targets.tokens, targets.weights);
}

function isWritten({ tokens, prompt }: Sequence, likeliest: Int32Array | undefined): boolean {
  for (let i = prompt; i < tokens.length; i++) if (likeliest?.[i - 1] !== tokens[i]) return false;
  return true;
}
