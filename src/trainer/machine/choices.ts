import type { StepId } from '../../shared/program.ts';
import type { BranchChoice, Choices } from './decode.ts';
import type { TraceSummary } from './observe/summary.ts';

/** What traces say, as the choices that a network is trained on. */
export function toChoices(evidence: TraceSummary): Choices {
  const targets = new Map<StepId, Set<StepId>>();
  for (const { step, targets: seen } of evidence.transitions) {
    const all = targets.get(step) ?? new Set<StepId>();
    for (const [target] of seen) all.add(target);
    targets.set(step, all);
  }
  const branches = evidence.transitions.map(({ step, category, targets: seen }): BranchChoice => {
    const all = [...(targets.get(step) ?? [])].sort((a, b) => a - b);
    const rows = seen.map(([target, count]) => ({ consistent: [all.indexOf(target)], count }));
    const survivors = all.map((_, index) => index).filter((index) => rows.every((row) => row.consistent[0] === index));
    return { step, category, targets: all, survivors, rows };
  });
  return {
    values: evidence.values.map(({ step, candidates, survivors, rows, unverified }) => ({
      step,
      candidates,
      survivors,
      rows,
      unverified,
    })),
    branches,
    visited: new Set(evidence.visits.map(([step]) => step)),
  };
}
