import type { Program, StepId } from '../../shared/program.ts';
import { argmax, probabilities, type Choice, type ChoiceData, type Scorer } from '../network/scorer.ts';
import { candidateFeature, candidateKey, scopeDistance, type Candidate } from './bank/candidates.ts';
import { biases, shapesOf, type Prior } from './bank/prior.ts';
import { Traits, type Trait } from './bank/traits.ts';
import type { Chosen, Table } from './run/table.ts';

/** A step's value as a choice of the network: its candidates and what the traces say of them. */
export interface ValueChoice {
  readonly step: StepId;
  readonly candidates: readonly Candidate[];
  /** Candidates that no trace contradicts: the audit's verdict, which the network does not see. */
  readonly survivors: readonly number[];
  readonly rows: ChoiceData['evidence'];
  readonly unverified: number;
}

/** Where control goes from a step, for one category of its value. */
export interface BranchChoice {
  readonly step: StepId;
  readonly category: number;
  /** Every step that ever followed, in any category. */
  readonly targets: readonly StepId[];
  /** Indices of the targets that no trace contradicts: one, or none if traces went several ways. */
  readonly survivors: readonly number[];
  readonly rows: ChoiceData['evidence'];
}

export interface Choices {
  readonly values: readonly ValueChoice[];
  readonly branches: readonly BranchChoice[];
  readonly visited: ReadonlySet<StepId>;
}

function valueId(step: StepId): string {
  return `step ${step}`;
}

function branchId(step: StepId, category: number): string {
  return `after ${step}, ${category}`;
}

function asChoice(program: Program, id: string, step: StepId, candidates: readonly Candidate[]): Choice {
  const scope = program.steps[step]?.scope ?? -1;
  const hops = (to: number): number => scopeDistance(program, scope, to);
  return { id, candidates: candidates.map((c) => ({ key: candidateKey(c), feature: candidateFeature(c, hops) })) };
}

function branchCandidates(choice: BranchChoice): Candidate[] {
  return choice.targets.map((step) => ({ kind: 'next', step }));
}

/**
 * What the network is trained on: one softmax for each step's value, one for each branch. What is known beforehand of
 * values stands with their candidates; nothing is known of branches.
 */
export function trainingData(program: Program, choices: Choices, prior: Prior): ChoiceData[] {
  const traits = new Traits(program);
  return [
    ...choices.values
      .filter((choice) => choice.candidates.length > 0)
      .map((choice) => ({
        ...valueWithPrior(program, choice, prior, traits.of(choice)),
        evidence: choice.rows,
      })),
    ...choices.branches.map((choice) => ({
      ...asChoice(program, branchId(choice.step, choice.category), choice.step, branchCandidates(choice)),
      evidence: balanced(choice, choices.branches),
    })),
  ];
}

function valueWithPrior(
  program: Program,
  { step, candidates }: ValueChoice,
  prior: Prior,
  traits: readonly (readonly Trait[])[],
): Choice {
  const choice = asChoice(program, valueId(step), step, candidates);
  const known = candidates.map(({ kind }, i) => ({
    kind,
    feature: choice.candidates[i]?.feature ?? '',
    traits: traits[i] ?? [],
  }));
  const bias = biases(prior, shapesOf(program, step), known);
  return { ...choice, candidates: choice.candidates.map((candidate, i) => ({ ...candidate, bias: bias[i] ?? 0 })) };
}

/**
 * A branch's evidence, each way counted relative to all visits that went that way, whatever the category. Of a test that
 * is rarely true, most of what is told as true may be corrupted; that the rare way was hardly ever taken otherwise stays
 * true. One more in the denominator keeps a way that was taken once, by a corrupted value, from winning. Clean traces
 * are left as they are: every category goes one way.
 */
function balanced({ step, rows }: BranchChoice, branches: readonly BranchChoice[]): ChoiceData['evidence'] {
  if (rows.length < 2) return rows;
  const siblings = branches.filter((branch) => branch.step === step).flatMap((branch) => branch.rows);
  return rows.map(({ consistent, count }) => {
    const same = siblings.filter((row) => row.consistent[0] === consistent[0]);
    const total = same.reduce((sum, row) => sum + row.count, 0);
    return { consistent, count: count / (total + 1) };
  });
}

