import type { StepId } from '../../shared/program.ts';
import type { Tracer } from '../../shared/trace.ts';
import { notConstructor, notFunction, notIterable, shown, standing } from './runtime-messages.ts';
import { Taken, ask, begin, isBuiltIn } from './runtime-take.ts';

/** The helpers that instrumented text calls, besides the tracer's frames. Runs in the sandbox: no Node here. */
export interface Runtime extends Tracer {
  call(callee: unknown, receiver: unknown, args: unknown[], step: StepId): unknown;
  construct(callee: unknown, args: unknown[], step: StepId): unknown;
  /** One value per place: template objects. */
  once(step: StepId, make: () => unknown): unknown;
  numeric(value: unknown): number | bigint;
  increment(value: unknown): number | bigint;
  decrement(value: unknown): number | bigint;
  /** What an array pattern takes items out of; see `Taken` for the numbers. */
  take(iterable: unknown, count: number, rest: number, last: number, text: string): Taken;
  item(taken: Pick<Taken, 'items' | 'item'>, index: number): unknown;
  /** What is spread, as a list of its own. */
  spread(value: unknown, text: string): unknown[];
  /** What `yield*` hands over to, begun already. */
  delegate(value: unknown, text: string): Iterable<unknown>;
  omit(object: object, keys: readonly PropertyKey[]): object;
  /** `text`: how engines name the value, empty for an argument; null inside of another pattern. */
  destructure(value: unknown, key: string, text: string | null): void;
  /** @param text what is wrong if the value can't be gone through; see runtime-messages.ts */
  iterable(value: unknown, text: string): Iterable<unknown>;
  keys(object: unknown): Iterable<string>;
  notFunction(text: string, value: unknown): never;
  notConstructor(text: string, value: unknown): never;
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
      if (typeof callee !== 'function') helpers.notFunction(texts[step] ?? 'expression', callee);
      return apply(callee as () => unknown, receiver, args) as unknown;
    },
    construct(callee, args, step) {
      if (!helpers.constructs(callee)) helpers.notConstructor(texts[step] ?? 'expression', callee);
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
  notFunction,
  notConstructor,
  numeric: (value) => (typeof value === 'bigint' ? value : Number(toPrimitiveNumber(value))),
  increment: (value) => (typeof value === 'bigint' ? value + 1n : (value as number) + 1),
  decrement: (value) => (typeof value === 'bigint' ? value - 1n : (value as number) - 1),
  take: (iterable, count, rest, last, text) => new Taken(helpers.iterable(iterable, text), count, rest, last),
  item: (taken, index) => taken.item(index),
  spread(value, text) {
    const iterable = helpers.iterable(value, text);
    if (isBuiltIn(iterable)) return [...iterable];
    const { iterator, next } = begin(iterable);
    // Of a list V8 names the expression here, of arguments it tells of the value.
    const { word } = standing(text);
    if (typeof next !== 'function' && text && !word) throw new TypeError(text);
    const out: unknown[] = [];
    for (let result = ask(iterator, next); !result.done; result = ask(iterator, next)) out.push(result.value);
    return out;
  },
  delegate(value, text) {
    const { iterator, next } = begin(helpers.iterable(value, text));
    if (typeof next !== 'function') throw new TypeError(text || `${shown(next)} is not a function`);
    return { [Symbol.iterator]: () => iterator };
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
  // Asked one by one: what is deleted meanwhile does not come.
  *keys(object) {
    for (const key in object as object) yield key;
  },
};

/** `+value`, which refuses symbols and bigints, as `x++` does; bigints were taken out before. */
function toPrimitiveNumber(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? +(value as unknown as number) : +(value as number);
}
