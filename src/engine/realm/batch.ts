import type { Host } from '../../analyzer/sandbox/host.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';

/** Runs are grouped under one time limit of this length beyond a call's own: a limit costs a thread. */
const SLICE_MS = 250;

/** A function that does not end this often is not tried further. */
const MAX_LATE = 6;

/**
 * Runs pieces of work, each with a limit of its own on time. A piece that the machine gave no time is run again from its
 * start (see `Host.limited`): whatever it writes down has to be forgotten then.
 */
export class Batch {
  /** Moment after which no further piece is begun. */
  deadline = Infinity;
  /** Asked before each piece: whether there has been enough. */
  enough: () => boolean = () => false;
  /** Told of each piece that ran out of time. */
  onLate: () => void = () => undefined;
  /** Pieces that ran out of time. */
  late = 0;
  /** What the piece that is running drew. */
  private drawn: { readonly value: unknown } | null = null;

  constructor(
    private readonly host: Host,
    private readonly callMs: number,
  ) {}

  /** Runs `piece` for 0 … count − 1; one that takes too long is counted and left behind. */
  many(count: number, piece: (index: number, batch: this) => void): void {
    let next = 0;
    let running = false;
    while (next < count && this.host.now() < this.deadline && !this.enough() && this.late < MAX_LATE) {
      const ended = this.host.limited(this.callMs + SLICE_MS, () => {
        const again = running;
        if (again) next--;
        else this.drawn = null;
        const sliceEnd = Math.min(this.host.now() + SLICE_MS, this.deadline);
        running = false;
        while (next < count && this.host.now() < sliceEnd && !this.enough()) {
          running = true;
          piece(next++, this);
          running = false;
          this.drawn = null;
        }
      });
      if (ended !== 'time') continue;
      running = false;
      this.late++;
      this.onLate();
    }
  }

  /**
   * What a piece draws: the same again when it is run again, so that what comes out does not depend on how much time the
   * machine had. (Only a draw that is itself cut off is made anew.) Once a piece.
   */
  once<X>(draw: () => X): X {
    this.drawn ??= { value: draw() };
    return this.drawn.value as X;
  }

  /** Runs one piece. @throws {UserError} exit 4 if it takes too long. */
  one<X>(piece: () => X): X {
    let result: { value: X } | null = null;
    const ended = this.host.limited(this.callMs, () => {
      result = { value: piece() };
    });
    const done = result as { value: X } | null;
    if (ended === 'ok' && done) return done.value;
    const seconds = this.callMs / 1000;
    throw new UserError(
      `One call took over ${seconds} s: pass a smaller input, or more time with --timeout SECONDS.`,
      ExitCode.engine,
    );
  }
}
