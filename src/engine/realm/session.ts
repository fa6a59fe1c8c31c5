import { decodeInput } from '../../analyzer/inputs/functions.ts';
import { guardOutside } from '../../analyzer/sandbox/outside.ts';
import { snapshotIntrinsics } from '../../analyzer/sandbox/guard.ts';
import type { Host } from '../../analyzer/sandbox/host.ts';
import type { UserError } from '../../shared/errors.ts';
import type { Range } from '../../shared/range.ts';
import { deriveSeed, type Random } from '../../shared/random.ts';
import type { Outcome } from '../../shared/report.ts';
import type { Program, StepId } from '../../shared/program.ts';
import { encode, type Wire } from '../../shared/values.ts';
import { StepLimit } from '../../trainer/machine/observe/tracing.ts';
import { summarise } from '../../trainer/machine/observe/summary.ts';
import type { SampledRun } from '../../trainer/clrs/run.ts';
import type { Called } from '../../trainer/divergence/verdict.ts';
import { measureBaselines } from './baselines.ts';
import { Batch } from './batch.ts';
import { isStackOverflow, outcomeOf } from './calling.ts';
import { callOnDraws } from './examples.ts';
import { compareRuns, difference, type Pair } from './comparing.ts';
import { compareTraced } from './faithful.ts';
import { Inputs } from './generators.ts';
import { firstDifference, type TracedFunction } from './locating.ts';
import type { Callable } from './modules.ts';
import { machineModule, plainModule, tracedModule, type InstalledMachine } from './modules.ts';
import { Observation, RUN_STEPS } from './observing.ts';
import { isOutside, outsideError, placeOf, RealCalls, type Reached } from './real.ts';
import { runNetwork } from './running.ts';
import { differingRuns } from './repeating.ts';
import { sampleRuns } from './states.ts';
import { callMachine, keeper } from './outcomes.ts';
import { Taught } from './telling.ts';
import { bounded, LONG_RUN_STEPS, stepLimited, type Bounded, type StepLimited } from './step-limited.ts';
import { tracedSteps } from './tracing.ts';
import { timedFunction, timedNetwork, timedTraces, timings } from './timing.ts';
import { tryInputs } from './trying.ts';
import { openUserInputs } from './user-inputs.ts';
import { replay, watch, watchedFunction, watchedNetwork, type Heard, type Side } from './replay.ts';
import type {
  CompareRequest,
  CompareResult,
  Failure,
  LoadRequest,
  Parting,
  ObserveRequest,
  ObserveResult,
  RealmMethods,
  Timing,
} from './protocol.ts';

/** A network that runs on far longer than any function of a second's work is lost; most such runs end by time before. */
const MACHINE_STEPS = 300_000_000_000;

type Request<M extends keyof RealmMethods> = RealmMethods[M][0];
type Result<M extends keyof RealmMethods> = RealmMethods[M][1];

/** Everything that happens beside the user's code, in its own realm. One function at a time. */
export class Session {
  private readonly pollution: () => string | null;
  private real = new RealCalls();
  private request: LoadRequest | null = null;
  private plain: Callable | null = null;
  private traced: ReturnType<typeof tracedModule> = null;
  private bounded: Bounded | null = null;
  private inputs: Inputs | null = null;
  private observation: Observation | null = null;
  private draws: { next(size: number, options?: { exact?: boolean }): unknown[] } | null = null;
  private changes: Random = () => 0;
  private machine: InstalledMachine | null = null;
  private tracedMachine: InstalledMachine | null = null;
  private network: Program | null = null;
  private readonly unsure = new Set<StepId>();
  private heard: Heard | null = null;

  constructor(private readonly host: Host) {
    guardOutside();
    this.pollution = snapshotIntrinsics();
  }

  /** @throws {UserError} exit 3 where a call was seen to reach what no network can imitate */
  requireInside(): void {
    if (this.real.refused) throw this.outside(this.real.refused);
  }

  private outside(reached: Reached): UserError {
    const place = this.traced && placeOf(reached, this.tracedFunction(), this.batch());
    return outsideError(this.loaded(this.request, 'a function').name, reached.what, place);
  }

