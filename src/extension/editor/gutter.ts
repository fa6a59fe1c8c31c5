import * as vscode from 'vscode';
import type { Catalogue } from '../functions/catalogue.ts';

/**
 * Has the menu of the line numbers offer to learn on the lines of functions that may be learned, and on no other: there the
 * editor itself knows at the click which line it is (`editorLineNumber` in package.json), so it is told of all lines beforehand.
 */
export class Gutter implements vscode.Disposable {
  private told = '';
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly catalogue: Catalogue) {
    const changed = (file: string): void => {
      if (vscode.window.activeTextEditor?.document.fileName === file) this.tell();
    };
    this.subscriptions = [
      vscode.window.onDidChangeActiveTextEditor(() => this.tell()),
      catalogue.onDidScan(({ fileName }) => changed(fileName)),
      catalogue.onDidAnalyse(changed),
    ];
    this.tell();
  }

  private tell(): void {
    const document = vscode.window.activeTextEditor?.document;
    const ranges = document ? this.catalogue.learnable(document) : [];
    const file = document?.fileName ?? '';
    const key = [file, ...ranges.map(({ start, end }) => `${start.line}-${end.line}`)].join();
    if (key === this.told) return;
    this.told = key;
    const lines = ranges.flatMap(({ start, end }) =>
      Array.from({ length: end.line - start.line + 1 }, (_, i) => start.line + i + 1),
    );
    void vscode.commands.executeCommand('setContext', 'understudy.learnableLines', lines);
    void vscode.commands.executeCommand('setContext', 'understudy.learnableFiles', [file]);
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }
}
