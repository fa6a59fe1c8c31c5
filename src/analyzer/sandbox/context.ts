// Imported, since the global does not outlast the lockdown.
import { performance } from 'node:perf_hooks';
import { cpuUsage } from 'node:process';
import vm from 'node:vm';
import { REALM_NAME } from './host.ts';
import type { Ended, Handler, RawEntry, RawHost } from './host.ts';
import { Pace } from './pace.ts';
import type { Moment } from './pace.ts';

/** A watchdog must end this long before the one around it, else the two could end each other's run. */
const MARGIN_MS = 20;
/** How long promise jobs may go on that a run left behind when its time ended. */
const LEFTOVER_MS = 5;
const WATCHED = '__understudyWatched';

/** A primitive, because an error object would lead to the constructors of this realm. */
const NO_IMPORT: unknown = 'import() is not available in the sandbox';
/** Node 20 tells the processor time of the whole process only; its other threads use little. */
function moment(): Moment {
  const { user, system } = cpuUsage();
  return { wall: performance.now(), cpu: (user + system) / 1000 };
}

const refuseImport = (): never => {
  throw NO_IMPORT;
};

/**
 * The realm in which the user's code runs: a context of node:vm whose global is an ordinary global object, not a copy
 * of one of ours. Promise jobs of the realm run when a script evaluation in it ends, never between calls.
 */
export class RealmContext {
  readonly pace = new Pace(moment);
  readonly #context: vm.Context;
  readonly #drain = new vm.Script('');
  readonly #watched = new vm.Script(`'use strict'; ${WATCHED}();`);
  readonly #languageGlobals: readonly string[];
  #prepared = new vm.Script('');
  #pending: () => void = () => {};
  #failure: { readonly error: unknown } | null = null;
  /** When the innermost running watchdog ends its run. */
  #deadline = Infinity;

  constructor() {
    // Nodes before 20.18 know no ordinary global; there it is backed by an object without a prototype.
    const global =
      (vm.constants as Partial<typeof vm.constants>).DONT_CONTEXTIFY ?? (Object.create(null) as vm.Context);
    this.#context = vm.createContext(global, {
      codeGeneration: { strings: true, wasm: false },
      microtaskMode: 'afterEvaluate',
      importModuleDynamically: refuseImport,
    });
    this.#languageGlobals = this.#evaluate('Object.getOwnPropertyNames(globalThis).join()', 'globals').split(',');
    // The watchdog of node:vm guards the evaluation of a script, so there is one whose only work is to call a function.
    // The script is strict: a stack trace then shows neither its function nor its `this`.
    Object.defineProperty(globalThis, WATCHED, { value: () => this.#runPending() });
  }

  /** The globals of a bare realm, and the one that this class needs in the realm around it. */
  get languageGlobals(): readonly string[] {
    return [...this.#languageGlobals, WATCHED];
  }

  /** Evaluates a realm script and starts it. The realm's promise jobs and time limits are in force from then on. */
  start(realm: string): Handler {
    // Wrapped, so that the script's variable becomes no global that user code would see.
    const source = `(function () { 'use strict';${realm}\nreturn ${REALM_NAME}.start; })()`;
    const began = this.pace.now();
    const entry = this.#script(source, 'realm').runInContext(this.#context, { displayErrors: false }) as RawEntry;
    const handler = entry(this.#rawHost());
    this.pace.worked(began);
    return handler;
  }

  /** Runs `fn` for at most `ms` of processor time (see `Pace`) and says how it ended. Throws what `fn` throws. */
  watch(ms: number, fn: () => void): Ended {
    const outer = this.#deadline;
    const began = this.pace.now();
    this.#pending = fn;
    this.#failure = null;
    const room = (at: number): number => outer - MARGIN_MS - at;
    if (ms > room(began.wall)) {
      this.#runPending();
      this.#rethrow();
      return 'ok';
    }
    const allowed = Math.min(this.pace.allow(ms), room(began.wall));
    this.#deadline = began.wall + allowed;
    try {
      this.#watched.runInThisContext({ timeout: Math.max(1, Math.ceil(allowed)), displayErrors: false });
    } catch (error) {
      // Nothing that ran inside throws to here, so this is an error of Node's.
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      const starved = this.pace.interrupted(began, ms);
      this.#dropLeftovers();
      // Only tried again where it can have more time than it had.
      const next = Math.min(this.pace.allow(ms), room(this.pace.now().wall));
      return starved && next > allowed ? 'starved' : 'time';
    } finally {
      this.#deadline = outer;
    }
    this.pace.worked(began);
    this.#rethrow();
    return 'ok';
  }

  #runPending(): void {
    const fn = this.#pending;
    try {
      fn();
      this.#drain.runInContext(this.#context);
    } catch (error) {
      this.#failure = { error };
    }
  }

  #rethrow(): void {
    const failure = this.#failure;
    this.#failure = null;
    if (failure !== null) throw failure.error;
  }

  /** So that they do not run in the middle of a later call. What remains after this is cleared by V8. */
  #dropLeftovers(): void {
    try {
      this.#drain.runInContext(this.#context, { timeout: LEFTOVER_MS, displayErrors: false });
    } catch {
      // They ran out of time as well.
    }
  }

  #rawHost(): RawHost {
    return Object.freeze({
      errorPrototype: Error.prototype,
      watch: (ms: number, fn: () => void) => this.watch(ms, fn),
      now: () => performance.now(),
      prepare: (code: string, name: string) => {
        try {
          this.#prepared = this.#script(code, name);
          return '';
        } catch (error) {
          if (error instanceof SyntaxError) return error.message;
          throw error;
        }
      },
      run: () => this.#prepared.runInContext(this.#context, { displayErrors: false }) as unknown,
    });
  }

  #script(code: string, filename: string): vm.Script {
    return new vm.Script(code, { filename, importModuleDynamically: refuseImport });
  }

  #evaluate(code: string, filename: string): string {
    return String(this.#script(code, filename).runInContext(this.#context));
  }
}
