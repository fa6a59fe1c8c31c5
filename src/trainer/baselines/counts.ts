import type { StepId } from '../../shared/program.ts';

/** Cells kept; a program that visits more than this can't be looked up anyway. */
const MAX_CELLS = 200_000;

/** How often each value was seen in a cell. Objects count as one value: a look-up can't name them. */
class Tally {
  private readonly seen = new Map<unknown, number>();
  private best: unknown = undefined;
  private bestCount = 0;

  add(value: unknown): void {
    const count = (this.seen.get(value) ?? 0) + 1;
    this.seen.set(value, count);
    if (count > this.bestCount) {
      this.best = value;
      this.bestCount = count;
    }
  }

  answers(value: unknown): boolean {
    return Object.is(this.best, value);
  }
}

/**
 * Two ways to learn nothing but what was seen: a dictionary of (step, operands) and a majority answer for each step.
 * A network that is no better than these has learned no rule.
 */
export class Counts {
  private readonly cells = new Map<string, Tally>();
  private readonly steps = new Map<StepId, Tally>();
  private dictionaryHits = 0;
  private majorityHits = 0;
  learned = 0;
  tested = 0;

  learn(step: StepId, cell: string, value: unknown): void {
    this.learned++;
    const key = `${step} ${cell}`;
    let tally = this.cells.get(key);
    if (!tally && this.cells.size < MAX_CELLS) this.cells.set(key, (tally = new Tally()));
    tally?.add(keyOf(value));
    let majority = this.steps.get(step);
    if (!majority) this.steps.set(step, (majority = new Tally()));
    majority.add(keyOf(value));
  }

  test(step: StepId, cell: string, value: unknown): void {
    this.tested++;
    if (this.cells.get(`${step} ${cell}`)?.answers(keyOf(value))) this.dictionaryHits++;
    if (this.steps.get(step)?.answers(keyOf(value))) this.majorityHits++;
  }

  dictionary(): number {
    return this.tested === 0 ? 1 : this.dictionaryHits / this.tested;
  }

  majority(): number {
    return this.tested === 0 ? 1 : this.majorityHits / this.tested;
  }
}

const OBJECT = Symbol('object');

function keyOf(value: unknown): unknown {
  return (typeof value === 'object' && value !== null) || typeof value === 'function' ? OBJECT : value;
}
