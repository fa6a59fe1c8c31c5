import type { Program, Step, StepId } from '../../../shared/program.ts';
import { NO, YES } from '../observe/categories.ts';
import type { Flow, Loop } from './flow.ts';
import type { Shown } from './shown.ts';

/** A block's end: the step that control goes on with, undefined where it does not. */
export type End = StepId | undefined;

/** Where a block ends, and what leads out of it. */
export interface Scope {
  /** Where control goes on after the block, if it does. */
  readonly stop: End;
  /** The same of the blocks around it, as far as the function. */
  readonly outer: ReadonlySet<StepId>;
  /** Loops around it, the innermost first: where `continue` and `break` lead. */
  readonly jumps: readonly { readonly head: StepId; readonly again: StepId; readonly out: End }[];
  /** Within a `try`: control that leaves the region has left the block. */
  readonly region: number | null;
}

/** Whether a step is where a loop around a block goes on or ends. */
export function isJump(target: End, { jumps }: Scope): boolean {
  return target !== undefined && jumps.some(({ again, out }) => target === again || target === out);
}

/** The scope of a block inside another one. */
export function within(scope: Scope, stop: End): Scope {
  const outer = scope.stop === undefined ? scope.outer : new Set([...scope.outer, scope.stop]);
  return { ...scope, stop, outer };
}

/** How the ways through one function part and meet. */
export class Paths {
  constructor(
    private readonly program: Program,
    private readonly flow: Flow,
    private readonly shown: Shown,
    /** The function's loops, by their heads. */
    readonly loops: ReadonlyMap<StepId, Loop>,
  ) {}

  isIn(region: number, around: number): boolean {
    for (let id = region; id >= 0; id = this.program.regions[id]?.parent ?? -1) if (id === around) return true;
    return false;
  }

  /** Tests that lead to the same place, one after the other with nothing between them: `a or b`. */
  chainOf(first: Step, scope: Scope): { tests: readonly Step[]; yes: End; no: End } {
    const tests = [first];
    const yes = this.flow.way(first.id, YES);
    let no = this.flow.way(first.id, NO);
    while (no !== undefined && yes !== undefined) {
      const next = this.testAt(no, scope);
      if (!next || this.flow.way(next.id, YES) !== yes) break;
      tests.push(next);
      no = this.flow.way(next.id, NO);
    }
    return { tests, yes, no };
  }

  /** The test that control comes to from a step before anything that shows. */
  private testAt(from: StepId, scope: Scope): Step | null {
    for (let at: End = from; at !== undefined;) {
      const id: StepId = at;
      const step: Step | undefined = this.program.steps[id];
      const isEnd = id === scope.stop || scope.outer.has(id) || this.loops.has(id) || isJump(id, scope);
      if (!step || isEnd) return null;
      if (this.flow.branches(step)) return step.kind === 'next' ? null : step;
      if (this.shown.shows(step)) return null;
      at = this.flow.after(step);
    }
    return null;
  }

  /** Where two ways come together again. */
  meeting(yes: End, no: End, scope: Scope): End {
    const { stop, outer, jumps } = scope;
    const barriers = new Set(outer);
    if (stop !== undefined) barriers.add(stop);
    for (const { again, out } of jumps) {
      barriers.add(again);
      if (out !== undefined) barriers.add(out);
    }
    const other = this.flow.reach(no, barriers);
    const common = [...this.flow.reach(yes, barriers)].filter((id) => other.has(id)).sort((a, b) => a - b);
    const met = common.find((id) => !barriers.has(id)) ?? (common.includes(stop ?? -1) ? stop : common[0]);
    if (met !== undefined) return met;
    // One way ends; the other leads straight to where an outer branch's ways meet.
    return stop !== undefined && !isJump(stop, scope) && (yes === stop || no === stop) ? stop : undefined;
  }
}
