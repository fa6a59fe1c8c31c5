import type { StepId } from '../../../shared/program.ts';
import { candidateKey, type Candidate } from '../bank/candidates.ts';

/** Visits after which a candidate that fits fewer than half of them is no longer looked at. */
const PROBATION = 24;
/** Different sets of fitting candidates that are kept apart for one choice. */
const MAX_ROWS = 256;

/** Counts of candidates before a visit. */
interface Unfinished {
  readonly consistent: readonly number[];
  /** Of those. */
  readonly hits: readonly number[];
  readonly evaluated: number;
  readonly left: number;
  /** Visits counted in the row of these candidates. */
  readonly counted: number;
}

/**
 * What the traces say of one choice: for each visit, which candidates fit the traced value. Equal sets are counted
 * together. Candidates come as they are met, so that the list is as short as the traces allow.
 */
export class Evidence {
  readonly candidates: Candidate[] = [];
  private readonly indices = new Map<string, number>();
  private readonly rows = new Map<string, { consistent: readonly number[]; count: number }>();
  /** By candidate: visits that it fitted. One met late did not fit before: it was not in reach. */
  private readonly hits: number[] = [];
  /** Candidates still looked at. */
  private live: number[] = [];
  /** How many candidates nothing has contradicted. */
  private left = 0;
  /** What a visit began with that is being noted; null between visits. A run may be ended from outside amid one. */
  private unfinished: Unfinished | null = null;
  visits = 0;
  evaluated = 0;
  /** Visits that some candidate fitted only because the callee can't be checked. */
  unverified = 0;

  /** Index of a candidate, adding it if it is new. */
  add(candidate: Candidate): number {
    const key = candidateKey(candidate);
    const known = this.indices.get(key);
    if (known !== undefined) return known;
    // A run may be ended from outside between any two of these: what is done by half is done again, at the same place.
    const index = this.indices.size;
    this.candidates[index] = candidate;
    this.hits[index] = 0;
    if (this.live.at(-1) !== index) this.live.push(index);
    this.indices.set(key, index);
    return index;
  }

  /** Forgets candidates and what fitted; visits stay counted. */
  restart(): void {
    this.candidates.length = 0;
    this.hits.length = 0;
    this.live = [];
    this.indices.clear();
    this.rows.clear();
    this.left = 0;
    this.evaluated = 0;
    this.unfinished = null;
  }

  /** Whether several candidates are left. */
  get isOpen(): boolean {
    return this.left > 1;
  }

  alive(): readonly number[] {
    return this.live;
  }

  /** Whether this visit is worth looking at: a settled choice is only sampled, an open one hardly ever passed over. */
  wanted(): boolean {
    this.mend();
    this.visits++;
    if (this.evaluated < 200) return true;
    if (this.left > 1 && this.evaluated < 100_000) return true;
    // Nothing fits throughout: values are corrupted, and only many visits tell near candidates apart.
    if (this.left === 0 && this.evaluated < 10_000) return true;
    return this.visits % 32 === 0;
  }

  /**
   * Notes one visit. `consistent`: indices of fitting candidates, ascending.
   * @returns whether it contradicts a candidate that nothing contradicted before
   */
  note(consistent: readonly number[]): boolean {
    this.mend();
    const hits = consistent.map((index) => this.hits[index] ?? 0);
    const key = consistent.join(',');
    const row = this.rows.get(key);
    this.unfinished = { consistent, hits, evaluated: this.evaluated, left: this.left, counted: row?.count ?? 0 };
    this.evaluated++;
    if (row) row.count++;
    else if (this.rows.size < MAX_ROWS) this.rows.set(key, { consistent: [...consistent], count: 1 });
    for (const index of consistent) this.hits[index] = (this.hits[index] ?? 0) + 1;
    const before = this.left;
    if (before !== 1 || consistent.length !== 1) {
      this.left = 0;
      for (const index of consistent) if (this.hits[index] === this.evaluated) this.left++;
    } else if (this.hits[consistent[0] ?? -1] !== this.evaluated) this.left = 0;
    if (this.evaluated >= PROBATION && this.evaluated % 8 === 0 && this.live.length > 1) {
      this.live = this.live.filter((index) => 2 * (this.hits[index] ?? 0) >= this.evaluated);
    }
    this.unfinished = null;
    return this.left < before;
  }

  /** Takes back a visit that was noted by half: counted, but not for those that it fits, it would contradict them all. */
  private mend(): void {
    if (!this.unfinished) return;
    const { consistent, hits, evaluated, left, counted } = this.unfinished;
    const row = this.rows.get(consistent.join(','));
    if (row && counted > 0) row.count = counted;
    else this.rows.delete(consistent.join(','));
    consistent.forEach((index, i) => (this.hits[index] = hits[i] ?? 0));
    this.evaluated = evaluated;
    this.left = left;
    this.unfinished = null;
  }

  /** Candidates that no visit contradicts. */
  survivors(): number[] {
    this.mend();
    return this.candidates.map((_, index) => index).filter((index) => this.hits[index] === this.evaluated);
  }

  evidence(): { consistent: readonly number[]; count: number }[] {
    this.mend();
    return [...this.rows.values()];
  }
}

/** What the traces say of control: which step followed which, by category of the value before it. */
export class Transitions {
  private readonly counts: (Map<number, Map<StepId, number>> | undefined)[] = [];

  /** @returns whether it was never seen before */
  note(from: StepId, category: number, to: StepId): boolean {
    const byCategory = (this.counts[from] ??= new Map<number, Map<StepId, number>>());
    let targets = byCategory.get(category);
    if (!targets) byCategory.set(category, (targets = new Map<StepId, number>()));
    const count = targets.get(to) ?? 0;
    targets.set(to, count + 1);
    return count === 0;
  }

  /** Steps that something followed, ascending. */
  sources(): StepId[] {
    return Object.keys(this.counts).map(Number);
  }

  after(from: StepId): ReadonlyMap<number, ReadonlyMap<StepId, number>> {
    return this.counts[from] ?? new Map<number, Map<StepId, number>>();
  }
}
