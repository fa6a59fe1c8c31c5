import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';

/** Texts of source files as they are now: what an editor has, else what was last read of the disk. */
export class Sources implements vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly subscription = vscode.workspace.onDidSaveTextDocument((document) => {
    if (this.texts.has(document.fileName)) this.texts.set(document.fileName, document.getText());
  });

  /** Undefined where nobody has read it yet. */
  textOf(file: string): string | undefined {
    return open(file)?.getText() ?? this.texts.get(file);
  }

  /** Reads files, for when no editor has them. What can't be read stays unknown. */
  async read(files: readonly string[]): Promise<void> {
    await Promise.all(
      files.map(async (file) => {
        const text = await readFile(file, 'utf8').catch(() => null);
        if (text === null) this.texts.delete(file);
        else this.texts.set(file, text.replace(/^\uFEFF/, ''));
      }),
    );
  }

  dispose(): void {
    this.subscription.dispose();
  }
}

function open(file: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(({ uri, fileName }) => uri.scheme === 'file' && fileName === file);
}
