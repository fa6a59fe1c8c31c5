import type { Candidate } from '../bank/candidates.ts';
import { BINARY } from '../bank/operators.ts';
import { binaryHead, COST, logicalHead, NOT, readings, type Bank, type Entry } from './bank.ts';
import { FAILED, KIND } from './values.ts';

/** Moments that one word of a set holds; there are two, so twice as many moments can be told apart. */
const WORD = 28;

/** A set of moments. */
interface Moments {
  readonly low: number;
  readonly high: number;
}

/** A condition, at which moments it held, and at which it did not; at others it threw. */
interface Feature {
  readonly cost: number;
  readonly yes: Moments;
  readonly no: Moments;
  readonly readings: () => Candidate[];
}

export interface Found {
  readonly tree: Candidate;
  readonly cost: number;
}

/** Conditions are looked at by rising cost, from here … */
const FIRST_COST = 6;
/** … to here. */
const LAST_COST = 26;
/** Pairs of expressions that are compared. */
const MAX_PAIRS = 900_000;
/** Different conditions kept to be joined. */
const MAX_FEATURES = 30_000;
/** Conditions of one side that are joined in threes. */
const MAX_TRIPLE = 60;
const MAX_READINGS = 8;
/** How much more than the cheapest an expression may cost to be one of several readings. */
export const SLACK = 2;
const MAX_FOUND = 48;

/**
 * Finds conditions that held at just the moments given: a value taken for true, a comparison of two expressions, or two or three
 * such joined by `&&` or `||`. Few of the many comparisons there are can be part of it: each has to hold wherever the whole does
 * (`&&`), or fail wherever it fails (`||`).
 *
 * @param exact the value itself is wanted, which is true or false
 */
export function findConditions(bank: Bank, held: readonly boolean[], exact: boolean): Found[] {
  const target = momentsOf(held.map((yes) => yes));
  const others = momentsOf(held.map((yes) => !yes));
  const features = new Features(bank, target, others, exact);
  for (let cost = FIRST_COST; cost <= LAST_COST; cost += 2) {
    const isMore = features.advance(cost);
    const joined = join(features.all(), target, others, cost + 2);
    // What is taken for true by itself may cost more than comparisons not yet looked at.
    if (joined.length > 0 || features.singles.some((single) => single.cost <= cost)) {
      features.advance(cost + SLACK);
      return cheapest([...features.singles, ...joined]);
    }
    if (!isMore) break;
  }
  if (features.singles.length > 0) return cheapest(features.singles);
  return cheapest(join(features.all(), target, others, Infinity));
}

function cheapest(found: readonly Found[]): Found[] {
  const sorted = [...found].sort((a, b) => a.cost - b.cost);
  return sorted.filter(({ cost }) => cost <= (sorted[0]?.cost ?? 0) + SLACK).slice(0, MAX_FOUND);
}

class Features {
  private readonly byMoments = new Map<string, Feature[]>();
  readonly singles: Found[] = [];
  private sorted: Feature[] | null = null;
  private pairs = 0;
  private reached: number = 2 * COST.leaf - 1;

  constructor(
    private readonly bank: Bank,
    private readonly target: Moments,
    private readonly others: Moments,
    private readonly exact: boolean,
  ) {
    for (const entry of bank.entries) this.truth(entry);
  }

  /** Looks at comparisons that cost up to `cost`. @returns whether there may be more */
  advance(cost: number): boolean {
    while (this.reached + COST.common < cost && this.pairs < MAX_PAIRS) {
      for (const [x, y] of this.bank.pairs(++this.reached)) {
        if (this.pairs++ >= MAX_PAIRS) break;
        if (x !== y) this.compare(x, y);
      }
    }
    return this.pairs < MAX_PAIRS && this.reached < 2 * this.bank.byCost.length;
  }

  all(): readonly Feature[] {
    return (this.sorted ??= [...this.byMoments.values()].flat().sort((a, b) => a.cost - b.cost));
  }

  private truth(entry: Entry): void {
    if (entry.isConstant || (!this.exact && isArithmetic(entry))) return;
    if (this.exact && (entry.kinds & ~(KIND.boolean | KIND.failed)) !== 0) return;
    const holds = entry.values.map((value) => (value === FAILED ? null : Boolean(value)));
    this.note(entry.cost, holds, () => readings(entry, MAX_READINGS));
    const negated = holds.map((yes) => (yes === null ? null : !yes));
    this.note(entry.cost + COST.common, negated, () =>
      readings(entry, MAX_READINGS).map((x) => ({ kind: 'tree', head: NOT, parts: [x] })),
    );
  }

