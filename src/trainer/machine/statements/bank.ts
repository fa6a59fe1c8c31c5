import type { Candidate } from '../bank/candidates.ts';
import { BINARY, LOGICAL, UNARY } from '../bank/operators.ts';
import type { Moment } from './moment.ts';
import { compile, operation } from './trees.ts';
import { FAILED, hashRow, KIND, kindOf, ValueNumbers } from './values.ts';

/** Costs of a name or literal, of an operation, and of those that are less common. */
export const COST = { leaf: 2, common: 2, rare: 3, uncommon: 4, seldom: 5 } as const;

/** Other expressions that gave the same values, kept beside one. */
const MAX_TWINS = 4;
/** A twin may cost this much more. */
const TWIN_SLACK = 2;

/** An expression, and what it gave at each moment. */
export interface Entry {
  /** In the order in which they were met. */
  readonly id: number;
  readonly tree: Candidate;
  readonly cost: number;
  readonly head: Candidate | null;
  readonly parts: readonly Entry[];
  /** By moment; FAILED where it threw. */
  readonly values: readonly unknown[];
  /** The values by number. */
  readonly row: Int32Array;
  /** Union of the values' kinds. */
  readonly kinds: number;
  /** The values as numbers, NaN for others; null if some value is neither a number nor undefined nor failed. */
  readonly numbers: Float64Array | null;
  /** Made of literals alone. */
  readonly isConstant: boolean;
  /** Expressions that gave the same at every moment. */
  readonly twins: Candidate[];
}

/** The head of an operation over one or two expressions, and when it makes sense. */
interface Rule {
  readonly head: Candidate;
  readonly cost: number;
  readonly suits: (x: Entry, y: Entry) => boolean;
}

const only = (entry: Entry, kinds: number): boolean => (entry.kinds & ~kinds) === 0;
const some = (entry: Entry, kinds: number): boolean => (entry.kinds & kinds) !== 0;
const numeric = (entry: Entry): boolean =>
  only(entry, KIND.number | KIND.failed) || only(entry, KIND.bigint | KIND.failed);
const isNegative = (entry: Entry): boolean => entry.head?.kind === 'unary' && UNARY[entry.head.index]?.symbol === '-';
const isLiteral = (entry: Entry, value: number): boolean => entry.isConstant && entry.values[0] === value;
/** `x + 1` is an operation of its own, `x + -y` is `x - y`, and sums of numbers are the same either way round. */
export const isAdding = (x: Entry, y: Entry): boolean => {
  if (!numeric(x) || !numeric(y)) return only(x, 3) && only(y, 3) && (some(x, KIND.string) || some(y, KIND.string));
  return x.id >= y.id && !isNegative(x) && !isNegative(y) && ![x, y].some((z) => isLiteral(z, 0) || isLiteral(z, 1));
};
export const isSubtracting = (x: Entry, y: Entry): boolean =>
  numeric(x) && numeric(y) && !isNegative(y) && !isLiteral(x, 0) && !isLiteral(y, 0) && !isLiteral(y, 1);
const isKey = (entry: Entry): boolean => only(entry, KIND.number | KIND.string | KIND.failed);
const holds = (entry: Entry): boolean => some(entry, KIND.object | KIND.string);
const simple = (x: Entry, y: Entry): boolean =>
  numeric(x) && numeric(y) && (x.isConstant || y.isConstant || (x.parts.length === 0 && y.parts.length === 0));

export function unaryHead(symbol: string): Candidate {
  return { kind: 'unary', index: UNARY.findIndex((operator) => operator.symbol === symbol) };
}
export function binaryHead(symbol: string): Candidate {
  return { kind: 'binary', index: BINARY.findIndex((operator) => operator.symbol === symbol) };
}
export function logicalHead(symbol: string): Candidate {
  return { kind: 'logical', index: LOGICAL.findIndex((operator) => operator.symbol === symbol) };
}
export const NOT = unaryHead('!');

const UNARY_RULES: readonly Rule[] = [
  { head: unaryHead('x + 1'), cost: COST.common, suits: (x) => numeric(x) && !x.isConstant && !isNegative(x) },
  { head: unaryHead('x - 1'), cost: COST.common, suits: (x) => numeric(x) && !x.isConstant },
  { head: unaryHead('-'), cost: COST.common, suits: (x) => numeric(x) && x.isConstant && x.parts.length === 0 },
  { head: unaryHead('-'), cost: COST.rare, suits: (x) => numeric(x) && !x.isConstant && !isNegative(x) },
  { head: unaryHead('+'), cost: COST.rare, suits: (x) => only(x, KIND.string | KIND.failed) },
  { head: unaryHead('~'), cost: COST.seldom, suits: (x) => numeric(x) && x.parts.length === 0 && !x.isConstant },
  { head: unaryHead('typeof'), cost: COST.rare, suits: (x) => x.parts.length === 0 && !x.isConstant },
];

