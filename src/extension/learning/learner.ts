import * as path from 'node:path';
import * as vscode from 'vscode';
import type { CompareEvent } from '../../shared/comparison.ts';
import type { LearnSettings } from '../../shared/jobs.ts';
import type { ComparisonState, LearnedFunction } from '../../shared/panel.ts';
import type { Wire } from '../../shared/values.ts';
import { CancelledError, EngineError, runEngine } from '../engine/process.ts';
import type { Freshness } from './freshness.ts';
import { Notes } from './notes.ts';
import { applyCompareEvent, applyEvent } from './progress.ts';
import { Queue, type Task } from './queue.ts';
import { withPaths } from './store.ts';
import type { Stores } from './stores.ts';

/** What a function looks like to the learner. */
export interface Subject {
  readonly file: string;
  readonly name: string;
  /** The function's text as it is now. */
  readonly text: string;
  /** The line at which it begins, from 1; undefined where that is not known. */
  readonly line?: number | undefined;
}

/** The learned functions of this window: what state each is in, and what is being done about it. */
export class Learner implements vscode.Disposable {
  private readonly functions = new Map<string, LearnedFunction>();
  private readonly queue = new Queue();
  private readonly changed = new vscode.EventEmitter<LearnedFunction | null>();
  /** A function changed; null for one that was removed. */
  readonly onDidChange = this.changed.event;
  private loaded: Promise<void> | null = null;
  private readonly notes: Notes;
  /** Where the files of functions that are at work have gone meanwhile. */
  private readonly gone = new Map<string, string>();

  constructor(
    private readonly engine: string,
    private readonly store: Stores,
    private readonly freshness: Freshness,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.notes = new Notes(store, log);
  }

  /** Reads what is stored, once. */
  load(): Promise<void> {
    return (this.loaded ??= Promise.all([this.store.load(), this.store.loadUnfinished()]).then(([stored, cut]) => {
      const interrupted = cut.map((fn): LearnedFunction => ({ ...fn, phase: 'interrupted' }));
      for (const fn of [...interrupted, ...stored.map(atRest)])
        if (!this.functions.has(fn.id)) this.functions.set(fn.id, fn);
      if (this.functions.size === 0) return;
      this.changed.fire(null);
      void this.freshness.read(this.all()).then(() => this.changed.fire(null));
    }));
  }

  /** Reads what is stored in folders that came to the workspace; what is there already stays as it is. */
  async loadAgain(): Promise<void> {
    await this.loaded;
    this.loaded = null;
    await this.load();
  }

  /** Takes up what was cut off when the window was closed; where it was paused, or nothing may run, that is left to the user. */
  async takeUp(): Promise<void> {
    await this.load();
    const cut = this.all().filter(({ phase, paused }) => phase === 'interrupted' && !paused);
    if (vscode.workspace.isTrusted) for (const fn of cut.reverse()) void this.learn(fn, fn.settings, fn.examples, true);
  }

  all(): LearnedFunction[] {
    return [...this.functions.values()].sort((a, b) => b.startedAt - a.startedAt);
  }

  get(id: string): LearnedFunction | undefined {
    return this.functions.get(id);
  }

  /** Asked for each function in view at each pause in typing, of few that there are: to look is less than to work out the id. */
  find(file: string, name: string): LearnedFunction | undefined {
    for (const fn of this.functions.values()) if (fn.file === file && fn.name === name) return fn;
    return undefined;
  }

  /** Functions that are in a file, or made of something in it. */
  madeOf(file: string): LearnedFunction[] {
    return this.all().filter((fn) => fn.file === file || fn.pieces?.some((piece) => piece.file === file));
  }

  /** @param text its own text now, if that is known */
  isChanged(fn: LearnedFunction, text?: string): boolean {
    return this.freshness.isChanged(fn, text);
  }

  /** Functions that wait or are at work, the first one first. */
  busy(): LearnedFunction[] {
    const busy = this.all().filter((fn) => this.queue.has(fn.id));
    return busy.sort((a, b) => a.startedAt - b.startedAt);
  }

  modelFolder(id: string): string {
    return this.store.modelFolder(id);
  }

