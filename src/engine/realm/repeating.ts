import { sameCall } from '../../trainer/divergence/verdict.ts';
import type { Batch } from './batch.ts';
import { isStackOverflow } from './calling.ts';
import type { Callable } from './modules.ts';
import { isOutside, type RealCalls } from './real.ts';

/** Indices of inputs on which a second call in one module gives something else than a call in a module of its own. */
export function differingRuns(
  plain: Callable,
  next: (index: number) => readonly unknown[],
  count: number,
  { batch, real }: { readonly batch: Batch; readonly real: RealCalls },
): number[] {
  const shared = plain.anew();
  const differing: number[] = [];
  batch.many(count, (i) => {
    const input = next(i);
    // Twice in the shared module: what a first call leaves behind shows in the second.
    real.on(() => shared, input);
    const again = real.on(() => shared, input);
    const alone = real.on(() => plain.anew(), input);
    if (!isStackOverflow(alone) && !isOutside(alone) && !sameCall(again, alone)) differing.push(i);
  });
  return differing;
}
