import type { InputSpec } from '../analyzer/inputs/spec.ts';
import { UserError } from '../shared/errors.ts';
import type { FunctionId } from '../shared/program.ts';
import { deriveSeed } from '../shared/random.ts';
import { ValueFlow } from '../trainer/clrs/flow/flow.ts';
import { inferSpecification, type Described, type Inferred } from '../trainer/clrs/infer/infer.ts';
import { busiest, findCycles, type CountedCycle, type Cycle } from '../trainer/clrs/moments.ts';
import type { Moment, SampledRun } from '../trainer/clrs/run.ts';
import type { Trajectory } from '../trainer/clrs/spec.ts';
import { eliminationTable } from '../trainer/machine/audit.ts';
import { toChoices } from '../trainer/machine/choices.ts';
import type { InputSource } from './realm/protocol.ts';
import type { RealmClient } from './realm-client.ts';
import { inputSpec, loadRequest, type Target } from './target.ts';

/** Traces from which the flow of values is read, and their largest size. */
const [TRACES, TRACE_SIZE] = [240, 8];
/** Steps that these may take. */
const TRACE_STEPS = 2_000_000;
/** Runs by which loops are counted, all of one size: large enough to tell n steps from n². */
const [COUNTED_RUNS, COUNTED_SIZE] = [4, 16];
/** Runs from which probes are inferred, of all sizes up to the largest. */
const [INFERRED_RUNS, INFERRED_SIZE] = [60, 12];
const CALL_MS = 2_000;
const LIMIT_MS = 60_000;

export interface SpecifyOptions {
  readonly seed: number;
  readonly inputs: InputSource;
  /** Sample hints at the loop or recursion that begins on this line, instead of the one that moves most. */
  readonly line?: number;
}

export interface Specified {
  readonly inferred: Inferred;
  readonly cycles: readonly CountedCycle[];
  readonly chosen: CountedCycle | null;
  readonly moment: Moment;
}

/**
 * Infers the CLRS specification of a function. The realm has been opened for the target.
 * @throws {UserError} exit 2 where nodes could stand for nothing, or no loop begins on the line asked for
 */
export async function specify(target: Target, realm: RealmClient, options: SpecifyOptions): Promise<Specified> {
  const { seed, inputs } = options;
  await realm.call('load', loadRequest(target, inputs, CALL_MS), LIMIT_MS);
  await realm.call('reset', { seed, noise: null }, LIMIT_MS);
  const observed = { count: TRACES, size: TRACE_SIZE, mutate: true, maxSteps: TRACE_STEPS, ms: LIMIT_MS / 2 };
  await realm.call('observe', observed, LIMIT_MS);
  const table = eliminationTable(toChoices(await realm.call('evidence', null, LIMIT_MS)));
  const { program } = target.instrumented;
  const flow = new ValueFlow(program, table);
  const entry = flow.exported(target.entry);
  if (entry === undefined) {
    throw new UserError(`${target.fn.name} ran in no trace: pass inputs that it takes with --generator FILE.mjs.`);
  }
  const described = describe(target, flow, entry);
  const whole: Moment = { kind: 'enter', fn: entry };
  const draw = { count: INFERRED_RUNS, size: INFERRED_SIZE, exact: false, seed: deriveSeed(seed, 31) };
  const outline = inferSpecification(described, await realm.call('states', { ...draw, moment: whole }, LIMIT_MS));
  const cycles: CountedCycle[] = [];
  for (const cycle of findCycles(program, table, flow, entry)) cycles.push(await count(realm, outline, cycle, seed));
  const chosen = options.line === undefined ? busiest(cycles) : onLine(cycles, options.line);
  const moment = chosen?.moment ?? whole;
  const inferred = inferSpecification(described, await realm.call('states', { ...draw, moment }, LIMIT_MS));
  return { inferred, cycles, chosen, moment };
}

/** Trajectories of draws of exactly one size; runs that throw or go past a limit are left out. */
export async function drawTrajectories(
  realm: RealmClient,
  { inferred, moment }: Specified,
  draw: { readonly count: number; readonly size: number; readonly seed: number },
): Promise<readonly Trajectory[]> {
  return trajectoriesOf(inferred, await realm.call('states', { ...draw, exact: true, moment }, LIMIT_MS));
}

function trajectoriesOf(inferred: Inferred, runs: readonly SampledRun[]): readonly Trajectory[] {
  return runs.flatMap((run) => inferred.trajectory(run) ?? []);
}

function describe(target: Target, flow: ValueFlow, entry: FunctionId): Described {
  const { program } = target.instrumented;
  const info = program.functions[entry];
  const { parameters }: InputSpec = inputSpec(target);
  const written = program.scopes[info?.scope ?? -1]?.variables ?? [];
  const names = parameters.map(({ name }, i) => (info?.simple ? (written[i] ?? name) : name));
  const graphs = parameters.flatMap(({ value }, i) =>
    value.kind === 'graph' && value.form === 'matrix' ? [names[i] ?? ''] : [],
  );
  return { name: target.fn.name, program, flow, entry, parameters: names, graphs: new Set(graphs) };
}

async function count(realm: RealmClient, outline: Inferred, cycle: Cycle, seed: number): Promise<CountedCycle> {
  const draw = {
    count: COUNTED_RUNS,
    size: COUNTED_SIZE,
    exact: true,
    seed: deriveSeed(seed, 32),
    moment: cycle.moment,
  };
  const runs = await realm.call('states', draw, LIMIT_MS);
  const trajectories = trajectoriesOf(outline, runs);
  const mean = (values: readonly number[]): number =>
    values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
  // The last state is the end of the run.
  const iterations = runs.length === 0 ? Infinity : mean(runs.map(({ states }) => states.length - 1));
  return { ...cycle, iterations, nodes: mean(trajectories.map(({ n }) => n)) };
}

function onLine(cycles: readonly CountedCycle[], line: number): CountedCycle {
  const found = cycles.find(({ range }) => range?.start.line === line);
  if (found) return found;
  const lines = [...new Set(cycles.flatMap(({ range }) => range?.start.line ?? []))].sort((a, b) => a - b);
  throw new UserError(
    lines.length === 0
      ? 'The function has no loop and no recursion: leave --loop out.'
      : `No loop begins on line ${line}: pass --loop one of ${lines.join(', ')}.`,
  );
}
