import * as path from 'node:path';
import * as vscode from 'vscode';
import { USUAL } from '../shared/comparison.ts';
import type { LearnSettings } from '../shared/jobs.ts';
import type { LearnedFunction } from '../shared/panel.ts';
import type { Wire } from '../shared/values.ts';
import { saveComparison } from './comparisons.ts';
import { runEngine } from './engine/process.ts';
import type { Hints } from './editor/hints.ts';
import { chooseGenerator } from './generators.ts';
import type { Catalogue } from './functions/catalogue.ts';
import type { Learner, Subject } from './learning/learner.ts';
import { holdsResult } from './learning/state.ts';
import { statusText } from './learning/text.ts';
import { Partings } from './partings.ts';
import { columnFor, goTo, openExample, reveal } from './places.ts';
import { Replays } from './replays.ts';
import { learnSettings } from './settings.ts';
import { Specifications } from './specifications.ts';
import { Subjects, type ClickedLine } from './subjects.ts';
import type { LineLight } from './views/line-light.ts';
import type { Panel, PanelActions } from './views/panel.ts';

/** Names of the commands, as package.json has them. */
export const COMMANDS = {
  learn: 'understudy.learn',
  learnWith: 'understudy.learnWith',
  compare: 'understudy.compare',
  cancel: 'understudy.cancel',
  pause: 'understudy.pause',
  resume: 'understudy.resume',
  show: 'understudy.show',
  explain: 'understudy.explain',
  replay: 'understudy.replay',
  copyTest: 'understudy.copyTest',
  trainOn: 'understudy.trainOn',
  recheck: 'understudy.recheck',
  relearn: 'understudy.relearn',
  export: 'understudy.export',
  reveal: 'understudy.reveal',
  remove: 'understudy.remove',
  example: 'understudy.openExample',
} as const;

