import type { StepId } from '../../shared/program.ts';
import { candidateCost, type Candidate } from './bank/candidates.ts';
import type { Choices } from './decode.ts';
import type { Chosen, Table } from './run/table.ts';

/**
 * The table that elimination alone would choose: at each step the cheapest candidate that no visit contradicts, by
 * hand-set costs, and a way only where every visit went the same way. It knows nothing of the network, whose baseline it is.
 */
export function eliminationTable(choices: Choices): Table {
  const values = new Map<StepId, Chosen>();
  for (const { step, candidates, survivors } of choices.values) {
    const left = survivors.map((index) => candidates[index] as Candidate);
    const [first, ...others] = left.sort((a, b) => candidateCost(a) - candidateCost(b));
    if (first) values.set(step, { candidate: first, alternatives: others });
  }
  const next = new Map<StepId, Map<number, StepId>>();
  for (const { step, category, targets, rows } of choices.branches) {
    const ways = next.get(step) ?? new Map<number, StepId>();
    const [only, ...others] = rows;
    const target = only && others.length === 0 ? targets[only.consistent[0] ?? -1] : undefined;
    if (target !== undefined) ways.set(category, target);
    next.set(step, ways);
  }
  return { values, next, visited: choices.visited, disputed: new Set() };
}
