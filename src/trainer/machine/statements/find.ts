import type { Candidate } from '../bank/candidates.ts';
import { BINARY, LOGICAL, UNARY } from '../bank/operators.ts';
import {
  Bank,
  binaryHead,
  COST,
  isAdding,
  isSubtracting,
  logicalHead,
  readings,
  unaryHead,
  type Entry,
  type Ingredients,
} from './bank.ts';
import { findConditions, SLACK, type Found } from './conditions.ts';
import type { KeptMoment } from './moment.ts';
import { ONE_WAY_COST, oneWayConditions } from './oneway.ts';
import { operation } from './trees.ts';
import { FAILED, KIND, kindOf } from './values.ts';

/** Deepest expressions of the bank; the last operation comes on top. */
const MAX_COST = 13;
const VALUE_LIMITS = { entries: 3_000, tried: 60_000 };
const CONDITION_LIMITS = { entries: 3_000, tried: 60_000 };
/** Kinds of values that have parts, and that parts are asked for by. */
const HOLDING = KIND.object | KIND.string;
const KEYS = KIND.number | KIND.string;
const MAX_LAST = 3_000_000;
const MAX_FOUND = 40;
const MAX_READINGS = 10;

/**
 * Expressions whose value, or the truth of it, was what was traced at each moment: the cheapest and those that cost little
 * more. Empty if there is none within reach.
 *
 * @param held for conditions of which only this was traced
 */
export function findExpressions(
  from: Ingredients,
  moments: readonly KeptMoment[],
  held: readonly boolean[] | null,
): Candidate[] {
  if (held?.every((way) => way === held[0])) {
    const bank = new Bank(from, moments, CONDITION_LIMITS, false);
    bank.grow(ONE_WAY_COST);
    return oneWayConditions(bank, held[0] ?? false).map(({ tree }) => tree);
  }
  if (held) return conditions(new Bank(from, moments, CONDITION_LIMITS, true), held, false);
  const targets = moments.map(({ value }) => value);
  if (moments.every(({ isNewList }) => isNewList)) return lists(from, moments, targets as unknown[][]);
  return values(from, moments, targets);
}

function conditions(bank: Bank, held: readonly boolean[], exact: boolean): Candidate[] {
  bank.grow(MAX_COST - 2);
  return trees(findConditions(bank, held, exact));
}

function values(from: Ingredients, moments: readonly KeptMoment[], targets: readonly unknown[]): Candidate[] {
  const bank = new Bank(from, moments, VALUE_LIMITS, false);
  const row = bank.rowOf(targets);
  for (let cost: number = COST.leaf; cost <= MAX_COST; cost++) {
    bank.grow(cost);
    const found = bank.find(row);
    if (!found) continue;
    bank.grow(found.cost + SLACK);
    return readings(found, MAX_FOUND);
  }
  const kinds = kindsOf(targets);
  if (kinds === KIND.boolean) {
    const wide = new Bank(from, moments, CONDITION_LIMITS, true);
    return conditions(wide, targets.map(Boolean), true);
  }
  const found = new Last(bank, targets).find();
  return trees(found.length > 0 || kinds !== KIND.number ? found : nextTo(bank, targets as number[]));
}

/** One more or one less than what can be found. */
function nextTo(bank: Bank, targets: readonly number[]): Found[] {
  const around = [
    { symbol: 'x + 1', before: targets.map((value) => value - 1) },
    { symbol: 'x - 1', before: targets.map((value) => value + 1) },
  ];
  return around.flatMap(({ symbol, before }) =>
    new Last(bank, before).find().map(({ tree, cost }) => ({
      tree: { kind: 'tree' as const, head: unaryHead(symbol), parts: [tree] },
      cost: cost + COST.common,
    })),
  );
}

function kindsOf(values: readonly unknown[]): number {
  return values.reduce<number>((all, value) => all | kindOf(value), 0);
}

function trees(found: readonly Found[]): Candidate[] {
  return found.slice(0, MAX_FOUND).map(({ tree }) => tree);
}

const LAST_HEADS = [
  ...['[]', '+', '-', '*', '/', '%'].map(binaryHead),
  ...['?.[]', '??', '||', '&&'].map(logicalHead),
  { kind: 'template' } as const,
];

/** Looks for the last operation over two expressions of the bank; most pairs are out at the first moment. */
class Last {
  private tried = 0;
  private readonly kinds: number;
  private best = Infinity;
  private readonly found: Found[] = [];

  constructor(
    private readonly bank: Bank,
    private readonly targets: readonly unknown[],
  ) {
    this.kinds = kindsOf(targets);
  }

