import { plainTracer } from '../../analyzer/instrument/plain-tracer.ts';
import type { FunctionId, Program, StepId } from '../../shared/program.ts';
import type { Tracer } from '../../shared/trace.ts';
import type { Wire } from '../../shared/values.ts';
import type { Moment, SampledRun, VariableKey } from '../../trainer/clrs/run.ts';
import { StepLimit } from '../../trainer/machine/observe/tracing.ts';
import type { Batch } from './batch.ts';
import { callOn, outcomeOf } from './calling.ts';
import { registersOf, type Callable } from './modules.ts';
import { safely } from './outcomes.ts';

/** Moments that one run may have; a longer one is left out. */
const MAX_MOMENTS = 4_096;

interface Activation {
  readonly fn: FunctionId;
  readonly variables: Map<VariableKey, unknown>;
}

/** Copies what a run's variables hold, each time a moment comes and once at the end. */
class StateRecorder {
  readonly states: Record<VariableKey, Wire>[] = [];
  private activations: Activation[] = [];
  /** What the last activation to return held: the end of the run is a moment too. */
  private last: Record<VariableKey, Wire> | null = null;

  constructor(
    private readonly program: Program,
    private readonly moment: Moment,
  ) {}

  entered(fn: FunctionId, args: readonly unknown[]): void {
    const info = this.program.functions[fn];
    const variables = new Map<VariableKey, unknown>();
    if (info?.simple) for (let i = 0; i < info.parameters; i++) variables.set(`${info.scope}.${i}`, args[i]);
    this.activations.push({ fn, variables });
    if (this.moment.kind === 'enter' && this.moment.fn === fn) this.keep();
  }

  stepped(id: StepId, value: unknown): void {
    const step = this.program.steps[id];
    if (!step) return;
    const { variables } = this.activationOf(step.fn);
    if (step.kind === 'write' && step.source === 'value') variables.set(`${step.target}.${step.slot}`, value);
    if (this.moment.kind === 'step' && this.moment.step === id) this.keep();
    if (step.kind === 'return') this.leave();
  }

  /** The run is over. */
  end(): void {
    this.states.push(this.last ?? this.snapshot());
  }

  private leave(): void {
    if (this.activations.length === 1) this.last = this.snapshot();
    this.activations.pop();
  }

  /** Activations that ended without a `return` are over once a step of their caller runs. */
  private activationOf(fn: FunctionId): Activation {
    let at = this.activations.length - 1;
    while (at >= 0 && this.activations[at]?.fn !== fn) at--;
    if (at >= 0) this.activations.length = at + 1;
    else this.activations.push({ fn, variables: new Map() });
    return this.activations.at(-1) as Activation;
  }

  private keep(): void {
    if (this.states.length >= MAX_MOMENTS) throw new StepLimit('too many moments');
    this.states.push(this.snapshot());
  }

  /** Of a function that is active several times, what its latest activation holds. */
  private snapshot(): Record<VariableKey, Wire> {
    const state: Record<VariableKey, Wire> = {};
    for (const { variables } of this.activations) {
      for (const [key, value] of variables) if (typeof value !== 'function') state[key] = safely(value);
    }
    return state;
  }
}

/** Runs the instrumented function on so many inputs; runs with too many moments are left out. */
export function sampleRuns(
  program: Program,
  traced: (tracer: Tracer) => Callable,
  next: () => readonly unknown[],
  { count, moment }: { readonly count: number; readonly moment: Moment },
  batch: Batch,
): SampledRun[] {
  const runs: SampledRun[] = [];
  batch.many(count, () => {
    const run = sampleStates(program, traced, next(), moment);
    if (run) runs.push(run);
  });
  return runs;
}

/** Runs the instrumented function once and tells what its variables held. null: the run has too many moments. */
function sampleStates(
  program: Program,
  traced: (tracer: Tracer) => Callable,
  input: readonly unknown[],
  moment: Moment,
): SampledRun | null {
  let recorder: StateRecorder | null = null;
  const plain = plainTracer(registersOf(program), (step, value) => recorder?.stepped(step, value));
  const fn = traced({
    enter(id, parent, args) {
      recorder?.entered(id, args);
      return plain.enter(id, parent, args);
    },
  }).anew();
  recorder = new StateRecorder(program, moment);
  const called = callOn(fn, input);
  if (called.threw?.error instanceof StepLimit) return null;
  recorder.end();
  return { input: input.map((value) => safely(value)), outcome: outcomeOf(called), states: recorder.states };
}
