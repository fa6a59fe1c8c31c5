import { createGenerator, type Generator } from '../../analyzer/inputs/generate.ts';
import { mutate } from '../../analyzer/inputs/mutate.ts';
import { UserError } from '../../shared/errors.ts';
import { createRandom, deriveSeed, pick, type Random } from '../../shared/random.ts';
import type { InputSource } from './protocol.ts';

type UserInputs = (size: number, random: Random) => unknown;

/** Draws argument lists, of a description or from the user's own generator. */
export class Inputs {
  /** Inputs that taught something, for `change`. */
  private readonly corpus: (readonly unknown[])[] = [];

  constructor(
    private readonly source: InputSource,
    private readonly userInputs: UserInputs | null,
  ) {}

  /** A sequence of draws that its seed decides. */
  sequence(seed: number): Generator {
    if (this.source.kind === 'spec') return createGenerator(this.source.spec, seed);
    const random = createRandom(seed);
    return { next: (size, options) => this.ask(options?.exact ? size : Math.floor(random() * (size + 1)), random) };
  }

  private ask(size: number, random: Random): unknown[] {
    let args: unknown;
    try {
      args = this.userInputs?.(size, random);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new UserError(`The generator failed for size ${size}: ${message}. Mend its function inputs(size, random).`);
    }
    if (Array.isArray(args)) return args;
    throw new UserError('The generator must give an array of arguments: let inputs(size, random) return one.');
  }

  keep(input: readonly unknown[]): void {
    this.corpus.push(input);
  }

  /** A kept input with a small change; null if there is none, or nothing is known of how to change it. */
  change(random: Random): unknown[] | null {
    if (this.source.kind !== 'spec' || this.corpus.length === 0) return null;
    return mutate(this.source.spec, pick(random, this.corpus), random);
  }

  random(seed: number): Random {
    return createRandom(deriveSeed(seed, 77));
  }
}