export interface Decision {
  readonly step: StepId;
  readonly candidate: Candidate;
  readonly probability: number;
  readonly status: StepStatus;
  readonly survivors: readonly Candidate[];
}

/**
 * How the network's choice stands to the audit: the only one left, one of several, one that a trace contradicts, or one
 * where traces contradict all.
 */
export type StepStatus = 'only' | 'ambiguous' | 'conflict' | 'untrained';

export interface Decoded {
  readonly table: Table;
  readonly decisions: readonly Decision[];
  /** Steps after which traces went another way than the network takes, or several ways. */
  readonly branchConflicts: readonly StepId[];
}

/** Turns logits into a program: the likeliest candidate everywhere. The audit's survivors stand beside it. */
export function decode(program: Program, choices: Choices, scorer: Scorer): Decoded {
  const values = new Map<StepId, Chosen>();
  const decisions: Decision[] = [];
  for (const choice of choices.values) {
    if (choice.candidates.length === 0) continue;
    const logits = scorer.logits(asChoice(program, valueId(choice.step), choice.step, choice.candidates));
    const index = argmax(logits);
    const candidate = choice.candidates[index] as Candidate;
    const survivors = choice.survivors.map((i) => choice.candidates[i] as Candidate);
    const status = statusOf(choice, index);
    decisions.push({ step: choice.step, candidate, probability: probabilities(logits)[index] ?? 0, status, survivors });
    // In conflict the survivors are alternatives: a strict machine refuses wherever they would disagree.
    const alternatives = survivors.filter((_, i) => choice.survivors[i] !== index);
    values.set(choice.step, { candidate, alternatives, contradicted: survivors.length === 0 });
  }
  const next = new Map<StepId, Map<number, StepId>>();
  const branchConflicts: StepId[] = [];
  for (const choice of choices.branches) {
    const id = branchId(choice.step, choice.category);
    const index = argmax(scorer.logits(asChoice(program, id, choice.step, branchCandidates(choice))));
    const ways = next.get(choice.step) ?? new Map<number, StepId>();
    ways.set(choice.category, choice.targets[index] ?? -1);
    next.set(choice.step, ways);
    if (!choice.survivors.includes(index)) branchConflicts.push(choice.step);
  }
  const table = { values, next, visited: choices.visited, disputed: new Set(branchConflicts) };
  return { table, decisions, branchConflicts };
}

function statusOf(choice: ValueChoice, index: number): StepStatus {
  if (choice.survivors.length === 0) return 'untrained';
  if (!choice.survivors.includes(index)) return 'conflict';
  return choice.survivors.length === 1 ? 'only' : 'ambiguous';
}

/** How many visits there were, and at how many the choice was right. */
interface Hits {
  readonly visits: number;
  readonly right: number;
}

export interface OneStepHits {
  readonly values: Hits;
  readonly branches: Hits;
}

/** On fresh traces: visits at which the choice gives the traced value or way, teacher forced, one step at a time. */
export function oneStepHits(table: Table, fresh: Choices): OneStepHits {
  const values = fresh.values.map((choice) => {
    const chosen = table.values.get(choice.step);
    const key = chosen ? candidateKey(chosen.candidate) : '';
    return hits(
      choice.rows,
      choice.candidates.findIndex((candidate) => candidateKey(candidate) === key),
    );
  });
  const branches = fresh.branches.map((choice) => {
    const target = table.next.get(choice.step)?.get(choice.category);
    return hits(choice.rows, choice.targets.indexOf(target ?? -1));
  });
  return { values: sum(values), branches: sum(branches) };
}

function hits(rows: ChoiceData['evidence'], chosen: number): Hits {
  const right = rows.filter(({ consistent }) => consistent.includes(chosen));
  return { visits: countOf(rows), right: countOf(right) };
}

function countOf(rows: ChoiceData['evidence']): number {
  return rows.reduce((total, { count }) => total + count, 0);
}

function sum(all: readonly Hits[]): Hits {
  return all.reduce((a, b) => ({ visits: a.visits + b.visits, right: a.right + b.right }), { visits: 0, right: 0 });
}
