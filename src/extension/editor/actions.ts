import * as vscode from 'vscode';
import { isSupported, type Catalogue } from '../functions/catalogue.ts';
import { OWN_INPUTS } from '../engine/advice.ts';
import type { Hints } from './hints.ts';
import { toEditorRange } from './ranges.ts';

const LEARN_KIND = vscode.CodeActionKind.Refactor.append('understudy');

interface ActionCommands {
  readonly learn: string;
  readonly learnWith: string;
  readonly replay: string;
  readonly copyTest: string;
  readonly trainOn: string;
}

/** The light bulb: learning a function, and what to do where network and function part. */
export class Actions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, LEARN_KIND],
  };

  constructor(
    private readonly catalogue: Catalogue,
    private readonly hints: Hints,
    private readonly commands: ActionCommands,
  ) {}

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return [...this.fixes(document, range, context), ...this.learning(document, range)];
  }

  private fixes(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const here = this.hints
      .findings(document)
      .filter(({ range: place }) => toEditorRange(place).intersection(range) !== undefined);
    return here.flatMap((finding) => {
      const of = [finding.id, finding.which];
      const about = diagnostics.filter(({ source, code }) => source === 'Understudy' && code === finding.code);
      const fix = (title: string, command: string, given: readonly unknown[] = of): vscode.CodeAction => {
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        action.command = { title, command, arguments: [...given] };
        action.diagnostics = about;
        return action;
      };
      if (finding.code === 'not-learnable' && finding.message.includes(OWN_INPUTS)) {
        return [
          fix(vscode.l10n.t('Learn with inputs of my own…'), this.commands.learnWith, [document.uri, finding.name]),
        ];
      }
      if (!finding.divergence) return [];
      return [
        fix(vscode.l10n.t('Replay where network and function part'), this.commands.replay),
        fix(vscode.l10n.t('Copy this input as a test'), this.commands.copyTest),
        fix(vscode.l10n.t('Train on this input'), this.commands.trainOn),
      ];
    });
  }

  private learning(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const fn = isSupported(document) ? this.catalogue.at(document, range.start) : undefined;
    if (!fn || this.catalogue.report(document.fileName, fn.name)?.learnable === false) return [];
    const title = vscode.l10n.t('Learn this algorithm ({0})', fn.name);
    const action = new vscode.CodeAction(title, LEARN_KIND);
    action.command = { title, command: this.commands.learn, arguments: [document.uri, fn.name] };
    return [action];
  }
}
