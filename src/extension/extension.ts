import * as vscode from 'vscode';
import { setTexts } from '../shared/l10n.ts';
import { Commands, COMMANDS } from './commands.ts';
import { Actions } from './editor/actions.ts';
import { Gutter } from './editor/gutter.ts';
import { Hints } from './editor/hints.ts';
import { Lenses } from './editor/lenses.ts';
import { Offer } from './editor/offer.ts';
import { Catalogue, isSupported, LANGUAGES, subjectOf } from './functions/catalogue.ts';
import { Sources } from './functions/sources.ts';
import { Freshness } from './learning/freshness.ts';
import { Learner } from './learning/learner.ts';
import { Stores } from './learning/stores.ts';
import { registerPseudocode } from './pseudocode/language.ts';
import { PseudocodeReader } from './pseudocode/reader.ts';
import { storagePlaces, wantsRecheck } from './settings.ts';
import { LineLight } from './views/line-light.ts';
import { Panel } from './views/panel.ts';
import { StatusBar } from './views/status-bar.ts';
import { LearnedTree } from './views/tree.ts';

/** Nothing heavy happens in here: the engine is a process that is started when there is something to do. */
export function activate(context: vscode.ExtensionContext): void {
  setTexts(vscode.l10n.bundle ?? {}, vscode.env.language);
  const engine = vscode.Uri.joinPath(context.extensionUri, 'dist', 'engine.js').fsPath;
  const log = vscode.window.createOutputChannel('Understudy', { log: true });
  const pseudocode = new PseudocodeReader(engine, log);
  const catalogue = new Catalogue(engine, log, pseudocode);
  const sources = new Sources();
  const learner = new Learner(engine, new Stores(storagePlaces(context)), new Freshness(sources), log);
  const light = new LineLight();
  const hints = new Hints(learner, COMMANDS);
  const commands = new Commands(context, engine, catalogue, learner, light, hints);
  const panel = new Panel(context.extensionUri, learner, commands);
  const lenses = new Lenses(catalogue, learner, COMMANDS);
  const offer = new Offer(catalogue);
  const tree = new LearnedTree(learner, COMMANDS.show);
  const selector = LANGUAGES.map((language) => ({ language, scheme: 'file' }));
  context.subscriptions.push(
    log,
    pseudocode,
    sources,
    ...registerPseudocode(pseudocode),
    catalogue,
    learner,
    light,
    panel,
    hints,
    lenses,
    tree,
    new StatusBar(learner, COMMANDS.cancel),
    ...commands.register(panel),
    vscode.languages.registerCodeLensProvider(selector, lenses),
    vscode.languages.registerHoverProvider(selector, hints),
    offer,
    new Gutter(catalogue),
    vscode.languages.registerHoverProvider(selector, offer),
    vscode.languages.registerCodeActionsProvider(selector, new Actions(catalogue, hints, COMMANDS), Actions.metadata),
    vscode.window.registerTreeDataProvider('understudy.learned', tree),
    ...follow(catalogue, learner),
  );
  void learner.takeUp();
}

/** What happens as the user moves about and saves. */
function follow(catalogue: Catalogue, learner: Learner): vscode.Disposable[] {
  const opened = (editor: vscode.TextEditor | undefined): void => {
    if (editor) catalogue.analyseSoon(editor.document);
  };
  opened(vscode.window.activeTextEditor);
  // Files that git, another editor or a formatter writes. Those that are open here are read by VS Code first.
  const files = vscode.workspace.createFileSystemWatcher('**/*', false, false, true);
  const written = ({ fsPath }: vscode.Uri): void => void learner.look(learner.madeOf(fsPath));
  return [
    files,
    files.onDidCreate(written),
    files.onDidChange(written),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (!document.isDirty && isSupported(document)) written(document.uri);
    }),
    vscode.window.onDidChangeActiveTextEditor(opened),
    vscode.workspace.onDidChangeWorkspaceFolders(() => void learner.loadAgain()),
    vscode.workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) void learner.moved(oldUri.fsPath, newUri.fsPath);
    }),
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (!isSupported(document)) return;
      catalogue.analyseSoon(document);
      void compare(document, catalogue, learner);
    }),
  ];
}

/** Compares what was learned from a saved file with what is in it now: where it is, and, if that is wanted, what it does. */
async function compare(saved: vscode.TextDocument, catalogue: Catalogue, learner: Learner): Promise<void> {
  const runs = wantsRecheck() && vscode.workspace.isTrusted;
  for (const learned of learner.madeOf(saved.fileName)) {
    const document = learned.file === saved.fileName ? saved : await opened(learned.file);
    // What is not saved yet is compared when it is.
    const fn = document && !document.isDirty && catalogue.named(document, learned.name);
    if (!fn) continue;
    const subject = subjectOf(document, fn);
    void learner.locate(learned.id, subject);
    if (runs) void learner.recheck(learned.id, subject);
  }
}

async function opened(file: string): Promise<vscode.TextDocument | null> {
  try {
    return await vscode.workspace.openTextDocument(file);
  } catch {
    // It is gone: there is nothing to compare with.
    return null;
  }
}

export function deactivate(): void {
  // Everything is in the context's subscriptions; engine processes end with this one.
}
