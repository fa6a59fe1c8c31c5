import type { Program, StepId, StepOf } from '../../../shared/program.ts';
import { createRandom, deriveSeed } from '../../../shared/random.ts';
import type { Candidate, Literal } from '../bank/candidates.ts';
import type { Ingredients } from '../statements/bank.ts';
import { findExpressions } from '../statements/find.ts';
import { KeptMoment, type Moment } from '../statements/moment.ts';
import { compile, makesList, sameValue, type Compiled } from '../statements/trees.ts';
import { categoryOf, YES } from './categories.ts';
import type { Evidence } from './evidence.ts';
import type { Trials } from './operations.ts';
import { isObject } from './values.ts';

/** Moments kept of each expression (for a condition, of each way it came out), drawn evenly from all its visits. */
const KEPT = 96;
const KEPT_EACH_WAY = 56;
/** Moments searched with; the others kept are what findings are held against. */
const SEARCHED = 36;
const SEARCHED_CONDITIONS = 48;
/** Moments that contradicted what had been found, kept besides. */
const KEPT_CONTRADICTIONS = 64;
/** Searches in a row, each with moments that contradicted the one before. */
const MAX_ATTEMPTS = 5;
/** Visits of a settled step after which only some are looked at. */
const SETTLED = 60_000;
/** Contradicted expressions that the network is shown beside those left. */
const MAX_CONTRADICTED = 12;

type ExpressionStep = StepOf<'expression'>;

/** Which expressions give what was traced of whole statements: found by search, held against every visit. */
export class ExpressionTests {
  private readonly records = new Map<StepId, Record>();

  constructor(
    private readonly program: Program,
    private readonly globals: ReadonlyMap<unknown, readonly string[]>,
    private readonly trials: Trials,
    /** Expressions that alone are held against the visits, in place of a search. */
    private readonly given: ReadonlyMap<StepId, Candidate> | null,
  ) {}

  /** @returns whether the visit contradicts an expression that nothing contradicted before */
  observe(step: ExpressionStep, evidence: Evidence, moment: Moment, value: unknown): boolean {
    let record = this.records.get(step.id);
    if (!record) {
      record = new Record(this.program, step, evidence, this.trials);
      const only = this.given?.get(step.id);
      if (only) record.expect([only]);
      this.records.set(step.id, record);
    }
    if (isObject(value) || Number.isNaN(value))
      for (const name of this.globals.get(value) ?? []) record.globals.add(name);
    return record.observe(moment, value, this.given === null);
  }

  /** Searches for the steps that have no expression left. */
  search(): void {
    for (const record of this.records.values()) {
      if (this.given === null && record.isOpen) record.search(this.ingredients(record));
    }
  }

  private ingredients({ step, globals }: Record): Ingredients {
    const leaves: Candidate[] = [];
    for (let s = step.scope; s >= 0; s = this.program.scopes[s]?.parent ?? -1) {
      this.program.scopes[s]?.variables.forEach((_, slot) => leaves.push({ kind: 'variable', scope: s, slot }));
    }
    for (const operand of step.operands) leaves.unshift({ kind: 'register', step: operand });
    const literals: Literal[] = [...this.program.literals, { undefined: true }];
    for (const literal of literals) leaves.push({ kind: 'constant', literal });
    for (const name of new Set(['Infinity', ...globals])) leaves.push({ kind: 'global', name });
    return { leaves, names: [...new Set([...this.program.names, 'length'])], entered: this.trials.entered };
  }
}

class Record {
  readonly globals = new Set<string>();
  private readonly compiled: Compiled[] = [];
  /** By way it came out for conditions, else one list. */
  private readonly kept = new Map<number, KeptMoment[]>();
  private readonly contradictions: KeptMoment[] = [];
  private readonly seen = new Map<number, number>();
  private readonly random;
  private searchedWith = 0;
  /** Ways a condition had come out, and expressions left, when it was last searched for. */
  private waysSearched = 0;
  private foundLeft = 0;

  constructor(
    private readonly program: Program,
    readonly step: ExpressionStep,
    private readonly evidence: Evidence,
    private readonly trials: Trials,
  ) {
    this.random = createRandom(deriveSeed(step.id, 71));
  }

  /**
   * No expression is left, and moments have come that no search has seen. What was found for a condition that only came out one
   * way are those nearest to change: where some have gone, or another way has come, it is searched again.
   */
  get isOpen(): boolean {
    const { evidence, step } = this;
    const left = evidence.evaluated > 0 ? evidence.survivors().length : 0;
    const isPassed = step.tested && this.waysSearched === 1 && (this.kept.size > 1 || left < this.foundLeft);
    if (left > 0 && !isPassed) return false;
    return this.moments().length > this.searchedWith;
  }

  expect(candidates: readonly Candidate[]): void {
    for (const candidate of candidates) this.compiled[this.evidence.add(candidate)] = compile(candidate);
  }

