import type { Program, StepOf } from '../../../shared/program.ts';
import { literalValue, type Candidate, type Literal } from '../bank/candidates.ts';
import type { Evidence } from './evidence.ts';
import type { LiveScope } from './scope.ts';
import { isObject } from './values.ts';

/** Tells which variables, literals and globals could be what a leaf step stands for. */
export class LeafTests {
  private readonly literals = new Map<unknown, Literal>([[undefined, { undefined: true }]]);

  constructor(
    private readonly program: Program,
    private readonly globals: ReadonlyMap<unknown, readonly string[]>,
  ) {
    for (const literal of program.literals) this.literals.set(literalValue(literal), literal);
  }

  observe(step: StepOf<'leaf'>, evidence: Evidence, scope: LiveScope, value: unknown): boolean {
    if (evidence.evaluated === 0 && !step.literal) this.addVariables(step, evidence);
    if (step.literal) {
      const literal = isObject(value) ? undefined : this.literals.get(value);
      if (literal !== undefined) evidence.add({ kind: 'constant', literal });
    } else if (isObject(value) || value === undefined || value === Infinity || Number.isNaN(value)) {
      for (const name of this.globals.get(value) ?? []) evidence.add({ kind: 'global', name });
    }
    const consistent: number[] = [];
    for (const index of evidence.alive()) {
      if (this.fits(evidence.candidates[index] as Candidate, scope, value)) consistent.push(index);
    }
    return evidence.note(consistent);
  }

  private addVariables(step: StepOf<'leaf'>, evidence: Evidence): void {
    for (let s = step.scope; s >= 0; s = this.program.scopes[s]?.parent ?? -1) {
      this.program.scopes[s]?.variables.forEach((_, slot) => evidence.add({ kind: 'variable', scope: s, slot }));
    }
  }

  private fits(candidate: Candidate, scope: LiveScope, value: unknown): boolean {
    switch (candidate.kind) {
      case 'variable': {
        const found = scope.find(candidate.scope);
        return found !== null && candidate.slot in found.values && Object.is(found.values[candidate.slot], value);
      }
      case 'constant':
        return Object.is(literalValue(candidate.literal), value);
      case 'global':
        return this.globals.get(value)?.includes(candidate.name) === true;
      default:
        return false;
    }
  }
}
