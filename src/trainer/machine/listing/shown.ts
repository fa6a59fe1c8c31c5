import type { Program, Step, StepId, StepOf } from '../../../shared/program.ts';
import type { Operands } from './operands.ts';
import { writtenValue, type Writes } from './writes.ts';

/** Which steps have a line of their own; the others show within one, or not at all. */
export class Shown {
  constructor(
    private readonly program: Program,
    private readonly operands: Operands,
    private readonly writes: Writes,
  ) {}

  /** Whether a step has a line of its own. */
  shows(step: Step): boolean {
    switch (step.kind) {
      case 'write':
      case 'set':
      case 'privateSet':
        return !this.isParameter(step) && !this.writes.isWithin(step.id) && writtenValue(step) >= 0;
      case 'take':
      case 'destructure':
      case 'return':
      case 'throw':
      case 'tryEnter':
        return true;
      default:
        return this.standsAlone(step);
    }
  }

  standsAlone(step: Step): boolean {
    if (this.operands.takersOf(step.id).length > 0 || this.writes.within.has(step.id)) return false;
    if (step.decides !== undefined) return false;
    if (this.writes.postfix.has(step.id)) return false;
    return step.range !== null && this.acts(step.id);
  }

  /** Whether a value is computed for what happens on the way. */
  private acts(id: StepId): boolean {
    const step = this.program.steps[id];
    if (!step) return false;
    if (['call', 'superCall', 'superMethod', 'privateCall', 'delete', 'yield', 'yieldStar'].includes(step.kind))
      return true;
    if (this.writes.within.has(id) || this.writes.postfix.has(id)) return true;
    return step.kind === 'select' && step.children.some((child) => this.acts(child));
  }

  /** The variable that a step's value is given to. */
  nameOf(id: StepId): string | undefined {
    const write = this.operands.takersOf(id).map((taker) => this.program.steps[taker]);
    const found = write.find((step): step is StepOf<'write'> => step?.kind === 'write');
    return found?.name;
  }

  isParameter(step: Step): boolean {
    if (step.kind !== 'write') return false;
    const value = this.program.steps[step.child];
    if (value && ['argument', 'item', 'catch'].includes(value.kind)) return true;
    // `let x;` is nothing that the network has to compute.
    if (value?.kind === 'leaf' && value.range?.start.column === step.range?.start.column) return true;
    return value?.kind === 'select' && this.program.steps[value.children[0] ?? -1]?.kind === 'argument';
  }
}

/** The line of the source that a step was learned from; 0 for none. */
export function lineOf(step: Step): number {
  return step.range?.start.line ?? 0;
}
