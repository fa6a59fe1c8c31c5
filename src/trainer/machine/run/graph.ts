import type { FunctionId, Program, RegionId, Step, StepId } from '../../../shared/program.ts';
import type { Table } from './table.ts';

/** A stretch of steps that runs from its first to its last, all in one region. */
export interface Block {
  readonly index: number;
  readonly steps: readonly StepId[];
  readonly region: RegionId;
}

export interface Graph {
  readonly blocks: readonly Block[];
  /** The block that begins with a step. */
  readonly blockOf: ReadonlyMap<StepId, number>;
}

/** Successors of a step in the learned program. */
function successors(table: Table, step: StepId): StepId[] {
  return [...new Set(table.next.get(step)?.values() ?? [])];
}

/** Splits the steps of one function into blocks, entry first. */
export function buildGraph(program: Program, table: Table, fn: FunctionId): Graph {
  const enter = program.functions[fn]?.enter ?? -1;
  const handlers = program.regions
    .filter((region) => region.fn === fn)
    .flatMap((region) => [region.catchStep, region.finallyStep])
    .filter((step) => step >= 0);
  const reached = new Set<StepId>();
  const queue = [enter, ...handlers];
  const incoming = new Map<StepId, number>();
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    for (const next of successors(table, id)) {
      incoming.set(next, (incoming.get(next) ?? 0) + 1);
      queue.push(next);
    }
  }
  const leads = (id: StepId): boolean => id === enter || handlers.includes(id) || (incoming.get(id) ?? 0) !== 1;
  const leaders = new Set<StepId>([...reached].filter(leads));
  for (const id of reached) {
    const following = successors(table, id);
    const decides = (table.next.get(id)?.size ?? 0) > 1 || program.steps[id]?.decides !== undefined;
    const ends = ENDING.has(program.steps[id]?.kind ?? 'enter');
    for (const next of following) {
      const crossing = program.steps[next]?.region !== program.steps[id]?.region;
      if (decides || ends || crossing || following.length > 1) leaders.add(next);
    }
  }
  return layOut(program, table, enter, leaders);
}

const ENDING: ReadonlySet<Step['kind']> = new Set<Step['kind']>(['return', 'throw', 'endFinally']);

function layOut(program: Program, table: Table, enter: StepId, leaders: ReadonlySet<StepId>): Graph {
  const order = [enter, ...[...leaders].filter((id) => id !== enter).sort((a, b) => a - b)];
  const blocks: Block[] = [];
  const blockOf = new Map<StepId, number>();
  order.forEach((leader, index) => {
    const steps: StepId[] = [leader];
    for (let last = leader; ;) {
      const [next, ...others] = successors(table, last);
      if (next === undefined || others.length > 0 || leaders.has(next)) break;
      steps.push(next);
      last = next;
    }
    blocks.push({ index, steps, region: program.steps[leader]?.region ?? -1 });
    blockOf.set(leader, index);
  });
  return { blocks, blockOf };
}
