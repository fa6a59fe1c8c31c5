import { binaryMatrix, type BinaryMatrix } from '../tensor/sparse.ts';
import { isConsistent, rowWeights } from './evidence.ts';
import type { ChoiceData, Evidence } from './scorer.ts';

/**
 * Choices laid out flat. All candidates of all choices stand in one vector (length P), so that a training step is a
 * handful of kernels whatever the number of choices, without padding to the widest.
 *
 * Everything is put in an order that depends on content only, never on ids or on the order given, so that
 * renumbering the steps of a program changes not one bit of its weights.
 */
export interface Layout {
  /** The order of choices inside: `order[i]` is the index of the i-th in the data given. */
  readonly order: readonly number[];
  /** Per choice in that order: where its candidates begin, and which one of the given stands at each place. */
  readonly slots: readonly Slot[];
  readonly features: readonly string[];
  /** [P, P + features]: a candidate's logit is its own parameter plus that of its feature. */
  readonly scoring: BinaryMatrix;
  /** [choices, P]: a choice's candidates. */
  readonly membership: BinaryMatrix;
  /** [rows, P]: the candidates an evidence row is consistent with. */
  readonly consistency: BinaryMatrix;
  /** [rows, choices]: the choice an evidence row belongs to. */
  readonly ownership: BinaryMatrix;
  /** [rows]: the weight of each evidence row in the loss; those of one choice sum to 1. */
  readonly rowWeights: Float32Array;
  /** [rows]: whether some candidate of the row's choice is consistent with all of its rows. */
  readonly isCleanRow: readonly boolean[];
  /** [choices]: sums of `rowWeights`. */
  readonly choiceWeights: Float32Array;
}

export interface Slot {
  readonly start: number;
  /** `candidates[j]` is the index, in the choice as given, of the candidate at place `start + j`. */
  readonly candidates: readonly number[];
  /** Rows that say something, `consistent` by place. */
  readonly rows: readonly Evidence[];
}

export function layOut(data: readonly ChoiceData[]): Layout {
  const canonical = data.map((choice) => canonicalise(choice));
  const order = data
    .map((_, i) => i)
    .sort((a, b) => compare(canonical[a]?.content ?? '', canonical[b]?.content ?? '') || a - b);
  const features = [...new Set(data.flatMap((choice) => choice.candidates.map((c) => c.feature)))].sort(compare);
  const featureAt = new Map(features.map((feature, i) => [feature, i]));

  const slots: Slot[] = [];
  const featureOf: number[] = [];
  const members: number[][] = [];
  const consistent: number[][] = [];
  const owners: number[][] = [];
  const weightOfRow: number[] = [];
  const isCleanRow: boolean[] = [];
  const choiceWeights: number[] = [];
  for (const index of order) {
    const choice = data[index];
    const form = canonical[index];
    if (!choice || !form) continue;
    const start = featureOf.length;
    for (const at of form.candidates) featureOf.push(featureAt.get(choice.candidates[at]?.feature ?? '') ?? 0);
    members.push(form.candidates.map((_, j) => start + j));
    const weights = rowWeights(form.rows, form.candidates.length);
    for (const row of form.rows) {
      consistent.push(row.consistent.map((place) => start + place));
      owners.push([slots.length]);
    }
    weightOfRow.push(...weights);
    const isClean = isConsistent(form.rows, form.candidates.length);
    isCleanRow.push(...weights.map(() => isClean));
    choiceWeights.push(weights.reduce((a, b) => a + b, 0));
    slots.push({ start, candidates: form.candidates, rows: form.rows });
  }
  const places = featureOf.length;
  return {
    order,
    slots,
    features,
    scoring: binaryMatrix(
      featureOf.map((feature, place) => [place, places + feature]),
      places + features.length,
    ),
    membership: binaryMatrix(members, places),
    consistency: binaryMatrix(consistent, places),
    ownership: binaryMatrix(owners, slots.length),
    rowWeights: Float32Array.from(weightOfRow),
    isCleanRow,
    choiceWeights: Float32Array.from(choiceWeights),
  };
}

interface CanonicalChoice {
  readonly candidates: readonly number[];
  readonly rows: readonly Evidence[];
  /** Equal for two choices only if candidates and evidence are. */
  readonly content: string;
}

/** Rows that no candidate, or every candidate, is consistent with say nothing and are left out; equal rows are merged. */
function canonicalise(choice: ChoiceData): CanonicalChoice {
  const keys = choice.candidates.map((candidate) => candidate.key);
  const candidates = keys.map((_, i) => i).sort((a, b) => compare(keys[a] ?? '', keys[b] ?? ''));
  const placeOf = new Int32Array(candidates.length);
  candidates.forEach((candidate, place) => (placeOf[candidate] = place));
  const merged = new Map<string, { consistent: readonly number[]; count: number }>();
  for (const { consistent, count } of choice.evidence) {
    if (consistent.length === 0 || consistent.length === candidates.length) continue;
    const places = Int32Array.from(consistent);
    for (let i = 0; i < places.length; i++) places[i] = placeOf[places[i] ?? 0] ?? 0;
    places.sort();
    const key = String.fromCodePoint(...places);
    const row = merged.get(key);
    if (row) row.count += count;
    else merged.set(key, { consistent: Array.from(places), count });
  }
  const rows = [...merged].sort(([a], [b]) => compare(a, b));
  const names = candidates.map((i) => [keys[i], choice.candidates[i]?.feature, choice.candidates[i]?.bias ?? 0]);
  return {
    candidates,
    rows: rows.map(([, row]) => row),
    content: JSON.stringify(names) + rows.map(([key, row]) => `\n${row.count} ${key}`).join(''),
  };
}

/** By code units: the same order everywhere, unlike `localeCompare`. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
