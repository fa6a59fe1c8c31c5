import type { Program, StepId, StepOf } from '../../../shared/program.ts';
import type { Candidate } from '../bank/candidates.ts';
import { CallTests, type KnownFunctions } from '../observe/calls.ts';
import { argumentsOf } from '../observe/invocations.ts';
import { beginCall } from '../observe/records.ts';
import { descriptorOf } from '../observe/values.ts';
import { isIterator } from '../observe/watch.ts';
import { callbackOf, Callbacks, hidesFunction } from './callbacks.ts';

/**
 * Makes a call that training leaves open, if every other reading of it would do the same. The others are run on copies of
 * the operands, and given what callbacks returned to the first, so that no callback runs twice; readings that can't be
 * tried out so count as different, unless they come to the same function and arguments.
 *
 * `readings`: the network's choice, then the others.
 */
export type Confirm = <X>(
  step: StepId,
  readings: readonly Candidate[],
  operands: readonly unknown[],
  call: (...operands: readonly unknown[]) => X,
) => X;

interface Surroundings {
  readonly refuse: (step: StepId, kind: 'ambiguous') => never;
  /** Whether an error is the machine's own. */
  readonly isInternal: (error: unknown) => boolean;
  /** Functions of the program that ignore `this`, and how many arguments they read (−1: any number). */
  readonly plain: { get(fn: object): number | undefined };
}

export function createConfirm(program: Program, { refuse, isInternal, plain }: Surroundings): Confirm {
  // The functions among the operands of the call at hand; those of the program have no step table here.
  const none: Omit<KnownFunctions, 'functions'> = { classes: new Map(), tried: [] };
  const known = { ...none, functions: new Map() as ReadonlyMap<unknown, number> };
  const tests = new CallTests(program, known, (run) => run());
  return (id, [chosen, ...others], operands, call) => {
    const step = program.steps[id] as StepOf<'call'>;
    const open = others.filter((other) => !chosen || !isSameCall(chosen, other, step, operands, plain));
    if (!chosen || open.length === 0) return call(...operands);
    if (hidesFunction(step, operands)) refuse(id, 'ambiguous');
    const record = beginCall(operands, true);
    const made = invocation(chosen, step, operands);
    const callbacks = new Callbacks(operands, made && callbackOf(made.callee, made.args), record.entered);
    let outcome: { readonly value: ReturnType<typeof call> } | { readonly error: unknown };
    try {
      outcome = { value: call(...callbacks.operands) };
    } catch (error) {
      if (isInternal(error)) throw error;
      outcome = { error };
    } finally {
      record.watch?.close();
    }
    // What an iterator will give can't be seen without using it up.
    if ('value' in outcome && isIterator(outcome.value)) refuse(id, 'ambiguous');
    known.functions = callbacks.functions;
    for (const other of open) {
      if ('error' in outcome && throwsAlike(chosen, other, operands, plain)) continue;
      if (tests.verdict(other, step, operands, outcome, record) !== 'fits') refuse(id, 'ambiguous');
    }
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  };
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

/** Whether a function that ignores `this` is called by one reading and constructed by the other: what it throws is the same. */
function throwsAlike(a: Candidate, b: Candidate, [callee]: readonly unknown[], plain: Surroundings['plain']): boolean {
  const isPair = (a.kind === 'call' && b.kind === 'new') || (a.kind === 'new' && b.kind === 'call');
  return isPair && typeof callee === 'function' && plain.get(callee) !== undefined && isConstructor(callee);
}

function isConstructor(fn: object): boolean {
  try {
    // Asks whether `fn` could be constructed, and doesn't run it.
    Reflect.construct(Object, [], fn as new () => object);
    return true;
  } catch {
    return false;
  }
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