  /** Learns a function, once those before it are done. Asked again while it is at it, it begins anew. */
  async learn(
    subject: Subject,
    settings: LearnSettings,
    examples?: readonly (readonly Wire[])[],
    resumed = false,
  ): Promise<LearnedFunction> {
    const id = this.store.idOf(subject.file, subject.name);
    const before = this.functions.get(id);
    this.cancel(id);
    const fresh: LearnedFunction = {
      id,
      file: subject.file,
      name: subject.name,
      phase: 'waiting',
      progress: 0,
      paused: false,
      settings,
      wanted: settings,
      resumed,
      examples: examples ?? before?.examples ?? [],
      startedAt: Date.now(),
      finishedAt: null,
      curve: [],
      story: [],
      sizes: [],
      measuring: null,
      report: null,
      listing: null,
      failure: null,
      text: subject.text,
      line: subject.line,
      recheck: null,
      comparison: before?.comparison ?? null,
    };
    this.set(fresh);
    this.notes.begin(fresh);
    await this.work(id, async (signal, onStart) => {
      const onEvent = (event: Parameters<typeof applyEvent>[1]): void => this.update(id, (fn) => applyEvent(fn, event));
      this.update(id, (fn) => ({ ...fn, phase: 'learning' }));
      const { report, listing, pieces } = await this.whereItIs(id, subject.file, (file) => {
        const target = `${file}#${subject.name}`;
        const request = { target, out: this.modelFolder(id), settings, examples: fresh.examples };
        return runEngine(this.engine, 'learn', request, { signal, onEvent, onStart });
      });
      this.update(id, (fn) => ({
        ...fn,
        phase: 'done',
        paused: false,
        progress: 1,
        report,
        listing,
        pieces,
        sizes: report.generalisation,
      }));
    });
    const learned = this.functions.get(id) ?? fresh;
    await this.freshness.read([learned]);
    return learned;
  }

  /** Looks at what functions are made of, which may have been edited elsewhere. */
  async look(fns: readonly LearnedFunction[]): Promise<void> {
    await this.freshness.read(fns);
    for (const { id } of fns) this.update(id, (fn) => ({ ...fn }));
  }

  /** A file of its was saved: if it is as it was learned, it may be elsewhere in the file now. */
  async locate(id: string, { text, line }: Subject): Promise<void> {
    const before = this.functions.get(id);
    if (!before || line === undefined || this.queue.has(id) || this.isChanged(before, text)) return;
    const moved = this.freshness.placed(before, line);
    if (moved === before) return;
    this.set(moved);
    await this.save(id);
  }

  /** Compares a learned function's network with the function as it was edited, or what that is made of. */
  async recheck(id: string, subject: Subject): Promise<void> {
    const before = this.functions.get(id);
    if (before?.phase !== 'done') return;
    if (!this.isChanged(before, subject.text)) {
      if (before.recheck || before.failure) this.update(id, (fn) => ({ ...fn, recheck: null, failure: null }));
      await this.save(id);
      return;
    }
    this.update(id, (fn) => ({ ...fn, phase: 'checking', failure: null }));
    await this.work(id, async (signal) => {
      const target = `${subject.file}#${subject.name}`;
      const request = { model: this.modelFolder(id), target, settings: before.settings };
      const recheck = await runEngine(this.engine, 'check', request, { signal });
      this.update(id, (fn) => atRest({ ...fn, recheck, failure: null }));
    });
  }

  /** Learns a function with several networks, to see them side by side. */
  async compare(id: string, subject: Subject, networks: readonly string[], seeds: number): Promise<void> {
    const before = this.functions.get(id);
    if (before?.phase !== 'done') return;
    const { text } = subject;
    const comparison: ComparisonState = { state: 'running', doing: '', result: null, text };
    this.update(id, (fn) => ({ ...fn, phase: 'comparing', progress: 0, failure: null, comparison }));
    await this.work(id, async (signal, onStart) => {
      const target = `${subject.file}#${subject.name}`;
      const onEvent = (event: CompareEvent): void =>
        this.update(id, (fn) => applyCompareEvent(fn, event, { networks: networks.length, seeds }));
      const request = { target, networks, seeds, settings: before.wanted };
      const result = await runEngine(this.engine, 'compare', request, { signal, onEvent, onStart });
      this.update(id, (fn) => atRest({ ...fn, comparison: { state: 'done', doing: '', result, text } }));
    });
  }

  /** How a function is to be learned next. */
  configure(id: string, wanted: LearnSettings): void {
    this.update(id, (fn) => ({ ...fn, wanted }));
    if (!this.queue.has(id)) void this.save(id);
  }

  private async work(id: string, task: Task): Promise<void> {
    try {
      await this.queue.run(id, task);
    } catch (error) {
      if (error instanceof CancelledError) return;
      this.fail(id, error);
    }
    this.update(id, (fn) => ({ ...fn, finishedAt: Date.now() }));
    this.notes.end(id);
    await this.save(id);
    await this.followAfter(id);
  }

