import type { FunctionId, Program, StepOf } from '../../../shared/program.ts';
import type { Candidate } from '../bank/candidates.ts';
import { canCall, canConstruct, constructed, entersBase, firstEntered, madeBy } from './constructors.ts';
import { functionsUsingThis } from '../self.ts';
import type { Evidence } from './evidence.ts';
import { drain, PendingIterators, type Preview } from './iterators.ts';
import type { Quietly } from './operations.ts';
import { argumentsOf, changeable, invoke, OF_EVERY_OBJECT, type Callable, type Target } from './invocations.ts';
import { calledOn, isNotCallable, sameWeakEntry, type CallRecord, type Entered } from './records.ts';
import { Given } from './given.ts';
import { Copies, descriptorOf, isCloneable, isObject, matches, sameContent } from './values.ts';
import { again, isIterator } from './watch.ts';

/** How a call ended. */
type Outcome = { readonly value: unknown } | { readonly error: unknown };

export type Verdict = 'fits' | 'differs' | 'unverified';

class Mismatch extends Error {}

/** Which functions of the program a value is. */
export interface KnownFunctions {
  readonly functions: ReadonlyMap<unknown, FunctionId>;
  /** Class value ─▶ its written constructor, −1 if it has none. */
  readonly classes: ReadonlyMap<unknown, FunctionId>;
  /** Functions of the program that the reading tried last has entered. */
  readonly tried: FunctionId[];
}

/**
 * Tells which calls over a step's operands give the traced result: calls of traced functions by what they entered,
 * built-ins by running them again on copies, with callbacks replayed from the trace.
 */
export class CallTests {
  readonly pending = new PendingIterators();
  /** The iterator that the reading tried last gave. */
  private made: Made | null = null;
  private readonly names: ReadonlySet<string>;
  /** Some generator of the program gives what others give (`yield*`). */
  private readonly handsOn: boolean;
  private seenThis: ReadonlySet<FunctionId> | null = null;

  constructor(
    private readonly program: Program,
    private readonly known: KnownFunctions,
    private readonly quietly: Quietly,
    /** Tells functions that come with the inputs and are known to do nothing but compute. */
    private readonly isPure: (fn: unknown) => boolean = () => false,
  ) {
    this.names = new Set(program.names);
    this.handsOn = program.steps.some(({ kind }) => kind === 'yieldStar');
  }

  observe(
    step: StepOf<'call'>,
    evidence: Evidence,
    operands: readonly unknown[],
    outcome: Outcome,
    record: CallRecord,
  ): boolean {
    this.addCandidates(step, evidence, operands);
    const consistent: number[] = [];
    const previews: Preview[] = [];
    let unverified = false;
    for (const index of evidence.alive()) {
      const candidate = evidence.candidates[index] as Candidate;
      this.made = null;
      const verdict = this.verdict(candidate, step, operands, outcome, record);
      if (verdict !== 'differs') consistent.push(index);
      if (verdict === 'unverified') unverified = true;
      const made = this.made as Made | null;
      if (verdict === 'differs' || !made) continue;
      previews.push({ candidate: index, items: this.quietly(() => drain(made.iterator)), copies: made.copies });
    }
    if (unverified) evidence.unverified++;
    if ('value' in outcome && previews.length > 1 && previews.length === consistent.length) {
      this.pending.add(outcome.value as object, evidence, previews);
    }
    const told = evidence.note(consistent);
    if ('value' in outcome && operands.length === 1 && this.pending.answer(operands[0], outcome.value)) return true;
    for (const [iterator, { items, complete }] of record.watch?.taken ?? []) {
      const pass = items.length > 0 || complete ? this.pending.follow(iterator) : null;
      if (complete ? pass?.end(items) : pass?.prefix(items)) return true;
    }
    return told;
  }

  private addCandidates(step: StepOf<'call'>, evidence: Evidence, operands: readonly unknown[]): void {
    const [first, second] = operands;
    if (typeof first === 'function') {
      evidence.add({ kind: 'call' });
      evidence.add({ kind: 'new' });
    }
    if (first === null || first === undefined || step.spread?.[0]) return;
    for (const name of methodNames(first, this.names)) evidence.add({ kind: 'method', name });
    if (operands.length < 2 || step.spread?.[1]) return;
    if (typeof second === 'function') evidence.add({ kind: 'receiver' });
    else if (!isObject(second) && second !== undefined) evidence.add({ kind: 'element' });
  }

