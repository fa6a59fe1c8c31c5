import type { FunctionId, Program, Step, StepId, StepOf } from '../../../shared/program.ts';
import type { TraceFrame, Tracer } from '../../../shared/trace.ts';
import type { Candidate } from '../bank/candidates.ts';
import { readGlobals } from '../bank/globals.ts';
import { CallTests } from './calls.ts';
import { beginCall, isNotCallable, wake, wakes, type CallRecord, type Entered } from './records.ts';
import { Arrivals, ON_ITS_WAY } from './arrivals.ts';
import { categoryOf, CLOSED, PLAIN, waitingSteps } from './categories.ts';
import { Evidence, Transitions } from './evidence.ts';
import { ExpressionTests } from './expressions.ts';
import { LeafTests } from './leaves.ts';
import { learnClass, learnMembers } from './made.ts';
import { MutedFrame } from './muted.ts';
import { OperationTests } from './operations.ts';
import { LiveScope } from './scope.ts';
import { StepLimit, type Corruption } from './tracing.ts';
import { writesToConstants } from '../lifetimes.ts';
import { LiveMoment } from '../statements/moment.ts';

/** A call in flight, and the activation it was made in. */
interface Flight extends CallRecord {
  readonly frame: ObservedFrame;
  readonly step: StepId;
}

/**
 * Listens to traces and keeps, for every choice of the program, which candidates the traced values leave possible.
 * This is what a network is trained on; it is also all that the audit looks at.
 */
export class Observer implements Tracer {
  readonly choices: (Evidence | undefined)[] = [];
  readonly transitions = new Transitions();
  readonly functions = new Map<unknown, FunctionId>();
  readonly classes = new Map<unknown, FunctionId>();
  readonly tried: FunctionId[] = [];
  readonly leaves: LeafTests;
  readonly operations: OperationTests;
  readonly calls: CallTests;
  readonly expressions: ExpressionTests;
  readonly flights: Flight[] = [];
  readonly visits: Int32Array;
  readonly registers: Int32Array;
  /** Writes that throw, to what is constant. */
  readonly fixed: ReadonlySet<Step>;
  /** Steps after which a generator gives something out. */
  readonly waits: ReadonlySet<StepId>;
  steps = 0;
  limit = Infinity;
  /** How often something new was learned: a branch first taken, a candidate first contradicted. */
  lessons = 0;
  /** Functions entered so far. */
  entered = 0;
  private muted = 0;

  constructor(
    readonly program: Program,
    readonly corrupt: Corruption | null = null,
    isPure?: (fn: unknown) => boolean,
    /** Statement steps: the expressions to hold against the traces, in place of a search. */
    given: ReadonlyMap<StepId, Candidate> | null = null,
  ) {
    this.visits = new Int32Array(program.steps.length);
    this.registers = Int32Array.from(program.steps, (step) => step.register);
    this.fixed = writesToConstants(program);
    this.waits = waitingSteps(program);
    const globals = readGlobals();
    this.leaves = new LeafTests(program, globals);
    const trials = { quietly: <X>(run: () => X): X => this.quietly(run), entered: () => this.tried.length };
    this.expressions = new ExpressionTests(program, globals, trials, given);
    this.operations = new OperationTests(program, trials);
    this.calls = new CallTests(program, this, trials.quietly, isPure);
  }

  enter(fn: FunctionId, parent: LiveScope | null, args: readonly unknown[]): TraceFrame {
    if (this.muted > 0) {
      this.tried.push(fn);
      return new MutedFrame(this.registers, args, parent, this.program, fn);
    }
    this.entered++;
    this.flights.at(-1)?.watch?.close();
    return new ObservedFrame(this, fn, parent, args);
  }

  quietly<X>(run: () => X): X {
    if (this.muted++ === 0) this.tried.length = 0;
    try {
      return run();
    } finally {
      this.muted--;
    }
  }

  /** Tested values that have only ever come out one way. */
  oneWayBranches(): number {
    const { steps } = this.program;
    return this.transitions
      .sources()
      .filter((step) => steps[step]?.decides !== undefined && this.transitions.after(step).size === 1).length;
  }

  /** Choices that several candidates are left for. */
  openChoices(): number {
    return this.choices.filter((evidence) => evidence?.isOpen).length;
  }

  evidence(step: StepId): Evidence {
    return (this.choices[step] ??= new Evidence());
  }

  /** Ends a run: calls still in flight have thrown what the run did. */
  finish(threw: { readonly error: unknown } | null): void {
    if (threw) this.settle(0, threw.error);
    else this.abandon();
  }

  /** Ends a run that teaches nothing of the calls in flight. */
  abandon(): void {
    for (const { watch } of this.flights) watch?.close();
    this.flights.length = 0;
    // A run that was ended from outside never came back from where it was muted.
    this.muted = 0;
  }

