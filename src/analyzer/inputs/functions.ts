import { decode, WireError, type Wire } from '../../shared/values.ts';

type Fn = (...args: never[]) => unknown;

/**
 * The functions that inputs may hold, by name. They are named because a spec is data; in wire form one is
 * `{"$": "function", "value": NAME}`. All are pure and total on what arrays and maps usually hold.
 */
const FUNCTIONS = {
  // comparators
  ascending: (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0),
  descending: (a: number, b: number) => (a < b ? 1 : a > b ? -1 : 0),
  difference: (a: number, b: number) => a - b,
  byLastDigit: (a: number, b: number) => (a % 10) - (b % 10),
  // predicates of two values
  less: (a: number, b: number) => a < b,
  greater: (a: number, b: number) => a > b,
  equal: (a: unknown, b: unknown) => a === b,
  // predicates
  isEven: (x: number) => x % 2 === 0,
  isPositive: (x: number) => x > 0,
  isTruthy: (x: unknown) => Boolean(x),
  always: () => true,
  never: () => false,
  // from one value to another
  identity: (x: unknown) => x,
  double: (x: number) => x * 2,
  square: (x: number) => x * x,
  negate: (x: number) => -x,
  parity: (x: number) => (x % 2 === 0 ? 'even' : 'odd'),
  text: (x: unknown) => String(x),
  sizeOf: (x: { length?: number } | null | undefined) => x?.length ?? 0,
  line: (x: number) => 3 * x - 4,
  parabola: (x: number) => x * x - 2,
  twice: (x: number) => [x, x],
  // from two values to one
  add: (a: number, b: number) => a + b,
  multiply: (a: number, b: number) => a * b,
  larger: (a: number, b: number) => (a > b ? a : b),
  collect: (list: unknown, x: unknown) => [...(Array.isArray(list) ? (list as unknown[]) : [list]), x],
  withIndex: (x: number, i: number) => x + i,
  // without arguments
  zero: () => 0,
  ignore: () => undefined,
} satisfies Record<string, Fn>;

export type FunctionName = keyof typeof FUNCTIONS;

/** Groups that inference offers together. */
export const FUNCTION_GROUPS = {
  comparator: ['ascending', 'descending', 'byLastDigit'],
  numberComparator: ['difference', 'descending', 'byLastDigit'],
  relation: ['less', 'greater', 'equal'],
  predicate: ['isEven', 'isPositive', 'isTruthy', 'always', 'never'],
  mapper: ['identity', 'double', 'negate', 'parity', 'sizeOf'],
  numberMapper: ['identity', 'double', 'square', 'line', 'parabola'],
  textMapper: ['text', 'parity'],
  listMapper: ['twice'],
  reducer: ['add', 'multiply', 'larger', 'collect'],
  numberReducer: ['add', 'multiply', 'larger'],
  callback: ['identity', 'isEven', 'ignore', 'zero'],
} as const satisfies Record<string, readonly FunctionName[]>;

export type FunctionGroup = keyof typeof FUNCTION_GROUPS;

/** The function of that name. @throws {WireError} if the list has none. */
export function functionNamed(name: string): Fn {
  if (!Object.hasOwn(FUNCTIONS, name)) throw new WireError(`no function is called ${JSON.stringify(name)}`);
  return FUNCTIONS[name as FunctionName];
}

/** Its JavaScript source, for people and for tests that are written out. */
export function functionSource(name: string): string {
  return String(functionNamed(name));
}

/** Decodes an argument list in wire form; unlike `decode` it knows the functions of the list. */
export function decodeInput(wire: readonly Wire[]): unknown[] {
  return wire.map(revive);
}

const ALL: ReadonlySet<unknown> = new Set(Object.values(FUNCTIONS));

/** Whether a value is one of the functions that inputs may hold. */
export function isInputFunction(value: unknown): boolean {
  return ALL.has(value);
}

function revive(wire: Wire): unknown {
  if (wire === null || typeof wire !== 'object' || !mentionsFunction(wire)) return decode(wire);
  if (Array.isArray(wire)) return (wire as readonly Wire[]).map(revive);
  const fields = wire as { readonly [key: string]: Wire };
  const { value } = fields;
  if (fields['$'] === 'function' && typeof value === 'string') return functionNamed(value);
  return '$' in fields ? decode(wire) : Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, revive(v)]));
}

function mentionsFunction(wire: Wire): boolean {
  if (wire === null || typeof wire !== 'object') return false;
  if (!Array.isArray(wire) && (wire as { readonly [key: string]: Wire })['$'] === 'function') return true;
  return Object.values(wire as object).some((item: Wire) => mentionsFunction(item));
}
