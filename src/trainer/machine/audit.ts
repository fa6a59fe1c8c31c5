import type { Program, StepId } from '../../shared/program.ts';
import { candidateCost, type Candidate } from './bank/candidates.ts';
import type { Observer } from './observe/observer.ts';
import type { Chosen, Table } from './run/table.ts';

/** What elimination alone says of a choice. */
export interface Verdict {
  readonly candidates: readonly Candidate[];
  /** Candidates that no visit contradicts. */
  readonly survivors: readonly Candidate[];
  readonly visits: number;
  readonly unverified: number;
}

/** The audit: eliminates every candidate that any visit contradicts. It knows nothing of the network. */
function audit(observer: Observer): ReadonlyMap<StepId, Verdict> {
  const verdicts = new Map<StepId, Verdict>();
  observer.choices.forEach((evidence, step) => {
    if (!evidence || evidence.evaluated === 0) return;
    const survivors = evidence.survivors().map((index) => evidence.candidates[index] as Candidate);
    const { candidates, visits, unverified } = evidence;
    verdicts.set(step, { candidates, survivors, visits, unverified });
  });
  return verdicts;
}

/** The table that elimination alone would choose, the cheapest survivor at each step: the baseline for the network. */
export function eliminationTable(program: Program, observer: Observer): Table {
  const values = new Map<StepId, Chosen>();
  for (const [step, { survivors }] of audit(observer)) {
    const [first, ...others] = [...survivors].sort((a, b) => candidateCost(a) - candidateCost(b));
    if (first) values.set(step, { candidate: first, alternatives: others });
  }
  const next = new Map<StepId, Map<number, StepId>>();
  for (const from of observer.transitions.sources()) {
    const ways = new Map<number, StepId>();
    for (const [category, targets] of observer.transitions.after(from)) {
      const [first, ...others] = targets.keys();
      if (first !== undefined && others.length === 0) ways.set(category, first);
    }
    next.set(from, ways);
  }
  return { values, next, visited: visitedSteps(program, observer) };
}

function visitedSteps(program: Program, observer: Observer): ReadonlySet<StepId> {
  return new Set(program.steps.filter((step) => (observer.visits[step.id] ?? 0) > 0).map((step) => step.id));
}
