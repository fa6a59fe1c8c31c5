import type { Probe, Specification, Trajectory } from './spec.ts';
import { isDefined, valuesAt } from './values.ts';

/** How the outputs of one run stand to the right ones. */
export interface OutputScore {
  /** Mean over output probes of F1 (masks), accuracy (one-hot masks, categoricals, pointers) or squared error (scalars). */
  readonly score: number;
  /** All of them right. */
  readonly exact: boolean;
}

/** The metric of CLRS (`evaluation.py`): hints don't count. */
export function scoreOutputs(
  specification: Specification,
  run: Trajectory,
  predicted: Readonly<Record<string, Float32Array>>,
): OutputScore {
  const outputs = specification.probes.filter(({ stage }) => stage === 'output');
  let exact = true;
  const scores = outputs.map((probe) => {
    const all = valuesAt(probe, run, 0);
    const right = all.filter((value) => isDefined(probe, value));
    const given = (predicted[probe.name] ?? new Float32Array()).filter((_, i) => isDefined(probe, all[i] ?? -1));
    if (right.some((value, i) => value !== given[i])) exact = false;
    return scoreProbe(probe, right, given);
  });
  return { score: scores.reduce((a, b) => a + b, 0) / Math.max(1, scores.length), exact };
}

function scoreProbe({ type }: Probe, right: Float32Array, given: Float32Array): number {
  const count = (test: (right: number, given: number) => boolean): number =>
    right.reduce((sum, value, i) => sum + (test(value, given[i] ?? NaN) ? 1 : 0), 0);
  if (type === 'scalar')
    return right.reduce((sum, value, i) => sum + (value - (given[i] ?? NaN)) ** 2, 0) / right.length;
  if (type === 'mask_one') return count((a, b) => a === 1 && b === 1) > 0 ? 1 : 0;
  if (type !== 'mask') return count((a, b) => a === b) / right.length;
  const hits = count((a, b) => a === 1 && b === 1);
  const [wanted, found] = [count((a) => a === 1), count((_, b) => b === 1)];
  // Nothing to find and nothing found is right.
  return wanted + found === 0 ? 1 : (2 * hits) / (wanted + found);
}
