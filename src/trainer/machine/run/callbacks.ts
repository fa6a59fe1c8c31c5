import type { FunctionId, StepOf } from '../../../shared/program.ts';
import { isNative, type Callable } from '../observe/invocations.ts';
import type { Entered } from '../observe/records.ts';

/** Built-ins that call an argument and do nothing else with it, and which argument that is. */
const CALLS_BACK: ReadonlyMap<string, number> = new Map([
  ...`every filter find findIndex findLast findLastIndex flatMap forEach map reduce reduceRight some sort toSorted`
    .split(' ')
    .map((name): [string, number] => [name, 0]),
  ...`replace replaceAll from stringify parse groupBy`.split(' ').map((name): [string, number] => [name, 1]),
]);

/** The argument that a built-in calls; null if it calls none, or what it calls is not written in the program. */
export function callbackOf(callee: object, args: readonly unknown[]): Callable | null {
  const index = isNative(callee) ? CALLS_BACK.get((callee as Callable).name) : undefined;
  const given = index === undefined ? undefined : args[index];
  return typeof given === 'function' && !isNative(given) ? (given as Callable) : null;
}

/** Whether a function of the program is given in a list, where no other function can stand in for it. */
export function hidesFunction({ spread }: StepOf<'call'>, operands: readonly unknown[]): boolean {
  const isList = (operand: unknown, i: number): operand is readonly unknown[] =>
    (spread?.[i] === true || typeof operands[0] === 'function') && Array.isArray(operand);
  return operands.some((operand, i) => isList(operand, i) && operand.some((item) => isWritten(item)));
}

function isWritten(value: unknown): value is Callable {
  return typeof value === 'function' && !isNative(value);
}

/** The program's functions among the operands of one call: what the callback is given and returns is noted. */
export class Callbacks {
  /** None of the numbers is that of a function in the step table. */
  readonly functions: ReadonlyMap<unknown, FunctionId>;
  /** What to call with: the operands, the callback in them noting its calls. */
  readonly operands: readonly unknown[];

  /** @param callback what the call will call; to be found once among the operands, or it is not followed */
  constructor(operands: readonly unknown[], callback: Callable | null, entered: Entered[]) {
    const written = new Set(operands.filter(isWritten));
    this.functions = new Map([...written].map((fn, i) => [fn, -1 - i]));
    const isFollowed = callback !== null && operands.indexOf(callback) === operands.lastIndexOf(callback);
    const noting = isFollowed ? this.noting(callback, entered) : null;
    this.operands = operands.map((operand) => (noting && operand === callback ? noting : operand));
  }

  private noting(callback: Callable, entered: Entered[]): Callable {
    const fn = this.functions.get(callback) ?? 0;
    return function (this: unknown, ...args: unknown[]): unknown {
      const entry: Entered = { fn, args, self: { value: this } };
      entered.push(entry);
      const value = Reflect.apply(callback, this, args);
      entry.returned = { value };
      return value;
    };
  }
}
