import * as vscode from 'vscode';
import type { Reason } from '../../shared/report.ts';
import { toEditorRange } from '../editor/ranges.ts';
import { PSEUDOCODE_LANGUAGES } from './documents.ts';
import type { PseudocodeReader } from './reader.ts';

const SCHEME = 'understudy-typescript';

/** Outline, folding, hover, problems, quick fixes and “Show as TypeScript” for pseudocode. */
export function registerPseudocode(reader: PseudocodeReader): vscode.Disposable[] {
  const selector = PSEUDOCODE_LANGUAGES.map((language) => ({ language, scheme: 'file' }));
  return [
    new Problems(reader),
    vscode.languages.registerDocumentSymbolProvider(selector, new Outline(reader)),
    vscode.languages.registerFoldingRangeProvider({ language: 'pseudocode', scheme: 'file' }, new Folding(reader)),
    vscode.languages.registerHoverProvider(selector, new Hover(reader)),
    vscode.languages.registerCodeActionsProvider(selector, new Readings(reader), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    ...showAsTypeScript(reader),
  ];
}

/** What can't be read or settled, as the text is typed. */
class Problems implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('understudy-pseudocode');
  private readonly subscriptions: vscode.Disposable[];

  constructor(reader: PseudocodeReader) {
    this.subscriptions = [
      this.collection,
      reader.onDidRead((document) => {
        const problems = reader.last(document)?.problems ?? [];
        this.collection.set(document.uri, problems.map(diagnosticOf)); // prettier-ignore
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.collection.delete(uri)),
    ];
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }
}

function diagnosticOf({ range, reason }: Reason): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toEditorRange(range), reason, vscode.DiagnosticSeverity.Warning);
  diagnostic.source = 'Understudy';
  diagnostic.code = 'pseudocode';
  return diagnostic;
}

class Outline implements vscode.DocumentSymbolProvider {
  constructor(private readonly reader: PseudocodeReader) {}

  async provideDocumentSymbols(document: vscode.TextDocument): Promise<vscode.DocumentSymbol[]> {
    const report = await this.reader.now(document);
    return (report?.functions ?? []).map(({ name, start, end, nameStart, nameEnd }) => {
      const at = (from: number, to: number): vscode.Range =>
        new vscode.Range(document.positionAt(from), document.positionAt(to));
      return new vscode.DocumentSymbol(name, '', vscode.SymbolKind.Function, at(start, end), at(nameStart, nameEnd));
    });
  }
}

/** Blocks fold where they end, whatever their indentation; their end keywords stay in sight. */
class Folding implements vscode.FoldingRangeProvider {
  constructor(private readonly reader: PseudocodeReader) {}

  async provideFoldingRanges(document: vscode.TextDocument): Promise<vscode.FoldingRange[] | undefined> {
    const report = await this.reader.now(document);
    return report?.folds.map(({ start, end }) => new vscode.FoldingRange(start - 1, end - 1));
  }
}

/** The TypeScript of the line under the pointer. */
class Hover implements vscode.HoverProvider {
  constructor(private readonly reader: PseudocodeReader) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const report = await this.reader.now(document);
    const said = report?.lines.find(({ line }) => line === position.line + 1);
    if (!said) return undefined;
    return new vscode.Hover(
      new vscode.MarkdownString().appendCodeblock(said.typescript, 'typescript'),
      document.lineAt(position.line).range,
    );
  }
}

/** Where a phrase has several readings, each is offered. */
class Readings implements vscode.CodeActionProvider {
  constructor(private readonly reader: PseudocodeReader) {}

  async provideCodeActions(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
    const report = await this.reader.now(document);
    const asked = (report?.problems ?? []).filter((problem) => toEditorRange(problem.range).intersection(range));
    return asked.flatMap((problem) =>
      (problem.readings ?? []).map(({ title, range: place, text }) => {
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        action.edit = new vscode.WorkspaceEdit();
        action.edit.replace(document.uri, toEditorRange(place), text);
        action.diagnostics = [diagnosticOf(problem)];
        return action;
      }),
    );
  }
}

/** A document that nobody can edit, beside the pseudocode; it follows the text. */
function showAsTypeScript(reader: PseudocodeReader): vscode.Disposable[] {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const shownAs = (uri: vscode.Uri): vscode.Uri =>
    vscode.Uri.from({ scheme: SCHEME, path: `${uri.path}.ts`, query: uri.toString() });
  return [
    changed,
    reader.onDidRead(({ uri }) => changed.fire(shownAs(uri))),
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: async ({ query }) => {
        const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(query));
        return (await reader.now(document))?.typescript ?? '';
      },
    }),
    vscode.commands.registerCommand('understudy.showTypeScript', async (uri?: vscode.Uri) => {
      const source = uri ?? vscode.window.activeTextEditor?.document.uri;
      if (!source) return;
      const document = await vscode.workspace.openTextDocument(shownAs(source));
      await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
    }),
  ];
}
