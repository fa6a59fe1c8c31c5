import { plainTracer } from '../../analyzer/instrument/plain-tracer.ts';
import type { Host } from '../../analyzer/sandbox/host.ts';
import type { Program } from '../../shared/program.ts';
import type { Tracer } from '../../shared/trace.ts';
import type { Batch } from './batch.ts';
import { callOn, isStackOverflow, type Fn } from './calling.ts';
import { registersOf, type Callable, type InstalledMachine } from './modules.ts';
import type { Timing } from './protocol.ts';

/** Something whose calls are timed. */
export interface Timed {
  readonly fn: () => Fn;
  /** Steps taken so far, by all calls. */
  readonly steps: () => number;
}

/** The function itself, whose steps are not counted. */
export function timedFunction(plain: Callable): Timed {
  return { fn: () => plain.get(), steps: () => 0 };
}

export function timedNetwork({ callable, steps }: InstalledMachine): Timed {
  return { fn: () => callable.get(), steps };
}

export function timedTraces(program: Program, traced: (tracer: Tracer) => Callable): Timed {
  let steps = 0;
  const callable = traced(plainTracer(registersOf(program), () => steps++));
  return { fn: () => callable.get(), steps: () => steps };
}

/** Runs draws; what each took. Runs that end in a limit are left out. */
export function timings(
  run: Timed,
  next: () => readonly unknown[],
  count: number,
  { host, batch }: { readonly host: Host; readonly batch: Batch },
): Timing[] {
  const taken: Timing[] = [];
  batch.many(count, () => {
    // The call's own copies of its arguments are made inside, as they are for every way of running it.
    const input = next();
    const before = run.steps();
    const started = host.now();
    const called = callOn(run.fn(), input);
    const ms = host.now() - started;
    if (!isStackOverflow(called)) taken.push({ ms, steps: run.steps() - before });
  });
  return taken;
}
