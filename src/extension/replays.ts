import type { ReplayState } from '../shared/panel.ts';
import type { Window } from '../shared/replay.ts';
import type { Wire } from '../shared/values.ts';
import { Lane } from './engine/lane.ts';
import { CancelledError, runEngine } from './engine/process.ts';
import type { Learner } from './learning/learner.ts';

/** Steps of a replay that are recorded at once, and on each side of where the two part. */
const WINDOW_STEPS = 1500;
const AROUND_STEPS = 300;

/** Where a replay is shown. */
export interface ReplayView {
  setReplay(id: string, replay: ReplayState): void;
  getReplay(): ReplayState;
}

/** Runs function and network on an input, step by step, for the step player. */
export class Replays {
  private readonly lane = new Lane();
  private running: AbortController | null = null;

  constructor(
    private readonly engine: string,
    private readonly learner: Learner,
    private readonly view: ReplayView,
  ) {}

  /** @param more stretches of steps besides the first, for a replay that is shown already */
  async show(id: string, input: readonly Wire[], more: readonly Window[] = []): Promise<void> {
    const fn = this.learner.get(id);
    if (!fn) return;
    if (more.length === 0) this.view.setReplay(id, { status: 'loading', input });
    this.running?.abort();
    const { signal } = (this.running = new AbortController());
    const windows = [{ from: 0, count: WINDOW_STEPS }, ...more];
    const target = `${fn.file}#${fn.name}`;
    const { timeout } = fn.settings;
    const request = { model: this.learner.modelFolder(id), target, input, windows, around: AROUND_STEPS, timeout };
    try {
      const replay = await this.lane.run(() => runEngine(this.engine, 'replay', request, { signal }));
      this.view.setReplay(id, { status: 'ready', replay });
    } catch (error) {
      if (error instanceof CancelledError) return;
      this.view.setReplay(id, { status: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Records the steps around one that was not recorded yet. */
  loadWindow(id: string, from: number): void {
    const state = this.view.getReplay();
    if (state.status !== 'ready') return;
    const start = Math.max(0, from - WINDOW_STEPS / 2);
    void this.show(id, state.replay.input, [{ from: start, count: WINDOW_STEPS }]);
  }
}
