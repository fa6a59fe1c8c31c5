import type { FunctionId, ScopeId, StepId } from './program.ts';

/**
 * What instrumented code tells as it runs. A trace is the stream of these calls: which step, in which activation,
 * with which value. It never says which operator, callee or variable the code used.
 *
 * The short names are what the instrumented text calls; every method that takes a value gives it back.
 */
export interface TraceFrame {
  /** Values by register; instrumented code reads the operands of calls and assignments from here. */
  readonly T: unknown[];
  /** The arguments, for functions whose parameters have patterns or defaults. */
  readonly A: readonly unknown[];
  /** The function's own scope. */
  readonly root: TraceScope;
  /** A step's value. */
  v<X>(step: StepId, value: X): X;
  /** A select's value: that of its child that ran last. */
  s<X>(step: StepId, value: X): X;
  /** A variable is written. */
  w<X>(step: StepId, value: X): X;
  /** A call is about to happen: its operands are in their registers. */
  b(step: StepId): void;
  /** A member is about to be written. */
  e<X>(step: StepId, value: X): X;
  /** The activation is about to return, … */
  r<X>(step: StepId, value?: X): X;
  /** … or to throw. */
  t<X>(step: StepId, value: X): X;
  /** An exception arrives in a `catch`: calls in flight since then have thrown. */
  c(step: StepId, error: unknown): void;
  /** An exception is on its way into a `finally`. */
  p<X>(error: X): X;
  /** Control passes a step without a value. */
  n(step: StepId): void;
  /** A generator is about to give a value out. */
  y<X>(step: StepId, value: X): X;
  /** A lexical scope is entered. */
  scope(step: StepId): TraceScope;
  /** The scope of a loop is copied for the next iteration. */
  copy(step: StepId): TraceScope;
  /** Wraps what a `for…of` or `for…in` goes through. */
  it(iterate: StepId, next: StepId, item: StepId, iterable: Iterable<unknown>): Iterable<unknown>;
}

/** A live lexical scope; what it holds is the tracer's business. */
export interface TraceScope {
  readonly id: ScopeId;
}

/** Makes a frame for each activation of an instrumented function. */
export interface Tracer {
  enter(fn: FunctionId, parent: TraceScope | null, args: readonly unknown[]): TraceFrame;
}
