import * as vscode from 'vscode';
import type { FunctionReport, Reason } from '../../shared/report.ts';
import { inTheEditor } from '../engine/advice.ts';
import { CancelledError, runEngine } from '../engine/process.ts';
import { Lane } from '../engine/lane.ts';
import type { Subject } from '../learning/learner.ts';
import { hasPseudocode, PSEUDOCODE_LANGUAGES } from '../pseudocode/documents.ts';
import type { PseudocodeReader } from '../pseudocode/reader.ts';
import { scanFunctions, type ScannedFunction } from './scan.ts';

/** Wait after opening or saving before a file is analysed: whoever passes through costs nothing. */
const SETTLE_MS = 600;
/** Files whose functions are not looked for. */
const MAX_LENGTH = 1_000_000;

const CODE_LANGUAGES = ['typescript', 'javascript', 'typescriptreact', 'javascriptreact'];
export const LANGUAGES = [...CODE_LANGUAGES, ...PSEUDOCODE_LANGUAGES];

export function isSupported(document: vscode.TextDocument): boolean {
  if (hasPseudocode(document)) return true;
  return (
    CODE_LANGUAGES.includes(document.languageId) &&
    document.uri.scheme === 'file' &&
    /\.([cm]?[jt]s|tsx)$/.test(document.fileName)
  );
}

/** What functions a document has: at once from its text, and after a moment, from the engine, which can be learned. */
export class Catalogue implements vscode.Disposable {
  private readonly scans = new WeakMap<vscode.TextDocument, { version: number; functions: ScannedFunction[] }>();
  private readonly analyses = new Map<string, { text: string; functions: ReadonlyMap<string, FunctionReport> }>();
  private readonly lane = new Lane();
  private readonly changed = new vscode.EventEmitter<string>();
  /** A file was analysed. */
  readonly onDidAnalyse = this.changed.event;
  private readonly scanned = new vscode.EventEmitter<vscode.TextDocument>();
  /** The functions of a document were looked for, since its text is another. */
  readonly onDidScan = this.scanned.event;
  private settling: NodeJS.Timeout | undefined;
  /** Files that are being analysed, or wait for it. */
  private readonly running = new Map<string, AbortController>();
  private readonly following: vscode.Disposable[];

  constructor(
    private readonly engine: string,
    private readonly log: vscode.LogOutputChannel,
    private readonly pseudocode: PseudocodeReader,
  ) {
    this.following = [
      pseudocode.onDidRead((document) => {
        this.changed.fire(document.fileName);
        this.analyseSoon(document);
      }),
      vscode.workspace.onDidCloseTextDocument(({ fileName }) => this.running.get(fileName)?.abort()),
    ];
  }

  functions(document: vscode.TextDocument): readonly ScannedFunction[] {
    if (hasPseudocode(document)) return this.pseudocode.last(document)?.functions ?? [];
    const known = this.scans.get(document);
    if (known?.version === document.version) return known.functions;
    const text = document.getText();
    const functions = text.length > MAX_LENGTH ? [] : scanFunctions(text);
    this.scans.set(document, { version: document.version, functions });
    this.scanned.fire(document);
    return functions;
  }

  /** Waits until what `functions` gives is what the document says now. */
  async ready(document: vscode.TextDocument): Promise<void> {
    if (hasPseudocode(document)) await this.pseudocode.now(document);
  }

  /** An algorithm in pseudocode as TypeScript, and what it is called there; null where the text is code itself. */
  async typescript(
    document: vscode.TextDocument,
    name: string,
  ): Promise<{ readonly name: string; readonly typescript: string } | null> {
    const report = hasPseudocode(document) ? await this.pseudocode.now(document) : undefined;
    if (!report) return null;
    const { typescript, functions } = report;
    const translated = scanFunctions(typescript)[functions.findIndex((fn) => fn.name === name)];
    return translated ? { name: translated.name, typescript } : null;
  }

  at(document: vscode.TextDocument, position: vscode.Position): ScannedFunction | undefined {
    const offset = document.offsetAt(position);
    return this.functions(document).find((fn) => offset >= fn.start && offset <= fn.end);
  }

