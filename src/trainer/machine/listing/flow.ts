import type { Program, Step, StepId } from '../../../shared/program.ts';
import { NO, PLAIN, YES } from '../observe/categories.ts';
import type { Table } from '../run/table.ts';
import type { Operands } from './operands.ts';

export interface Loop {
  readonly head: StepId;
  /** Its steps, the head among them. */
  readonly body: ReadonlySet<StepId>;
  /** Steps from which control goes back to the head. */
  readonly latches: readonly StepId[];
}

/** Where the network sends control, as a graph over one program's steps: the source's own statements play no part. */
export class Flow {
  /** For a value that is tested within an expression: the select that the expression ends in. */
  private readonly insides = new Map<StepId, StepId>();

  constructor(
    program: Program,
    private readonly table: Table,
    operands: Operands,
  ) {
    for (const step of program.steps) {
      if (step.kind !== 'select') continue;
      for (const child of step.children) if (program.steps[child]?.decides) this.insides.set(child, step.id);
      for (const reset of step.resets) this.insides.set(reset, step.id);
      const condition = operands.conditionOf(step.id);
      if (condition !== undefined) this.insides.set(condition, step.id);
    }
  }

  /** Whether a step's value is tested to choose between statements, not inside an expression. */
  branches(step: Step): boolean {
    return step.decides !== undefined && !this.insides.has(step.id);
  }

  way(id: StepId, category: number): StepId | undefined {
    return this.table.next.get(id)?.get(category);
  }

  /** What follows a step, whatever its value: within an expression the expression's end. */
  after(step: Step): StepId | undefined {
    return this.insides.get(step.id) ?? this.way(step.id, PLAIN) ?? this.way(step.id, YES) ?? this.way(step.id, NO);
  }

  successors(id: StepId): readonly StepId[] {
    const inside = this.insides.get(id);
    if (inside !== undefined) return [inside];
    return [...(this.table.next.get(id)?.values() ?? [])].filter((target) => target >= 0);
  }

  /** Everything that control can reach from a step; what lies behind the barriers is left out, they are not. */
  reach(from: StepId | undefined, barriers: ReadonlySet<StepId>): ReadonlySet<StepId> {
    const reached = new Set<StepId>();
    const todo = from === undefined ? [] : [from];
    for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
      if (reached.has(id)) continue;
      reached.add(id);
      if (!barriers.has(id)) todo.push(...this.successors(id));
    }
    return reached;
  }

  /** The loops of the function that begins at a step, by their heads. */
  loops(enter: StepId): ReadonlyMap<StepId, Loop> {
    return findLoops(enter, (id) => this.successors(id));
  }
}

/** The loops of a graph of steps that is entered at one of them, by their heads. */
export function findLoops(enter: StepId, successors: (id: StepId) => readonly StepId[]): ReadonlyMap<StepId, Loop> {
  const latches = new Map<StepId, StepId[]>();
  const before = new Map<StepId, StepId[]>();
  const open = new Set<StepId>();
  const done = new Set<StepId>();
  const stack: { id: StepId; left: StepId[] }[] = [{ id: enter, left: [...successors(enter)] }];
  open.add(enter);
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const to = top.left.shift();
    if (to === undefined) {
      open.delete(top.id);
      done.add(top.id);
      stack.pop();
      continue;
    }
    before.set(to, [...(before.get(to) ?? []), top.id]);
    if (open.has(to)) latches.set(to, [...(latches.get(to) ?? []), top.id]);
    else if (!done.has(to)) {
      open.add(to);
      stack.push({ id: to, left: [...successors(to)] });
    }
  }
  return new Map([...latches].map(([head, from]) => [head, { head, latches: from, body: bodyOf(head, from, before) }]));
}

/** What leads to the latches without passing the head. */
function bodyOf(
  head: StepId,
  latches: readonly StepId[],
  before: ReadonlyMap<StepId, readonly StepId[]>,
): ReadonlySet<StepId> {
  const body = new Set<StepId>([head]);
  const todo = [...latches];
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    if (body.has(id)) continue;
    body.add(id);
    todo.push(...(before.get(id) ?? []));
  }
  return body;
}
