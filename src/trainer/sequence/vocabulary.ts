import type { Example } from '../example.ts';
import { createBins, valuesOf, type Bins } from './numbers.ts';
import { placesOf, type Place } from './positions.ts';
import { inputTokens, outcomeTokens, readOutcome, type Token } from './tokens.ts';

const SEPARATOR = '<answer>';
const END = '<end>';
const UNKNOWN = '<unknown>';

/** A call as the network sees it: the input and `<answer>`, then the outcome and `<end>`, as numbers. */
export interface Sequence {
  readonly tokens: Int32Array;
  /** Tokens of the input, `<answer>` included. */
  readonly prompt: number;
  /** [tokens] The value of the number of the input that begins there; NaN elsewhere. */
  readonly values: Float64Array;
  /** Of each token. */
  readonly places: readonly Place[];
}

/** The tokens that the network knows: those of its training examples. Others look all the same to it. */
export class Vocabulary {
  private readonly ids: ReadonlyMap<Token, number>;

  constructor(
    readonly tokens: readonly Token[],
    /** For the numbers of inputs. */
    readonly bins: Bins,
  ) {
    this.ids = new Map(tokens.map((token, id) => [token, id]));
  }

  static of(examples: readonly Example[]): Vocabulary {
    const seen = new Set<Token>();
    const numbers: number[] = [];
    for (const example of examples) {
      const input = inputTokens(example.input);
      for (const token of input) seen.add(token);
      for (const value of valuesOf(input)) numbers.push(value);
      for (const token of outcomeTokens(example)) seen.add(token);
    }
    return new Vocabulary([SEPARATOR, END, UNKNOWN, ...[...seen].sort()], createBins(numbers));
  }

  get size(): number {
    return this.tokens.length;
  }

  get end(): number {
    return this.id(END);
  }

  /** @param answer what is written so far; positions and tokens are those of a call that is not done */
  continued(input: Example['input'], answer: readonly number[]): Sequence {
    return this.number(
      [...inputTokens(input), SEPARATOR],
      answer.map((id) => this.tokens[id] ?? UNKNOWN),
    );
  }

  sequence(example: Example): Sequence {
    return this.number([...inputTokens(example.input), SEPARATOR], [...outcomeTokens(example), END]);
  }

  /** @param answer what the network wrote, without `<end>` */
  read(answer: readonly number[], input: Example['input']): Example['outcome'] | null {
    return readOutcome(
      answer.map((id) => this.tokens[id] ?? UNKNOWN),
      input,
    );
  }

  /** Whether the network can write the outcome at all. */
  canWrite(example: Example): boolean {
    return outcomeTokens(example).every((token) => this.ids.has(token));
  }

  private number(prompt: readonly Token[], answer: readonly Token[]): Sequence {
    const ids = [...prompt, ...answer].map((token) => this.id(token));
    const values = new Float64Array(ids.length).fill(NaN);
    values.set(valuesOf(prompt));
    const places = [...placesOf(prompt), ...placesOf(answer)];
    return { tokens: Int32Array.from(ids), prompt: prompt.length, values, places };
  }

  private id(token: Token): number {
    return this.ids.get(token) ?? this.ids.get(UNKNOWN) ?? 0;
  }
}
