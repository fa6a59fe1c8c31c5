import { cloneInput } from '../../analyzer/inputs/clone.ts';
import type { Outcome } from '../../shared/report.ts';
import { encode } from '../../shared/values.ts';
import type { Called } from '../../trainer/divergence/verdict.ts';
import { StepLimit } from '../../trainer/machine/observe/tracing.ts';
import { MachineLimit, Refusal } from '../../trainer/machine/run/runtime.ts';

export type Fn = (...args: unknown[]) => unknown;

const MAX_ITEMS = 10_000;

/** Calls a function on copies of the arguments. An iterator it returns is read out, so that it can be compared. */
export function callOn(fn: Fn, input: readonly unknown[]): Called {
  const args = cloneInput(input) as unknown[];
  try {
    const output = fn(...args);
    const isObject = typeof output === 'object' && output !== null;
    const at = isObject ? args.indexOf(output) : -1;
    readGetters([output, args], new Set());
    return { output: isIterator(output) ? readOut(output) : output, threw: null, args, sameAs: at >= 0 ? at : null };
  } catch (error) {
    return { output: null, threw: { error }, args, sameAs: null };
  }
}

/**
 * Reads every getter of a result, as whoever compares or shows it will: then they run within the call, where they are
 * traced and may refuse.
 */
function readGetters(value: unknown, seen: Set<object>): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (ArrayBuffer.isView(value)) return;
  if (Array.isArray(value) || value instanceof Set) {
    for (const item of value) readGetters(item, seen);
  } else if (value instanceof Map) {
    for (const entry of value) readGetters(entry, seen);
  } else {
    for (const key of Object.keys(value)) readGetters(readProperty(value, key), seen);
  }
}

function readProperty(object: object, key: string): unknown {
  try {
    return (object as Record<string, unknown>)[key];
  } catch (error) {
    // Another error is the getter's own, and the same for whoever reads it later.
    if (error instanceof Refusal || error instanceof MachineLimit || error instanceof StepLimit) throw error;
    return undefined;
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
