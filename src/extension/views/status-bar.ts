import * as vscode from 'vscode';
import type { Learner } from '../learning/learner.ts';
import { statusText } from '../learning/text.ts';

/** Shows what is being learned, while something is. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('understudy.status', vscode.StatusBarAlignment.Left, 0);
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
    const [first, ...others] = this.learner.busy();
    if (!first) {
      this.item.hide();
      return;
    }
    const more = others.length > 0 ? ` +${others.length}` : '';
    this.item.text = `$(sync~spin) ${first.name} ${statusText(first)}${more}`;
    this.item.tooltip = vscode.l10n.t('Understudy is learning. Click to stop it or to watch.');
    this.item.accessibilityInformation = {
      label: vscode.l10n.t('Understudy is learning {0}', first.name),
      role: 'button',
    };
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
    this.subscription.dispose();
  }
}
