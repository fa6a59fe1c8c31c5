import type { StepId } from '../../../shared/program.ts';
import type { Candidate } from '../bank/candidates.ts';
import type { Observer } from './observer.ts';

export interface EvidenceRow {
  readonly consistent: readonly number[];
  readonly count: number;
}

/** All that an observer's traces say, as JSON: what a network is trained on. */
export interface TraceSummary {
  readonly values: readonly {
    readonly step: StepId;
    readonly candidates: readonly Candidate[];
    /** Indices of candidates that no visit contradicts. */
    readonly survivors: readonly number[];
    readonly rows: readonly EvidenceRow[];
    readonly visits: number;
    readonly unverified: number;
  }[];
  readonly transitions: readonly {
    readonly step: StepId;
    readonly category: number;
    readonly targets: readonly (readonly [step: StepId, count: number])[];
  }[];
  readonly visits: readonly (readonly [step: StepId, count: number])[];
}

/** Candidates that never fitted a visit are left out. */
export function summarise(observer: Observer): TraceSummary {
  observer.expressions.search();
  const values: TraceSummary['values'][number][] = [];
  observer.choices.forEach((evidence, step) => {
    // An expression that none was found for has been looked for all the same.
    const searched = observer.program.steps[step]?.kind === 'expression';
    if (!evidence || (evidence.evaluated === 0 && !searched)) return;
    const { candidates, visits, unverified } = evidence;
    const rows = evidence.evidence();
    const used = new Set(rows.flatMap((row) => row.consistent));
    const kept = candidates.map((_, index) => index).filter((index) => used.has(index));
    const position = new Map(kept.map((index, i) => [index, i]));
    const renumber = (list: readonly number[]): number[] => list.map((index) => position.get(index) ?? -1);
    values.push({
      step,
      candidates: kept.map((index) => candidates[index] as Candidate),
      survivors: renumber(evidence.survivors()),
      rows: rows.map(({ consistent, count }) => ({ consistent: renumber(consistent), count })),
      visits,
      unverified,
    });
  });
  const transitions: TraceSummary['transitions'][number][] = [];
  for (const step of observer.transitions.sources()) {
    for (const [category, targets] of observer.transitions.after(step)) {
      transitions.push({ step, category, targets: [...targets] });
    }
  }
  const visits = [...observer.visits].map((count, step) => [step, count] as const).filter(([, count]) => count > 0);
  return { values, transitions, visits };
}
