import type { Evidence } from './evidence.ts';
import { matches, type Copies } from './values.ts';

/** Items that are looked at before a verdict. */
const ENOUGH = 8;
const MOST = 1000;

/** What one reading of a call would have given, item by item. */
export interface Preview {
  readonly candidate: number;
  readonly items: readonly unknown[];
  readonly copies: Copies;
}

interface Pending {
  readonly evidence: Evidence;
  readonly previews: readonly Preview[];
}

/**
 * Iterators that built-ins returned, whose items have not been seen yet. `a.keys()` and `a.values()` look the same until
 * someone goes through them; then the readings that would have given other items are contradicted.
 */
export class PendingIterators {
  private readonly pending = new WeakMap<object, Pending>();
  private any = false;

  add(iterator: object, evidence: Evidence, previews: readonly Preview[]): void {
    this.pending.set(iterator, { evidence, previews });
    this.any = true;
  }

  /** A call is about to take from its operands, unseen: what one of them gives later is not all. */
  forget(operands: readonly unknown[], watched: ReadonlyMap<object, unknown> | undefined): void {
    if (!this.any) return;
    // What `next()` gives is seen.
    if (operands.length === 1) return;
    for (const [i, operand] of operands.entries()) {
      if (i === 0 || !watched?.has(operand as object)) this.pending.delete(operand as object);
    }
  }

  /** Follows one pass over `iterable`, if it is waited for. */
  follow(iterable: unknown): Pass | null {
    if (typeof iterable !== 'object' || iterable === null) return null;
    const found = this.pending.get(iterable);
    if (!found) return null;
    this.pending.delete(iterable);
    return new Pass(found);
  }

  /** A method of `iterator` gave a result, as `next()` does. @returns whether something was learned. */
  answer(iterator: unknown, result: unknown): boolean {
    const pass = this.follow(iterator);
    if (!pass || !isResult(result)) return false;
    return result.done ? pass.end([]) : pass.prefix([result.value]);
  }

  /** An array pattern asked for an item of `iterable`; `count` items are all it asks for. */
  take(iterable: unknown, taken: unknown, count: number): boolean {
    const { items } = taken as { readonly items: readonly unknown[] };
    return items.length >= count && (this.follow(iterable)?.prefix(items.slice(0, count)) ?? false);
  }

  /** All items of `iterable` are known at once. @returns whether something was learned. */
  settle(iterable: unknown, items: readonly unknown[]): boolean {
    const pass = this.follow(iterable);
    return pass !== null && pass.end(items);
  }
}

export class Pass {
  private readonly seen: unknown[] = [];
  private decided = false;

  constructor(private readonly pending: Pending) {}

  /** @returns whether something was learned. */
  item(value: unknown): boolean {
    if (this.decided) return false;
    this.seen.push(value);
    return this.seen.length >= ENOUGH && this.decide(this.seen, false);
  }

  /** The first items are known, others may follow. */
  prefix(items: readonly unknown[]): boolean {
    return !this.decided && this.decide(items, false);
  }

  end(items: readonly unknown[] = this.seen): boolean {
    return !this.decided && this.decide(items, true);
  }

  private decide(items: readonly unknown[], complete: boolean): boolean {
    this.decided = true;
    const { evidence, previews } = this.pending;
    const fitting = previews.filter((preview) => {
      if (complete ? preview.items.length !== items.length : preview.items.length < items.length) return false;
      return items.every((item, i) => matches(preview.items[i], item, preview.copies));
    });
    return evidence.note(fitting.map(({ candidate }) => candidate));
  }
}

function isResult(value: unknown): value is { readonly done: boolean; readonly value: unknown } {
  if (typeof value !== 'object' || value === null) return false;
  return Object.keys(value).join() === 'value,done';
}

/** The items of an iterator made on copies. */
export function drain(iterator: Iterable<unknown>): unknown[] {
  const items: unknown[] = [];
  for (const item of iterator) {
    items.push(item);
    if (items.length >= MOST) break;
  }
  return items;
}