  private async followAfter(id: string): Promise<void> {
    const fn = this.functions.get(id);
    const file = this.gone.get(id);
    this.gone.delete(id);
    if (fn && file !== undefined) await this.follow(fn, file);
  }

  private fail(id: string, error: unknown): void {
    const known = error instanceof EngineError ? error.failure : null;
    const message = error instanceof Error ? error.message : String(error);
    this.log.error(known?.stack || message);
    const failure = { message, reasons: known?.reasons ?? [] };
    this.update(id, (fn) => {
      const learned = fn.phase === 'checking' || fn.phase === 'comparing';
      return { ...(learned ? atRest(fn) : { ...fn, phase: 'failed', paused: false }), failure };
    });
  }

  /** Has a function that is being learned stand still; those that wait need not wait for it. */
  pause(id: string): void {
    if (this.queue.pause(id)) this.setPaused(id, true);
  }

  resume(id: string): void {
    this.queue.resume(id);
    this.setPaused(id, false);
  }

  private setPaused(id: string, paused: boolean): void {
    const fn = this.functions.get(id);
    if (!fn || fn.paused === paused) return;
    this.set({ ...fn, paused });
    if (fn.phase === 'learning' || fn.phase === 'measuring') this.notes.begin({ ...fn, paused });
  }

  cancel(id: string): void {
    if (!this.queue.cancel(id)) return;
    this.update(id, (fn) => {
      if (fn.phase === 'checking' || fn.phase === 'comparing') return atRest(fn);
      return { ...fn, phase: 'cancelled', paused: false, measuring: null, finishedAt: Date.now() };
    });
    this.notes.end(id);
    void this.save(id).then(() => this.followAfter(id));
  }

  /** A file or folder has another place now. What is still being learned from it follows when that has ended. */
  async moved(from: string, to: string): Promise<void> {
    await this.load();
    const now = (file: string): string =>
      file === from || file.startsWith(from + path.sep) ? to + file.slice(from.length) : file;
    for (const fn of this.all()) {
      if (fn.pieces?.some(({ file }) => file !== fn.file && now(file) !== file)) {
        this.set(withPaths(fn, (file) => (file === fn.file ? file : now(file))));
        if (!this.queue.has(fn.id)) await this.save(fn.id);
      }
      const file = this.gone.get(fn.id) ?? fn.file;
      const there = now(file);
      if (there === file) continue;
      if (this.queue.has(fn.id)) this.gone.set(fn.id, there);
      else await this.follow(this.functions.get(fn.id) ?? fn, there);
    }
  }

  /** Runs something on a function's file; once more if it failed because the file was just then given another name. */
  private async whereItIs<T>(id: string, file: string, run: (file: string) => Promise<T>): Promise<T> {
    for (let at = this.gone.get(id) ?? file; ;) {
      try {
        return await run(at);
      } catch (error) {
        const now = this.gone.get(id);
        if (error instanceof CancelledError || now === undefined || now === at) throw error;
        at = now;
      }
    }
  }

  private async follow(fn: LearnedFunction, file: string): Promise<void> {
    try {
      const moved = await this.store.move(fn, file);
      this.functions.delete(fn.id);
      this.functions.set(moved.id, moved);
      this.changed.fire(null);
    } catch (error) {
      this.log.warn(`${fn.name} could not follow its file: ${String(error)}`);
    }
  }

  async remove(id: string): Promise<void> {
    this.cancel(id);
    this.functions.delete(id);
    this.changed.fire(null);
    await this.store.remove(id);
  }

  private set(fn: LearnedFunction): void {
    this.functions.set(fn.id, fn);
    this.changed.fire(fn);
  }

  private update(id: string, change: (fn: LearnedFunction) => LearnedFunction): void {
    const fn = this.functions.get(id);
    if (!fn) return;
    const next = change(fn);
    if (next !== fn) this.set(next);
  }

  private async save(id: string): Promise<void> {
    const fn = this.functions.get(id);
    if (fn) await this.notes.save(fn);
  }

  dispose(): void {
    // What is under way ends with the window and not by itself: it stays noted as unfinished.
    this.queue.stop();
    this.changed.dispose();
  }
}

/** What was done with a learned function has ended, well or not: it is as it was learned. */
function atRest(fn: LearnedFunction): LearnedFunction {
  if (fn.phase !== 'checking' && fn.phase !== 'comparing') return fn;
  const { comparison } = fn;
  const stopped =
    comparison?.state === 'running' ? { ...comparison, state: 'stopped' as const, doing: '' } : comparison;
  return { ...fn, phase: 'done', paused: false, progress: 1, comparison: stopped };
}
