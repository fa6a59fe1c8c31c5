import { isObject } from './values.ts';

/** What a call took out of an iterator that it was given. */
export interface Taken {
  readonly items: unknown[];
  /** It went on to the end. */
  complete: boolean;
}

type Next = (this: unknown, ...args: unknown[]) => IteratorResult<unknown>;

/** Looks on as a call goes through the iterators among its operands. */
export class Watch {
  readonly taken = new Map<object, Taken>();
  private open = true;

  constructor(operands: readonly unknown[]) {
    for (const operand of operands) if (isNative(operand) && !this.taken.has(operand)) this.lookOn(operand);
  }

  private lookOn(iterator: Iterator<unknown>): void {
    const taken: Taken = { items: [], complete: false };
    const next: Next = (iterator as { readonly next: Next }).next;
    const value = function (this: unknown, ...args: unknown[]): IteratorResult<unknown> {
      const result = Reflect.apply(next, this, args);
      if (result.done === true) taken.complete = true;
      else taken.items.push(result.value);
      return result;
    };
    if (Reflect.defineProperty(iterator, 'next', { value, configurable: true, writable: true }))
      this.taken.set(iterator, taken);
  }

  /**
   * Leaves the iterators as they were. A built-in that has begun to go through one holds on to the method it found, so
   * this can be as soon as code of the program runs, which must see nothing of it.
   */
  close(): void {
    if (!this.open) return;
    this.open = false;
    for (const iterator of this.taken.keys()) Reflect.deleteProperty(iterator, 'next');
  }
}

/** A generator or an iterator of a built-in: `next` is inherited, and code reads it once for a whole pass. */
function isNative(value: unknown): value is Iterator<unknown> & object {
  if (!isObject(value) || typeof value === 'function' || Object.hasOwn(value, 'next')) return false;
  return isIterator(value) && Symbol.toStringTag in value && Object.isExtensible(value);
}

export function isIterator(value: unknown): boolean {
  return isObject(value) && typeof value !== 'function' && typeof (value as { next?: unknown }).next === 'function';
}

/** An iterator that gives what was taken out of another one; asked for more than that, it throws. */
export function* again({ items, complete }: Taken): Generator<unknown> {
  yield* items;
  if (!complete) throw new Error('nobody went further');
}