  /** Where a call drew chance, as far as that can be told; null if none did. */
  private placeOfChance(): Range[] | null {
    const reached = this.real.reached('random');
    if (!reached) return null;
    const place = placeOf(reached, this.tracedFunction(), this.batch());
    return place ? [place] : [];
  }

  private tracedFunction(): TracedFunction {
    const { program } = this.loaded(this.request, 'a function');
    return { program, make: this.loaded(this.traced, 'the instrumented function') };
  }

  private callReal(input: readonly unknown[]): Called {
    return this.real.on(() => this.loaded(this.plain, 'the function').get(), input);
  }

  load(request: LoadRequest): null {
    this.request = request;
    this.real = new RealCalls();
    this.plain = plainModule(this.host, request);
    this.traced = tracedModule(this.host, request);
    this.bounded = this.traced && bounded(request.program, this.traced);
    this.inputs = request.inputs ? this.openInputs(request) : null;
    return null;
  }

  private openInputs({ inputs }: LoadRequest): Inputs | null {
    if (!inputs) return null;
    return inputs.kind === 'spec' ? new Inputs(inputs) : new Inputs(inputs, openUserInputs(this.host, inputs.code));
  }

  private loaded<X>(value: X | null, what: string): X {
    if (value === null) throw new Error(`${what} has not been loaded`);
    return value;
  }

  private batch(): Batch {
    return new Batch(this.host, this.loaded(this.request, 'a function').callMs);
  }

  call({ inputs }: Request<'call'>): Outcome[] {
    return inputs.map((input) => {
      const args = decodeInput(input);
      return outcomeOf(this.inside(this.batch().one(() => this.callReal(args))));
    });
  }

  /** @throws {UserError} exit 3 if the call reached outside of its arguments */
  private inside(called: Called): Called {
    const stack = isOutside(called) ? this.real.reached('stack') : null;
    if (stack) throw this.outside(stack);
    return called;
  }

  try({ inputs }: Request<'try'>): Result<'try'> {
    return tryInputs((input) => this.callReal(input), this.host, inputs);
  }

  trace({ input, steps: wanted }: Request<'trace'>): Result<'trace'> {
    const args = decodeInput(input);
    const batch = this.batch();
    const plain = this.loaded(this.plain, 'the function');
    const outcome = outcomeOf(this.inside(batch.one(() => this.real.on(() => plain.anew(), args))));
    const random = this.real.drewChance ? this.placeOfChance() : null;
    if (wanted === 'none') return { ...outcome, steps: [], polluted: this.pollution(), random };
    const fn = this.tracedFunction();
    const steps = tracedSteps(fn, args, keeper(fn.program, wanted), batch);
    return { ...outcome, steps, polluted: this.pollution(), random };
  }

  draw({ count, size, exact, seed }: Request<'draw'>): Wire[][] {
    const draws = this.loaded(this.inputs, 'a generator').sequence(seed);
    return Array.from({ length: count }, () => draws.next(size, { exact }).map((arg) => encode(arg)));
  }

  examples(request: Request<'examples'>): Result<'examples'> {
    return callOnDraws(
      (input) => this.callReal(input),
      this.loaded(this.inputs, 'a generator'),
      this.batch(),
      request,
      this.host.now(),
    );
  }

  repeat(request: Request<'repeat'>): number[] {
    const plain = this.loaded(this.plain, 'the function');
    const how = { batch: this.batch(), real: this.real };
    if ('inputs' in request) {
      const inputs = request.inputs.map((input) => decodeInput(input));
      return differingRuns(plain, (i) => inputs[i] ?? [], inputs.length, how);
    }
    const draws = this.loaded(this.inputs, 'a generator').sequence(request.seed);
    return differingRuns(plain, () => draws.next(request.size), request.count, how);
  }

  faithful({ count, size, seed }: Request<'faithful'>): Result<'faithful'> {
    const plain = this.loaded(this.plain, 'the function');
    const sides = { plain, real: this.real, ends: this.stepLimited(RUN_STEPS) };
    const draws = this.loaded(this.inputs, 'a generator').sequence(seed);
    const { differing, alwaysStack } = compareTraced(sides, () => draws.next(size), count, this.batch());
    const stack = this.real.reached('stack');
    if (alwaysStack && stack) throw this.outside(stack);
    return { differing, random: this.placeOfChance() };
  }

