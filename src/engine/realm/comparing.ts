import type { Host } from '../../analyzer/sandbox/host.ts';
import { compareCalls, type Called } from '../../trainer/divergence/verdict.ts';
import { Batch } from './batch.ts';
import type { Inputs } from './generators.ts';
import { failure } from './outcomes.ts';
import type { CompareRequest, CompareResult, Failure } from './protocol.ts';
import type { StepLimited } from './step-limited.ts';

/** What function and network did on one input. */
export interface Pair {
  readonly real: Called;
  readonly learned: Called;
}

interface Sides {
  readonly host: Host;
  readonly inputs: Inputs;
  readonly ends: StepLimited;
  /** null if the function itself ran into a limit */
  readonly both: (input: readonly unknown[]) => Pair | null;
}

/** How the two differ on an input; null where they don't, or the function itself ran into a limit. */
export function difference(input: readonly unknown[], pair: Pair | null): Failure | null {
  const kind = pair ? compareCalls(pair.real, pair.learned) : 'exact';
  return pair && kind !== 'exact' ? failure(input, kind, pair) : null;
}

/** Runs function and network on draws and counts how they compare. */
export function compareRuns({ host, inputs, ends, both }: Sides, request: CompareRequest): CompareResult {
  const draws = inputs.sequence(request.seed);
  const count = { runs: 0, exact: 0, refused: 0, wrong: 0, limited: 0 };
  const failures: Failure[] = [];
  const started = host.now();
  const batch = new Batch(host, request.callMs);
  batch.deadline = started + request.ms;
  batch.many(request.runs, () => {
    const input = batch.once(() => draws.next(request.size, { exact: request.exact }));
    // What may not end is tried under a limit of steps first: it could fill the memory before its time is up.
    if (inputs.endless.any && ends(input, batch) === null) {
      count.limited++;
      return;
    }
    batch.onLate = () => inputs.endless.noteHung(input);
    const pair = both(input);
    if (!pair) {
      count.limited++;
      return;
    }
    count.runs++;
    const failed = difference(input, pair);
    count[failed?.kind ?? 'exact']++;
    if (failed && failures.length < request.keep) failures.push(failed);
  });
  const seconds = (host.now() - started) / 1000;
  return { ...count, limited: count.limited + batch.late, seconds, failures };
}
