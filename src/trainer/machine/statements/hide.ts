import type { Key, Program, Step, StepBody, StepId, StepOf } from '../../../shared/program.ts';
import { operandsOf } from '../listing/operands.ts';

/**
 * The step table of statements: what only computes (names, literals, operators, property reads, `&&`, `||`, `??`, `?.`)
 * is taken together into one `expression` step, whose inside is not traced and not told. What does something stays a step of
 * its own: calls, writes, branches (`?:` is one, and so is `&&` before a call), what makes objects and functions, lists of
 * three parts and more. Ids and registers stay, so that the same instrumented code is listened to.
 */
export function hideTemporaries(program: Program): Program {
  return new Hiding(program).program();
}

class Hiding {
  private readonly plain: boolean[] = [];
  /** Steps that take a step's value. */
  private readonly takers: StepId[][] = [];

  constructor(private readonly original: Program) {
    const { steps } = original;
    for (const step of steps) {
      this.plain.push(this.onlyComputes(step));
      this.takers.push([]);
    }
    for (const step of steps) {
      for (const taken of [...operandsOf(step), ...alsoTaken(step)]) this.takers[taken]?.push(step.id);
    }
  }

  program(): Program {
    const steps = this.original.steps.map((step): Step => {
      if (!this.plain[step.id]) return step;
      const { id, fn, scope, region, register, range, decides } = step;
      const base = { id, fn, scope, region, register, range };
      if (this.isHidden(step)) return { ...base, kind: 'hidden' };
      const body: StepBody = {
        kind: 'expression',
        operands: this.operands(step),
        tested: decides !== undefined && this.takers[step.id]?.length === 0,
      };
      return { ...base, ...(decides ? { decides } : {}), ...body };
    });
    return { ...this.original, steps };
  }

  private onlyComputes(step: Step): boolean {
    switch (step.kind) {
      case 'leaf':
        return true;
      case 'op':
        return !step.spread && !step.children.includes(-1) && [1, 2].includes(step.children.length);
      case 'select':
        return this.selectsPlainly(step);
      default:
        return false;
    }
  }

  /** Whether nothing but computation lies between the first value and the last: steps are numbered as they stand. */
  private selectsPlainly(step: StepOf<'select'>): boolean {
    const [first = -1, second] = step.children;
    const isConditional = second !== undefined && !this.original.steps[first]?.decides;
    if (isConditional) return false;
    const start = step.resets[0] ?? first;
    const inside = this.plain.slice(second === undefined && step.resets.length === 0 ? step.id : start, step.id);
    return this.plain[start] === true && this.plain[first] === true && inside.every(Boolean);
  }

  private isHidden(step: Step): boolean {
    const takers = this.takers[step.id] ?? [];
    return takers.length > 0 && takers.every((taker) => this.plain[taker]);
  }

  /** Traced steps inside an expression. A traced name or literal is not among them: it can be written again. */
  private operands(root: Step): StepId[] {
    const found = new Set<StepId>();
    const visit = (step: Step): void => {
      for (const id of operandsOf(step)) {
        const child = this.original.steps[id];
        if (!child) continue;
        if (this.plain[id] && this.isHidden(child)) visit(child);
        else if (child.kind !== 'leaf') found.add(id);
      }
    };
    visit(root);
    return [...found].sort((a, b) => a - b);
  }
}

/** What a step takes besides its operands. */
function alsoTaken(step: Step): StepId[] {
  const ofKey = (key: Key | null): StepId[] => (key && 'step' in key ? [key.step] : []);
  switch (step.kind) {
    case 'select':
      return [...step.resets];
    case 'object':
      return step.parts.flatMap((part) => ('key' in part ? ofKey(part.key) : []));
    case 'class':
      return [step.heritage, ...step.members.flatMap((member) => ofKey(member.key))];
    case 'omit':
      return step.keys.flatMap(ofKey);
    default:
      return [];
  }
}