const BINARY_RULES: readonly Rule[] = [
  { head: binaryHead('[]'), cost: COST.common, suits: (x, y) => holds(x) && !x.isConstant && isKey(y) },
  { head: binaryHead('+'), cost: COST.common, suits: isAdding },
  { head: binaryHead('-'), cost: COST.common, suits: isSubtracting },
  { head: binaryHead('*'), cost: COST.rare, suits: (x, y) => numeric(x) && numeric(y) && x.id <= y.id },
  { head: binaryHead('/'), cost: COST.uncommon, suits: (x, y) => numeric(x) && numeric(y) },
  { head: binaryHead('%'), cost: COST.uncommon, suits: (x, y) => numeric(x) && numeric(y) },
  ...['&', '|', '^', '<<', '>>', '>>>', '**'].map((s) => ({ head: binaryHead(s), cost: COST.seldom, suits: simple })),
  { head: { kind: 'template' }, cost: COST.rare, suits: (x, y) => only(x, 3) && only(y, 3) },
  {
    head: logicalHead('?.[]'),
    cost: COST.rare,
    suits: (x, y) => holds(x) && some(x, KIND.nullish) && isKey(y),
  },
  { head: logicalHead('??'), cost: COST.rare, suits: (x, y) => some(x, KIND.nullish) && !x.isConstant && y.cost <= 4 },
];

/** What an expression can be made of. */
export interface Ingredients {
  readonly leaves: readonly Candidate[];
  readonly names: readonly string[];
  /** How many functions of the program have been entered so far. */
  readonly entered: () => number;
}

export interface Limits {
  readonly entries: number;
  readonly tried: number;
}

/**
 * Expressions by rising cost, each with what it gives at the moments kept: bottom-up enumeration that keeps one expression
 * for each row of values (observational equivalence: Albarghouthi, Gulwani, Kincaid, "Recursive Program Synthesis", CAV
 * 2013; Udupa et al., "TRANSIT", PLDI 2013). Others with the same row are kept beside it, a few: at other moments they may differ.
 */
export class Bank {
  readonly byCost: Entry[][] = [];
  private readonly byRow = new Map<number, Entry[]>();
  private readonly numbersOf = new ValueNumbers();
  private count = 0;
  private tried = 0;

  constructor(
    private readonly from: Ingredients,
    readonly moments: readonly Moment[],
    private readonly limits: Limits,
    /** Whether expressions that throw at some moments are of use. */
    private readonly keepsFailing: boolean,
  ) {
    for (const leaf of from.leaves) {
      const run = compile(leaf);
      this.put(
        leaf,
        COST.leaf,
        null,
        [],
        this.moments.map((moment) => this.attempt(moment, () => run(moment))),
      );
    }
  }

  get entries(): Entry[] {
    return this.byCost.flat();
  }

  /** Pairs of expressions that cost so much together, but for two literals. */
  *pairs(sum: number): Generator<readonly [x: Entry, y: Entry]> {
    for (let left = COST.leaf; left <= sum - COST.leaf; left++) {
      for (const x of this.byCost[left] ?? []) {
        for (const y of this.byCost[sum - left] ?? []) if (!(x.isConstant && y.isConstant)) yield [x, y];
      }
    }
  }

  get isFull(): boolean {
    return this.count >= this.limits.entries || this.tried >= this.limits.tried;
  }

  /** What an operation gives at each moment. */
  compute(head: Candidate, x: Entry, y: Entry | null): unknown[] {
    const apply = operation(head);
    const isLazy = head.kind === 'logical';
    return this.moments.map((moment, i) => {
      const [a, b] = [x.values[i], y ? y.values[i] : undefined];
      if (a === FAILED || (b === FAILED && !isLazy)) return FAILED;
      return this.attempt(moment, () => apply(a as never, b as never));
    });
  }

  /** What enters more functions of the program (getters) than the whole did is no part of it. */
  private attempt(moment: Moment, run: () => unknown): unknown {
    const before = this.from.entered();
    try {
      const value = run();
      return moment.calls !== null && this.from.entered() - before > moment.calls ? FAILED : value;
    } catch {
      return FAILED;
    }
  }

