import * as vscode from 'vscode';
import type { LearnedFunction } from '../../shared/panel.ts';
import type { Reason } from '../../shared/report.ts';
import type { Learner } from '../learning/learner.ts';
import { inputText, outcomesText, valueText } from '../learning/text.ts';
import { affects, wantsHints } from '../settings.ts';
import { findingsOf, refusals, type Finding } from './findings.ts';
import { toEditorRange } from './ranges.ts';

/** Hints of one file: more would be noise. */
const MAX_HINTS = 30;

/** Commands that a hover may call. */
export interface HoverCommands {
  readonly replay: string;
  readonly copyTest: string;
  readonly trainOn: string;
}

/**
 * What was found, where it was found: at the end of lines, in hovers and in the list of problems. It goes when the text is
 * edited, for then its places are no longer right, and comes back when the file has been saved and checked.
 */
export class Hints implements vscode.Disposable, vscode.HoverProvider {
  private readonly diagnostics = vscode.languages.createDiagnosticCollection('understudy');
  private readonly parting = decoration('understudy.divergenceForeground', 'understudy.divergenceUnderline');
  private readonly unknown = decoration('understudy.unknownForeground', null);
  /** Files with edits since they were last saved. */
  private readonly edited = new Set<string>();
  /** What the user asked to be told of files: why something in them can't be learned. */
  private readonly asked = new Map<string, Finding[]>();
  /** Texts of files as their findings were last shown. */
  private readonly texts = new Map<string, string>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly learner: Learner,
    private readonly commands: HoverCommands,
  ) {
    this.subscriptions = [
      this.diagnostics,
      this.parting,
      this.unknown,
      learner.onDidChange((fn) => {
        // Nothing is shown of what is under way, and it changes many times a second.
        if (fn?.phase === 'learning' || fn?.phase === 'measuring') return;
        if (!fn) this.show(null);
        else for (const file of filesOf(fn)) this.show(file);
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => this.show(null)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.clear(document);
        else if (!document.isDirty) this.undone(document);
      }),
      vscode.workspace.onDidSaveTextDocument((document) => {
        if (this.edited.delete(document.fileName)) this.show(document.fileName);
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (affects(event, 'inlineHints')) this.show(null);
      }),
    ];
  }

  /** Where something was found in a document as it stands. */
  findings({ fileName }: vscode.TextDocument): Finding[] {
    return this.findingsIn(fileName);
  }

  private findingsIn(fileName: string): Finding[] {
    if (this.edited.has(fileName)) return [];
    // What was found in a text that is another now is told of again when that was checked.
    const fresh = this.learner.madeOf(fileName).filter((fn) => fn.recheck !== null || !this.learner.isChanged(fn));
    const found = [...fresh.flatMap(findingsOf), ...(this.asked.get(fileName) ?? [])];
    return found.filter(({ range }) => range.file === fileName);
  }

  /** Says where it is why a function can't be learned, until the text is edited. */
  explain(name: string, reasons: readonly Reason[]): void {
    const found = refusals(name, reasons);
    for (const { range } of found) {
      this.asked.set(
        range.file,
        found.filter((each) => each.range.file === range.file),
      );
      this.show(range.file);
    }
  }

  private clear(document: vscode.TextDocument): void {
    const { fileName } = document;
    const wasAsked = this.asked.delete(fileName);
    if (this.edited.has(fileName) || (!wasAsked && this.learner.madeOf(fileName).length === 0)) return;
    this.edited.add(fileName);
    this.show(fileName);
  }

  /** Edits were taken back: the file is as it was when its findings were shown. A save is told separately. */
  private undone(document: vscode.TextDocument): void {
    const { fileName } = document;
    if (!this.edited.has(fileName) || this.texts.get(fileName) !== document.getText()) return;
    this.edited.delete(fileName);
    this.show(fileName);
  }

  /** @param file null for all that are visible; the list of problems tells of one that is not visible too */
  private show(file: string | null): void {
    if (file !== null) this.list(file);
    else this.diagnostics.forEach(({ fsPath }) => this.list(fsPath));
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor;
      if (document.uri.scheme !== 'file' || (file !== null && document.fileName !== file)) continue;
      const findings = this.findings(document);
      if (findings.length > 0) this.texts.set(document.fileName, document.getText());
      if (file === null) this.list(document.fileName);
      const shown = wantsHints() ? firstOnEachLine(findings).slice(0, MAX_HINTS) : [];
      editor.setDecorations(this.parting, shown.filter(isParting).map(toDecoration));
      editor.setDecorations(this.unknown, shown.filter((finding) => !isParting(finding)).map(toDecoration));
    }
  }

  private list(file: string): void {
    this.diagnostics.set(vscode.Uri.file(file), this.findingsIn(file).map(toDiagnostic));
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const here = this.findings(document).filter(({ range }) => {
      const place = toEditorRange(range);
      return place.contains(position) || (place.start.line === position.line && position.isAfter(place.end));
    });
    if (here.length === 0) return undefined;
    return new vscode.Hover(here.filter(({ divergence }) => divergence).map((finding) => this.hoverText(finding)));
  }

  private hoverText(finding: Finding): vscode.MarkdownString {
    const text = new vscode.MarkdownString('', true);
    const { replay, copyTest, trainOn } = this.commands;
    text.isTrusted = { enabledCommands: [replay, copyTest, trainOn] };
    // The sentence itself is in the hover already: the editor shows the diagnostic.
    const { divergence, id, which } = finding;
    if (!divergence) return text;
    const link = (label: string, command: string): string =>
      `[${label}](command:${command}?${encodeURIComponent(JSON.stringify([id, which]))})`;
    const links = [
      link(`$(play) ${vscode.l10n.t('Replay')}`, replay),
      link(`$(copy) ${vscode.l10n.t('Copy as test')}`, copyTest),
      link(`$(add) ${vscode.l10n.t('Train on this input')}`, trainOn),
    ];
    text.appendMarkdown(`${links.join(' &nbsp; ')}\n\n`);
    const outcomes = outcomesText(divergence, 120);
    const rows: [string, string][] = [
      [vscode.l10n.t('input'), inputText(divergence.input)],
      [vscode.l10n.t('function'), outcomes.expected],
      [vscode.l10n.t('network'), outcomes.got],
      ...(divergence.step?.state ?? []).map(({ name, value }): [string, string] => [name, valueText(value, 120)]),
    ];
    return text.appendCodeblock(rows.map(([name, value]) => `${name}: ${value}`).join('\n'), 'yaml');
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }
}

