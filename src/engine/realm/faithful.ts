import { encode, type Wire } from '../../shared/values.ts';
import { sameCall } from '../../trainer/divergence/verdict.ts';
import type { Batch } from './batch.ts';
import { isStackOverflow } from './calling.ts';
import type { Callable } from './modules.ts';
import { isOutside, type RealCalls } from './real.ts';
import type { StepLimited } from './step-limited.ts';

interface Compared {
  /** Inputs on which instrumented and plain function differ. */
  readonly differing: readonly (readonly Wire[])[];
  /** Every call that ended read an error's stack. */
  readonly alwaysStack: boolean;
}

/** Runs the instrumented function and the plain one on draws. Calls that draw chance are not compared. */
export function compareTraced(
  { plain, real, ends }: { readonly plain: Callable; readonly real: RealCalls; readonly ends: StepLimited },
  next: () => readonly unknown[],
  count: number,
  batch: Batch,
): Compared {
  const differing: (readonly Wire[])[] = [];
  let ended = 0;
  let outside = 0;
  batch.many(count, () => {
    const input = batch.once(next);
    const traced = ends(input, batch);
    if (traced === null) return;
    const called = real.on(() => plain.get(), input);
    ended++;
    if (isOutside(called)) outside++;
    else if (isStackOverflow(called) || isStackOverflow(traced) || real.drewChance) return;
    else if (!sameCall(called, traced)) differing.push(input.map((x) => encode(x)));
  });
  return { differing, alwaysStack: ended > 0 && outside === ended };
}
