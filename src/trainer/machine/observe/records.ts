import type { FunctionId, StepId } from '../../../shared/program.ts';
import { isCloneable, isObject, isOrdinary, shallowClone, type Copies } from './values.ts';
import { isIterator, Watch } from './watch.ts';

/** An activation that began directly under a call. */
export interface Entered {
  readonly fn: FunctionId;
  readonly args: readonly unknown[];
  /** What `this` was, if the activation read its own. */
  self?: { readonly value: unknown };
  /** Absent until it returns, and for generators and functions that throw. */
  returned?: { readonly value: unknown };
}

/** How a waiting generator can be woken. */
type Waking = 'next' | 'throw' | 'return';

/** Whether a call woke a waiting generator and how; noted while it is in flight. */
export interface Resumption {
  woke: Waking | null;
}

/** A generator woke under the last of the calls in flight. @returns how many there are: the rest belong to whoever woke it */
export function wake(flights: readonly Resumption[], how: Waking): number {
  const flight = flights.at(-1);
  if (flight) flight.woke ??= how;
  return flights.length;
}

/** A call in flight: the state of its operands before it, and what it entered. */
export interface CallRecord extends Resumption {
  readonly entered: Entered[];
  /** Copies of operands that could change; null where the visit is not looked at. */
  readonly before: ReadonlyMap<object, object> | null;
  /** A WeakMap's entry can't be listed, so the one asked for is kept. */
  readonly weak: WeakEntry | null;
  /** Follows the iterators among the operands; null if there are none, or the visit is not looked at. */
  readonly watch: Watch | null;
}

interface WeakEntry {
  readonly map: WeakMap<object, unknown>;
  readonly key: object;
  readonly had: boolean;
  readonly value: unknown;
}

/** Copies what the operands of a call hold, before it happens. */
export function beginCall(operands: readonly unknown[], wanted: boolean): CallRecord {
  if (!wanted) return { entered: [], woke: null, before: null, weak: null, watch: null };
  const before = new Map<object, object>();
  // Only functions of `Object` and `Reflect` change objects of whatever class.
  const takesAny = operands[0] === Object || operands[0] === Reflect;
  for (const operand of operands) {
    const wantsCopy = isCloneable(operand) || (takesAny && isOrdinary(operand));
    if (wantsCopy && !before.has(operand)) before.set(operand, shallowClone(operand));
  }
  const [map, key] = operands;
  const weak =
    map instanceof WeakMap && isObject(key) ? { map, key, had: map.has(key), value: map.get(key) as unknown } : null;
  const watch = operands.some(isIterator) ? new Watch(operands) : null;
  return { entered: [], woke: null, before, weak, watch };
}

/**
 * A generator that waits goes straight to `catch` or `finally` when it is thrown into, and to `finally` when closed.
 * @param last the step before
 * @returns how many calls are in flight, as `wake` does; null if the generator, or whatever it is, did not wait
 */
export function wakes(
  last: StepId,
  { waits, flights }: { readonly waits: ReadonlySet<StepId>; readonly flights: readonly Resumption[] },
  how: 'throw' | 'return',
): number | null {
  return last >= 0 && waits.has(last) ? wake(flights, how) : null;
}

/** Whether a WeakMap's entry came out the same on a copy. */
export function sameWeakEntry(weak: WeakEntry, copies: Copies): boolean {
  const copy = copies.of(weak.map) as WeakMap<object, unknown>;
  return copy.has(weak.key) === weak.map.has(weak.key) && Object.is(copy.get(weak.key), weak.map.get(weak.key));
}

/** Whether an activation can have been called on a receiver, so far as it looked. Primitives are boxed in sloppy code. */
export function calledOn(entry: Entered | undefined, receiver: unknown): boolean {
  if (!entry?.self) return true;
  const { value } = entry.self;
  if (isObject(receiver)) return value === receiver;
  if (receiver === undefined || receiver === null) return value === receiver || value === globalThis;
  return true;
}

/**
 * Whether an error says that what is called can't be: the call never happened, whatever it would have been.
 * @param text how engines name what is called, maybe after a word on how it stands there
 */
export function isNotCallable(error: unknown, text: string | undefined): boolean {
  const name = text?.replace(/^[a-z]+: /, '');
  if (name === undefined || !(error instanceof TypeError)) return false;
  return error.message === `${name} is not a function` || error.message === `${name} is not a constructor`;
}
