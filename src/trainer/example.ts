import type { Outcome } from '../shared/report.ts';
import type { Wire } from '../shared/values.ts';

/** One call of the function, seen from outside: what a network that knows no steps learns from. */
export interface Example {
  readonly input: readonly Wire[];
  readonly outcome: Outcome;
}

export interface Judgement {
  /** Which of the examples, counted from 0: they are not judged in their order. */
  readonly example: number;
  /** refused: the network can't take such an input in. */
  readonly verdict: 'exact' | 'wrong' | 'refused';
  /** CLRS score, 0 to 1; null where the network has none. */
  readonly score: number | null;
}

/** A network that answers calls without going through the function's steps. */
export interface AnsweringNetwork {
  readonly kind: 'mpnn' | 'transformer';
  /** Numbers that were trained. */
  readonly parameters: number;
  /** Of `mpnn`: whether it goes from hint to hint. */
  readonly hints?: boolean;
  /** Why it can't take an input in, as a sentence's end; null where it can. */
  refusal(input: readonly Wire[]): string | null;
  /** null where the input is refused, or what it gives stands for no outcome of a call. */
  answer(input: readonly Wire[]): Outcome | null;
  /** How its answers stand to the function's: of as many examples as are done by the deadline (`performance.now()`), one at least. */
  judge(examples: readonly Example[], deadline: number): readonly Judgement[];
  /** Gives its memory back. */
  dispose(): void;
}
