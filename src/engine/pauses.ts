/**
 * Lets a run be paused from outside. The run asks, where nothing is in flight, whether it may go on; the time that it stood
 * still is not its own.
 */
export class Pauses {
  private since: number | null = null;
  private before = 0;
  private waiting: (() => void)[] = [];

  /** Milliseconds that the run has been paused for, in all. */
  get ms(): number {
    return this.before + (this.since === null ? 0 : performance.now() - this.since);
  }

  pause(): void {
    this.since ??= performance.now();
  }

  resume(): void {
    this.before = this.ms;
    this.since = null;
    for (const goOn of this.waiting.splice(0)) goOn();
  }

  /** Resolves when the run may go on. */
  async passed(): Promise<void> {
    while (this.since !== null) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}
