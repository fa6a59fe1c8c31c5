import type { StepId } from '../../shared/program.ts';
import type { Tracer } from '../../shared/trace.ts';

/** The helpers that instrumented text calls, besides the tracer's frames. Runs in the sandbox: no Node here. */
export interface Runtime extends Tracer {
  call(callee: unknown, receiver: unknown, args: unknown[], step: StepId): unknown;
  construct(callee: unknown, args: unknown[], step: StepId): unknown;
  /** One value per place: template objects. */
  once(step: StepId, make: () => unknown): unknown;
  numeric(value: unknown): number | bigint;
  increment(value: unknown): number | bigint;
  decrement(value: unknown): number | bigint;
  take(iterable: unknown, count: number, rest: number, text: string): unknown[];
  omit(object: object, keys: readonly PropertyKey[]): object;
  /** `text`: how engines name the value, empty for an argument; null inside of another pattern. */
  destructure(value: unknown, key: string, text: string | null): void;
  /**
   * @param text what is wrong if the value can't be gone through, where engines name the expression; empty where they
   *   tell of the value instead; `spread: f(...)` for an argument that is spread; `field: o` for a field that an array
   *   pattern takes out of `o`, empty for an argument
   */
  iterable(value: unknown, text: string): Iterable<unknown>;
  keys(object: unknown): string[];
  /** Whether `new` can be used on a value. */
  constructs(value: unknown): value is new () => unknown;
}

// Taken before any user code runs, which may change the built-ins.
const { apply, construct } = Reflect;

/** `texts`: how engines name the callee of each call step in their messages. */
export function createRuntime(tracer: Tracer, texts: Readonly<Record<StepId, string>>): Runtime {
  const made = new Map<StepId, unknown>();
  return {
    enter: (fn, parent, args) => tracer.enter(fn, parent, args),
    call(callee, receiver, args, step) {
      if (typeof callee !== 'function') throw new TypeError(`${texts[step] ?? 'expression'} is not a function`);
      return apply(callee, receiver, args) as unknown;
    },
    construct(callee, args, step) {
      if (!helpers.constructs(callee)) throw new TypeError(`${texts[step] ?? 'expression'} is not a constructor`);
      return construct(callee, args) as unknown;
    },
    once(step, make) {
      if (!made.has(step)) made.set(step, make());
      return made.get(step);
    },
    ...helpers,
  };
}

/** Values that `new` was seen to work on. */
const constructors = new WeakSet();

type Helpers = Omit<Runtime, 'enter' | 'call' | 'construct' | 'once'>;

/** What the machine that runs a learned program needs as well: the parts of the language that are given, not learned. */
export const helpers: Helpers = {
  numeric: (value) => (typeof value === 'bigint' ? value : Number(toPrimitiveNumber(value))),
  increment: (value) => (typeof value === 'bigint' ? value + 1n : (value as number) + 1),
  decrement: (value) => (typeof value === 'bigint' ? value - 1n : (value as number) - 1),
  take(iterable, count, rest, text) {
    const iterator = helpers.iterable(iterable, text)[Symbol.iterator]();
    if (!isObject(iterator)) throw new TypeError('Result of the Symbol.iterator method is not an object');
    const next: unknown = Reflect.get(iterator, 'next');
    const ask = (): IteratorResult<unknown, unknown> => {
      if (typeof next !== 'function') throw new TypeError(`${String(next)} is not a function`);
      const result: unknown = apply(next, iterator, []);
      if (!isObject(result)) throw new TypeError(`Iterator result ${String(result)} is not an object`);
      return result as IteratorResult<unknown, unknown>;
    };
    const out: unknown[] = [];
    for (let i = 0; i < count; i++) {
      const { done, value } = ask();
      if (done) return rest >= 0 ? pad(out, rest) : out;
      out.push(value);
    }
    if (rest >= 0) {
      const others: unknown[] = [];
      for (let item = ask(); !item.done; item = ask()) others.push(item.value);
      out.push(others);
    } else if (iterator.return !== undefined) iterator.return();
    return out;
  },
  omit(object, keys) {
    const out = { ...object };
    for (const key of keys) Reflect.deleteProperty(out, key);
    return out;
  },
  destructure(value, key, text) {
    if (value !== null && value !== undefined) return;
    if (text === null && key) throw new TypeError(`Cannot read properties of ${String(value)} (reading '${key}')`);
    const shown = text || (value === null && text === '' ? 'object null' : String(value));
    const what = key ? `property '${key}' of '${shown}'` : `'${shown}'`;
    throw new TypeError(`Cannot destructure ${what} as it is ${String(value)}.`);
  },
  iterable(value, text) {
    const iterable = value as Iterable<unknown> | null | undefined;
    if (iterable !== null && iterable !== undefined && typeof iterable[Symbol.iterator] === 'function') return iterable;
    throw new TypeError(notIterable(value, text));
  },
  constructs(value): value is new () => unknown {
    if (typeof value !== 'function') return false;
    if (constructors.has(value)) return true;
    try {
      // Makes a plain object whose prototype is the value's, and runs nothing of it.
      construct(Object, [], value);
      constructors.add(value);
      return true;
    } catch {
      return false;
    }
  },
  keys(object) {
    const out: string[] = [];
    for (const key in object as object) out.push(key);
    return out;
  },
};

/** Why a value can't be gone through, in V8's words. */
function notIterable(value: unknown, text: string): string {
  const asked = '(cannot read property Symbol(Symbol.iterator))';
  const isNothing = value === null || value === undefined;
  if (!text) return `${shown(value)} is not iterable ${asked}`;
  if (text.startsWith('spread: ')) {
    if (!isNothing) return 'Spread syntax requires ...iterable[Symbol.iterator] to be a function';
    return `${text.slice('spread: '.length)} is not iterable (cannot read property ${String(value)})`;
  }
  if (!text.startsWith('field: ')) return text;
  const object = text.slice('field: '.length) || shown(value);
  if (!isNothing) return `${object} is not iterable ${asked}`;
  return `Cannot destructure property 'Symbol(Symbol.iterator)' of '${object}' as it is ${String(value)}.`;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** A value's type, and of simple ones the value: what engines say where they don't name the expression. */
function shown(value: unknown): string {
  if (typeof value === 'string') return `string "${value}"`;
  if (value === null || typeof value === 'number' || typeof value === 'boolean')
    return `${typeof value} ${String(value)}`;
  return typeof value;
}

/** `+value`, which refuses symbols and bigints, as `x++` does; bigints were taken out before. */
function toPrimitiveNumber(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? +(value as unknown as number) : +(value as number);
}

function pad(out: unknown[], rest: number): unknown[] {
  while (out.length < rest) out.push(undefined);
  out.push([]);
  return out;
}
