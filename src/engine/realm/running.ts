import type { StepId } from '../../shared/program.ts';
import type { Batch } from './batch.ts';
import { outcomeOf } from './calling.ts';
import type { InstalledMachine } from './modules.ts';
import { callMachine, newNetwork, refusalOf, safely } from './outcomes.ts';
import type { RunResult, TracedStep, TraceResult } from './protocol.ts';
import type { Heard } from './replay.ts';

/** A network, and the same with its steps told. */
interface Network {
  readonly machine: InstalledMachine;
  readonly traced: InstalledMachine;
  /** Has the traced one tell of its steps, or of none any more. */
  readonly listen: (listener: Heard | null) => void;
  /** Filled as the network runs. */
  readonly unsure: Set<StepId>;
}

/** Runs a network on one input. @param isKept which of its steps are wanted; null: none */
export function runNetwork(
  { machine, traced, listen, unsure }: Network,
  args: readonly unknown[],
  isKept: ((step: number) => boolean) | null,
  batch: Batch,
): RunResult & TraceResult {
  unsure.clear();
  const called = batch.one(() => callMachine(() => machine.callable.get(), args));
  const steps: TracedStep[] = [];
  if (isKept) {
    batch.one(() => {
      listen(null);
      steps.length = 0;
      const network = newNetwork(traced);
      listen((step, value) => {
        if (isKept(step)) steps.push({ step, value: safely(value) });
      });
      return callMachine(() => network, args);
    });
    listen(null);
  }
  const refused = refusalOf(called);
  const outcome = outcomeOf(refused ? { ...called, threw: null } : called);
  return { ...outcome, refused, unsure: [...unsure].sort((a, b) => a - b), steps };
}
