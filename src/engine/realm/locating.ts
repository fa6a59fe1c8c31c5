import type { Program } from '../../shared/program.ts';
import type { Tracer } from '../../shared/trace.ts';
import { EventLog, firstParting } from '../../trainer/divergence/events.ts';
import type { Batch } from './batch.ts';
import { callOn } from './calling.ts';
import { tracerOf, type Callable, type InstalledMachine } from './modules.ts';
import { callMachine, newNetwork } from './outcomes.ts';
import type { Parting } from './protocol.ts';
import type { Heard } from './replay.ts';
import { stateBefore } from './telling.ts';

/** Events that are kept when two runs are compared step by step. */
const LOCATE_EVENTS = 3_000_000;

/** The instrumented function, and a way to make it. */
export interface TracedFunction {
  readonly program: Program;
  readonly make: (tracer: Tracer) => Callable;
}

/** A network that tells of its steps. @param listen has it tell of them, or of none any more */
export interface ToldNetwork {
  readonly program: Program;
  readonly machine: InstalledMachine;
  readonly listen: (listener: Heard | null) => void;
}

/** Where the two part on an input; null where they don't, or where a traced run takes too long. */
export function firstDifference(
  real: TracedFunction,
  learned: ToldNetwork,
  args: readonly unknown[],
  batch: Batch,
): Parting | null {
  const functionLog = eventsOf(real, args, batch);
  const networkLog = eventsOfNetwork(learned, args, batch);
  // Traced runs may take too long where the plain ones did not: then the place is not told.
  if (batch.late > 0) return null;
  const parting = firstParting(functionLog, networkLog);
  return parting && { ...parting, state: stateBefore(real.program, functionLog, parting.index) };
}

function eventsOf({ program, make }: TracedFunction, args: readonly unknown[], batch: Batch): EventLog {
  let log = new EventLog(program, LOCATE_EVENTS);
  batch.many(1, () => {
    log = new EventLog(program, LOCATE_EVENTS);
    let listening = false;
    const tracer = tracerOf(program, (step, value) => {
      if (listening) log.note(step, value);
    });
    const fn = make(tracer).anew();
    listening = true;
    callOn(fn, args);
  });
  return log;
}

function eventsOfNetwork({ program, machine, listen }: ToldNetwork, args: readonly unknown[], batch: Batch): EventLog {
  let log = new EventLog(program, LOCATE_EVENTS);
  batch.many(1, () => {
    listen(null);
    log = new EventLog(program, LOCATE_EVENTS);
    const network = newNetwork(machine);
    listen(log.note);
    callMachine(() => network, args);
  });
  listen(null);
  return log;
}
