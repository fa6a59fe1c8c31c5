import type { Program, Step, StepId } from '../../../shared/program.ts';
import { UNARY } from '../bank/operators.ts';
import type { Table } from '../run/table.ts';
import type { Operands } from './operands.ts';

/** What a pattern takes apart, and where the parts go. */
export interface Pattern {
  readonly step: StepId;
  readonly source: StepId;
  readonly parts: readonly PatternPart[];
}

export interface PatternPart {
  /** The part's value, before a default. */
  readonly value: StepId;
  /** The value that stands in for a part that is missing; −1 for none. */
  readonly fallback: StepId;
  readonly to: { readonly write: StepId } | { readonly pattern: Pattern };
}

/** Which writes stand inside of expressions (`a[i++]`, `while ((x = f()))`) and patterns, rather than for themselves. */
export class Writes {
  /** By the step of a value: the writes of it that are shown where the value is used. */
  readonly within = new Map<StepId, StepId>();
  /** By the step of an old value that is used: the `x++` that goes on from it. */
  readonly postfix = new Map<StepId, StepId>();
  /** By the step that is taken apart. */
  readonly patterns = new Map<StepId, Pattern>();
  private readonly shownElsewhere = new Set<StepId>();

  constructor(
    private readonly program: Program,
    private readonly table: Table,
    private readonly operands: Operands,
  ) {
    const byValue = new Map<StepId, Step[]>();
    for (const step of program.steps) {
      const value = writtenValue(step);
      if (value >= 0) byValue.set(value, [...(byValue.get(value) ?? []), step]);
      this.notePattern(step);
    }
    for (const [value, writes] of byValue) this.place(value, writes);
  }

  /** Whether a write (or a pattern's part) is shown within another line. */
  isWithin(write: StepId): boolean {
    return this.shownElsewhere.has(write);
  }

  /** `x++` or `x--`, where a write is one and its old value is not used for more. */
  updateOf(write: Step): '++' | '--' | null {
    const value = this.program.steps[writtenValue(write)];
    const [old = -1] = value?.kind === 'op' && value.children.length === 1 ? value.children : [];
    if (value === undefined || !['numeric', '+'].includes(this.unary(old))) return null;
    const symbol = this.unary(value.id);
    return symbol === 'x + 1' ? '++' : symbol === 'x - 1' ? '--' : null;
  }

  private unary(id: StepId): string {
    const chosen = this.table.values.get(id)?.candidate;
    return chosen?.kind === 'unary' ? (UNARY[chosen.index]?.symbol ?? '') : '';
  }

  private place(value: StepId, writes: readonly Step[]): void {
    const [first] = writes;
    const step = this.program.steps[value];
    if (!first || !step) return;
    if (this.updateOf(first) !== null && step.kind === 'op') {
      const [old = -1] = step.children;
      if (this.operands.takersOf(old).some((taker) => taker !== value)) {
        this.postfix.set(old, first.id);
        this.shownElsewhere.add(first.id);
        return;
      }
    }
    const isUsed = this.operands.takersOf(value).some((taker) => !writes.some(({ id }) => id === taker));
    for (const write of isUsed ? writes : writes.slice(0, -1)) {
      this.within.set(value, write.id);
      this.shownElsewhere.add(write.id);
    }
  }

  private notePattern(step: Step): void {
    if (step.kind !== 'take' && step.kind !== 'destructure') return;
    const pattern = this.patternAt(step);
    if (pattern) this.patterns.set(pattern.source, pattern);
  }

  private patternAt(step: Step): Pattern | null {
    if (step.kind !== 'take' && step.kind !== 'destructure') return null;
    const values = this.program.steps.filter((part) =>
      step.kind === 'take'
        ? part.kind === 'element' && part.child === step.id
        : (part.kind === 'field' || part.kind === 'omit') && part.child === step.child,
    );
    const parts: PatternPart[] = [];
    for (const { id } of values) {
      const part = this.partAt(id);
      if (!part) return null;
      parts.push(part);
    }
    for (const { to } of parts) if ('write' in to) this.shownElsewhere.add(to.write);
    return { step: step.id, source: step.child, parts };
  }

  private partAt(value: StepId): PatternPart | null {
    const [taker, ...more] = this.operands.takersOf(value).map((id) => this.program.steps[id] as Step);
    if (!taker || more.length > 0) return null;
    if (taker.kind === 'select' && taker.children[0] === value) {
      const part = this.partAt(taker.id);
      return part && { ...part, value, fallback: taker.children[1] ?? -1 };
    }
    if (taker.kind === 'take' || taker.kind === 'destructure') {
      const pattern = this.patternAt(taker);
      return pattern && { value, fallback: -1, to: { pattern } };
    }
    return writtenValue(taker) === value ? { value, fallback: -1, to: { write: taker.id } } : null;
  }
}

/** The step whose value a step writes; −1 for steps that write none. */
export function writtenValue(step: Step): StepId {
  if (step.kind === 'write') return step.source === 'value' ? step.child : -1;
  return step.kind === 'set' || step.kind === 'privateSet' ? step.value : -1;
}