  measure({ count, size, seed }: Request<'measure'>): Result<'measure'> {
    const ends = this.stepLimited(RUN_STEPS);
    const draws = this.loaded(this.inputs, 'a generator').sequence(seed);
    let finished = 0;
    this.batch().many(count, (_, batch) => {
      const input = batch.once(() => draws.next(size, { exact: true }));
      const called = ends(input, batch);
      if (called && !isStackOverflow(called)) finished++;
    });
    return { finished };
  }

  private stepLimited(limit: number): StepLimited {
    const { endless } = this.loaded(this.inputs, 'a generator');
    return stepLimited(this.loaded(this.bounded, 'the instrumented function'), endless, limit);
  }

  states(request: Request<'states'>): SampledRun[] {
    const { program } = this.loaded(this.request, 'a function');
    const draws = this.loaded(this.inputs, 'a generator').sequence(request.seed);
    const next = (): unknown[] => draws.next(request.size, { exact: request.exact });
    const traced = this.loaded(this.traced, 'the instrumented function');
    return sampleRuns(program, traced, next, request, this.batch());
  }

  reset({ seed, noise, given }: Request<'reset'>): null {
    const { program } = this.loaded(this.request, 'a function');
    const traced = this.loaded(this.traced, 'the instrumented function');
    const inputs = this.loaded(this.inputs, 'a generator');
    this.observation = new Observation(this.host, program, traced, noise, given ? new Map(given) : null);
    this.draws = inputs.sequence(deriveSeed(seed, 1));
    this.changes = inputs.random(deriveSeed(seed, 2));
    return null;
  }

  observe(request: ObserveRequest): ObserveResult {
    const observation = this.loaded(this.observation, 'an observation');
    const inputs = this.loaded(this.inputs, 'a generator');
    const draws = this.loaded(this.draws, 'an observation');
    const given = request.inputs?.map((input) => decodeInput(input)) ?? null;
    const before = observation.observer.steps;
    const taught = new Taught();
    let informative = 0;
    let traces = 0;
    let stack = 0;
    const ends = this.stepLimited(RUN_STEPS);
    const batch = this.batch();
    batch.deadline = this.host.now() + request.ms;
    batch.enough = () => observation.observer.steps - before > request.maxSteps;
    batch.many(given?.length ?? request.count, (i) => {
      const input = batch.once(() => {
        const changed = !given && request.mutate && i % 2 === 1 ? inputs.change(this.changes) : null;
        return given?.[i] ?? changed ?? draws.next(request.size);
      });
      batch.onLate = () => inputs.endless.noteHung(input);
      const run = observation.run(input);
      // Too long for a trace is not yet endless.
      if (run.called.threw?.error instanceof StepLimit) ends(input, batch);
      else inputs.endless.noteEnded(input);
      traces++;
      if (isStackOverflow(run.called)) stack++;
      if (run.informative) {
        informative++;
        inputs.keep(input);
        taught.add(input);
      }
    });
    const steps = observation.observer.steps - before;
    return {
      traces,
      steps,
      informative,
      taught: taught.inputs,
      unsettled: observation.observer.oneWayBranches() + observation.observer.openChoices(),
      limited: { time: batch.late, stack },
      polluted: this.pollution(),
    };
  }

  evidence(): Result<'evidence'> {
    return summarise(this.loaded(this.observation, 'an observation').observer);
  }

  install({ machine, traced, program }: Request<'install'>): null {
    const { entry, fresh } = this.loaded(this.request, 'a function');
    this.network = program;
    this.machine = machineModule(this.host, machine, program, entry, fresh, {
      unsure: (step) => this.unsure.add(step),
    });
    this.tracedMachine = machineModule(this.host, traced, program, entry, fresh, {
      trace: (step, value, begins) => this.heard?.(step, value, begins),
    });
    this.machine.runtime.maxSteps = MACHINE_STEPS;
    return null;
  }

  /** Runs real function and network on one input; null if the function itself ran into a limit. */
  private both(input: readonly unknown[]): Pair | null {
    const real = this.callReal(input);
    if (isStackOverflow(real)) return null;
    const machine = this.loaded(this.machine, 'a network');
    return { real, learned: callMachine(() => machine.callable.get(), input) };
  }