/** A function's file, and those of what it is made of. */
function filesOf({ file, pieces = [] }: LearnedFunction): ReadonlySet<string> {
  return new Set([file, ...pieces.map((piece) => piece.file)]);
}

function decoration(color: string, underline: string | null): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor(color), margin: '0 0 0 2.5em', fontStyle: 'italic' },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    ...(underline === null
      ? {}
      : { overviewRulerColor: new vscode.ThemeColor(underline), overviewRulerLane: vscode.OverviewRulerLane.Right }),
  });
}

function isParting({ code }: Finding): boolean {
  return code === 'divergence' || code === 'behaviour-changed';
}

/** One hint a line, the one that matters most. */
function firstOnEachLine(findings: readonly Finding[]): Finding[] {
  const byLine = new Map<number, Finding>();
  for (const finding of findings) {
    const { line } = finding.range.end;
    if (!byLine.has(line)) byLine.set(line, finding);
  }
  return [...byLine.values()];
}

/** At the end of the line, whatever part of it the finding is about. */
function toDecoration(finding: Finding): vscode.DecorationOptions {
  const line = finding.range.end.line - 1;
  const end = new vscode.Position(line, Number.MAX_SAFE_INTEGER);
  return { range: new vscode.Range(end, end), renderOptions: { after: { contentText: finding.hint } } };
}

function toDiagnostic(finding: Finding): vscode.Diagnostic {
  const isUnknown = finding.code === 'one-way-branch' || finding.code === 'ambiguous' || finding.code === 'missing';
  const severity = isUnknown ? vscode.DiagnosticSeverity.Hint : vscode.DiagnosticSeverity.Information;
  const diagnostic = new vscode.Diagnostic(toEditorRange(finding.range), finding.message, severity);
  diagnostic.source = 'Understudy';
  diagnostic.code = finding.code;
  return diagnostic;
}