  /** Whether a candidate explains what the call did. */
  verdict(
    candidate: Candidate,
    step: StepOf<'call'>,
    operands: readonly unknown[],
    outcome: Outcome,
    record: CallRecord,
  ): Verdict {
    try {
      const target = this.target(candidate, operands);
      if (!target) return 'error' in outcome && isNotCallable(outcome.error, this.program.texts[step.id]) ? 'fits' : 'differs'; // prettier-ignore
      if ('error' in outcome) return this.threwVerdict(candidate, step, target, operands, outcome.error, record);
      return this.returnedVerdict(candidate, step, target, operands, outcome.value, record);
    } catch {
      return 'differs';
    }
  }

  /** Functions of the program that read `this`. */
  private get usesThis(): ReadonlySet<FunctionId> {
    return (this.seenThis ??= functionsUsingThis(this.program));
  }

  /** The function a candidate would call, its receiver, and the index of its first argument. */
  private target(candidate: Candidate, operands: readonly unknown[]): Target | null {
    const [first, second] = operands;
    const made = (callee: unknown, receiver: number, from: number): Target | null =>
      typeof callee === 'function' ? { callee: callee as Callable, receiver, from } : null;
    switch (candidate.kind) {
      case 'call':
      case 'new':
        return made(first, -1, 1);
      case 'method': {
        const descriptor = descriptorOf(first, candidate.name);
        if (!descriptor?.get) return made(descriptor?.value, 0, 1);
        return made(
          this.quietly(() => (first as Record<string, unknown>)[candidate.name]),
          0,
          1,
        );
      }
      case 'element':
        return made(descriptorOf(first, second as PropertyKey)?.value, 0, 2);
      case 'receiver':
        return made(second, 0, 2);
      default:
        return null;
    }
  }

  private threwVerdict(
    candidate: Candidate,
    step: StepOf<'call'>,
    target: Target,
    operands: readonly unknown[],
    error: unknown,
    record: CallRecord,
  ): Verdict {
    const fn = this.known.functions.get(target.callee);
    if (fn !== undefined && candidate.kind !== 'new') return record.entered[0]?.fn === fn ? 'fits' : 'differs';
    if (this.known.classes.has(target.callee)) return candidate.kind === 'new' ? 'fits' : 'differs';
    // A built-in that calls back may have thrown because the program did.
    const callsBack = record.entered.length > 0 || operands.some((operand) => this.known.functions.has(operand));
    if (callsBack || !record.before || operands.some(isIterator) || !this.isReplayable(target.callee))
      return 'unverified';
    return this.throwsOnCopies(candidate, step, target, operands, error, record) ? 'fits' : 'differs';
  }

  private throwsOnCopies(
    candidate: Candidate,
    step: StepOf<'call'>,
    target: Target,
    operands: readonly unknown[],
    error: unknown,
    record: CallRecord,
  ): boolean {
    const copies = new Copies(record.before ?? new Map<object, object>());
    const changes = changeable(candidate, target, operands);
    const copied = operands.map((operand, i) => (changes(operand, i) ? copies.of(operand) : operand));
    try {
      this.quietly(() => invoke(candidate, step, target, copied));
      return false;
    } catch (own) {
      return sameError(own, error);
    }
  }

  /** Whether a function that is not the program's does the same when it is called again. */
  private isReplayable(callee: Callable): boolean {
    return this.isPure(callee) || Function.prototype.toString.call(callee).includes('[native code]');
  }

