/** A moment on two clocks, in milliseconds since some fixed moment: the wall's, and the processor time of this process. */
export interface Moment {
  readonly wall: number;
  readonly cpu: number;
}

/** How many times its limit a call may take by the clock on the wall, however little of it the machine gave it. */
export const PATIENCE = 5;
/** A limit of wall time counts as one of processor time if this share of it was had. */
const ENOUGH = 0.8;
/** A process that gets on this much slower than its processor time is still alone on the machine. */
const QUIET = 1.25;
/** Allowed beyond the slowness seen last, since that varies. */
const MARGIN = 1.25;
/** Less than this says nothing: some systems count processor time in steps of 16 ms. */
const TELLING_MS = 50;
/** After this much time, what was seen before counts half. */
const REMEMBERED_MS = 1000;

/**
 * How much slower than its processor time this process gets on, because others want the processors too. Time limits are
 * meant in processor time, but a timer that ends a call knows only the clock on the wall: so it is set later by as much
 * as the calls before had to wait. On a machine that is otherwise idle the two clocks agree, and limits are kept as given.
 */
export class Pace {
  readonly now: () => Moment;
  #wall = 0;
  #cpu = 0;

  constructor(now: () => Moment) {
    this.now = now;
  }

  /** Wall time, in milliseconds, in which this process gets `ms` of processor time: from `ms` to `PATIENCE` times that. */
  allow(ms: number): number {
    const slow = this.#wall < TELLING_MS ? 1 : this.#wall / Math.max(this.#cpu, 1);
    return slow < QUIET ? ms : ms * Math.min(PATIENCE, slow * MARGIN);
  }

  /** Takes note of a stretch of work without a wait, from `began` until now. */
  worked(began: Moment): void {
    const { wall, cpu } = this.now();
    if (this.#wall > REMEMBERED_MS) {
      this.#wall /= 2;
      this.#cpu /= 2;
    }
    this.#wall += wall - began.wall;
    this.#cpu += cpu - began.cpu;
  }

  /**
   * Takes note of work that a timer ended; says whether it had less than its `ms` of processor time. Then only this piece
   * of work counts for what is allowed next, which is always more than it had.
   */
  interrupted(began: Moment, ms: number): boolean {
    const { wall, cpu } = this.now();
    this.#wall = wall - began.wall;
    this.#cpu = cpu - began.cpu;
    return this.#cpu < ms * ENOUGH;
  }
}
