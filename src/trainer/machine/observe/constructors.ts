import type { Candidate } from '../bank/candidates.ts';
import { isObject } from './values.ts';

/** Built-in constructors that do the same with and without `new`. */
const NEW_OR_NOT: ReadonlySet<unknown> = new Set([
  Array,
  Object,
  Function,
  Error,
  TypeError,
  RangeError,
  SyntaxError,
  ReferenceError,
  EvalError,
  URIError,
]);

/** Built-in constructors that can't be called without `new`. */
const NEW_ONLY: ReadonlySet<unknown> = new Set([
  Map,
  Set,
  WeakMap,
  WeakSet,
  ArrayBuffer,
  DataView,
  Promise,
  Proxy,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
]);

/**
 * Whether a function can be called without `new`. For some the language makes no difference between `F(…)` and
 * `new F(…)`: one reading is enough.
 */
export function canCall(callee: object, { kind }: Candidate): boolean {
  return !NEW_ONLY.has(callee) && !(kind === 'call' && NEW_OR_NOT.has(callee));
}

/** Whether `new` can have made the value: it always makes an object, and only of some functions. */
export function canConstruct(callee: object, value: unknown): boolean {
  if (!isObject(value)) return false;
  try {
    // Asks whether it could be done, without doing it.
    Reflect.construct(Object, [], callee as new () => unknown);
    return true;
  } catch {
    return false;
  }
}
