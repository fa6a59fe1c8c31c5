import * as vscode from 'vscode';
import type { LearnedFunction } from '../../shared/panel.ts';
import type { Stores } from './stores.ts';

/** Puts results on disk, and notes there of what goes on: should the window go, it is taken up from them. */
export class Notes {
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Stores,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** A result that can't be stored is told of. */
  async save(fn: LearnedFunction): Promise<void> {
    try {
      await this.store.save(fn);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          '{0} was learned but could not be stored: {1}. Make room or choose another folder.',
          fn.name,
          why,
        ),
      );
    }
  }

  begin(fn: LearnedFunction): void {
    this.add(() => this.store.begin(fn));
  }

  end(id: string): void {
    this.add(() => this.store.end(id));
  }

  /** In the order of asking. A disk that takes no notes is spoken of when there is a result to lose. */
  private add(task: () => Promise<void>): void {
    this.last = this.last.then(task).catch((error: unknown) => this.log.warn(String(error)));
  }
}
