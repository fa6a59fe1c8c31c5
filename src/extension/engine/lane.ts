/** Does one thing at a time, in the order of asking; what gives way lets the next begin before it has ended itself. */
export class Lane {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  get length(): number {
    return this.waiting;
  }

  /** Runs `task` when all before it have ended, well or not. */
  run<T>(task: (giveWay: () => void) => Promise<T>): Promise<T> {
    this.waiting++;
    let giveWay!: () => void;
    const gaveWay = new Promise<void>((resolve) => (giveWay = resolve));
    const result = this.last.then(() => task(giveWay)).finally(() => this.waiting--);
    this.last = Promise.race([gaveWay, result.catch(() => undefined)]);
    return result;
  }
}