/** What the commands do, on behalf of menus, lenses, hovers and the panel. */
export class Commands implements PanelActions {
  private panel: Panel | null = null;
  private replays: Replays | null = null;
  private specifications: Specifications | null = null;
  private readonly subjects: Subjects;
  private readonly partings: Partings;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly engine: string,
    private readonly catalogue: Catalogue,
    private readonly learner: Learner,
    private readonly light: LineLight,
    private readonly hints: Hints,
  ) {
    this.subjects = new Subjects(catalogue);
    this.partings = new Partings(learner, catalogue);
  }

  register(panel: Panel): vscode.Disposable[] {
    this.panel = panel;
    this.replays = new Replays(this.engine, this.learner, panel);
    this.specifications = new Specifications(this.engine, this.learner, panel);
    const handlers: Record<(typeof COMMANDS)[keyof typeof COMMANDS], (...args: never[]) => unknown> = {
      [COMMANDS.learn]: (where?: vscode.Uri | ClickedLine, name?: string) => this.learn(where, name),
      [COMMANDS.learnWith]: (uri?: vscode.Uri, name?: string) => this.learnWith(uri, name),
      [COMMANDS.compare]: (item?: Item) => this.compare(item),
      [COMMANDS.cancel]: (item?: Item) => this.cancel(item),
      [COMMANDS.pause]: (item?: Item) => this.pause(item),
      [COMMANDS.resume]: (item?: Item) => this.resume(item),
      [COMMANDS.show]: (item?: Item) => this.show(item),
      [COMMANDS.explain]: (uri: vscode.Uri, name: string) => this.explain(uri, name),
      [COMMANDS.replay]: (item: Item, which?: number) => this.replayDivergence(idOf(item), which),
      [COMMANDS.copyTest]: (item: Item, which?: number) => this.partings.copyTest(idOf(item), which),
      [COMMANDS.trainOn]: (item: Item, which?: number) => this.trainOnDivergence(idOf(item), which),
      [COMMANDS.recheck]: (item: Item) => this.recheck(idOf(item)),
      [COMMANDS.relearn]: (item: Item) => this.again(idOf(item)),
      [COMMANDS.export]: (item: Item) => this.export(idOf(item)),
      [COMMANDS.reveal]: (item: Item) => this.reveal(idOf(item)),
      [COMMANDS.remove]: (item: Item) => this.forget(idOf(item)),
      [COMMANDS.example]: () => openExample(this.context, this.catalogue),
    };
    return Object.entries(handlers).map(([name, handler]) => vscode.commands.registerCommand(name, handler));
  }

  /** Learns the function named, else the one at the cursor, else one that the user picks. */
  private async learn(where?: vscode.Uri | ClickedLine, name?: string): Promise<void> {
    if (!(await this.isTrusted())) return;
    const subject = await this.subjects.chosen(where, name);
    if (subject) await this.start(subject, this.settingsFor(subject));
  }

  /** Those of the workspace, with the inputs that were chosen for the function. */
  private settingsFor({ file, name }: Subject): LearnSettings {
    return { ...learnSettings(), generator: this.learner.find(file, name)?.wanted.generator ?? null };
  }

  /** Learns from inputs that a module of the user's own makes. */
  private async learnWith(uri?: vscode.Uri, name?: string): Promise<void> {
    if (!(await this.isTrusted())) return;
    const subject = await this.subjects.chosen(uri, name);
    const generator = subject && (await chooseGenerator(subject.file, subject.name));
    if (generator) await this.start(subject, { ...learnSettings(), generator });
  }

  /** Without a function that of the cursor, which is learned first if it was not. */
  private async compare(item?: Item): Promise<void> {
    if (!(await this.isTrusted())) return;
    const names = USUAL;
    if (item !== undefined) return this.compareWith(idOf(item), names, 1);
    const subject = await this.subjects.chosen();
    if (!subject) return;
    if (!this.learner.find(subject.file, subject.name)?.report) await this.start(subject, this.settingsFor(subject));
    const fn = this.learner.find(subject.file, subject.name);
    if (fn) await this.compareWith(fn.id, names, 1);
  }

  private async compareWith(id: string, networks: readonly string[], seeds: number): Promise<void> {
    const fn = this.learner.get(id);
    const subject = fn && (await this.isTrusted()) ? await this.subjects.of(fn) : null;
    if (!subject) return;
    this.panel?.show(id);
    await this.learner.compare(id, subject, networks, seeds);
  }

  private async start(
    subject: Subject,
    settings: LearnSettings,
    examples?: readonly (readonly Wire[])[],
  ): Promise<void> {
    const learning = this.learner.learn(subject, settings, examples);
    const fn = this.learner.find(subject.file, subject.name);
    if (fn) this.panel?.show(fn.id);
    const learned = await learning;
    if (learned.phase === 'failed') void this.tellFailure(learned.id);
  }

  /** The panel says what to do; who has closed it is told otherwise. */
  private async tellFailure(id: string): Promise<void> {
    const fn = this.learner.get(id);
    if (!fn?.failure || this.panel?.shows(id)) return;
    const [first] = fn.failure.reasons;
    const buttons = first ? [vscode.l10n.t('Show where')] : [];
    const answer = await vscode.window.showErrorMessage(fn.failure.message, ...buttons);
    if (answer !== undefined && first) await goTo(first.range);
  }

  private async isTrusted(): Promise<boolean> {
    if (vscode.workspace.isTrusted) return true;
    const manage = vscode.l10n.t('Manage trust');
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t('Learning a function runs it: trust this workspace first.'),
      manage,
    );
    if (answer === manage) await vscode.commands.executeCommand('workbench.trust.manage');
    return vscode.workspace.isTrusted;
  }

  private async again(id: string, examples?: readonly (readonly Wire[])[]): Promise<void> {
    if (!(await this.isTrusted())) return;
    const before = this.learner.get(id);
    const subject = before && (await this.subjects.of(before));
    if (subject) await this.start(subject, before.wanted, examples);
  }

  private async cancel(item?: Item): Promise<void> {
    if (item !== undefined) {
      this.learner.cancel(idOf(item));
      return;
    }
    const choices = this.learner.busy().flatMap((fn) => this.choicesFor(fn));
    const chosen = await vscode.window.showQuickPick(choices, { title: 'Understudy' });
    chosen?.does();
  }

  /** What can be done with a function while it is being learned. */
  private choicesFor({ id, name, ...fn }: LearnedFunction): (vscode.QuickPickItem & { does: () => void })[] {
    const { t } = vscode.l10n;
    return [
      { label: `$(debug-stop) ${t('Stop learning {0}', name)}`, does: () => this.learner.cancel(id) },
      fn.paused
        ? { label: `$(debug-continue) ${t('Go on with {0}', name)}`, does: () => this.learner.resume(id) }
        : { label: `$(debug-pause) ${t('Pause {0}', name)}`, does: () => this.learner.pause(id) },
      {
        label: `$(eye) ${t('Watch {0}', name)}`,
        description: statusText({ id, name, ...fn }),
        does: () => this.panel?.show(id),
      },
    ];
  }

  /** Without a function, all that are being learned. */
  private pause(item?: Item): void {
    for (const id of item ? [idOf(item)] : this.learner.busy().map((fn) => fn.id)) this.learner.pause(id);
  }

  private resume(item?: Item): void {
    for (const id of item ? [idOf(item)] : this.learner.busy().map((fn) => fn.id)) this.learner.resume(id);
  }

  private async show(item?: Item): Promise<void> {
    await this.learner.load();
    const id = item === undefined ? this.learner.all()[0]?.id : idOf(item);
    if (id !== undefined && this.learner.get(id)) this.panel?.show(id, item === undefined);
    else
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Nothing was learned yet: right-click a function and choose Learn This Algorithm.'),
      );
  }

  private async explain(uri: vscode.Uri, name: string): Promise<void> {
    const reasons = this.catalogue.report(uri.fsPath, name)?.reasons ?? [];
    const [first] = reasons;
    if (!first) return;
    await goTo(first.range);
    this.hints.explain(name, reasons);
  }

  private async replayDivergence(id: string, which: unknown): Promise<void> {
    const divergence = this.partings.of(id, which);
    if (divergence) await this.replay(id, divergence.input);
  }

  private async replay(id: string, input: readonly Wire[]): Promise<void> {
    if (!this.learner.get(id) || !(await this.isTrusted())) return;
    this.panel?.show(id, true);
    await this.replays?.show(id, input);
  }

  private async trainOnDivergence(id: string, which: unknown): Promise<void> {
    const divergence = this.partings.of(id, which);
    if (divergence) await this.trainOn(id, divergence.input);
  }

  private trainOn(id: string, input: readonly Wire[]): Promise<void> {
    return this.again(id, [...(this.learner.get(id)?.examples ?? []), input]);
  }

  private async chooseInputs(id: string): Promise<void> {
    const fn = this.learner.get(id);
    const generator = fn && (await chooseGenerator(fn.file, fn.name));
    if (generator) this.learner.configure(id, { ...fn.wanted, generator });
  }

  private async saveComparison(id: string, format: 'svg' | 'html'): Promise<void> {
    const fn = this.learner.get(id);
    if (fn) await saveComparison(fn, format);
  }

  private async specify(id: string, loop: number | null): Promise<void> {
    if (await this.isTrusted()) await this.specifications?.show(id, loop);
  }

  private async recheck(id: string): Promise<void> {
    const fn = this.learner.get(id);
    const subject = fn && (await this.isTrusted()) ? await this.subjects.of(fn) : null;
    if (!fn || !subject) return;
    await this.learner.look([fn]);
    await this.learner.recheck(id, subject);
  }

  private async export(id: string): Promise<void> {
    const fn = this.learner.get(id);
    if (!fn) return;
    const { dir, name, ext } = path.parse(fn.file);
    const suggested = vscode.Uri.file(path.join(dir, `${name}.learned${ext}`));
    const chosen = await vscode.window.showSaveDialog({ defaultUri: suggested });
    if (!chosen) return;
    const request = { model: this.learner.modelFolder(id), out: chosen.fsPath, guess: fn.settings.guess };
    try {
      await runEngine(this.engine, 'export', request);
      await vscode.window.showTextDocument(chosen, { viewColumn: columnFor(chosen) });
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  }

  private async reveal(id: string): Promise<void> {
    const fn = this.learner.get(id);
    if (fn) await reveal(this.catalogue, fn.file, fn.name);
  }

  /** Deletes what was learned; asks first where there is a result to lose. */
  private async forget(id: string): Promise<void> {
    const fn = this.learner.get(id);
    if (!fn) return;
    if (holdsResult(fn)) {
      const yes = vscode.l10n.t('Delete');
      const question = vscode.l10n.t('Delete what was learned of {0}?', fn.name);
      const detail = vscode.l10n.t('The network and all that was found out with it go. This can not be undone.');
      if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) return;
    }
    await this.learner.remove(id);
  }

  handle(request: Parameters<PanelActions['handle']>[0]): void {
    switch (request.type) {
      case 'learn':
        void this.again(request.id);
        break;
      case 'configure':
        this.learner.configure(request.id, request.wanted);
        break;
      case 'chooseGenerator':
        void this.chooseInputs(request.id);
        break;
      case 'compare':
        void this.compareWith(request.id, request.networks, request.seeds);
        break;
      case 'saveComparison':
        void this.saveComparison(request.id, request.format);
        break;
      case 'specify':
        void this.specify(request.id, request.loop);
        break;
      case 'stop':
        this.learner.cancel(request.id);
        break;
      case 'pause':
        this.learner.pause(request.id);
        break;
      case 'resume':
        this.learner.resume(request.id);
        break;
      case 'reset':
        void this.forget(request.id);
        break;
      case 'reveal':
        void goTo(request.range);
        break;
      case 'replay':
        void this.replay(request.id, request.input);
        break;
      case 'window':
        this.replays?.loadWindow(request.id, request.from);
        break;
      case 'light':
        this.light.show(request.range);
        break;
      case 'copyTest':
        void this.partings.copyTest(request.id, request.which);
        break;
      case 'trainOn':
        void this.trainOn(request.id, request.input);
        break;
    }
  }
}

/** Commands are given a function by the tree, its id by everybody else. */
type Item = string | { readonly id: string };

function idOf(item: Item): string {
  return typeof item === 'string' ? item : item.id;
}
