import type { Program, StepId } from '../../../shared/program.ts';
import { createConfirm, type Confirm } from './confirm.ts';
import { sameValue } from '../statements/trees.ts';
import { give, handOn } from './giving.ts';
import { sloppy, type Sloppy } from './sloppy.ts';
import type { RefusalKind } from './table.ts';

/** The machine met a step that it can't know. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly step: StepId,
    readonly kind: RefusalKind,
  ) {
    super(`refused at step ${step}: ${kind}`);
  }
}

/** A run went past its limit of steps. */
export class MachineLimit extends Error {
  override readonly name = 'MachineLimit';
}

/** What an array pattern takes items out of, as it asks. */
export interface Taken {
  /** Taken so far. */
  readonly items: readonly unknown[];
  item(index: number): unknown;
}

/** The parts of the language that are given to the machine (see analyzer/instrument/runtime.ts). */
export interface LanguageHelpers {
  numeric(value: unknown): unknown;
  increment(value: unknown): unknown;
  decrement(value: unknown): unknown;
  take(iterable: unknown, count: number, rest: number, last: number, text: string): Taken;
  item(taken: Taken, index: number): unknown;
  spread(value: unknown, text: string): unknown[];
  delegate(value: unknown, text: string): Iterable<unknown>;
  omit(object: object, keys: readonly PropertyKey[]): object;
  destructure(value: unknown, key: string, text: string | null): void;
  iterable(value: unknown, text: string): Iterable<unknown>;
  keys(object: unknown): Iterable<string>;
  notFunction(text: string, value: unknown): never;
  notConstructor(text: string, value: unknown): never;
  constructs(value: unknown): boolean;
}

/** What generated machines call, under the name `$`. */
export interface MachineRuntime extends LanguageHelpers, Sloppy {
  refuse(step: StepId, kind: RefusalKind): void;
  /** `object.stack` or `object[key]`, refused where that is an error's stack. */
  read(object: unknown, key: unknown, step: StepId): unknown;
  /** Whether an error is the machine's own and must pass the program's handlers. */
  internal(error: unknown): boolean;
  limit(): never;
  unsure(step: StepId): void;
  confirm: Confirm;
  /** Tells of a function that ignores `this`, and how many arguments it reads (−1: any number); gives it back. */
  plain<F extends object>(fn: F, parameters: number): F;
  /** @param makesList both make a list of their own, which is compared by what it holds */
  agrees(value: unknown, other: () => unknown, makesList?: boolean): boolean;
  /** An operation threw: refuses unless its other readings throw the same, and throws it on. */
  threw(error: unknown, step: StepId, others: readonly (() => unknown)[]): never;
  /** The value, if it can be called. */
  callable(value: unknown, text: string): unknown;
  give: typeof give;
  handOn: typeof handOn;
  /** A variable is asked for before its declaration has run. */
  early(name: string): never;
  /** A `const` is written to. */
  constant(): never;
  close(iterator: Iterator<unknown> | undefined): void;
  /** Without a value: a call is about to happen. */
  trace(step: StepId, ...value: readonly unknown[]): void;
  maxSteps: number;
  /**
   * The module's top level is running. It runs the same way each time and every reading left was right then, so none
   * is refused for being one of several.
   */
  loading: boolean;
}

function isInternal(error: unknown): boolean {
  return error instanceof Refusal || error instanceof MachineLimit;
}

function throwsAs(error: unknown, other: () => unknown): boolean {
  try {
    other();
    return false;
  } catch (thrown) {
    if (!(error instanceof Error) || !(thrown instanceof Error)) return Object.is(error, thrown);
    return error.name === thrown.name && error.message === thrown.message;
  }
}

export function createMachineRuntime(
  program: Program,
  helpers: LanguageHelpers,
  listen: { trace?: (step: StepId, value: unknown, begins?: boolean) => void; unsure?: (step: StepId) => void } = {},
): MachineRuntime {
  const refuse = (step: StepId, kind: RefusalKind): never => {
    throw new Refusal(step, kind);
  };
  const plain = new WeakMap<object, number>();
  const confirm = createConfirm(program, { refuse, isInternal, plain });
  const runtime: MachineRuntime = {
    ...helpers,
    ...sloppy,
    maxSteps: Infinity,
    loading: false,
    refuse(step, kind) {
      if (!(runtime.loading && kind === 'ambiguous')) refuse(step, kind);
    },
    confirm: (step, readings, operands, call) =>
      runtime.loading ? call(...operands) : confirm(step, readings, operands, call),
    plain(fn, parameters) {
      plain.set(fn, parameters);
      return fn;
    },
    read(object, key, step) {
      if (key === 'stack' && object instanceof Error) refuse(step, 'stack');
      return (object as Record<PropertyKey, unknown>)[key as PropertyKey];
    },
    internal: isInternal,
    limit() {
      throw new MachineLimit('the machine went past its limit of steps');
    },
    unsure: (step) => listen.unsure?.(step),
    agrees(value, other, makesList = false) {
      try {
        return sameValue(value, other(), makesList);
      } catch {
        return false;
      }
    },
    threw(error, step, others) {
      // A getter that reads itself, if it is read so, ends here with the stack used up.
      if (isInternal(error) || runtime.loading || others.every((other) => throwsAs(error, other))) throw error;
      return refuse(step, 'ambiguous');
    },
    callable: (value, text) => (typeof value === 'function' ? value : runtime.notFunction(text, value)),
    give,
    handOn,
    early(name) {
      throw new ReferenceError(`Cannot access '${name}' before initialization`);
    },
    constant() {
      throw new TypeError('Assignment to constant variable.');
    },
    close(iterator) {
      iterator?.return?.();
    },
    trace: (step, ...value) => listen.trace?.(step, value[0], value.length === 0),
  };
  return runtime;
}
