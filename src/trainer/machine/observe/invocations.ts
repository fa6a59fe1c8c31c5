import type { StepOf } from '../../../shared/program.ts';
import type { Candidate } from '../bank/candidates.ts';
import { isCloneable } from './values.ts';

export type Callable = (this: unknown, ...args: unknown[]) => unknown;

/** Whether a function is a built-in; what `bind` makes only looks like one. */
export function isNative(fn: unknown): boolean {
  if (typeof fn !== 'function' || fn.name.startsWith('bound ')) return false;
  return Function.prototype.toString.call(fn).includes('[native code]');
}

/** The function that a reading of a call would call. */
export interface Target {
  readonly callee: Callable;
  /** Operand that is `this`; −1 for none. */
  readonly receiver: number;
  readonly from: number;
}

/** The arguments of a call, whose first is operand `from`. */
export function argumentsOf(step: StepOf<'call'>, operands: readonly unknown[], from: number): unknown[] {
  const args: unknown[] = [];
  for (let i = from; i < operands.length; i++) {
    if (step.spread?.[i]) for (const item of operands[i] as unknown[]) args.push(item);
    else args.push(operands[i]);
  }
  return args;
}

/** Methods that look for their argument, and so need it to be itself. */
const LOOK_UPS: ReadonlySet<string> = new Set([
  'indexOf',
  'lastIndexOf',
  'includes',
  'has',
  'get',
  'set',
  'add',
  'delete',
]);

/**
 * Tells which operands a built-in is to be given copies of: what it could change or call back. Methods of containers
 * change nothing but their receiver; what they are given stays itself, as it may be looked for by identity.
 */
export function changeable(
  candidate: Candidate,
  target: Target,
  operands: readonly unknown[],
): (operand: unknown, index: number) => boolean {
  const through = candidate.kind === 'method' && ['call', 'apply'].includes(candidate.name);
  const owner = through && typeof operands[0] === 'function' ? target.from : target.receiver;
  const receiver = operands[owner];
  if (!isCloneable(receiver)) return () => true;
  const looksUp = LOOK_UPS.has(target.callee.name) || (through && LOOK_UPS.has((operands[0] as Callable).name));
  return (operand, index) => {
    if (index === owner || operand === receiver || operand instanceof RegExp) return true;
    return typeof operand === 'function' && !looksUp;
  };
}

/** Makes the call that a candidate stands for. */
export function invoke(
  candidate: Candidate,
  step: StepOf<'call'>,
  target: Target,
  operands: readonly unknown[],
): unknown {
  const args = argumentsOf(step, operands, target.from);
  if (candidate.kind === 'new') return Reflect.construct(target.callee, args);
  return Reflect.apply(target.callee, target.receiver < 0 ? undefined : operands[target.receiver], args);
}

/** What every object has; such methods take nothing out of an iterator. */
export const OF_EVERY_OBJECT: ReadonlySet<unknown> = new Set(
  Object.values(Object.getOwnPropertyDescriptors(Object.prototype)).map(({ value }): unknown => value),
);
