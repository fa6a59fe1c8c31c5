import type { WriteStream } from 'node:tty';
import type { LearnEvent } from '../shared/events.ts';

const WIDTH = 24;

/** Shows how far learning is: a bar on a terminal, else nothing. */
export class ProgressBar {
  private share = 0;
  private measured = 0;
  private shown = false;

  constructor(
    private readonly stream: WriteStream,
    private readonly sizes: number,
  ) {}

  show(event: LearnEvent): void {
    const text = this.describe(event);
    if (!this.stream.isTTY || text === null) return;
    const done = Math.round(this.share * WIDTH);
    const bar = '█'.repeat(done) + '░'.repeat(WIDTH - done);
    this.stream.write(`\r\u001b[2K${bar} ${text}`);
    this.shown = true;
  }

  end(): void {
    if (this.shown) this.stream.write('\r\u001b[2K');
    this.shown = false;
  }

  /** null for what is too much detail for one line. */
  private describe(event: LearnEvent): string | null {
    switch (event.kind) {
      case 'traced':
        this.advance(0.25);
        return `traced ${event.traces} runs, ${event.steps.toLocaleString('en')} steps`;
      case 'training':
        this.advance(0.4 + 0.05 * event.round);
        if (event.accuracy === null) return `iteration ${event.iteration}: loss ${event.loss.toFixed(4)}`;
        return `round ${event.round + 1}: loss ${event.loss.toFixed(4)}, ${(100 * event.accuracy).toFixed(1)}% of steps right`;
      case 'compared':
        this.advance(0.45 + 0.05 * event.round);
        return `compared ${event.runs} fresh runs: ${event.wrong} wrong, ${event.refused} refused`;
      case 'measuring':
        this.measured++;
        this.advance(0.7 + (0.3 * (this.measured - 1)) / Math.max(1, this.sizes));
        return `measuring at size ${event.size}`;
      case 'decided':
      case 'measured':
        return null;
    }
  }

  private advance(to: number): void {
    this.share = Math.min(1, Math.max(this.share, to));
  }
}
