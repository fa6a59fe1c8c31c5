import type { SpecificationState } from '../shared/panel.ts';
import { CancelledError, runEngine } from './engine/process.ts';
import type { Learner } from './learning/learner.ts';

/** Where a specification is shown. */
export interface SpecificationView {
  setSpecification(id: string, specification: SpecificationState): void;
}

/** Infers CLRS specifications for the panel. */
export class Specifications {
  private running: AbortController | null = null;

  constructor(
    private readonly engine: string,
    private readonly learner: Learner,
    private readonly view: SpecificationView,
  ) {}

  /** @param loop the line of the loop that is followed; null for the one that moves most */
  async show(id: string, loop: number | null): Promise<void> {
    const fn = this.learner.get(id);
    if (!fn) return;
    this.running?.abort();
    const { signal } = (this.running = new AbortController());
    this.view.setSpecification(id, { status: 'loading' });
    const request = { target: `${fn.file}#${fn.name}`, settings: fn.wanted, loop };
    try {
      const report = await runEngine(this.engine, 'specify', request, { signal });
      this.view.setSpecification(id, { status: 'ready', report });
    } catch (error) {
      if (error instanceof CancelledError) return;
      const message = error instanceof Error ? error.message : String(error);
      this.view.setSpecification(id, { status: 'failed', message });
    }
  }
}
