import * as vscode from 'vscode';
import type { Learner } from '../learning/learner.ts';
import { statusText } from '../learning/text.ts';

/** Shows what is being learned, while something is. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('understudy.status', vscode.StatusBarAlignment.Left, 0);
  private isBusy = false;
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly learner: Learner,
    command: string,
  ) {
    this.item.name = 'Understudy';
    this.item.command = command;
    this.subscription = learner.onDidChange(() => this.update());
  }

  private update(): void {
    const busy = this.learner.busy();
    // What is at work is more to tell than what stands still.
    const first = busy.find(({ paused }) => !paused) ?? busy[0];
    this.tell(busy.length > 0);
    if (!first) {
      this.item.hide();
      return;
    }
    const more = busy.length > 1 ? ` +${busy.length - 1}` : '';
    this.item.text = `$(${first.paused ? 'debug-pause' : 'sync~spin'}) ${first.name} ${statusText(first)}${more}`;
    this.item.tooltip = vscode.l10n.t('Understudy is learning. Click to stop it, to pause or to watch.');
    this.item.accessibilityInformation = {
      label: vscode.l10n.t('Understudy is learning {0}', first.name),
      role: 'button',
    };
    this.item.show();
  }

  /** For the palette, which offers to stop only what is going on. */
  private tell(busy: boolean): void {
    if (busy === this.isBusy) return;
    this.isBusy = busy;
    void vscode.commands.executeCommand('setContext', 'understudy.busy', busy);
  }

  dispose(): void {
    this.item.dispose();
    this.subscription.dispose();
  }
}
