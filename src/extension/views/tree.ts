import * as path from 'node:path';
import * as vscode from 'vscode';
import type { LearnedFunction } from '../../shared/panel.ts';
import type { Learner } from '../learning/learner.ts';
import { placesApart } from '../learning/names.ts';
import { isParted, treeKind } from '../learning/state.ts';
import { statusText } from '../learning/text.ts';

/** The learned functions of the workspace, the latest first. */
export class LearnedTree implements vscode.TreeDataProvider<LearnedFunction>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];
  private places: ReadonlyMap<string, string> = new Map();

  constructor(
    private readonly learner: Learner,
    private readonly show: string,
  ) {
    let words = '';
    const refresh = (): void => {
      const now = learner
        .all()
        .map((fn) => fn.id + fn.phase + statusText(fn))
        .join();
      if (now === words) return;
      words = now;
      this.changed.fire();
    };
    this.subscriptions = [this.changed, learner.onDidChange(refresh)];
  }

  async getChildren(parent?: LearnedFunction): Promise<LearnedFunction[]> {
    if (parent) return [];
    await this.learner.load();
    const all = this.learner.all();
    this.places = placesApart(all);
    return all;
  }

  getTreeItem(fn: LearnedFunction): vscode.TreeItem {
    const item = new vscode.TreeItem(fn.name);
    item.id = fn.id;
    const place = this.places.get(fn.id);
    const description = [...(place ? [place] : []), statusText(fn), age(fn.finishedAt ?? fn.startedAt)];
    item.description = description.join(' · ');
    item.iconPath = icon(fn);
    item.contextValue = treeKind(fn, this.learner.busy().includes(fn));
    item.tooltip = new vscode.MarkdownString().appendText(
      [
        fn.report?.function.signature ?? fn.name,
        vscode.workspace.asRelativePath(fn.file),
        fn.failure?.message ?? '',
      ].join('\n'),
    );
    item.command = { title: vscode.l10n.t('Show'), command: this.show, arguments: [fn.id] };
    item.accessibilityInformation = { label: `${fn.name}, ${statusText(fn)}, ${place ?? path.basename(fn.file)}` };
    return item;
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }
}

function icon(fn: LearnedFunction): vscode.ThemeIcon {
  if (fn.phase === 'failed') return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  if (fn.phase === 'cancelled') return new vscode.ThemeIcon('circle-slash');
  if (fn.phase !== 'done') return new vscode.ThemeIcon(fn.paused ? 'debug-pause' : 'sync~spin');
  return isParted(fn)
    ? new vscode.ThemeIcon('git-compare', new vscode.ThemeColor('understudy.divergenceForeground'))
    : new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
}

function age(when: number): string {
  const minutes = Math.floor((Date.now() - when) / 60_000);
  if (minutes < 1) return vscode.l10n.t('just now');
  if (minutes < 60) return vscode.l10n.t('{0} min ago', minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return vscode.l10n.t('{0} h ago', hours);
  return vscode.l10n.t('{0} days ago', Math.floor(hours / 24));
}
