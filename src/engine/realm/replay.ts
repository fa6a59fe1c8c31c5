import type { FunctionId, Program, Step, StepId, StepOf } from '../../shared/program.ts';
import type { Window } from '../../shared/replay.ts';
import type { Tracer } from '../../shared/trace.ts';
import type { Wire } from '../../shared/values.ts';
import { EventLog, firstParting } from '../../trainer/divergence/events.ts';
import type { Batch } from './batch.ts';
import { callOn, outcomeOf, type Fn } from './calling.ts';
import { tracerOf, type Callable } from './modules.ts';
import { callMachine, refusalOf, safely } from './outcomes.ts';
import type { RecordedRun, RecordedStep, ReplayRequest, ReplayResult } from './protocol.ts';

/** Steps that are compared; beyond, two runs count as parting nowhere. */
const COMPARED_STEPS = 1_000_000;

/** Tells of a run as it happens. */
export interface Watcher {
  /** A call begins; told by the function for each one, by the network for the first. */
  entered?(fn: FunctionId, args: readonly unknown[]): void;
  /** `begins`: a call is about to happen, which is told again with its value. */
  stepped(step: StepId, value: unknown, begins?: boolean): void;
}

/** Hears of the network's steps; `begins` as a watcher is told. */
export type Heard = (step: StepId, value: unknown, begins?: boolean) => void;

/** A run that is watched, by a watcher made for it: a run that was given too little time begins anew with another. */
export type Watched = <W extends Watcher>(
  make: () => W,
) => Pick<RecordedRun, 'outcome' | 'refused'> & { readonly watcher: W };

/** A program and a way to run it. */
export interface Side {
  readonly program: Program;
  readonly run: Watched;
  /** The variable that a step reads, where that is known. */
  readonly reads: ReadonlyMap<StepId, string>;
}

/**
 * Runs function and network twice on one input: once to count their steps and to see where they part, once to record the
 * windows asked for. Recording copies every variable at each step, which for a long run is too much to keep.
 */
export function replay(real: Side, network: Side, request: ReplayRequest): ReplayResult {
  const first = real.run(() => new Counter(real.program)).watcher;
  const second = network.run(() => new Counter(network.program)).watcher;
  const parting = firstParting(first.log, second.log)?.index ?? null;
  const around: Window[] = parting === null ? [] : [{ from: parting - request.around, count: 2 * request.around }];
  const windows = [...request.windows, ...around];
  return {
    real: record(real, windows, first.total),
    network: record(network, windows, second.total),
    parting,
  };
}

/** One side alone, for a network that takes no steps. */
export function watch(side: Side, windows: readonly Window[]): RecordedRun {
  const { watcher } = side.run(() => new Counter(side.program));
  return record(side, windows, watcher.total);
}

/** A run of the instrumented function; what its module does when it is made is not told. */
export function watchedFunction(
  program: Program,
  traced: (tracer: Tracer) => Callable,
  args: readonly unknown[],
  batch: Batch,
): Watched {
  return (make) => {
    const { watcher, called } = batch.one(() => {
      const watcher = make();
      let listening = false;
      const plain = tracerOf(program, (step, value, _, begins) => {
        if (listening) watcher.stepped(step, value, begins);
      });
      const fn = traced({
        enter(id, parent, values) {
          if (listening) watcher.entered?.(id, values);
          return plain.enter(id, parent, values);
        },
      }).anew();
      listening = true;
      return { watcher, called: callOn(fn, args) };
    });
    return { watcher, outcome: outcomeOf(called), refused: null };
  };
}

/** A run of the network. @param listen has it tell of its steps, or of none any more */
export function watchedNetwork(
  make: () => Fn,
  listen: (listener: Heard | null) => void,
  {
    entry,
    args,
    batch,
  }: { readonly entry: FunctionId | null; readonly args: readonly unknown[]; readonly batch: Batch },
): Watched {
  return (makeWatcher) => {
    const { watcher, called } = batch.one(() => {
      listen(null);
      const watcher = makeWatcher();
      const network = make();
      const told = (...given: unknown[]): unknown => {
        if (entry !== null) watcher.entered?.(entry, given);
        return network(...given);
      };
      listen((step, value, begins) => watcher.stepped(step, value, begins));
      return { watcher, called: callMachine(() => told, args) };
    });
    listen(null);
    const refused = refusalOf(called);
    return { watcher, outcome: outcomeOf(refused ? { ...called, threw: null } : called), refused };
  };
}

function record({ program, run, reads }: Side, windows: readonly Window[], total: number): RecordedRun {
  const { outcome, refused, watcher } = run(() => new Recorder(program, windows, reads));
  return { outcome, refused, total, steps: watcher.steps };
}

