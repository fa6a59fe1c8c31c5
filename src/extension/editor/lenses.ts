import * as vscode from 'vscode';
import type { LearnedFunction } from '../../shared/panel.ts';
import { isSupported, textOf, type Catalogue } from '../functions/catalogue.ts';
import type { ScannedFunction } from '../functions/scan.ts';
import type { Learner } from '../learning/learner.ts';
import { statusText } from '../learning/text.ts';
import { affects, wantsLenses } from '../settings.ts';

/** Lines around what is in view. */
const NEAR = 100;

/**
 * A lens above each function. It is there as soon as the text is, and only its words change: a lens that comes and goes
 * makes the text jump.
 */
export class Lenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly catalogue: Catalogue,
    private readonly learner: Learner,
    private readonly commands: { readonly learn: string; readonly show: string; readonly explain: string },
  ) {
    const shown = new Map<string, string>();
    this.subscriptions = [
      this.changed,
      learner.onDidChange((fn) => {
        // Events come many a second; words change rarely.
        if (fn) {
          const now = this.words(fn);
          if (shown.get(fn.id) === now) return;
          shown.set(fn.id, now);
        }
        this.changed.fire();
      }),
      catalogue.onDidAnalyse(() => this.changed.fire()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (affects(event, 'codeLens')) this.changed.fire();
      }),
    ];
  }

  /**
   * What is in view says at once what it says. Of the others it is asked as they come into view: most of a large file's never do, and
   * all are asked for again after each pause in typing.
   */
  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (!wantsLenses() || !isSupported(document)) return [];
    const views = viewsOf(document);
    return this.catalogue.functions(document).map((fn) => {
      const range = new vscode.Range(document.positionAt(fn.start), document.positionAt(fn.nameEnd));
      const lens = new FunctionLens(range, document, fn.name);
      if (views.some((view) => view.contains(range.start))) lens.command = this.command(document, fn);
      return lens;
    });
  }

  resolveCodeLens(lens: vscode.CodeLens): vscode.CodeLens {
    if (!(lens instanceof FunctionLens)) return lens;
    const fn = this.catalogue.named(lens.document, lens.name);
    if (fn) lens.command = this.command(lens.document, fn);
    return lens;
  }

  /** @param text the function's own text now, if that is known */
  private words(fn: LearnedFunction, text?: string): string {
    const changed = fn.phase === 'done' && !fn.recheck && this.learner.isChanged(fn, text);
    return changed ? vscode.l10n.t('changed since it was learned') : statusText(fn);
  }

  private command(document: vscode.TextDocument, fn: ScannedFunction): vscode.Command {
    const { learn, show, explain } = this.commands;
    const learned = this.learner.find(document.fileName, fn.name);
    const learnArguments = [document.uri, fn.name];
    if (learned) {
      return {
        title: this.words(learned, textOf(document, fn)),
        command: show,
        arguments: [learned.id],
        tooltip: vscode.l10n.t('Show what {0} learned', fn.name),
      };
    }
    const report = this.catalogue.report(document.fileName, fn.name);
    if (report && !report.learnable) {
      const title = vscode.l10n.t("can't be learned");
      const tooltip = report.reasons[0]?.reason ?? '';
      return { title, command: explain, arguments: [document.uri, fn.name], tooltip };
    }
    const tooltip = vscode.l10n.t('Train a network that imitates {0}, and see where the two part', fn.name);
    return { title: vscode.l10n.t('Learn'), command: learn, arguments: learnArguments, tooltip };
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }
}

/** What can be seen of a document, and a screen or two around it; its beginning while it is being opened. */
function viewsOf(document: vscode.TextDocument): vscode.Range[] {
  const editors = vscode.window.visibleTextEditors.filter((editor) => editor.document === document);
  const seen = editors.flatMap(({ visibleRanges }) => visibleRanges);
  const views = seen.length > 0 ? seen : [new vscode.Range(0, 0, 0, 0)];
  return views.map(({ start, end }) => new vscode.Range(Math.max(0, start.line - NEAR), 0, end.line + NEAR, 0));
}

class FunctionLens extends vscode.CodeLens {
  constructor(
    range: vscode.Range,
    readonly document: vscode.TextDocument,
    readonly name: string,
  ) {
    super(range);
  }
}
