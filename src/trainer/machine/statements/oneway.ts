import type { Candidate } from '../bank/candidates.ts';
import { binaryHead, COST, NOT, readings, type Bank, type Entry } from './bank.ts';
import type { Found } from './conditions.ts';
import { KIND } from './values.ts';

/** Deepest expressions that a condition which came out one way only is taken to compare. */
export const ONE_WAY_COST = 7;
/** Expressions held against constants, and against each other, cost at most so much. */
const MAX_SIDE = 6;
const MAX_PAIRED = 4;
const MAX_FOUND = 96;
const MAX_READINGS = 4;

/**
 * What a condition may be that only ever came out one way. Any condition that never changed fits, so the cheapest tells nothing;
 * looked for are those that change first: comparisons of an expression with the nearest constants that it stayed above and
 * below, or never was; of two expressions whose order never changed; and the truth of what was always or never there. Where
 * one of them would come out the other way, training can't tell.
 *
 * @param held how it came out
 */
export function oneWayConditions(bank: Bank, held: boolean): Found[] {
  const entries = bank.entries.filter((entry) => (entry.kinds & KIND.failed) === 0);
  const varying = entries.filter((entry) => !isSteady(entry) && entry.cost <= MAX_SIDE);
  const steady = entries.filter(isSteady);
  const found = new Conditions(held);
  for (const x of varying) found.truth(x);
  for (const x of steady) found.twins(x);
  const numbers = steady.filter(({ numbers }) => numbers !== null && Number.isFinite(numbers[0]));
  numbers.sort((a, b) => valueOf(a) - valueOf(b));
  for (const x of varying) found.bounds(x, numbers);
  for (const x of varying) {
    for (const y of steady) if (y.parts.length === 0) found.difference(x, y);
  }
  const few = varying.filter(({ numbers, cost }) => numbers !== null && cost <= MAX_PAIRED);
  for (const x of few) {
    for (const y of few) if (x !== y) found.order(x, y, x.cost + y.cost);
  }
  return found.cheapest();
}

/** Whether it gave the same at every moment. */
function isSteady({ row }: Entry): boolean {
  return row.every((number) => number === row[0]);
}

function valueOf({ numbers }: Entry): number {
  return numbers?.[0] ?? NaN;
}

class Conditions {
  private readonly found: Found[] = [];

  constructor(private readonly held: boolean) {}

  cheapest(): Found[] {
    return this.found.sort((a, b) => a.cost - b.cost).slice(0, MAX_FOUND);
  }

  private add(cost: number, head: Candidate, parts: readonly Candidate[]): void {
    this.found.push({ cost: cost + COST.common, tree: { kind: 'tree', head, parts } });
  }

  truth(x: Entry): void {
    const truths = new Set(x.values.map(Boolean));
    if (truths.size !== 1) return;
    if (truths.has(this.held)) this.found.push({ cost: x.cost, tree: x.tree });
    else this.add(x.cost, NOT, [x.tree]);
  }

  /** What is always the same as a constant may be compared with it. */
  twins(x: Entry): void {
    const [first, ...others] = readings(x, MAX_READINGS);
    if (!first) return;
    const value: unknown = x.values[0];
    for (const other of others) {
      if (other.kind !== 'variable') continue;
      this.add(x.cost + COST.leaf, binaryHead(this.held ? '===' : '!=='), [other, first]);
      if (Boolean(value) === this.held) this.found.push({ cost: COST.leaf, tree: other });
      else this.add(COST.leaf, NOT, [other]);
    }
  }

  /** @param constants by rising value */
  bounds(x: Entry, constants: readonly Entry[]): void {
    const numbers = [...(x.numbers ?? [])].filter((value) => !Number.isNaN(value));
    if (numbers.length === 0) return;
    const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
    const above = constants.find((c) => valueOf(c) >= most);
    const below = constants.findLast((c) => valueOf(c) <= least);
    // A constant costs as a literal does, however it is put together: what counts is that it is near.
    if (above) this.order(x, above, x.cost + COST.leaf);
    if (below) this.order(below, x, x.cost + COST.leaf);
  }

  /** `x < y`, or else `x <= y`, if it always held; for a condition that never did, its opposite. */
  order(x: Entry, y: Entry, cost: number): void {
    const [a, b] = [x.numbers ?? [], y.numbers ?? []];
    const always = (holds: (p: number, q: number) => boolean): boolean =>
      a.length > 0 && a.every((p, i) => holds(p, b[i] ?? NaN));
    if (this.held) {
      if (always((p, q) => p < q)) this.add(cost, binaryHead('<'), [x.tree, y.tree]);
      else if (always((p, q) => p <= q)) this.add(cost, binaryHead('<='), [x.tree, y.tree]);
    } else if (always((p, q) => !(q <= p))) this.add(cost, binaryHead('<='), [y.tree, x.tree]);
    else if (always((p, q) => !(q < p))) this.add(cost, binaryHead('<'), [y.tree, x.tree]);
  }

  /** A constant of the same kind, or nothing at all, that an expression never was. */
  difference(x: Entry, y: Entry): void {
    const comparable = (y.kinds & (KIND.nullish | KIND.string | KIND.number)) !== 0;
    const suits = comparable && (y.kinds === KIND.nullish || (x.kinds & y.kinds) !== 0);
    if (!suits || x.row.some((number, i) => number === y.row[i])) return;
    this.add(x.cost + y.cost, binaryHead(this.held ? '!==' : '==='), [x.tree, y.tree]);
  }
}
