import { UserError } from '../../shared/errors.ts';
import { addBuiltIns } from './built-ins.ts';
import { noteOutside } from './outside.ts';
import { Answer } from './host.ts';
import type { Ended, Handler, Host, RawEntry, RawHost, RealmEntry } from './host.ts';

/**
 * Makes the `start` that a realm script exports: `export const start = enter((host) => handler)`.
 *
 * It runs inside the realm, before any user code, and stands between the realm and the process: ambient powers are
 * removed, and whatever the process's side throws is replaced by an error of this realm, since an object of the other
 * realm would lead user code to that realm's constructors.
 */
export function enter(entry: RealmEntry): RawEntry {
  return (raw) => {
    removeAmbient();
    addBuiltIns();
    sealErrors();
    return answering(entry(createHost(raw)));
  };
}

/** Waiting, shared memory, machine code, callbacks outside any call, and a console nobody reads. */
function removeAmbient(): void {
  for (const name of [
    'Atomics',
    'SharedArrayBuffer',
    'WebAssembly',
    'FinalizationRegistry',
    'ShadowRealm',
    'console',
  ]) {
    Reflect.deleteProperty(globalThis, name);
  }
}

/**
 * Node formats the stack of every error, in whatever realm, by code of its own that reads `Error.prepareStackTrace` or
 * calls the error's `toString`. If either led to user code (a proxy), that code would be handed arrays of Node's realm.
 * So the way is fixed to a formatter of this realm.
 */
function sealErrors(): void {
  const { apply } = Reflect;
  const { String } = globalThis;
  const toString = Reflect.get(Error.prototype, 'toString') as (this: unknown) => string;
  const prepareStackTrace = (error: unknown, sites: ArrayLike<unknown>): string => {
    // Stacks are formatted when they are first read.
    noteOutside('stack');
    let text = apply(toString, error, []);
    for (let i = 0; i < sites.length; i++) text += `\n    at ${String(sites[i])}`;
    return text;
  };
  Object.defineProperty(Error, 'prepareStackTrace', { value: prepareStackTrace });
  Object.defineProperty(globalThis, 'Error', { writable: false, configurable: false });
}

function createHost(raw: RawHost): Host {
  // Held here because user code may replace the globals later.
  const { SyntaxError, RangeError } = globalThis;
  const { getPrototypeOf } = Reflect;

  const isForeign = (error: unknown): boolean => {
    // A proxy may throw here, but then an error of this realm.
    for (let at = error; typeof at === 'object' && at !== null; at = getPrototypeOf(at)) {
      if (at === raw.errorPrototype) return true;
    }
    return false;
  };
  /** The process's side fails only for want of stack: its functions are handed nothing that they could refuse. */
  const outOfStack = (): RangeError => new RangeError('Maximum call stack size exceeded');

  const host: Host = {
    limited(ms, fn) {
      for (;;) {
        const outcome: { threw: boolean; error: unknown } = { threw: false, error: undefined };
        let ended: Ended;
        try {
          ended = raw.watch(ms, () => {
            try {
              fn();
            } catch (error) {
              outcome.threw = true;
              outcome.error = error;
            }
          });
        } catch {
          throw outOfStack();
        }
        if (ended === 'starved') continue;
        if (outcome.threw) throw outcome.error;
        return ended;
      }
    },
    now() {
      try {
        return raw.now();
      } catch {
        throw outOfStack();
      }
    },
    compile(code, name) {
      let wrong: string;
      try {
        wrong = raw.prepare(code, name);
      } catch {
        throw outOfStack();
      }
      if (wrong !== '') throw new SyntaxError(wrong);
      try {
        return raw.run();
      } catch (error) {
        throw isForeign(error) ? outOfStack() : error;
      }
    },
  };
  return Object.freeze(Object.assign(Object.create(null) as object, host));
}

/** Turns what a handler throws into text while still inside the realm, where reading a thrown value is safe. */
function answering(handler: Handler): Handler {
  const { stringify } = JSON;
  return (method, json) => {
    try {
      return Answer.result + handler(method, json);
    } catch (error) {
      if (error instanceof RangeError && error.message === 'Maximum call stack size exceeded') return Answer.stack;
      if (error instanceof UserError) {
        const { name, message, exitCode, reasons } = error;
        return Answer.result + stringify({ $error: { name, message, exitCode, reasons } });
      }
      return Answer.failed + messageOf(error);
    }
  };
}

function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } catch {
    return 'something was thrown that cannot be shown as text';
  }
}