  private returnedVerdict(
    candidate: Candidate,
    step: StepOf<'call'>,
    target: Target,
    operands: readonly unknown[],
    value: unknown,
    record: CallRecord,
  ): Verdict {
    const { callee } = target;
    if (candidate.kind === 'new' ? !canConstruct(callee, value) : !canCall(callee, candidate)) return 'differs';
    const constructorFn = this.known.classes.get(callee);
    if (constructorFn !== undefined) {
      if (candidate.kind !== 'new' || !constructed(value, callee, firstEntered(this.program, record), this.usesThis))
        return 'differs';
      const fits = constructorFn < 0 ? entersBase(this.program, record) : this.entered(constructorFn, step, target, operands, record); // prettier-ignore
      return fits ? 'fits' : 'differs';
    }
    const fn = this.known.functions.get(callee);
    if (fn !== undefined) return this.ownVerdict(candidate, fn, step, target, operands, value, record);
    if (!this.isReplayable(callee)) return 'unverified';
    if (callee.name.startsWith('bound ') && !('prototype' in callee)) {
      const first = record.entered[0];
      if (first?.returned) return Object.is(first.returned.value, value) ? 'fits' : 'differs';
    }
    // What time it is can't be told again; with `new` it makes an object, without it text.
    if ((callee as unknown) === Date)
      return (candidate.kind === 'new' ? value instanceof Date : typeof value === 'string') ? 'fits' : 'differs';
    if (callee.name === 'random' && operands[target.receiver] === Math)
      return couldBeDrawn(operands, value) ? 'unverified' : 'differs';
    const receiver: unknown = target.receiver < 0 ? undefined : operands[target.receiver];
    if (isOpaque(receiver) && !OF_EVERY_OBJECT.has(callee))
      return this.opaqueVerdict(candidate, receiver, value, record, operands[target.from]);
    const isKnown = (operand: unknown): boolean => record.watch?.taken.has(operand as object) === true;
    if (operands.some((operand, i) => i >= target.from && isIterator(operand) && !isKnown(operand)))
      return 'unverified';
    return this.replay(candidate, step, target, operands, value, record);
  }

  /** A function of the program: it must be what was entered, with these arguments, and have returned this value. */
  private ownVerdict(
    candidate: Candidate,
    fn: FunctionId,
    step: StepOf<'call'>,
    target: Target,
    operands: readonly unknown[],
    value: unknown,
    record: CallRecord,
  ): Verdict {
    const info = this.program.functions[fn];
    if (candidate.kind === 'new') {
      const possible =
        info?.kind === 'function' &&
        constructed(value, target.callee, firstEntered(this.program, record), this.usesThis);
      return possible && this.entered(fn, step, target, operands, record) ? 'fits' : 'differs';
    }
    if (info?.generator) return madeBy(value, target.callee) ? 'fits' : 'differs';
    if (!this.entered(fn, step, target, operands, record)) return 'differs';
    const receiver = target.receiver < 0 ? undefined : operands[target.receiver];
    if (!calledOn(record.entered[0], receiver)) return 'differs';
    const returned = record.entered[0]?.returned;
    return returned && !Object.is(returned.value, value) ? 'differs' : 'fits';
  }

  private entered(
    fn: FunctionId,
    step: StepOf<'call'>,
    target: Target,
    operands: readonly unknown[],
    record: CallRecord,
  ): boolean {
    const first = firstEntered(this.program, record);
    if (first?.fn !== fn) return false;
    const args = argumentsOf(step, operands, target.from);
    const seen = this.argumentsSeen(fn, first.args, args);
    for (let i = 0; i < seen; i++) if (!Object.is(args[i], first.args[i])) return false;
    return true;
  }

  /** How many arguments a trace tells of: all, or as many as have names. */
  private argumentsSeen(fn: FunctionId, told: readonly unknown[], given: readonly unknown[]): number {
    const info = this.program.functions[fn];
    return info?.usesArguments || !info?.simple ? Math.max(told.length, given.length) : told.length;
  }

  /** Iterators and the like can't be copied; they are told by name, generators by what they did. */
  private opaqueVerdict(
    candidate: Candidate,
    receiver: object,
    value: unknown,
    record: CallRecord,
    closing: unknown,
  ): Verdict {
    const isGenerator = Object.prototype.toString.call(receiver) === '[object Generator]';
    if (!isGenerator || candidate.kind !== 'method') return 'unverified';
    const result = value as { done?: unknown } | null;
    if (record.woke !== null) return candidate.name === record.woke ? 'fits' : 'differs';
    if (record.entered.length > 0) return candidate.name === 'next' ? 'fits' : 'differs';
    // One that has ended gives undefined; closing it gives what it is closed with, or what a `finally` returns.
    const ended = result?.done === true;
    const given = (result as { value?: unknown } | null)?.value;
    // Nobody woke in one that goes on: it may hand on what a built-in's iterator gives.
    if (candidate.name === 'next' && !ended) return this.handsOn ? 'unverified' : 'differs';
    if (candidate.name === 'next') return given === undefined ? 'fits' : 'differs';
    if (candidate.name === 'return')
      return ended && (given !== undefined || closing === undefined) ? 'fits' : 'differs';
    return candidate.name === 'throw' ? 'fits' : 'differs';
  }