  /** Calls in flight above `depth` have thrown an error. */
  settle(depth: number, error: unknown): void {
    for (let i = depth; i < this.flights.length; i++) {
      const flight = this.flights[i] as Flight;
      flight.watch?.close();
      if (!flight.before || isNotCallable(error, this.program.texts[flight.step])) continue;
      const step = this.program.steps[flight.step] as StepOf<'call'>;
      const operands = flight.frame.operands(step.children);
      if (this.calls.observe(step, this.evidence(step.id), operands, { error }, flight)) this.lessons++;
    }
    this.flights.length = depth;
  }
}

class ObservedFrame implements TraceFrame {
  readonly T: unknown[] = [];
  readonly root: LiveScope;
  private scopeNow: LiveScope;
  /** The step before, and the category of its value; −1 after an exception. */
  private last: StepId;
  private category = PLAIN;
  private depth: number;
  private readonly entry: Entered;
  /** Functions that had been entered at the step before. */
  private enteredBefore: number;
  /** How many have been since, on the way to this step; null where a setter may have been. */
  private called: number | null = 0;
  /** What the learner is told in place of a register's value. */
  private overlay: Map<number, unknown> | null = null;
  /** Where each `finally` was entered from. */
  private arrivals: Arrivals | null = null;

  constructor(
    private readonly observer: Observer,
    fn: FunctionId,
    parent: LiveScope | null,
    readonly A: readonly unknown[],
  ) {
    const info = observer.program.functions[fn];
    if (!info) throw new Error(`function ${fn} is not in the step table`);
    const values: unknown[] = info.simple ? A.slice(0, info.parameters) : [];
    if (info.simple) while (values.length < info.parameters) values.push(undefined);
    for (const slot of info.hoisted) values[slot] = undefined;
    this.root = this.scopeNow = new LiveScope(info.scope, parent, values);
    this.last = info.enter;
    observer.visits[info.enter] = (observer.visits[info.enter] ?? 0) + 1;
    this.depth = observer.flights.length;
    this.entry = { fn, args: A };
    this.enteredBefore = observer.entered;
    observer.flights.at(-1)?.entered.push(this.entry);
  }

  /** Values of steps as the learner sees them. */
  operands(children: readonly StepId[]): unknown[] {
    return children.map((child) => {
      if (child < 0) return undefined;
      const register = this.observer.registers[child] as number;
      return this.overlay?.has(register) ? this.overlay.get(register) : this.T[register];
    });
  }

  private at(id: StepId): Step {
    const { observer } = this;
    const step = observer.program.steps[id] as Step;
    while (this.scopeNow.id !== step.scope && this.scopeNow.up) this.scopeNow = this.scopeNow.up;
    if (this.last >= 0 && observer.transitions.note(this.last, this.category, id)) observer.lessons++;
    this.pass(id);
    return step;
  }

  private pass(id: StepId): void {
    const { observer } = this;
    const before = observer.program.steps[this.last]?.kind;
    this.called = before === 'set' || before === 'privateSet' ? null : observer.entered - this.enteredBefore;
    this.enteredBefore = observer.entered;
    this.last = id;
    this.category = PLAIN;
    observer.visits[id] = (observer.visits[id] ?? 0) + 1;
    if (++observer.steps > observer.limit) throw new StepLimit(`more than ${observer.limit} steps`);
  }

  private keep(step: Step, value: unknown): unknown {
    this.T[step.register] = value;
    const { corrupt } = this.observer;
    let told = value;
    if (corrupt) {
      told = corrupt(step.id, value);
      if (!Object.is(told, value)) (this.overlay ??= new Map()).set(step.register, told);
      else this.overlay?.delete(step.register);
    }
    this.category = step.decides ? categoryOf(step.decides, told) : PLAIN;
    return told;
  }

  v<X>(id: StepId, value: X): X {
    const { observer } = this;
    const kind = observer.program.steps[id]?.kind;
    if (kind === 'hidden') {
      this.T[observer.registers[id] as number] = value;
      return value;
    }
    const flying = kind === 'call';
    const step = flying ? (observer.program.steps[id] as Step) : this.at(id);
    const told = this.keep(step, value);
    switch (step.kind) {
      case 'leaf': {
        const evidence = observer.evidence(id);
        if (evidence.wanted() && observer.leaves.observe(step, evidence, this.scopeNow, told)) observer.lessons++;
        break;
      }
      case 'op': {
        const evidence = observer.evidence(id);
        if (!evidence.wanted()) break;
        const operands = this.operands(step.children);
        if (observer.operations.observe(step, evidence, operands, told, this.called)) observer.lessons++;
        break;
      }
      case 'call':
        this.endCall(step, told);
        break;
      case 'expression': {
        const moment = new LiveMoment(this.scopeNow, (operand) => this.operands([operand])[0], this.called);
        if (observer.expressions.observe(step, observer.evidence(id), moment, told)) observer.lessons++;
        break;
      }
      case 'function':
        observer.functions.set(value, step.callee);
        break;
      case 'object':
        learnMembers(observer, step, value as object, (id) => this.operands([id])[0]);
        break;
      case 'class':
        learnClass(observer, step, value, (id) => this.operands([id])[0]);
        break;
      case 'this':
        if (observer.program.functions[step.fn]?.kind !== 'arrow') this.entry.self = { value: told };
        break;
      case 'spread': {
        const [iterable] = this.operands([step.child]);
        if (observer.calls.pending.settle(iterable, value as unknown[])) observer.lessons++;
        break;
      }
      case 'element': {
        const { child, count } = observer.program.steps[step.child] as StepOf<'take'>;
        const [iterable, taken] = this.operands([child, step.child]);
        if (observer.calls.pending.take(iterable, taken, count)) observer.lessons++;
        break;
      }
      case 'yield':
        this.depth = wake(observer.flights, 'next');
        break;
      default:
        break;
    }
    return value;
  }

