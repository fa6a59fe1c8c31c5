import * as vscode from 'vscode';
import type { Range } from '../shared/range.ts';
import { toEditorRange } from './editor/ranges.ts';
import type { Catalogue } from './functions/catalogue.ts';

/** Shows a place in the source, in the column that has its file if one has. */
export async function goTo(range: Range): Promise<void> {
  const uri = vscode.Uri.file(range.file);
  await vscode.window.showTextDocument(uri, { selection: toEditorRange(range), viewColumn: columnFor(uri) });
}

/** The column that has a file, else one with text: where the panel is, text would be in its way. */
export function columnFor({ fsPath }: vscode.Uri): vscode.ViewColumn {
  const groups = [...vscode.window.tabGroups.all].sort((a, b) => Number(b.isActive) - Number(a.isActive));
  const has = ({ input }: vscode.Tab): boolean => input instanceof vscode.TabInputText && input.uri.fsPath === fsPath;
  const shown =
    groups.find(({ activeTab }) => activeTab && has(activeTab)) ?? groups.find(({ tabs }) => tabs.some(has));
  const ofText = groups.find(({ activeTab }) => !(activeTab?.input instanceof vscode.TabInputWebview));
  return (shown ?? ofText)?.viewColumn ?? vscode.ViewColumn.One;
}

/** Shows a function, with the cursor at its name. */
export async function reveal(catalogue: Catalogue, file: string, name: string): Promise<void> {
  const uri = vscode.Uri.file(file);
  const editor = await vscode.window.showTextDocument(uri, { viewColumn: columnFor(uri) });
  await catalogue.ready(editor.document);
  const found = catalogue.named(editor.document, name);
  if (found) putCursor(editor, found.nameStart);
}

/** Opens a file to try things on, for a window with nothing open. */
export async function openExample(context: vscode.ExtensionContext, catalogue: Catalogue): Promise<void> {
  const folder = vscode.Uri.joinPath(context.globalStorageUri, 'examples');
  const file = vscode.Uri.joinPath(folder, 'insertion-sort.ts');
  const source = vscode.Uri.joinPath(context.extensionUri, 'media', 'walkthrough', 'insertion-sort.ts');
  await vscode.workspace.fs.createDirectory(folder);
  await vscode.workspace.fs.copy(source, file, { overwrite: true });
  // A tab of its own: the walkthrough that leads here stays.
  const column = vscode.ViewColumn.One;
  const editor = await vscode.window.showTextDocument(file, { viewColumn: column, preview: false });
  const [first] = catalogue.functions(editor.document);
  if (first) putCursor(editor, first.nameStart);
}

function putCursor(editor: vscode.TextEditor, offset: number): void {
  const place = editor.document.positionAt(offset);
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
