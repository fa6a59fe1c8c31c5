import type { CallRecord } from './records.ts';
import { isObject, matches, type Copies } from './values.ts';

/** What a callback is given while a built-in runs again on copies, beside what it was given in the trace. */
export class Given {
  private held: ReadonlySet<unknown> | null = null;

  constructor(
    private readonly record: CallRecord,
    private readonly copies: Copies,
  ) {}

  /** The same thing; what is made for the callback alone, such as a map's `[key, value]`, is told by what it holds. */
  isSame(given: unknown, told: unknown): boolean {
    if (Object.is(given, told)) return true;
    if (!isObject(given)) return false;
    const original = this.copies.originalOf(given);
    if (original) return original === told;
    this.held ??= new Set([...(this.record.before?.values() ?? [])].flatMap(itemsOf));
    return !this.held.has(given) && matches(given, told, this.copies);
  }
}

function itemsOf(container: object): unknown[] {
  if (container instanceof Map) return [...container].flat();
  if (container instanceof Set) return [...container];
  return Object.values(Object.getOwnPropertyDescriptors(container)).map(({ value }): unknown => value);
}
