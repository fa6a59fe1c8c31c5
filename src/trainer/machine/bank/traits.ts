import type { Program, StepId, StepOf } from '../../../shared/program.ts';
import type { Candidate } from './candidates.ts';

/**
 * What speaks for a variable where a few traces leave several: of those that fit, it is the one written last before the step, or it is where the
 * step's value goes (`i = i + 1`).
 */
export type Trait = 'written last' | 'written there';

/** Candidates of a step, and which of them fitted how many of its visits. */
interface Observed {
  readonly step: StepId;
  readonly candidates: readonly Candidate[];
  readonly rows: readonly { readonly consistent: readonly number[]; readonly count: number }[];
}

type Variable = Extract<Candidate, { readonly kind: 'variable' }>;

/** Tells the traits of a step's candidates: nothing of steps but names, and nothing where one candidate alone fits best. */
export class Traits {
  private readonly writes: readonly StepOf<'write'>[];
  private readonly parents = new Map<StepId, StepId>();

  constructor(private readonly program: Program) {
    this.writes = program.steps.filter((step) => step.kind === 'write');
    for (const step of program.steps) {
      if ('children' in step) for (const child of step.children) this.parents.set(child, step.id);
      if (step.kind === 'write') this.parents.set(step.child, step.id);
    }
  }

  /** By index of the candidate. */
  of({ step, candidates, rows }: Observed): readonly (readonly Trait[])[] {
    const fits = candidates.map(() => 0);
    for (const { consistent, count } of rows) for (const index of consistent) fits[index] = (fits[index] ?? 0) + count;
    const best = Math.max(...fits);
    const written = candidates.map((candidate, i) =>
      candidate.kind === 'variable' && fits[i] === best ? this.lastWrite(candidate, step) : null,
    );
    const times = written.filter((time) => time !== null);
    const last = Math.max(...times);
    const differs = times.some((time) => time < last);
    return candidates.map((candidate, i) => {
      if (written[i] === null || candidate.kind !== 'variable') return [];
      const traits: Trait[] = [];
      if (differs && written[i] === last) traits.push('written last');
      if (this.goesTo(step, candidate)) traits.push('written there');
      return traits;
    });
  }

  /** The last step before this one, in the order of the source, that writes the variable; −1 for none, as with parameters. */
  private lastWrite(variable: Variable, before: StepId): number {
    return this.writes.findLast((write) => write.id < before && isOf(write, variable))?.id ?? -1;
  }

  /** Whether the expression that the step is part of is what the variable is set to. */
  private goesTo(from: StepId, variable: Variable): boolean {
    for (let at: StepId | undefined = from; at !== undefined; at = this.parents.get(at)) {
      const step = this.program.steps[at];
      if (step?.kind === 'write') return isOf(step, variable);
    }
    return false;
  }
}

function isOf({ target, slot }: StepOf<'write'>, variable: Variable): boolean {
  return target === variable.scope && slot === variable.slot;
}
