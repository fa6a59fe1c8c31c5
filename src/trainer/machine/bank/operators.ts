/**
 * The bank's operators: one list for every program. A step may use any of them; which one it uses is what is learned.
 * `expression` is JavaScript over the placeholders `x` and `y`.
 */
export interface Operator {
  readonly symbol: string;
  readonly expression: string;
  readonly apply: (x: never, y: never) => unknown;
  /** Hand-set cost for the elimination baseline: lower is preferred. The network does not see it. */
  readonly cost: number;
}

const numeric = (x: unknown): unknown => (typeof x === 'bigint' ? x : +(x as number));
/** What no traced value is: the operator does not apply. */
const NOTHING = Symbol('nothing');

/** The step that adds one comes after the one that makes a number, so that it never sees anything else. */
function oneMore(x: unknown, one: 1 | -1): unknown {
  if (typeof x === 'bigint') return x + BigInt(one);
  return typeof x === 'number' ? x + one : NOTHING;
}

function operator(symbol: string, expression: string, apply: (x: never, y: never) => unknown, cost = 1): Operator {
  return { symbol, expression, apply, cost };
}

export const UNARY: readonly Operator[] = [
  operator('!', '!x', (x) => !x),
  operator('-', '-x', (x) => -x),
  operator('x + 1', '$.increment(x)', (x) => oneMore(x, 1)),
  operator('x - 1', '$.decrement(x)', (x) => oneMore(x, -1)),
  operator('numeric', '$.numeric(x)', numeric, 1.5),
  operator('+', '+x', (x) => +x, 1.6),
  operator('~', '~x', (x) => ~x),
  operator('typeof', 'typeof x', (x) => typeof x),
  operator('void', 'void x', () => undefined, 3),
];

type Num = number & bigint;

export const BINARY: readonly Operator[] = [
  operator('+', 'x + y', (x: Num, y: Num) => x + y),
  operator('-', 'x - y', (x: Num, y: Num) => x - y),
  operator('*', 'x * y', (x: Num, y: Num) => x * y),
  operator('/', 'x / y', (x: Num, y: Num) => x / y),
  operator('%', 'x % y', (x: Num, y: Num) => x % y),
  operator('**', 'x ** y', (x: Num, y: Num) => (tooLarge(x, y) ? undefined : x ** y)),
  operator('<', 'x < y', (x: Num, y: Num) => x < y),
  operator('<=', 'x <= y', (x: Num, y: Num) => x <= y),
  operator('>', 'x > y', (x: Num, y: Num) => x > y),
  operator('>=', 'x >= y', (x: Num, y: Num) => x >= y),
  operator('===', 'x === y', (x: unknown, y: unknown) => x === y),
  operator('!==', 'x !== y', (x: unknown, y: unknown) => x !== y),
  operator('==', 'x == y', looselyEqual, 1.2),
  operator('!=', 'x != y', (x: unknown, y: unknown) => !looselyEqual(x, y), 1.2),
  operator('&', 'x & y', (x: Num, y: Num) => x & y, 1.1),
  operator('|', 'x | y', (x: Num, y: Num) => x | y, 1.1),
  operator('^', 'x ^ y', (x: Num, y: Num) => x ^ y, 1.1),
  operator('<<', 'x << y', (x: Num, y: Num) => (tooLarge(2n, y) ? undefined : x << y), 1.1),
  operator('>>', 'x >> y', (x: Num, y: Num) => x >> y, 1.1),
  operator('>>>', 'x >>> y', (x: number, y: number) => x >>> y, 1.1),
  operator('[]', 'x[y]', (x: Record<PropertyKey, unknown>, y: PropertyKey) => x[y]),
  operator('in', 'x in y', (x: PropertyKey, y: object) => x in y, 2),
  operator('instanceof', 'x instanceof y', (x: unknown, y: new () => unknown) => x instanceof y, 2),
];

/**
 * Operators that part control inside an expression. Where every sub-expression is traced they are branches and no
 * operators; within a whole expression they have to be found like the others.
 */
export const LOGICAL: readonly Operator[] = [
  operator('&&', 'x && y', (x: unknown, y: unknown) => x && y),
  operator('||', 'x || y', (x: unknown, y: unknown) => x || y),
  operator('??', 'x ?? y', (x: unknown, y: unknown) => x ?? y),
  operator('?.[]', 'x?.[y]', (x: Record<PropertyKey, unknown> | null | undefined, y: PropertyKey) => x?.[y]),
];

function looselyEqual(x: unknown, y: unknown): boolean {
  return x == y;
}

/** Bigints have no bound, and a candidate that is tried must not take minutes: beyond 65,536 bits it does not fit. */
function tooLarge(base: unknown, exponent: unknown): boolean {
  if (typeof base !== 'bigint' || typeof exponent !== 'bigint' || exponent < 0n) return false;
  const bits = base.toString(16).length * 4;
  return exponent > 65536n || bits * Number(exponent) > 65536;
}
