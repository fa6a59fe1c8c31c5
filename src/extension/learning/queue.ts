import { Lane } from '../engine/lane.ts';
import { CancelledError, type Tell } from '../engine/process.ts';

/** @param onStart to be called as soon as what is done can be paused */
export type Task = (signal: AbortSignal, onStart: (tell: Tell) => void) => Promise<void>;

/** A function that waits or is at work. */
interface Job {
  readonly controller: AbortController;
  /** Lets those behind it in the queue begin. */
  giveWay: () => void;
  /** Null before the engine is there, and while what it does can't be paused. */
  tell: Tell | null;
}

/** What is being done about functions: one after the other, one job each. */
export class Queue {
  private readonly jobs = new Map<string, Job>();
  private readonly lane = new Lane();

  has(id: string): boolean {
    return this.jobs.has(id);
  }

  /**
   * Does something about a function, once those before it are done.
   * @throws {CancelledError} if it was cancelled meanwhile; else what the task throws
   */
  async run(id: string, task: Task): Promise<void> {
    const job: Job = { controller: new AbortController(), giveWay: () => undefined, tell: null };
    this.jobs.set(id, job);
    const { signal } = job.controller;
    try {
      await this.lane.run((giveWay) => {
        job.giveWay = giveWay;
        return signal.aborted ? Promise.resolve() : task(signal, (tell) => (job.tell = tell));
      });
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      if (this.jobs.get(id) === job) this.jobs.delete(id);
    }
    if (signal.aborted) throw new CancelledError();
  }

  /** Has what is done about a function stand still; those that wait need not wait for it. @returns whether that can be done */
  pause(id: string): boolean {
    const job = this.jobs.get(id);
    if (!job?.tell) return false;
    job.tell('pause');
    job.giveWay();
    return true;
  }

  resume(id: string): void {
    this.jobs.get(id)?.tell?.('resume');
  }

  /** @returns whether there was something to cancel */
  cancel(id: string): boolean {
    const job = this.jobs.get(id);
    this.jobs.delete(id);
    job?.controller.abort();
    return job !== undefined;
  }

  /** Cancels all. */
  stop(): void {
    for (const id of [...this.jobs.keys()]) this.cancel(id);
  }
}
