import * as vscode from 'vscode';
import { isSupported, type Catalogue } from '../functions/catalogue.ts';

/** How long it is held against the menu that cursor or pointer was seen where nothing can be learned. */
const FRESH_MS = 1000;

/**
 * Has the context menu offer to learn where that can be done, and not elsewhere. The menu opens with the very click that moves
 * the cursor, before an extension hears of it, and where the click will be can't be known: so it is told beforehand, from where the
 * cursor was put and where the pointer rests. Only fresh knowledge takes the entry away, for inside a function it may not be missing.
 */
export class Offer implements vscode.Disposable, vscode.HoverProvider {
  private told: boolean | undefined;
  private forgetting: NodeJS.Timeout | undefined;
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly catalogue: Catalogue) {
    this.subscriptions = [
      vscode.window.onDidChangeActiveTextEditor(() => this.forget()),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections: [selection] }) => {
        if (selection && textEditor === vscode.window.activeTextEditor)
          this.seen(textEditor.document, selection.active);
      }),
      vscode.workspace.onDidSaveTextDocument(() => this.forget()),
      catalogue.onDidAnalyse(() => this.forget()),
    ];
    this.forget();
  }

  /** The pointer rests somewhere. There is nothing to show for it. */
  provideHover(document: vscode.TextDocument, position: vscode.Position): undefined {
    if (document === vscode.window.activeTextEditor?.document) this.seen(document, position);
  }

  private seen(document: vscode.TextDocument, position: vscode.Position): void {
    if (!isSupported(document)) return;
    clearTimeout(this.forgetting);
    const isInside = this.catalogue.offersAt(document, position);
    if (!isInside) this.forgetting = setTimeout(() => this.forget(), FRESH_MS);
    this.tell(isInside);
  }

  /** What is known of the file alone. */
  private forget(): void {
    clearTimeout(this.forgetting);
    const document = vscode.window.activeTextEditor?.document;
    this.tell(document !== undefined && this.catalogue.offers(document));
  }

  private tell(offers: boolean): void {
    if (offers === this.told) return;
    this.told = offers;
    void vscode.commands.executeCommand('setContext', 'understudy.canLearn', offers);
  }

  dispose(): void {
    clearTimeout(this.forgetting);
    for (const each of this.subscriptions) each.dispose();
  }
}
