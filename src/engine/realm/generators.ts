import { createGenerator, type Generator } from '../../analyzer/inputs/generate.ts';
import { mutate } from '../../analyzer/inputs/mutate.ts';
import { createRandom, deriveSeed, pick, type Random } from '../../shared/random.ts';
import { Endless } from './endless.ts';
import type { InputSource } from './protocol.ts';
import type { UserInputs } from './user-inputs.ts';

/** The random numbers that the user's generator was given. */
interface Tape {
  readonly size: number;
  readonly draws: readonly number[];
}

/** Draws of one size. */
interface Drawn {
  readonly seed: number;
  readonly size: number;
  /** As large as `size` says, not up to it. */
  readonly exact: boolean;
}

/** Draws in place of one that the function would not end on. */
const REDRAWS = 30;
const LONGEST_TAPE = 10_000;
/** What choices between few, and probabilities, turn on. */
const EXTREMES = [0, 0.001, 0.25, 0.5, 0.75, 0.999] as const;

/** Draws argument lists, of a description or from the user's own generator. */
export class Inputs {
  /** Inputs that taught something, for `change`. */
  private readonly corpus: (readonly unknown[])[] = [];
  /** What the user's generator drew for an input, and the same for those that taught something. */
  private readonly tapes = new WeakMap<readonly unknown[], Tape>();
  readonly endless = new Endless();
  /** Of `sequenceFrom`, with how many were drawn. */
  private opened: { readonly key: string; at: number; readonly sequence: Generator } | null = null;

  constructor(
    private readonly source: InputSource,
    private readonly ask: UserInputs = () => [],
  ) {}

  /** A sequence of draws that its seed, and what was seen not to end, decide. */
  sequence(seed: number): Generator {
    const draws = this.draws(seed);
    return {
      next: (size, options) => {
        let input = draws.next(size, options);
        for (let again = REDRAWS; again > 0 && this.endless.likely(input); again--) input = draws.next(size, options);
        return input;
      },
    };
  }

  /**
   * The same sequence after its first draws, which are all of one size. Asked for portion by portion, in order, nothing is drawn twice.
   *
   * @param from draws that are passed over
   */
  sequenceFrom(from: number, { seed, size, exact }: Drawn): Generator {
    const key = `${seed} ${size} ${exact}`;
    if (this.opened?.key !== key || this.opened.at > from) this.opened = { key, at: 0, sequence: this.sequence(seed) };
    const { opened } = this;
    const next = (): unknown[] => {
      opened.at++;
      return opened.sequence.next(size, { exact });
    };
    while (opened.at < from) next();
    return { next };
  }

  private draws(seed: number): Generator {
    if (this.source.kind === 'spec') return createGenerator(this.source.spec, seed);
    const random = createRandom(seed);
    return { next: (size, options) => this.record(options?.exact ? size : Math.floor(random() * (size + 1)), random) };
  }

  /** Draws, and remembers the random numbers that were used. */
  private record(size: number, random: Random): unknown[] {
    const draws: number[] = [];
    const args = this.ask(size, () => {
      const drawn = random();
      if (draws.length < LONGEST_TAPE) draws.push(drawn);
      return drawn;
    });
    this.tapes.set(args, { size, draws });
    return args;
  }

  /** The user's generator again, with some of its random numbers changed: near what taught something, and still valid. */
  private replay({ size, draws }: Tape, random: Random): unknown[] {
    const changed = [...draws];
    for (let edits = 1 + Math.floor(random() * 3); edits > 0 && changed.length > 0; edits--) {
      const at = Math.floor(random() * changed.length);
      changed[at] = random() < 0.5 ? random() : pick(random, EXTREMES);
    }
    let at = 0;
    return this.record(size, () => changed[at++] ?? random());
  }

  keep(input: readonly unknown[]): void {
    this.corpus.push(input);
  }

  /** A kept input with a small change; null if there is none, or nothing is known of how to change it. */
  change(random: Random): unknown[] | null {
    if (this.corpus.length === 0) return null;
    const kept = pick(random, this.corpus);
    const tape = this.tapes.get(kept);
    const changed =
      this.source.kind === 'spec' ? mutate(this.source.spec, kept, random) : tape ? this.replay(tape, random) : null;
    return changed && this.endless.likely(changed) ? null : changed;
  }

  random(seed: number): Random {
    return createRandom(deriveSeed(seed, 77));
  }
}