  compare(request: CompareRequest): CompareResult {
    const inputs = this.loaded(this.inputs, 'a generator');
    const ends = this.stepLimited(request.exact ? LONG_RUN_STEPS : RUN_STEPS);
    return compareRuns({ host: this.host, inputs, ends, both: (input) => this.both(input) }, request);
  }

  hunt({ size, runs, seed, maxSteps }: Request<'hunt'>): Failure[] {
    const draws = this.loaded(this.inputs, 'a generator').sequence(seed);
    const batch = this.batch();
    const found: Failure[] = [];
    batch.many(runs, () => {
      const input = batch.once(() => draws.next(size));
      const failed = this.failing(input, maxSteps);
      if (failed) found.push(failed);
    });
    return found;
  }

  /** Whether the two differ on an input; null also where the function takes more steps than it may. */
  private failing(input: readonly unknown[], maxSteps: number): Failure | null {
    const isLong = maxSteps < Infinity && !this.loaded(this.bounded, 'the instrumented function')(input, maxSteps);
    return isLong ? null : difference(input, this.both(input));
  }

  differs({ input, maxSteps = Infinity }: Request<'differs'>): Failure | null {
    const args = decodeInput(input);
    let found: Failure | null = null;
    this.batch().many(1, () => (found = this.failing(args, maxSteps)));
    return found;
  }

  locate({ input }: Request<'locate'>): Parting | null {
    const args = decodeInput(input);
    return firstDifference(
      this.tracedFunction(),
      {
        program: this.loaded(this.network, 'a network'),
        machine: this.loaded(this.tracedMachine, 'a network'),
        listen: (listener) => (this.heard = listener),
      },
      args,
      this.batch(),
    );
  }

  replay(request: Request<'replay'>): Result<'replay'> {
    const args = decodeInput(request.input);
    const batch = this.batch();
    const run = watchedNetwork(
      () => this.loaded(this.tracedMachine, 'a network').callable.anew(),
      (listener) => (this.heard = listener),
      { entry: request.entry, args, batch },
    );
    const network = { program: this.loaded(this.network, 'a network'), run, reads: new Map(request.reads) };
    return replay(this.watched(args, batch), network, request);
  }

  watch({ input, windows }: Request<'watch'>): Result<'watch'> {
    return watch(this.watched(decodeInput(input), this.batch()), windows);
  }

  private watched(args: readonly unknown[], batch: Batch): Side {
    const { program } = this.loaded(this.request, 'a function');
    const run = watchedFunction(program, this.loaded(this.traced, 'the instrumented function'), args, batch);
    return { program, run, reads: new Map() };
  }

  run({ inputs, steps }: Request<'run'>): Result<'run'> {
    const sides = {
      machine: this.loaded(this.machine, 'a network'),
      traced: this.loaded(this.tracedMachine, 'a network'),
      listen: (listener: Heard | null) => (this.heard = listener),
      unsure: this.unsure,
    };
    const isKept = steps === 'none' ? null : keeper(this.loaded(this.network, 'a network'), steps);
    return inputs.map((input) => runNetwork(sides, decodeInput(input), isKept, this.batch()));
  }

  time({ what, count, size, seed, callMs }: Request<'time'>): Timing[] {
    const draws = this.loaded(this.inputs, 'a generator').sequence(seed);
    const run = {
      function: () => timedFunction(this.loaded(this.plain, 'the function')),
      network: () => timedNetwork(this.loaded(this.machine, 'a network')),
      traced: () =>
        timedTraces(
          this.loaded(this.request, 'a function').program,
          this.loaded(this.traced, 'the instrumented function'),
        ),
    }[what]();
    const next = (): readonly unknown[] => draws.next(size, { exact: true });
    return timings(run, next, count, { host: this.host, batch: new Batch(this.host, callMs) });
  }

  baselines(request: Request<'baselines'>): Result<'baselines'> {
    const { program } = this.loaded(this.request, 'a function');
    const inputs = this.loaded(this.inputs, 'a generator');
    const traced = this.loaded(this.traced, 'the instrumented function');
    return measureBaselines(program, traced, inputs, this.batch(), request);
  }
}