  private compare(x: Entry, y: Entry): void {
    if (x.numbers && y.numbers) {
      this.order(x, y, '<', x.numbers, y.numbers);
      this.order(x, y, '<=', x.numbers, y.numbers);
    } else if (isText(x) && isText(y)) {
      this.order(x, y, '<', x.values as string[], y.values as string[]);
      this.order(x, y, '<=', x.values as string[], y.values as string[]);
    }
    if (x.id < y.id && (x.kinds & y.kinds & ~KIND.failed) !== 0) this.equal(x, y);
  }

  private order<T extends number | string>(
    x: Entry,
    y: Entry,
    symbol: '<' | '<=',
    a: ArrayLike<T>,
    b: ArrayLike<T>,
  ): void {
    const strict = symbol === '<';
    const failing = ((x.kinds | y.kinds) & KIND.failed) !== 0;
    const sides = new Sides(this.target, this.others);
    for (let i = 0; i < a.length; i++) {
      if (failing && (x.values[i] === FAILED || y.values[i] === FAILED)) continue;
      const [p, q] = [a[i] as T, b[i] as T];
      if (!sides.add(i, strict ? p < q : p <= q)) return;
    }
    this.put(x.cost + y.cost + COST.common, sides.yes, sides.no, () => over(binaryHead(symbol), x, y));
  }

  /** The same either way round. */
  private equal(x: Entry, y: Entry): void {
    const sides = new Sides(this.target, this.others);
    const opposite = new Sides(this.target, this.others);
    let [isEqual, differs] = [true, true];
    for (let i = 0; i < x.values.length && (isEqual || differs); i++) {
      const [a, b] = [x.values[i], y.values[i]];
      if (a === FAILED || b === FAILED) continue;
      isEqual &&= sides.add(i, a === b);
      differs &&= opposite.add(i, a !== b);
    }
    const cost = x.cost + y.cost + COST.common;
    if (isEqual) this.put(cost, sides.yes, sides.no, () => over(binaryHead('==='), x, y));
    if (differs) this.put(cost, opposite.yes, opposite.no, () => over(binaryHead('!=='), x, y));
  }

  private note(cost: number, holds: readonly (boolean | null)[], make: () => Candidate[]): void {
    const [yes, no] = [
      { low: 0, high: 0 },
      { low: 0, high: 0 },
    ];
    holds.forEach((held, i) => {
      if (held !== null) set(held ? yes : no, i);
    });
    this.put(cost, yes, no, make);
  }

  private put(cost: number, yes: Moments, no: Moments, make: () => Candidate[]): void {
    if (same(yes, this.target) && same(no, this.others)) {
      if (this.singles.length < 4 * MAX_FOUND) for (const tree of make()) this.singles.push({ tree, cost });
      return;
    }
    if (isEmpty(yes) || isEmpty(no) || this.byMoments.size >= MAX_FEATURES) return;
    // Of use only where it holds whenever the whole does, or fails whenever the whole fails.
    if (!within(this.target, yes) && !within(this.others, no)) return;
    this.sorted = null;
    const key = `${yes.low},${yes.high},${no.low},${no.high}`;
    const known = this.byMoments.get(key);
    if (!known) this.byMoments.set(key, [{ cost, yes, no, readings: make }]);
    else if (known.length < 2 && cost <= (known[0]?.cost ?? 0) + SLACK) known.push({ cost, yes, no, readings: make });
  }
}

/** Which moments a condition holds at, as far as it can be part of the one wanted. */
class Sides {
  readonly yes = { low: 0, high: 0 };
  readonly no = { low: 0, high: 0 };
  private coversTarget = true;
  private coversOthers = true;

  constructor(
    private readonly target: Moments,
    private readonly others: Moments,
  ) {}

  /** @returns whether the condition can still be part of it, by `&&` or by `||` */
  add(moment: number, held: boolean): boolean {
    set(held ? this.yes : this.no, moment);
    if (held) this.coversOthers &&= !contains(this.others, moment);
    else this.coversTarget &&= !contains(this.target, moment);
    return this.coversTarget || this.coversOthers;
  }
}

function contains({ low, high }: Moments, i: number): boolean {
  return ((i < WORD ? low >> i : high >> (i - WORD)) & 1) === 1;
}

/** Nobody asks whether a sum is 0 by its truth. */
function isArithmetic({ head }: Entry): boolean {
  if (head?.kind === 'unary') return true;
  return head?.kind === 'binary' && ['+', '-', '*', '/', '**', '^'].includes(BINARY[head.index]?.symbol ?? '');
}

function isText(entry: Entry): boolean {
  return (entry.kinds & ~(KIND.string | KIND.failed)) === 0;
}