  s<X>(id: StepId, value: X): X {
    if (this.observer.program.steps[id]?.kind !== 'select') return this.v(id, value);
    this.keep(this.at(id), value);
    return value;
  }

  w<X>(id: StepId, value: X): X {
    const step = this.at(id) as StepOf<'write'>;
    const scope = this.scopeNow.find(step.target);
    if (scope && !this.observer.fixed.has(step))
      scope.values[step.slot] = step.child >= 0 ? this.operands([step.child])[0] : value;
    return value;
  }

  b(id: StepId): void {
    const step = this.at(id) as StepOf<'call'>;
    const evidence = this.observer.evidence(id);
    const operands = this.operands(step.children);
    const record = beginCall(operands, evidence.wanted());
    this.observer.calls.pending.forget(operands, record.watch?.taken);
    this.observer.flights.push(Object.assign(record, { frame: this, step: id }));
  }

  private endCall(step: StepOf<'call'>, value: unknown): void {
    const { flights, calls } = this.observer;
    let flight = flights.pop();
    while (flight && (flight.frame !== this || flight.step !== step.id)) flight = flights.pop();
    flight?.watch?.close();
    this.last = step.id;
    this.enteredBefore = this.observer.entered;
    while (this.scopeNow.id !== step.scope && this.scopeNow.up) this.scopeNow = this.scopeNow.up;
    if (!flight?.before) return;
    const operands = this.operands(step.children);
    if (calls.observe(step, this.observer.evidence(step.id), operands, { value }, flight)) this.observer.lessons++;
  }

  e<X>(id: StepId, value: X): X {
    this.at(id);
    return value;
  }

  r<X>(id: StepId, value?: X): X {
    this.at(id);
    this.entry.returned = { value };
    return value as X;
  }

  t<X>(id: StepId, value: X): X {
    this.at(id);
    return value;
  }

  c(id: StepId, error: unknown): void {
    if (error instanceof StepLimit) throw error;
    this.depth = wakes(this.last, this.observer, 'throw') ?? this.depth;
    const step = this.observer.program.steps[id] as Step;
    while (this.scopeNow.id !== step.scope && this.scopeNow.up) this.scopeNow = this.scopeNow.up;
    this.pass(id);
    this.keep(step, error);
    this.observer.settle(this.depth, error);
  }

  p<X>(error: X): X {
    this.depth = wakes(this.last, this.observer, 'throw') ?? this.depth;
    this.last = -1;
    this.observer.settle(this.depth, error);
    return error;
  }

  n(id: StepId): void {
    const step = this.observer.program.steps[id];
    if (step?.kind === 'finally') {
      const closing = wakes(this.last, this.observer, 'return');
      if (closing !== null) [this.depth, this.last] = [closing, CLOSED];
      this.arrivals ??= new Arrivals(this.observer.program);
      this.arrivals.enter(id, this.last, this.category);
    }
    this.at(id);
    if (step?.kind === 'endFinally') {
      this.category = this.arrivals?.of(step.begin) ?? ON_ITS_WAY;
      if (this.category === ON_ITS_WAY) this.last = -1;
    }
  }

  y<X>(id: StepId, value: X): X {
    this.at(id);
    return value;
  }

  scope(id: StepId): LiveScope {
    const { steps, scopes } = this.observer.program;
    const target = (steps[id] as StepOf<'scope'>).target;
    const parent = scopes[target]?.parent ?? -1;
    while (this.scopeNow.id !== parent && this.scopeNow.up) this.scopeNow = this.scopeNow.up;
    this.scopeNow = new LiveScope(target, this.scopeNow);
    this.at(id);
    return this.scopeNow;
  }

  copy(id: StepId): LiveScope {
    this.at(id);
    this.scopeNow = new LiveScope(this.scopeNow.id, this.scopeNow.up, this.scopeNow.values.slice());
    return this.scopeNow;
  }

  *it(iterate: StepId, next: StepId, item: StepId, iterable: Iterable<unknown>): Generator<unknown> {
    this.at(iterate);
    const register = this.observer.registers[item] as number;
    const pass = this.observer.calls.pending.follow(iterable);
    for (const value of iterable) {
      if (pass?.item(value)) this.observer.lessons++;
      this.keep(this.at(next), true);
      this.T[register] = value;
      this.overlay?.delete(register);
      yield value;
    }
    if (pass?.end()) this.observer.lessons++;
    this.keep(this.at(next), false);
  }
}