  named(document: vscode.TextDocument, name: string): ScannedFunction | undefined {
    return this.functions(document).find((fn) => fn.name === name);
  }

  /** Whether there is a function in a document that may be learned. */
  offers(document: vscode.TextDocument): boolean {
    if (!isSupported(document)) return false;
    return this.functions(document).some((fn) => this.mayLearn(document, fn));
  }

  /** The same of a place, from what was last known of the document: it is asked with every move of the cursor. */
  offersAt(document: vscode.TextDocument, position: vscode.Position): boolean {
    const offset = document.offsetAt(position);
    const known = hasPseudocode(document) ? this.functions(document) : (this.scans.get(document)?.functions ?? []);
    return known.some((fn) => offset >= fn.start && offset <= fn.end && this.mayLearn(document, fn));
  }

  /** The function that has a line, counted from 0; the innermost where several do. */
  onLine(document: vscode.TextDocument, line: number): ScannedFunction | undefined {
    const has = (fn: ScannedFunction): boolean => {
      const { start, end } = rangeOf(document, fn);
      return start.line <= line && line <= end.line;
    };
    return this.functions(document).findLast(has);
  }

  /** Where the functions are that may be learned. */
  learnable(document: vscode.TextDocument): vscode.Range[] {
    if (!isSupported(document)) return [];
    return this.functions(document)
      .filter((fn) => this.mayLearn(document, fn))
      .map((fn) => rangeOf(document, fn));
  }

  mayLearn({ fileName }: vscode.TextDocument, { name }: ScannedFunction): boolean {
    return this.report(fileName, name)?.learnable !== false;
  }

  /** What the engine knows of a function; undefined while nothing is known. */
  report(file: string, name: string): FunctionReport | undefined {
    return this.analyses.get(file)?.functions.get(name);
  }

  /** Has a file analysed soon, unless it was in this state. */
  analyseSoon(document: vscode.TextDocument): void {
    clearTimeout(this.settling);
    if (!isSupported(document) || document.isDirty || this.functions(document).length === 0) return;
    if (this.analyses.get(document.fileName)?.text === document.getText()) return;
    this.settling = setTimeout(() => void this.analyse(document), SETTLE_MS);
  }

  /** Nobody waits for what is told of a file that was closed, or analysed anew. */
  private async analyse(document: vscode.TextDocument): Promise<void> {
    const { fileName: file } = document;
    this.running.get(file)?.abort();
    if (document.isClosed) return;
    const text = document.getText();
    const controller = new AbortController();
    const { signal } = controller;
    this.running.set(file, controller);
    try {
      const reports = await this.lane.run(() => runEngine(this.engine, 'analyze', { file }, { signal }));
      const functions = new Map(
        reports.map((report) => [report.name, { ...report, reasons: report.reasons.map(adapted) }]),
      );
      this.analyses.set(file, { text, functions });
      this.changed.fire(file);
    } catch (error) {
      // A file that does not parse yet is nothing to speak of.
      if (!(error instanceof CancelledError))
        this.log.debug(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      if (this.running.get(file) === controller) this.running.delete(file);
    }
  }

  dispose(): void {
    clearTimeout(this.settling);
    for (const each of this.following) each.dispose();
    for (const controller of this.running.values()) controller.abort();
    this.changed.dispose();
    this.scanned.dispose();
  }
}

function adapted(reason: Reason): Reason {
  return { ...reason, reason: inTheEditor(reason.reason) };
}

function rangeOf(document: vscode.TextDocument, { start, end }: ScannedFunction): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** A function's text as the editor has it. */
export function textOf(document: vscode.TextDocument, fn: ScannedFunction): string {
  return document.getText().slice(fn.start, fn.end);
}

/** A function as the editor has it, for who learns it; lines count from 1. */
export function subjectOf(document: vscode.TextDocument, fn: ScannedFunction): Subject {
  const line = document.positionAt(fn.start).line + 1;
  return { file: document.fileName, name: fn.name, text: textOf(document, fn), line };
}