  observe(moment: Moment, value: unknown, keeps: boolean): boolean {
    const { evidence } = this;
    evidence.visits++;
    if (evidence.evaluated > SETTLED && evidence.visits % 32 !== 0) return false;
    let contradicted = false;
    let hasLeft = false;
    if (evidence.candidates.length > 0) {
      const consistent = this.trials.quietly(() => evidence.alive().filter((index) => this.fits(index, moment, value)));
      contradicted = evidence.note(consistent);
      hasLeft = consistent.length > 0;
    }
    if (keeps) this.keep(moment, value, contradicted || (evidence.candidates.length > 0 && !hasLeft));
    return contradicted;
  }

  private fits(index: number, moment: Moment, value: unknown): boolean {
    const candidate = this.evidence.candidates[index];
    const run = this.compiled[index];
    return run !== undefined && this.gives(run, moment, value, candidate !== undefined && makesList(candidate));
  }

  private way(value: unknown): number {
    return this.step.tested ? categoryOf(this.step.decides ?? 'truthy', value) : 0;
  }

  /** Draws evenly from all visits (reservoir sampling: Vitter 1985); what contradicts is kept in any case. */
  private keep(moment: Moment, value: unknown, contradicts: boolean): void {
    const way = this.way(value);
    const list = this.kept.get(way) ?? [];
    this.kept.set(way, list);
    const seen = (this.seen.get(way) ?? 0) + 1;
    this.seen.set(way, seen);
    const room = this.step.tested ? KEPT_EACH_WAY : KEPT;
    const place = list.length < room ? list.length : Math.floor(this.random() * seen);
    const drawn = place < room;
    const pinned = contradicts && this.contradictions.length < KEPT_CONTRADICTIONS;
    if (!drawn && !pinned) return;
    const { scope, operands } = this.step;
    const kept = new KeptMoment(this.program, scope, operands, moment, value);
    if (!kept.whole) return;
    if (pinned) this.contradictions.push(kept);
    else list[place] = kept;
  }

  private moments(): KeptMoment[] {
    return [...[...this.kept.values()].flat(), ...this.contradictions];
  }

  search(ingredients: Ingredients): void {
    const all = this.moments();
    this.searchedWith = all.length;
    this.waysSearched = this.kept.size;
    const size = this.step.tested ? SEARCHED_CONDITIONS : SEARCHED;
    const chosen = new Set<KeptMoment>(this.contradictions.slice(-Math.floor(size / 3)));
    const lists = [...this.kept.values()];
    for (let i = 0; chosen.size < size && i < KEPT; i++) {
      for (const list of lists) if (list[i] && chosen.size < size) chosen.add(list[i] as KeptMoment);
    }
    const contradicted: Candidate[] = [];
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const moments = [...chosen];
      const held = this.step.tested ? moments.map(({ value }) => this.way(value) === YES) : null;
      const found = this.trials.quietly(() => findExpressions(ingredients, moments, held));
      const left: Candidate[] = [];
      for (const candidate of found) {
        const against = this.trials.quietly(() => this.against(candidate, all));
        if (!against) left.push(candidate);
        else {
          contradicted.push(candidate);
          chosen.add(against);
        }
      }
      if (left.length > 0) {
        this.settle([...left, ...contradicted.slice(-MAX_CONTRADICTED)], all);
        return;
      }
      if (found.length === 0) return;
      // The oldest go, so that the search stays as small.
      for (const moment of moments) if (chosen.size > size) chosen.delete(moment);
    }
  }

  /** A moment at which an expression does not give what was traced. */
  private against(candidate: Candidate, moments: readonly KeptMoment[]): KeptMoment | undefined {
    const run = compile(candidate);
    return moments.find((moment) => !this.agrees(run, moment));
  }

  private agrees(run: Compiled, moment: KeptMoment): boolean {
    return this.gives(run, moment, moment.value, moment.isNewList);
  }

  /** Whether an expression gives what was traced, and enters as many functions of the program (getters) as it did. */
  private gives(run: Compiled, moment: Moment, value: unknown, isNewList: boolean): boolean {
    const before = this.trials.entered();
    try {
      const given = run(moment);
      const called = this.trials.entered() - before;
      if (moment.calls !== null && moment.calls !== called) return false;
      return this.step.tested ? this.way(given) === this.way(value) : sameValue(given, value, isNewList);
    } catch {
      return false;
    }
  }

  private settle(candidates: readonly Candidate[], moments: readonly KeptMoment[]): void {
    this.evidence.restart();
    this.compiled.length = 0;
    this.expect(candidates);
    this.trials.quietly(() => {
      for (const moment of moments) {
        const consistent = this.compiled.flatMap((run, index) => (this.agrees(run, moment) ? [index] : []));
        this.evidence.note(consistent);
      }
    });
    this.foundLeft = this.evidence.survivors().length;
  }
}
