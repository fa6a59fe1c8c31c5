import * as vscode from 'vscode';
import { divergencesOf, type Divergence } from '../shared/report.ts';
import type { LearnedFunction } from '../shared/panel.ts';
import type { Catalogue } from './functions/catalogue.ts';
import type { Learner } from './learning/learner.ts';
import { pseudocodeTestText, testText } from './learning/test-text.ts';

/** The inputs on which a network and its function part, by their place in the report. */
export class Partings {
  constructor(
    private readonly learner: Learner,
    private readonly catalogue: Catalogue,
  ) {}

  /** @param which the worst, unless another is named; the tree hands over what else is selected in its place */
  of(id: string, which: unknown): Divergence | undefined {
    const fn = this.learner.get(id);
    const report = fn?.recheck ?? fn?.report;
    return report ? divergencesOf(report)[typeof which === 'number' ? which : 0] : undefined;
  }

  /** Puts a test of the function on such an input on the clipboard. */
  async copyTest(id: string, which: unknown): Promise<void> {
    const fn = this.learner.get(id);
    const divergence = this.of(id, which);
    if (!fn || !divergence) return;
    try {
      await vscode.env.clipboard.writeText(await this.textFor(fn, divergence));
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      return;
    }
    vscode.window.setStatusBarMessage(
      vscode.l10n.t('$(check) The test is on the clipboard: paste it into a file beside {0}', fn.name),
      5000,
    );
  }

  private async textFor({ file, name }: LearnedFunction, divergence: Divergence): Promise<string> {
    const document = await vscode.workspace.openTextDocument(file);
    const translated = await this.catalogue.typescript(document, name);
    return translated
      ? pseudocodeTestText(translated.name, translated.typescript, divergence)
      : testText({ name, file, source: document.getText() }, divergence);
  }
}
