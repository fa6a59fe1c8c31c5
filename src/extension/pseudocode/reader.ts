import * as vscode from 'vscode';
import type { PseudocodeReport } from '../../shared/jobs.ts';
import { CancelledError, runEngine } from '../engine/process.ts';
import { hasPseudocode, isPlain } from './documents.ts';

/** Wait after a keystroke before the text is read. */
const SETTLE_MS = 300;
const MAX_LENGTH = 1_000_000;

interface Read {
  readonly version: number;
  readonly report: PseudocodeReport;
}

/** Has pseudocode read by the engine as it is typed; the extension's own process never parses. */
export class PseudocodeReader implements vscode.Disposable {
  private readonly known = new WeakMap<vscode.TextDocument, Read>();
  private readonly running = new WeakMap<vscode.TextDocument, { version: number; result: Promise<PseudocodeReport | undefined>; stop: AbortController }>(); // prettier-ignore
  private readonly changed = new vscode.EventEmitter<vscode.TextDocument>();
  /** A document was read. */
  readonly onDidRead = this.changed.event;
  private readonly timers = new Map<vscode.TextDocument, NodeJS.Timeout>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly engine: string,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const soon = (document: vscode.TextDocument): void => this.readSoon(document);
    this.subscriptions = [
      this.changed,
      vscode.workspace.onDidOpenTextDocument(soon),
      vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)),
    ];
    for (const document of vscode.workspace.textDocuments) soon(document);
  }

  /** What the document said when it was read last, perhaps some keystrokes ago. */
  last(document: vscode.TextDocument): PseudocodeReport | undefined {
    return this.known.get(document)?.report;
  }

  /** What the document says now; undefined where it holds no pseudocode, or changed again meanwhile. */
  async now(document: vscode.TextDocument): Promise<PseudocodeReport | undefined> {
    const known = this.known.get(document);
    if (known?.version === document.version) return known.report;
    if (!hasPseudocode(document)) return undefined;
    const running = this.running.get(document);
    if (running?.version === document.version) return running.result;
    running?.stop.abort();
    const stop = new AbortController();
    const result = this.read(document, stop.signal);
    this.running.set(document, { version: document.version, result, stop });
    return result;
  }

  private async read(document: vscode.TextDocument, signal: AbortSignal): Promise<PseudocodeReport | undefined> {
    const { fileName: file, version } = document;
    const text = document.getText();
    if (text.length > MAX_LENGTH) return undefined;
    try {
      const report = await runEngine(this.engine, 'pseudocode', { file, text, isPlain: isPlain(document) }, { signal });
      if (document.isClosed) return undefined;
      this.known.set(document, { version, report });
      this.changed.fire(document);
      return report;
    } catch (error) {
      if (!(error instanceof CancelledError)) this.log.debug(`${file}: ${String(error)}`);
      return undefined;
    }
  }

  private readSoon(document: vscode.TextDocument): void {
    clearTimeout(this.timers.get(document));
    if (!hasPseudocode(document)) return;
    this.timers.set(
      document,
      setTimeout(() => {
        this.timers.delete(document);
        void this.now(document);
      }, SETTLE_MS),
    );
  }

  private forget(document: vscode.TextDocument): void {
    clearTimeout(this.timers.get(document));
    this.timers.delete(document);
    this.running.get(document)?.stop.abort();
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const each of this.subscriptions) each.dispose();
  }
}
