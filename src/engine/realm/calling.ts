import { cloneInput } from '../../analyzer/inputs/clone.ts';
import type { Outcome } from '../../shared/report.ts';
import { encode } from '../../shared/values.ts';
import type { Called } from '../../trainer/divergence/verdict.ts';

export type Fn = (...args: unknown[]) => unknown;

const MAX_ITEMS = 10_000;

/** Calls a function on copies of the arguments. An iterator it returns is read out, so that it can be compared. */
export function callOn(fn: Fn, input: readonly unknown[]): Called {
  const args = cloneInput(input) as unknown[];
  try {
    const output = fn(...args);
    const isObject = typeof output === 'object' && output !== null;
    const at = isObject ? args.indexOf(output) : -1;
    return { output: isIterator(output) ? readOut(output) : output, threw: null, args, sameAs: at >= 0 ? at : null };
  } catch (error) {
    return { output: null, threw: { error }, args, sameAs: null };
  }
}

function isIterator(value: unknown): value is Iterator<unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const iterator = value as { next?: unknown; [Symbol.iterator]?: unknown };
  return typeof iterator.next === 'function' && typeof iterator[Symbol.iterator] === 'function';
}

function readOut(iterator: Iterator<unknown>): unknown[] {
  const items: unknown[] = [];
  while (items.length < MAX_ITEMS) {
    const { done, value } = iterator.next() as IteratorResult<unknown, unknown>;
    if (done === true) break;
    items.push(value);
  }
  return items;
}

export function isStackOverflow(called: Called): boolean {
  const error = called.threw?.error;
  return error instanceof RangeError && error.message === 'Maximum call stack size exceeded';
}

/** An error's message, else the thrown value as text. */
export function thrownText(error: unknown): string {
  if (error instanceof Error) return error.message;
  try {
    return typeof error === 'object' && error !== null ? JSON.stringify(encode(error)) : String(error);
  } catch {
    return 'a value that has no text';
  }
}

export function outcomeOf(called: Called): Outcome {
  return {
    output: called.threw ? null : encode(called.output),
    threw: called.threw ? thrownText(called.threw.error) : null,
    mutated: called.args.map((arg) => encode(arg)),
    sameAs: called.sameAs,
  };
}