/** Steps that a person follows: writes, conditions as a whole, returns and throws, all of the user's own text. */
function followedSteps(program: Program): Uint8Array {
  const followed = new Uint8Array(program.steps.length);
  const parts = new Set(program.steps.flatMap((step) => (step.kind === 'select' && step.decides ? step.children : [])));
  for (const step of program.steps) {
    const inModule = program.functions[step.fn]?.kind === 'module';
    if (step.range !== null && !inModule && isFollowed(step) && !parts.has(step.id)) followed[step.id] = 1;
  }
  return followed;
}

function isFollowed(step: Step): boolean {
  switch (step.kind) {
    case 'write':
      return step.source === 'value';
    case 'set':
    case 'privateSet':
    case 'return':
    case 'throw':
      return true;
    default:
      return step.decides !== undefined;
  }
}

/** Counts the steps that are followed. */
class Counter implements Watcher {
  total = 0;
  readonly log: EventLog;
  private readonly followed: Uint8Array;

  constructor(protected readonly program: Program) {
    this.log = new EventLog(program, COMPARED_STEPS);
    this.followed = followedSteps(program);
  }

  stepped(step: StepId, value: unknown, begins = false): void {
    if (this.followed[step] !== 1 || begins) return;
    this.count(step, value);
    this.total++;
  }

  protected count(step: StepId, value: unknown): void {
    this.log.note(step, value);
  }
}

interface Activation {
  readonly fn: FunctionId;
  readonly variables: Map<string, unknown>;
}

class Recorder extends Counter {
  readonly steps: RecordedStep[] = [];
  private readonly activations: Activation[] = [];
  /** By step, the value that it had last: what a call that begins is given. */
  private readonly values: unknown[] = [];
  private calling: { readonly step: StepId; readonly args: readonly unknown[] } | null = null;
  private shown: { activation: Activation; texts: Map<string, string>; index: number } | null = null;

  constructor(
    program: Program,
    private readonly windows: readonly Window[],
    private readonly reads: ReadonlyMap<StepId, string>,
  ) {
    super(program);
  }

  entered(fn: FunctionId, args: readonly unknown[]): void {
    const info = this.program.functions[fn];
    const variables = new Map<string, unknown>();
    const names = this.program.scopes[info?.scope ?? -1]?.variables ?? [];
    if (info?.simple)
      for (let i = 0; i < Math.min(info.parameters, args.length); i++) variables.set(names[i] ?? '', args[i]);
    this.activations.push({ fn, variables });
    this.calling = null;
  }

  override stepped(id: StepId, value: unknown, begins = false): void {
    const step = this.program.steps[id];
    if (!step) return;
    this.begun(step);
    const { variables } = this.activationOf(step.fn);
    this.values[id] = value;
    if (begins && step.kind === 'call') this.prepare(step);
    const read = this.reads.get(id);
    if (read !== undefined) variables.set(read, value);
    else if (step.kind === 'write' && step.source === 'value') variables.set(step.name, value);
    super.stepped(id, value, begins);
    if (step.kind === 'return') this.activations.pop();
  }

  /** `f(x)`: what `f` is called on are the values of the call's operands. Of `o.m(x)` it is not known which is which. */
  private prepare({ id, children, spread }: StepOf<'call'>): void {
    const [callee, ...args] = children.map((child) => this.values[child]);
    const isPlain = typeof callee === 'function' && !spread?.some(Boolean);
    this.calling = { step: id, args: isPlain ? args : [] };
  }

  /** The first step within a call that nobody told of. */
  private begun(step: Step): void {
    const { calling } = this;
    this.calling = null;
    if (!calling || calling.step === step.id || this.program.functions[step.fn]?.kind === 'module') return;
    this.entered(step.fn, calling.args);
  }

  /** Calls that have thrown are over once a step of their caller runs. */
  private activationOf(fn: FunctionId): Activation {
    let at = this.activations.length - 1;
    while (at >= 0 && this.activations[at]?.fn !== fn) at--;
    if (at >= 0) this.activations.length = at + 1;
    else this.activations.push({ fn, variables: new Map() });
    return this.activations.at(-1) as Activation;
  }

  protected override count(step: StepId, value: unknown): void {
    const index = this.total;
    const inside = this.windows.some(({ from, count }) => index >= from && index < from + count);
    if (!inside) return;
    this.steps.push({
      index,
      step,
      value: safely(value),
      depth: this.activations.length,
      ...this.changes(index),
    });
  }

  private changes(index: number): Pick<RecordedStep, 'whole' | 'variables'> {
    const activation = this.activations.at(-1) as Activation;
    const known = this.shown?.activation === activation && this.shown.index === index - 1;
    const texts = known && this.shown ? this.shown.texts : new Map<string, string>();
    const changed: Record<string, Wire> = {};
    for (const [name, value] of activation.variables) {
      const wire = safely(value);
      const text = JSON.stringify(wire);
      if (texts.get(name) === text) continue;
      texts.set(name, text);
      changed[name] = wire;
    }
    this.shown = { activation, texts, index };
    return { whole: !known, variables: changed };
  }
}
