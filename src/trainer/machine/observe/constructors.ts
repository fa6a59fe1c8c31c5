import type { FunctionId, Program } from '../../../shared/program.ts';
import type { Candidate } from '../bank/candidates.ts';
import type { CallRecord, Entered } from './records.ts';
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

/** What a call entered first. A class's field initializers, which run before its constructor's body, are passed over. */
export function firstEntered(program: Program, { entered }: CallRecord): Entered | undefined {
  return entered.find((entry) => program.functions[entry.fn]?.kind !== 'initializer');
}

/**
 * Whether `new` made a value: an object of the class that the constructor ran on, or another that it returned. A function
 * without `this` that returns objects does the same when it is called: that reading is enough.
 */
export function constructed(
  value: unknown,
  callee: object,
  first: Entered | undefined,
  usesThis: ReadonlySet<FunctionId>,
): boolean {
  if (first?.self && !madeBy(first.self.value, callee)) return false;
  if (first && usesThis.has(first.fn) && isObject(first.returned?.value)) return first.returned.value === value;
  return madeBy(value, callee);
}

/** A class without a constructor of its own: what ran first, if anything of the program, is the one of a class it extends. */
export function entersBase(program: Program, record: CallRecord): boolean {
  const first = firstEntered(program, record);
  const kind = first && program.functions[first.fn]?.kind;
  return kind === undefined || kind === 'constructor' || kind === 'function';
}

export function madeBy(value: unknown, constructor: object): boolean {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === (constructor as { prototype?: unknown }).prototype;
}
