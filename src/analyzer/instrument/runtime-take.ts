import { shown } from './runtime-messages.ts';

// Taken before any user code runs, which may change the built-ins.
const { apply } = Reflect;
const [listIterator, textIterator] = [Array.prototype[Symbol.iterator], String.prototype[Symbol.iterator]];
const listSteps = Object.getPrototypeOf([][Symbol.iterator]()) as { next: unknown };
const nextOfList = listSteps.next;

/** Whether a value goes through itself as the language has it, so that no code of the user's runs. */
export function isBuiltIn(value: Iterable<unknown>): boolean {
  const method = value[Symbol.iterator] as unknown;
  if (typeof value === 'string') return method === textIterator;
  return Array.isArray(value) && method === listIterator && listSteps.next === nextOfList;
}

interface Begun {
  readonly iterator: Iterator<unknown>;
  readonly next: unknown;
}

/** Begins to go through a value, as `for…of` does. */
export function begin(iterable: Iterable<unknown>): Begun {
  const iterator: unknown = iterable[Symbol.iterator]();
  if (!isObject(iterator)) throw new TypeError('Result of the Symbol.iterator method is not an object');
  return { iterator: iterator as Iterator<unknown>, next: Reflect.get(iterator, 'next') };
}

/** The next result of an iterator whose `next` was read when it began. */
export function ask(iterator: Iterator<unknown>, next: unknown): IteratorResult<unknown, unknown> {
  if (typeof next !== 'function') throw new TypeError(`${shown(next)} is not a function`);
  const result: unknown = apply(next as () => unknown, iterator, []);
  if (!isObject(result)) throw new TypeError(`Iterator result ${String(result)} is not an object`);
  return result as IteratorResult<unknown, unknown>;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/**
 * What an array pattern takes out of a value, item by item as it asks: defaults and targets run in between, and may
 * change what is gone through.
 */
export class Taken {
  /** Taken so far. */
  readonly items: unknown[] = [];
  readonly #list: readonly unknown[] | null;
  readonly #begun: Begun | null;
  readonly #last: number;
  readonly #rest: number;
  readonly #count: number;
  #at = 0;
  #done = false;

  /**
   * @param count how many items the pattern has a place for, rest aside; some may be left out
   * @param rest the index from which it takes all the rest; −1 if it does not
   * @param last the last index that is asked for; −1 for none
   */
  constructor(iterable: Iterable<unknown>, count: number, rest: number, last: number) {
    const isList = Array.isArray(iterable) && isBuiltIn(iterable);
    this.#list = isList ? iterable : null;
    this.#begun = isList ? null : begin(iterable);
    this.#last = last;
    this.#rest = rest;
    this.#count = count;
    if (last < 0) this.#finish();
  }

  /** The item at an index, which comes after the one asked before. */
  item(index: number): unknown {
    while (this.items.length < index) this.items.push(this.#next());
    const value = index === this.#rest ? this.#others() : this.#next();
    this.items.push(value);
    if (index === this.#last) this.#finish();
    return value;
  }

  #others(): unknown[] {
    const others: unknown[] = [];
    for (let value = this.#next(); !this.#done; value = this.#next()) others.push(value);
    return others;
  }

  #next(): unknown {
    if (this.#done) return undefined;
    if (this.#list) {
      this.#done = this.#at >= this.#list.length;
      return this.#list[this.#at++];
    }
    // One that throws is not closed.
    this.#done = true;
    const result = ask((this.#begun as Begun).iterator, (this.#begun as Begun).next);
    this.#done = Boolean(result.done);
    return this.#done ? undefined : result.value;
  }

  /** Passes over what the pattern leaves out at its end, and closes the iterator. */
  #finish(): void {
    while (this.items.length < this.#count) this.items.push(this.#next());
    if (this.#done || !this.#begun) return;
    const { iterator } = this.#begun;
    const close: unknown = Reflect.get(iterator, 'return');
    if (close === undefined || close === null) return;
    if (typeof close !== 'function') throw new TypeError(`${shown(close)} is not a function`);
    const result: unknown = apply(close as () => unknown, iterator, []);
    if (!isObject(result)) throw new TypeError(`Iterator result ${String(result)} is not an object`);
  }
}
