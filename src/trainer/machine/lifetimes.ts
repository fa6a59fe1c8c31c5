import type { Program, ScopeId, Step, StepId, StepOf } from '../../shared/program.ts';
import type { Table } from './run/table.ts';

type Write = StepOf<'write'>;

/** Where the lives of variables begin, by the step that declares them; those declared by `var` or as parameters live always. */
function declarations(program: Program): Map<string, Write> {
  const first = new Map<string, Write>();
  for (const step of program.steps) {
    if (step.kind !== 'write' || !step.declares) continue;
    const key = `${step.target}.${step.slot}`;
    if (!first.has(key)) first.set(key, step);
  }
  return first;
}

/** Writes to a `const` other than the one that declares it. */
export function writesToConstants(program: Program): ReadonlySet<Step> {
  const declared = declarations(program);
  const isFixed = (step: Step): boolean =>
    step.kind === 'write' &&
    !step.declares &&
    step.source === 'value' &&
    declared.get(`${step.target}.${step.slot}`)?.declares === 'const';
  return new Set(program.steps.filter(isFixed));
}

/**
 * Which reads and writes of a learned program may come before a variable's declaration. A scope's steps run in their
 * order, except in a `switch`, and functions inside may be called at any time.
 */
export class Lifetimes {
  /** Writes that throw, because the variable is a `const`. */
  readonly constant: ReadonlySet<Step>;
  private readonly early = new Set<StepId>();
  private readonly slots = new Set<string>();

  constructor(
    private readonly program: Program,
    table: Table,
  ) {
    const declared = declarations(program);
    this.constant = writesToConstants(program);
    for (const step of program.steps) {
      const place = placeOf(step, table);
      const declaration = place && declared.get(`${place.scope}.${place.slot}`);
      if (!place || !declaration) continue;
      const { fn, jumps } = program.scopes[place.scope] ?? {};
      if (fn === step.fn && step.id > declaration.id && !jumps) continue;
      this.early.add(step.id);
      this.slots.add(`${place.scope}.${place.slot}`);
    }
  }

  mayBeEarly(step: Step): boolean {
    return this.early.has(step.id);
  }

  /** Slots of a scope that have to show that they are not there yet. */
  guarded(scope: ScopeId): number[] {
    const slots = (this.program.scopes[scope]?.variables ?? []).map((_, slot) => slot);
    return slots.filter((slot) => this.slots.has(`${scope}.${slot}`));
  }
}

/** The variable that a step reads or writes, declarations left out. */
function placeOf(step: Step, table: Table): { readonly scope: ScopeId; readonly slot: number } | null {
  if (step.kind === 'write') return step.declares ? null : { scope: step.target, slot: step.slot };
  const candidate = step.kind === 'leaf' ? table.values.get(step.id)?.candidate : undefined;
  return candidate?.kind === 'variable' ? candidate : null;
}
