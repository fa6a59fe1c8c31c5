import type { StepId } from '../../src/shared/program.ts';
import { eliminationTable } from '../../src/trainer/machine/audit.ts';
import { candidateCost, type Candidate } from '../../src/trainer/machine/bank/candidates.ts';
import type { BranchChoice, Choices } from '../../src/trainer/machine/decode.ts';
import type { Chosen, Table } from '../../src/trainer/machine/run/table.ts';

/** What else could be made of the same traces without a network: by name, a table to run. */
export const RIVALS: Readonly<Record<string, (choices: Choices) => Table>> = {
  elimination: eliminationTable,
  counting: countingTable,
};

/** Takes at each step the candidate that fits most visits, and the commonest way; ties go to the cheapest by hand-set costs. */
function countingTable(choices: Choices): Table {
  const values = new Map<StepId, Chosen>();
  for (const { step, candidates, rows } of choices.values) {
    const support = candidates.map((_, index) => total(rows.filter((row) => row.consistent.includes(index))));
    const order = candidates.map((_, index) => index);
    order.sort((a, b) => (support[b] ?? 0) - (support[a] ?? 0) || cost(candidates[a]) - cost(candidates[b]));
    const candidate = candidates[order[0] ?? -1];
    if (candidate) values.set(step, { candidate, alternatives: [] });
  }
  const next = new Map<StepId, Map<number, StepId>>();
  for (const branch of choices.branches) {
    const ways = next.get(branch.step) ?? new Map<number, StepId>();
    ways.set(branch.category, commonest(branch));
    next.set(branch.step, ways);
  }
  return { values, next, visited: choices.visited, disputed: new Set() };
}

function commonest({ targets, rows }: BranchChoice): StepId {
  const [first] = [...rows].sort((a, b) => b.count - a.count);
  return targets[first?.consistent[0] ?? -1] ?? -1;
}

function cost(candidate: Candidate | undefined): number {
  return candidate ? candidateCost(candidate) : Infinity;
}

function total(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((sum, row) => sum + row.count, 0);
}
