import type { Program, StepId, StepOf } from '../../../shared/program.ts';
import type { Candidate } from '../bank/candidates.ts';
import { CallTests } from '../observe/calls.ts';
import { argumentsOf } from '../observe/invocations.ts';
import { beginCall } from '../observe/records.ts';
import { descriptorOf } from '../observe/values.ts';
import { isIterator } from '../observe/watch.ts';

/**
 * Makes a call that training leaves open, if every other reading of it would do the same. The others are run on copies of
 * the operands; readings that can't be tried out so count as different, unless they come to the same function and arguments.
 *
 * `readings`: the network's choice, then the others.
 */
export type Confirm = <X>(
  step: StepId,
  readings: readonly Candidate[],
  operands: readonly unknown[],
  call: () => X,
) => X;

interface Surroundings {
  readonly refuse: (step: StepId, kind: 'ambiguous') => never;
  /** Whether an error is the machine's own. */
  readonly isInternal: (error: unknown) => boolean;
  /** Functions of the program that ignore `this`, and how many arguments they read (−1: any number). */
  readonly plain: { get(fn: object): number | undefined };
  /** Those that can run once more without anyone seeing. */
  readonly quiet: { has(fn: object): boolean };
}

export function createConfirm(program: Program, { refuse, isInternal, plain, quiet }: Surroundings): Confirm {
  // Functions of the program have no step table here: a reading that would call one is not tried.
  const none = { functions: new Map<unknown, number>(), classes: new Map<unknown, number>(), tried: [] };
  const tests = new CallTests(program, none, (run) => run());
  return (id, [chosen, ...others], operands, call) => {
    const step = program.steps[id] as StepOf<'call'>;
    const open = others.filter((other) => !chosen || !isSameCall(chosen, other, step, operands, plain));
    if (open.length === 0) return call();
    // To try another reading out is to call again what it is given.
    if (operands.some((operand) => typeof operand === 'function' && !isNative(operand) && !quiet.has(operand))) {
      refuse(id, 'ambiguous');
    }
    const record = beginCall(operands, true);
    let outcome: { readonly value: ReturnType<typeof call> } | { readonly error: unknown };
    try {
      outcome = { value: call() };
    } catch (error) {
      if (isInternal(error)) throw error;
      outcome = { error };
    } finally {
      record.watch?.close();
    }
    // What an iterator will give can't be seen without using it up.
    if ('value' in outcome && isIterator(outcome.value)) refuse(id, 'ambiguous');
    for (const other of open) {
      if (tests.verdict(other, step, operands, outcome, record) !== 'fits') refuse(id, 'ambiguous');
    }
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  };
}

/** Whether a function is a built-in; what `bind` makes only looks like one. */
function isNative(fn: object): boolean {
  const { name } = fn as { name?: unknown };
  const isBound = typeof name === 'string' && name.startsWith('bound ');
  return !isBound && Function.prototype.toString.call(fn).includes('[native code]');
}

/** What is called, on what, with what. */
interface Invocation {
  readonly callee: object;
  readonly self: unknown;
  readonly args: readonly unknown[];
}

/** Whether two readings call the same function in the same way, so far as it can tell. */
function isSameCall(
  a: Candidate,
  b: Candidate,
  step: StepOf<'call'>,
  operands: readonly unknown[],
  plain: Surroundings['plain'],
): boolean {
  const [x, y] = [invocation(a, step, operands), invocation(b, step, operands)];
  if (!x || x.callee !== y?.callee) return false;
  const reads = plain.get(x.callee);
  if (reads === undefined && !Object.is(x.self, y.self)) return false;
  const readsAll = reads === undefined || reads < 0;
  if (readsAll && x.args.length !== y.args.length) return false;
  const seen = readsAll ? x.args.length : reads;
  for (let i = 0; i < seen; i++) if (!Object.is(x.args[i], y.args[i])) return false;
  return true;
}

/** What a reading calls; null where finding out would run code, and for `new`. */
function invocation(candidate: Candidate, step: StepOf<'call'>, operands: readonly unknown[]): Invocation | null {
  const [first, second] = operands;
  const made = (callee: unknown, self: unknown, from: number): Invocation | null =>
    typeof callee === 'function' ? { callee, self, args: argumentsOf(step, operands, from) } : null;
  switch (candidate.kind) {
    case 'call':
      return made(first, undefined, 1);
    case 'receiver':
      return made(second, first, 2);
    case 'element':
      return made(descriptorOf(first, second as PropertyKey)?.value, first, 2);
    case 'method': {
      const method: unknown = descriptorOf(first, candidate.name)?.value;
      const through = made(method, first, 1);
      if (typeof first !== 'function' || !through) return through;
      const [self, ...args] = through.args;
      if (method === Function.prototype.call) return { callee: first, self, args };
      if (method !== Function.prototype.apply) return through;
      const [list = []] = args;
      return Array.isArray(list) ? { callee: first, self, args: list } : through;
    }
    default:
      return null;
  }
}
