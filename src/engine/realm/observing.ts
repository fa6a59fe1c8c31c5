import { isInputFunction } from '../../analyzer/inputs/functions.ts';
import type { Host } from '../../analyzer/sandbox/host.ts';
import type { Program, StepId } from '../../shared/program.ts';
import { createRandom, type Random } from '../../shared/random.ts';
import type { Candidate } from '../../trainer/machine/bank/candidates.ts';
import { Observer } from '../../trainer/machine/observe/observer.ts';
import { StepLimit, type Corruption } from '../../trainer/machine/observe/tracing.ts';
import type { Called } from '../../trainer/divergence/verdict.ts';
import { callOn, isStackOverflow } from './calling.ts';
import type { Noise } from './protocol.ts';
import type { Callable } from './modules.ts';

/** Steps that one observed run may take. */
export const RUN_STEPS = 300_000;

export interface ObservedRun {
  readonly called: Called;
  readonly informative: boolean;
}

/** Runs the instrumented function and keeps what its traces say. */
export class Observation {
  readonly observer: Observer;
  private readonly callable: Callable;
  /** A run that has begun: one that is cut off for want of time is made again, and all of it counts as one. */
  private begun: { readonly input: readonly unknown[]; readonly lessons: number } | null = null;

  constructor(
    readonly host: Host,
    program: Program,
    traced: (tracer: Observer) => Callable,
    noise: Noise | null,
    given: ReadonlyMap<StepId, Candidate> | null = null,
  ) {
    this.observer = new Observer(program, noise ? corruption(noise) : null, isInputFunction, given);
    this.callable = traced(this.observer);
  }

  run(input: readonly unknown[]): ObservedRun {
    const { observer } = this;
    // The run before may have been ended from outside, at any point.
    observer.abandon();
    const known = this.begun?.input === input ? this.begun.lessons : observer.lessons;
    this.begun = { input, lessons: known };
    observer.limit = observer.steps + RUN_STEPS;
    const called = callOn(this.callable.get(), input);
    // Where a limit happens to strike says nothing of what the function does.
    if (isStackOverflow(called) || called.threw?.error instanceof StepLimit) observer.abandon();
    else observer.finish(called.threw);
    this.begun = null;
    return { called, informative: observer.lessons > known };
  }
}

/** Replaces a share of the traced values: by one traced shortly before, or by a near number. */
function corruption({ rate, seed }: Noise): Corruption {
  const random: Random = createRandom(seed);
  const recent: unknown[] = [];
  return (_step, value) => {
    recent[Math.floor(random() * 64)] = value;
    if (random() >= rate) return value;
    if (typeof value === 'boolean') return !value;
    if (typeof value === 'number' && random() < 0.5) return value + Math.floor(random() * 7) - 3;
    return recent[Math.floor(random() * recent.length)];
  };
}
