import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { LearnedFunction, PanelRequest, PanelState, ReplayState, SpecificationState } from '../../shared/panel.ts';
import type { Learner } from '../learning/learner.ts';
import { placesApart } from '../learning/names.ts';
import { pageText } from './page.ts';

const VIEW_TYPE = 'understudy.panel';
/** The panel is told of changes at most this often. */
const UPDATE_MS = 80;

/** What the panel asks for and others do. */
export interface PanelActions {
  handle(request: Exclude<PanelRequest, { type: 'ready' | 'select' }>): void;
}

/** The training panel: a web page that shows one learned function. It holds no state of its own. */
export class Panel implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private panel: vscode.WebviewPanel | null = null;
  private shown: string | null = null;
  private replay: ReplayState = { status: 'none' };
  private specification: SpecificationState = { status: 'none' };
  private waiting: NodeJS.Timeout | null = null;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly extension: vscode.Uri,
    private readonly learner: Learner,
    private readonly actions: PanelActions,
  ) {
    this.subscriptions = [
      learner.onDidChange((fn) => {
        if (this.panel && (fn === null || fn.id === this.shown)) this.updateSoon();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.updateSoon()),
      vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, this),
    ];
  }

  /** @param focus whether the keyboard goes there too, as it does where somebody asked for the panel itself */
  show(id: string, focus = false): void {
    this.select(id);
    if (this.panel) {
      // Where the panel is in the way of the text, it goes beside it.
      const covers = this.panel.viewColumn === vscode.window.activeTextEditor?.viewColumn;
      this.panel.reveal(covers ? vscode.ViewColumn.Beside : undefined, !focus);
      this.updateSoon();
      return;
    }
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: !focus };
    this.adopt(vscode.window.createWebviewPanel(VIEW_TYPE, 'Understudy', column, this.options()));
  }

  /** Whether a function is what the user sees. */
  shows(id: string): boolean {
    return this.panel?.visible === true && this.shown === id;
  }

  private select(id: string): void {
    if (this.shown !== id) this.replay = this.specification = { status: 'none' };
    this.shown = id;
  }

  setReplay(id: string, replay: ReplayState): void {
    if (id !== this.shown) return;
    this.replay = replay;
    this.updateSoon();
  }

  setSpecification(id: string, specification: SpecificationState): void {
    if (id !== this.shown) return;
    this.specification = specification;
    this.updateSoon();
  }

  getReplay(): ReplayState {
    return this.replay;
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    await this.learner.load();
    const { id } = (state ?? {}) as { id?: unknown };
    this.shown = typeof id === 'string' && this.learner.get(id) ? id : (this.learner.all()[0]?.id ?? null);
    panel.webview.options = this.options();
    this.adopt(panel);
  }

  private options(): vscode.WebviewOptions {
    return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(this.extension, 'dist')] };
  }

  private adopt(panel: vscode.WebviewPanel): void {
    this.panel?.dispose();
    this.panel = panel;
    const icon = (theme: string): vscode.Uri => vscode.Uri.joinPath(this.extension, 'media', `icon-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    panel.webview.onDidReceiveMessage((request: PanelRequest) => this.receive(request));
    panel.onDidDispose(() => {
      if (this.panel === panel) this.panel = null;
      this.actions.handle({ type: 'light', range: null });
    });
    panel.webview.html = this.page(panel.webview);
  }

  private receive(request: PanelRequest): void {
    if (request.type === 'ready') this.post();
    else if (request.type === 'select') {
      this.select(request.id);
      this.post();
    } else this.actions.handle(request);
  }

  private updateSoon(): void {
    this.waiting ??= setTimeout(() => this.post(), UPDATE_MS);
  }

  private post(): void {
    if (this.waiting) clearTimeout(this.waiting);
    this.waiting = null;
    if (!this.panel) return;
    const current = this.subject();
    this.panel.title = current ? vscode.l10n.t('Understudy: {0}', current.name) : 'Understudy';
    void this.panel.webview.postMessage({ type: 'state', state: this.state(current) });
  }

  private subject(): LearnedFunction | null {
    return (this.shown === null ? null : this.learner.get(this.shown)) ?? null;
  }

  private state(current: LearnedFunction | null): PanelState {
    const all = this.learner.all();
    const places = placesApart(all);
    const others = all.map(({ id, name }) => {
      const place = places.get(id);
      return { id, name: place ? `${name} (${place})` : name };
    });
    const { replay, specification } = this;
    return { current, others, trusted: vscode.workspace.isTrusted, replay, specification };
  }

  private page(webview: vscode.Webview): string {
    const nonce = randomBytes(16).toString('base64');
    const file = (name: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.extension, 'dist', name)).toString();
    return pageText({
      language: vscode.env.language,
      texts: vscode.l10n.bundle ?? {},
      source: webview.cspSource,
      nonce,
      style: file('panel.css'),
      script: file('panel.js'),
    });
  }

  dispose(): void {
    if (this.waiting) clearTimeout(this.waiting);
    for (const each of this.subscriptions) each.dispose();
    this.panel?.dispose();
  }
}