function over(head: Candidate, x: Entry, y: Entry): Candidate[] {
  const [first, ...left] = readings(x, MAX_READINGS);
  const [second, ...right] = readings(y, MAX_READINGS);
  if (!first || !second) return [];
  const tree = (a: Candidate, b: Candidate): Candidate => ({ kind: 'tree', head, parts: [a, b] });
  return [tree(first, second), ...left.map((a) => tree(a, second)), ...right.map((b) => tree(first, b))];
}

/** Conditions joined by `&&` that hold at `target`, or by `||` that fail at `others`: two at first, else three. */
function join(features: readonly Feature[], target: Moments, others: Moments, most: number): Found[] {
  const all = union(target, others);
  const sides = [
    { head: logicalHead('&&'), list: features.filter(({ yes }) => within(target, yes)), done: target, open: others },
    { head: logicalHead('||'), list: features.filter(({ no }) => within(others, no)), done: others, open: target },
  ].map(({ head, list, done, open }) => {
    const isAnd = done === target;
    // `settles`: moments at which it decides the whole by itself; at the others the next one is asked.
    const parts = list.map((feature) => ({
      feature,
      asks: isAnd ? feature.yes : feature.no,
      settles: isAnd ? feature.no : feature.yes,
    }));
    return { head, parts, open };
  });
  const found: Found[] = [];
  let best = Infinity;
  const add = (head: Candidate, chosen: readonly Feature[]): void => {
    const cost = chosen.reduce((sum, { cost }) => sum + cost + COST.common, -COST.common);
    if (cost > best + SLACK || cost > most) return;
    best = Math.min(best, cost);
    for (const tree of joined(head, chosen)) found.push({ tree, cost });
  };
  for (const { head, parts, open } of sides) {
    for (const first of parts) {
      if (!same(union(first.feature.yes, first.feature.no), all)) continue;
      const left = both(open, first.asks);
      for (const second of parts) {
        if (first.feature.cost + second.feature.cost + COST.common > Math.min(best + SLACK, most)) break;
        if (first !== second && within(left, second.settles)) add(head, [first.feature, second.feature]);
      }
    }
  }
  if (found.length === 0 && most === Infinity)
    for (const { head, parts, open } of sides) triples(head, parts, open, all, add);
  return found;
}

interface Part {
  readonly feature: Feature;
  readonly asks: Moments;
  readonly settles: Moments;
}

function triples(
  head: Candidate,
  parts: readonly Part[],
  open: Moments,
  all: Moments,
  add: (head: Candidate, chosen: readonly Feature[]) => void,
): void {
  const few = parts.filter(({ settles }) => !isEmpty(both(settles, open))).slice(0, MAX_TRIPLE);
  for (const a of few) {
    if (!same(union(a.feature.yes, a.feature.no), all)) continue;
    const first = both(open, a.asks);
    for (const b of few) {
      // Where it is asked it must not throw.
      if (b === a || !within(a.asks, union(b.feature.yes, b.feature.no))) continue;
      const second = both(first, b.asks);
      for (const c of few)
        if (c !== a && c !== b && within(second, c.settles)) add(head, [a.feature, b.feature, c.feature]);
    }
  }
}

/** Every reading of one, with the first of the others. */
function joined(head: Candidate, features: readonly Feature[]): Candidate[] {
  const each = features.map((feature) => feature.readings());
  const firsts = each.map(([first]) => first as Candidate);
  const build = (parts: readonly Candidate[]): Candidate =>
    parts.reduce((left, right) => ({ kind: 'tree', head, parts: [left, right] }));
  const out = [build(firsts)];
  each.forEach((list, i) => {
    for (const other of list.slice(1)) out.push(build(firsts.map((first, j) => (i === j ? other : first))));
  });
  return out;
}

function momentsOf(flags: readonly boolean[]): Moments {
  const out = { low: 0, high: 0 };
  flags.forEach((flag, i) => {
    if (flag) set(out, i);
  });
  return out;
}

function set(moments: { low: number; high: number }, i: number): void {
  if (i < WORD) moments.low |= 1 << i;
  else moments.high |= 1 << (i - WORD);
}

function same(a: Moments, b: Moments): boolean {
  return a.low === b.low && a.high === b.high;
}

function within(a: Moments, b: Moments): boolean {
  return (a.low & ~b.low) === 0 && (a.high & ~b.high) === 0;
}

function both(a: Moments, b: Moments): Moments {
  return { low: a.low & b.low, high: a.high & b.high };
}

function union(a: Moments, b: Moments): Moments {
  return { low: a.low | b.low, high: a.high | b.high };
}

function isEmpty({ low, high }: Moments): boolean {
  return low === 0 && high === 0;
}
