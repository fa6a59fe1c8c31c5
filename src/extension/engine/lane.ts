/** Does one thing at a time, in the order of asking. */
export class Lane {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  get length(): number {
    return this.waiting;
  }

  /** Runs `task` when all before it have ended, well or not. */
  run<T>(task: () => Promise<T>): Promise<T> {
    this.waiting++;
    const result = this.last.then(task).finally(() => this.waiting--);
    this.last = result.catch(() => undefined);
    return result;
  }
}
