import { plainTracer, type StepListener } from '../../analyzer/instrument/plain-tracer.ts';
import { createRuntime, helpers } from '../../analyzer/instrument/runtime.ts';
import type { Host } from '../../analyzer/sandbox/host.ts';
import { UserError } from '../../shared/errors.ts';
import type { Program } from '../../shared/program.ts';
import type { Tracer } from '../../shared/trace.ts';
import { categoryOf, YES } from '../../trainer/machine/observe/categories.ts';
import { createMachineRuntime, type MachineRuntime } from '../../trainer/machine/run/runtime.ts';
import type { Fn } from './calling.ts';
import type { LoadRequest } from './protocol.ts';

type Exports = Readonly<Record<string, unknown>>;
type Machine = (runtime: MachineRuntime) => { readonly exports: Exports; steps(): number; reset(): void };

/** A function in a module instance. Modules that keep state are made anew for each run. */
export class Callable {
  private instance: Fn | null = null;

  constructor(
    private readonly make: () => Fn,
    private readonly fresh: boolean,
  ) {}

  get(): Fn {
    if (this.fresh) return this.make();
    return (this.instance ??= this.make());
  }

  /** A new instance whatever the setting. */
  anew(): Fn {
    return this.make();
  }
}

function entryOf(exports: Exports, entry: string): Fn {
  const fn = exports[entry];
  if (typeof fn !== 'function') throw new UserError(`${entry} is not a function once its module has run.`);
  return fn as Fn;
}

/** The module as written. */
export function plainModule(host: Host, request: LoadRequest): Callable | null {
  if (request.plain === null) return null;
  const run = host.compile(request.plain, 'function.js') as () => Exports;
  return new Callable(() => entryOf(run(), request.entry), request.fresh);
}

/** The instrumented module, told to a tracer. */
export function tracedModule(host: Host, request: LoadRequest): ((tracer: Tracer) => Callable) | null {
  const { instrumented, program, entry, fresh } = request;
  if (instrumented === null) return null;
  const run = host.compile(instrumented, 'traced.js') as (runtime: unknown) => Exports;
  return (tracer) => new Callable(() => entryOf(run(createRuntime(tracer, program.texts)), entry), fresh);
}

export interface InstalledMachine {
  readonly callable: Callable;
  readonly runtime: MachineRuntime;
  /** Steps taken so far by the module instance in use. */
  readonly steps: () => number;
}

/** A generated machine, ready to call. */
export function machineModule(
  host: Host,
  text: string,
  program: Program,
  entry: string,
  fresh: boolean,
  listen: Parameters<typeof createMachineRuntime>[2] = {},
): InstalledMachine {
  const start = host.compile(text, 'network.js') as Machine;
  const runtime = createMachineRuntime(program, helpers, listen);
  let steps = (): number => 0;
  const make = (): Fn => {
    const machine = start(runtime);
    steps = () => machine.steps();
    return entryOf(machine.exports, entry);
  };
  return { callable: new Callable(make, fresh), runtime, steps: () => steps() };
}

export function registersOf(program: Program): Int32Array {
  return Int32Array.from(program.steps, (step) => step.register);
}

/** Tells of the steps of a table as they happen, without those that it hides. */
export function tracerOf(program: Program, listen: StepListener): Tracer {
  const { steps } = program;
  return plainTracer(registersOf(program), (step, value, frame, begins) => {
    const told = steps[step];
    const isTest = told?.kind === 'expression' && told.tested;
    const seen = isTest ? categoryOf(told.decides ?? 'truthy', value) === YES : value;
    if (told?.kind !== 'hidden') listen(step, seen, frame, begins);
  });
}