  rowOf(values: readonly unknown[]): Int32Array {
    return Int32Array.from(values, (value) => this.numbersOf.of(value));
  }

  /** The expression that gives these values, if it has been met. */
  find(row: Int32Array): Entry | undefined {
    return this.byRow.get(hashRow(row))?.find((entry) => entry.row.every((number, i) => number === row[i]));
  }

  /** Adds what costs up to `cost`. */
  grow(cost: number): void {
    for (let c = COST.leaf + 1; c <= cost && !this.isFull; c++) this.level(c);
  }

  private level(cost: number): void {
    for (const rule of UNARY_RULES) {
      for (const x of this.byCost[cost - rule.cost] ?? []) if (rule.suits(x, x)) this.combine(rule, x, null);
    }
    for (const x of this.byCost[cost - COST.common] ?? []) this.properties(x, false);
    for (const x of this.byCost[cost - COST.rare] ?? []) this.properties(x, true);
    for (const rule of BINARY_RULES) {
      for (let left = COST.leaf; left <= cost - rule.cost - COST.leaf; left++) {
        for (const x of this.byCost[left] ?? []) {
          for (const y of this.byCost[cost - rule.cost - left] ?? []) {
            if (this.isFull) return;
            if (!(x.isConstant && y.isConstant) && rule.suits(x, y)) this.combine(rule, x, y);
          }
        }
      }
    }
  }

  private properties(x: Entry, optional: boolean): void {
    if (!holds(x) || x.isConstant || (optional && !some(x, KIND.nullish))) return;
    for (const name of this.from.names) {
      const head: Candidate = optional ? { kind: 'optional', name } : { kind: 'property', name };
      const isThere = x.values.some(
        (value) => value !== FAILED && value !== null && value !== undefined && has(value, name),
      );
      if (isThere) this.combine({ head, cost: optional ? COST.rare : COST.common }, x, null);
    }
  }

  private combine({ head, cost }: Pick<Rule, 'head' | 'cost'>, x: Entry, y: Entry | null): void {
    this.tried++;
    const parts = y ? [x, y] : [x];
    const tree: Candidate = { kind: 'tree', head, parts: parts.map((part) => part.tree) };
    const total = parts.reduce((sum, part) => sum + part.cost, cost);
    this.put(tree, total, head, parts, this.compute(head, x, y));
  }

  private put(tree: Candidate, cost: number, head: Candidate | null, parts: readonly Entry[], values: unknown[]): void {
    let kinds = 0;
    for (const value of values) kinds |= kindOf(value);
    const failing = (kinds & KIND.failed) !== 0;
    if (kinds === KIND.failed || (failing && !this.keepsFailing) || (kinds & KIND.other && parts.length > 0)) return;
    const row = this.rowOf(values);
    const known = this.find(row);
    if (known) {
      if (known.twins.length < MAX_TWINS && cost <= known.cost + TWIN_SLACK) known.twins.push(tree);
      return;
    }
    const isNumeric = (kinds & ~(KIND.number | KIND.failed | KIND.nullish)) === 0 && !values.includes(null);
    const numbers = isNumeric ? Float64Array.from(values, (value) => (typeof value === 'number' ? value : NaN)) : null;
    const isConstant = head
      ? parts.every((part) => part.isConstant)
      : tree.kind === 'constant' || tree.kind === 'global';
    const entry: Entry = {
      id: this.count,
      tree,
      cost,
      head,
      parts,
      values,
      row,
      kinds,
      numbers,
      isConstant,
      twins: [],
    };
    (this.byCost[cost] ??= []).push(entry);
    const hash = hashRow(row);
    this.byRow.set(hash, [...(this.byRow.get(hash) ?? []), entry]);
    this.count++;
  }
}

function has(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null ? name in value : typeof value === 'string' && name === 'length';
}

/** An entry's expression, and those that gave the same wherever it was looked at. */
export function readings(entry: Entry, limit: number): Candidate[] {
  const found = [entry.tree, ...entry.twins];
  entry.parts.forEach((part, i) => {
    for (const other of readings(part, limit).slice(1)) {
      const parts = entry.parts.map((same, j) => (i === j ? other : same.tree));
      if (entry.head) found.push({ kind: 'tree', head: entry.head, parts });
    }
  });
  return found.slice(0, limit);
}
