import * as path from 'node:path';
import * as vscode from 'vscode';
import { isSupported, subjectOf, type Catalogue } from './functions/catalogue.ts';
import type { Subject } from './learning/learner.ts';

/** A line that was clicked at its number, as the editor tells of it; counted from 1. */
export interface ClickedLine {
  readonly uri: vscode.Uri;
  readonly lineNumber: number;
}

/** Which function is meant, and what it looks like now. What can't be told is told to the user. */
export class Subjects {
  constructor(private readonly catalogue: Catalogue) {}

  /** The function named, else the one that has the line, else the one at the cursor, else one that the user picks. */
  async chosen(where?: vscode.Uri | ClickedLine, name?: unknown): Promise<Subject | null> {
    const editor = vscode.window.activeTextEditor ?? (await onlyEditor());
    const [uri, line] = where && 'lineNumber' in where ? [where.uri, where.lineNumber - 1] : [where, null];
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
    const cursor = editor?.document === document ? editor.selection.active : null;
    // A menu hands over something else of its own in the name's place.
    const chosen = typeof name === 'string' ? name : await this.nameAt(document, line, cursor);
    return chosen === undefined ? null : this.named(document, chosen);
  }

  private async nameAt(
    document: vscode.TextDocument,
    line: number | null,
    cursor: vscode.Position | null,
  ): Promise<string | undefined> {
    const clicked = line === null ? undefined : this.catalogue.onLine(document, line);
    const here = clicked ?? (cursor ? this.catalogue.at(document, cursor) : undefined);
    if (here) return here.name;
    const names = this.catalogue
      .functions(document)
      .filter((fn) => this.catalogue.mayLearn(document, fn))
      .map((fn) => fn.name);
    if (names.length > 0) {
      const placeHolder = vscode.l10n.t('The cursor is in no function: which one is to be learned?');
      return vscode.window.showQuickPick(names, { placeHolder });
    }
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no function in this file that can be learned.'));
    return undefined;
  }

  /** A learned function's text as it is now, wherever its file is; null if it is gone. */
  async of(fn: { readonly file: string; readonly name: string }): Promise<Subject | null> {
    try {
      const document = await vscode.workspace.openTextDocument(fn.file);
      if (document.isDirty) await document.save();
      await this.catalogue.ready(document);
      return this.named(document, fn.name);
    } catch {
      return isGone(fn);
    }
  }

  private named(document: vscode.TextDocument, name: string): Subject | null {
    const fn = this.catalogue.named(document, name);
    return fn ? subjectOf(document, fn) : isGone({ file: document.fileName, name });
  }
}

function isGone({ file, name }: { readonly file: string; readonly name: string }): null {
  void vscode.window.showWarningMessage(
    vscode.l10n.t('{0} is not in {1} any more: learn it where it is now.', name, path.basename(file)),
  );
  return null;
}

/** The text that is open where there is just one: asked from the walkthrough, no editor is active. */
async function onlyEditor(): Promise<vscode.TextEditor | undefined> {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  const [only, ...others] = inputs.filter((input) => input instanceof vscode.TabInputText);
  return only && others.length === 0 ? vscode.window.showTextDocument(only.uri, { preview: false }) : undefined;
}