  find(): Found[] {
    const { byCost } = this.bank;
    for (let sum = 2 * COST.leaf; sum < 2 * byCost.length && this.tried < MAX_LAST; sum++) {
      if (sum > this.best + SLACK) break;
      this.unary(byCost[sum] ?? [], sum);
      for (const [x, y] of this.bank.pairs(sum)) {
        for (const head of LAST_HEADS) if (suits(head, x, y, this.kinds)) this.pair(head, x, y, sum);
      }
    }
    return this.found.filter(({ cost }) => cost <= this.best + SLACK).sort((a, b) => a.cost - b.cost);
  }

  private unary(entries: readonly Entry[], sum: number): void {
    UNARY.forEach((_, index) => {
      const head: Candidate = { kind: 'unary', index };
      for (const x of entries) {
        const given = this.bank.compute(head, x, null);
        if (!given.every((value, i) => Object.is(value, this.targets[i]))) continue;
        this.add(
          sum + COST.common,
          readings(x, MAX_READINGS).map((part) => ({ kind: 'tree', head, parts: [part] })),
        );
      }
    });
  }

  private pair(head: Candidate, x: Entry, y: Entry, sum: number): void {
    this.tried++;
    const apply = operation(head);
    for (let i = 0; i < this.targets.length; i++) {
      const [a, b] = [x.values[i], y.values[i]];
      try {
        if (a === FAILED || b === FAILED || !Object.is(apply(a as never, b as never), this.targets[i])) return;
      } catch {
        return;
      }
    }
    const [first, ...left] = readings(x, MAX_READINGS) as [Candidate, ...Candidate[]];
    const [second, ...right] = readings(y, MAX_READINGS) as [Candidate, ...Candidate[]];
    const tree = (p: Candidate, q: Candidate): Candidate => ({ kind: 'tree', head, parts: [p, q] });
    this.add(sum + COST.common, [
      tree(first, second),
      ...left.map((other) => tree(other, second)),
      ...right.map((other) => tree(first, other)),
    ]);
  }

  private add(cost: number, found: readonly Candidate[]): void {
    this.best = Math.min(this.best, cost);
    for (const tree of found) this.found.push({ tree, cost });
  }
}

/** What can't give values of the wanted kinds is not tried. */
function suits(head: Candidate, x: Entry, y: Entry, kinds: number): boolean {
  switch (head.kind) {
    case 'binary':
      return suitsOperator(BINARY[head.index]?.symbol ?? '', x, y, kinds);
    case 'logical':
      return suitsLogical(LOGICAL[head.index]?.symbol ?? '', x, y, kinds);
    default:
      return kinds === KIND.string;
  }
}

function suitsOperator(symbol: string, x: Entry, y: Entry, kinds: number): boolean {
  if (symbol === '[]') return (x.kinds & HOLDING) !== 0 && !x.isConstant && (y.kinds & KEYS) !== 0;
  if (symbol === '+' && !isAdding(x, y)) return false;
  if (symbol === '+' && kinds === KIND.string) return ((x.kinds | y.kinds) & KIND.string) !== 0;
  if (symbol === '-' && !isSubtracting(x, y)) return false;
  if (symbol === '*' && x.id > y.id) return false;
  return (kinds === KIND.number || kinds === KIND.bigint) && x.kinds === kinds && y.kinds === kinds;
}

function suitsLogical(symbol: string, x: Entry, y: Entry, kinds: number): boolean {
  if (x.isConstant) return false;
  const isNullish = (x.kinds & KIND.nullish) !== 0;
  if (symbol === '?.[]') return isNullish && (x.kinds & KIND.object) !== 0 && (y.kinds & KEYS) !== 0;
  if (symbol === '??') return isNullish;
  return ((x.kinds | y.kinds) & kinds) === kinds;
}

/** A list that the expression made: each item is an expression of its own. */
function lists(from: Ingredients, moments: readonly KeptMoment[], targets: readonly unknown[][]): Candidate[] {
  const length = targets[0]?.length ?? 0;
  if (length < 1 || length > 2 || targets.some((list) => list.length !== length)) return [];
  const items = Array.from({ length }, (_, i) =>
    values(
      from,
      moments,
      targets.map((list) => list[i]),
    ),
  );
  const firsts = items.map(([first]) => first);
  if (firsts.includes(undefined)) return [];
  const tree = (parts: readonly Candidate[]): Candidate => ({ kind: 'tree', head: { kind: 'array' }, parts });
  const out = [tree(firsts as Candidate[])];
  items.forEach((list, i) => {
    for (const other of list.slice(1))
      out.push(tree((firsts as Candidate[]).map((first, j) => (i === j ? other : first))));
  });
  return out.slice(0, MAX_FOUND);
}
