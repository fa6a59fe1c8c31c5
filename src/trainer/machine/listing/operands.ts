import type { Key, Program, Step, StepId, StepOf } from '../../../shared/program.ts';

/** Steps whose values a step takes, in the order in which they are evaluated. */
export function operandsOf(step: Step): readonly StepId[] {
  switch (step.kind) {
    case 'op':
    case 'call':
    case 'select':
    case 'superCall':
      return step.children.filter((child) => child >= 0);
    case 'superMethod':
      return [...step.children, ...keySteps(step.key)];
    case 'superGet':
      return keySteps(step.key);
    case 'privateCall':
      return [step.object, ...step.children];
    case 'set':
      return [step.object, ...keySteps(step.key), step.value];
    case 'privateSet':
      return [step.object, step.value];
    case 'privateGet':
    case 'privateIn':
      return [step.object];
    case 'delete':
      return [step.object, ...keySteps(step.key)];
    case 'object':
      return step.parts.flatMap((part) => ('value' in part ? [part.value] : []));
    case 'yield':
      return [step.yielding];
    case 'field':
      return [step.child, ...keySteps(step.key)];
    case 'take':
    case 'element':
    case 'destructure':
    case 'omit':
    case 'spread':
    case 'write':
    case 'iterate':
    case 'return':
    case 'throw':
    case 'yielding':
    case 'yieldStar':
      return step.child >= 0 ? [step.child] : [];
    case 'expression':
      return step.operands;
    default:
      return [];
  }
}

function keySteps(key: Key | null): StepId[] {
  return key && 'step' in key ? [key.step] : [];
}

/** Who takes which step's value, and where the evaluation of a step begins. */
export class Operands {
  private readonly takers: ReadonlyMap<StepId, readonly StepId[]>;
  private readonly starts: Int32Array;
  private readonly conditions = new Map<StepId, StepId>();

  constructor(private readonly program: Program) {
    const takers = new Map<StepId, StepId[]>();
    this.starts = new Int32Array(program.steps.length);
    // Steps are numbered in the order in which they are evaluated, so an operand comes before what takes it.
    for (const step of program.steps) {
      let start = step.id;
      for (const child of operandsOf(step)) {
        takers.set(child, [...(takers.get(child) ?? []), step.id]);
        if (child < step.id) start = Math.min(start, this.startOf(child));
      }
      const condition = step.kind === 'select' ? this.findCondition(step) : null;
      if (condition !== null) this.conditions.set(step.id, condition);
      this.starts[step.id] = condition === null ? start : this.startOf(condition);
    }
    this.takers = takers;
  }

  takersOf(id: StepId): readonly StepId[] {
    return this.takers.get(id) ?? [];
  }

  /** The first of the steps that a step's value is made of. */
  startOf(id: StepId): StepId {
    return this.starts[id] ?? id;
  }

  /** The condition of `a ? b : c`; undefined for other selects. */
  conditionOf(select: StepId): StepId | undefined {
    return this.conditions.get(select);
  }

  /** `a ? b : c` evaluates `a` just before `b`. */
  private findCondition(select: StepOf<'select'>): StepId | null {
    const [first = -1] = select.children;
    if (select.resets.length > 0 || this.program.steps[first]?.decides) return null;
    for (let id = this.startOf(first) - 1; id >= 0; id--) {
      const step = this.program.steps[id];
      if (step?.fn === select.fn) return step.decides ? id : null;
    }
    return null;
  }
}