  /** Runs a built-in again on copies of its operands; the program's functions among them give what they gave. */
  private replay(
    candidate: Candidate,
    step: StepOf<'call'>,
    target: Target,
    operands: readonly unknown[],
    value: unknown,
    record: CallRecord,
  ): Verdict {
    if (!record.before) return 'unverified';
    const copies = new Copies(record.before);
    const replayed = { next: 0 };
    const changes = changeable(candidate, target, operands);
    const taken = record.watch?.taken;
    const copied = operands.map((operand, i) => {
      const items = taken?.get(operand as object);
      if (items) return copies.copyOf(operand as object) ?? copies.put(operand as object, again(items));
      return changes(operand, i) ? this.copy(operand, copies, record, replayed) : operand;
    });
    const made = this.quietly(() => invoke(candidate, step, target, copied));
    // What a generator gave stands in for it, so that its own activation needs no accounting for.
    const isGenerator = ({ fn }: Entered): boolean => this.program.functions[fn]?.generator === true;
    const entered = taken ? record.entered.filter((entry) => !isGenerator(entry)) : record.entered;
    const ran = entered.length;
    // Functions of the program that ran must be accounted for, unless a built-in may have come to them by itself
    // (through `valueOf`, an iterator, a getter), as it then does again.
    const given = operands.some((operand) => this.known.functions.has(operand));
    if (replayed.next !== ran && (replayed.next !== 0 || given)) return 'differs';
    if (ran > 0 && replayed.next === 0 && this.known.tried[0] !== entered[0]?.fn) return 'differs';
    if (!matches(made, value, copies)) return 'differs';
    if (isIterator(made)) this.made = { iterator: made as Iterable<unknown>, copies };
    if (record.weak && !sameWeakEntry(record.weak, copies)) return 'differs';
    for (const [original, state] of record.before) {
      if (sameContent(copies.copyOf(original) ?? state, original, copies)) continue;
      // A callback may itself have changed what it was called over.
      return ran > 0 ? 'unverified' : 'differs';
    }
    return replayed.next === ran ? 'fits' : 'unverified';
  }

  private copy(operand: unknown, copies: Copies, record: CallRecord, replayed: { next: number }): unknown {
    if (record.weak && operand === record.weak.map) {
      const copy = new WeakMap<object, unknown>();
      if (record.weak.had) copy.set(record.weak.key, record.weak.value);
      return copies.put(operand, copy);
    }
    // Its keys are the objects themselves.
    if (record.weak) return operand;
    const fn = typeof operand === 'function' ? this.known.functions.get(operand) : undefined;
    if (fn === undefined) return copies.of(operand);
    const seen = (told: readonly unknown[], given: readonly unknown[]): number => this.argumentsSeen(fn, told, given);
    const given = new Given(record, copies);
    const stand = function (this: unknown, ...args: unknown[]): unknown {
      const entry = record.entered[replayed.next++];
      if (entry?.fn !== fn || !entry.returned) throw new Mismatch();
      if (!calledOn(entry, isObject(this) ? (copies.originalOf(this) ?? this) : this)) throw new Mismatch();
      for (let i = 0; i < seen(entry.args, args); i++) {
        if (!given.isSame(args[i], entry.args[i])) throw new Mismatch();
      }
      return entry.returned.value;
    };
    return copies.put(operand as object, stand);
  }
}

/** Whether two errors say the same, so far as it can be told without running code. */
function sameError(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return Object.is(a, b);
  const text = (error: object): unknown => descriptorOf(error, 'message')?.value;
  return Object.getPrototypeOf(a) === Object.getPrototypeOf(b) && text(a) === text(b);
}

/** Whether a value could have come from `Math.random()`. */
function couldBeDrawn(operands: readonly unknown[], value: unknown): boolean {
  return operands.length === 1 && typeof value === 'number' && value >= 0 && value < 1;
}

interface Made {
  readonly iterator: Iterable<unknown>;
  readonly copies: Copies;
}

/** Which names are methods of a value. They are asked for one by one: a long string or list has a name for each item. */
function* methodNames(value: unknown, names: ReadonlySet<string>): Iterable<string> {
  const object: unknown = Object(value);
  for (const name of names) {
    if (name === '__proto__' || !(name in (object as object))) continue;
    const descriptor = descriptorOf(object, name);
    if (descriptor?.get || typeof descriptor?.value === 'function') yield name;
  }
}

/** Objects whose state can neither be listed nor copied. */
function isOpaque(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || isCloneable(value)) return false;
  return isIterator(value);
}
