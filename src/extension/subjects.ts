import * as path from 'node:path';
import * as vscode from 'vscode';
import { isSupported, textOf, type Catalogue } from './functions/catalogue.ts';
import type { Subject } from './learning/learner.ts';

/** Which function is meant, and what it looks like now. What can't be told is told to the user. */
export class Subjects {
  constructor(private readonly catalogue: Catalogue) {}

  /** The function named, else the one at the cursor, else one that the user picks. */
  async chosen(uri?: vscode.Uri, name?: string): Promise<Subject | null> {
    const editor = vscode.window.activeTextEditor ?? (await onlyEditor());
    const document = uri ? await vscode.workspace.openTextDocument(uri) : editor?.document;
    if (!document || !isSupported(document)) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'Open a file of TypeScript, JavaScript or pseudocode that is saved on disk, and put the cursor into a function.',
        ),
      );
      return null;
    }
    // The engine reads what is on disk.
    if (document.isDirty && !(await document.save())) return null;
    await this.catalogue.ready(document);
    const chosen = name ?? (await this.chooseName(document, editor));
    const fn = chosen === undefined ? undefined : this.catalogue.named(document, chosen);
    return fn ? { file: document.fileName, name: fn.name, text: textOf(document, fn) } : null;
  }

  private async chooseName(
    document: vscode.TextDocument,
    editor: vscode.TextEditor | undefined,
  ): Promise<string | undefined> {
    const here = editor?.document === document ? this.catalogue.at(document, editor.selection.active) : undefined;
    if (here) return here.name;
    const names = this.catalogue.functions(document).map((fn) => fn.name);
    if (names.length > 0) {
      return vscode.window.showQuickPick(names, { placeHolder: vscode.l10n.t('Which function is to be learned?') });
    }
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no function in this file.'));
    return undefined;
  }

  /** A learned function's text as it is now, wherever its file is; null if it is gone. */
  async of(fn: { readonly file: string; readonly name: string }): Promise<Subject | null> {
    try {
      const document = await vscode.workspace.openTextDocument(fn.file);
      if (document.isDirty) await document.save();
      await this.catalogue.ready(document);
      const found = this.catalogue.named(document, fn.name);
      if (found) return { file: fn.file, name: fn.name, text: textOf(document, found) };
    } catch {
      // Told below.
    }
    void vscode.window.showWarningMessage(
      vscode.l10n.t('{0} is not in {1} any more: learn it where it is now.', fn.name, path.basename(fn.file)),
    );
    return null;
  }
}

/** The text that is open where there is just one: asked from the walkthrough, no editor is active. */
async function onlyEditor(): Promise<vscode.TextEditor | undefined> {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  const [only, ...others] = inputs.filter((input) => input instanceof vscode.TabInputText);
  return only && others.length === 0 ? vscode.window.showTextDocument(only.uri, { preview: false }) : undefined;
}
