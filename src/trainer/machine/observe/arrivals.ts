import type { Program, StepId } from '../../../shared/program.ts';

/** An exception or a return is on its way: where it goes after `finally` is not a choice. */
export const ON_ITS_WAY = -1;

/**
 * Category of `endFinally`: the step that control came to `finally` from, and that step's category. A jump that goes
 * through a `finally` inside arrives as what it was before.
 */
export function arrivalFrom(step: StepId, category: number): number {
  return step * 3 + category;
}

/** How each `finally` of an activation was entered last. */
export class Arrivals {
  private readonly last = new Map<StepId, number>();

  constructor(private readonly program: Program) {}

  /** @param before the step before, −1 for an exception; `category` is its category */
  enter(begin: StepId, before: StepId, category: number): void {
    const step = before < 0 ? undefined : this.program.steps[before];
    const isOnItsWay = !step || step.kind === 'return' || step.kind === 'throw';
    const arrival = step?.kind === 'endFinally' ? category : arrivalFrom(before, category);
    this.last.set(begin, isOnItsWay ? ON_ITS_WAY : arrival);
  }

  of(begin: StepId): number {
    return this.last.get(begin) ?? ON_ITS_WAY;
  }
}
