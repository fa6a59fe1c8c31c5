import type { FunctionId, Program } from '../../shared/program.ts';
import type { Range } from '../../shared/range.ts';
import { findLoops } from '../machine/listing/flow.ts';
import type { Table } from '../machine/run/table.ts';
import type { ValueFlow } from './flow/flow.ts';
import type { Moment } from './run.ts';

/** A loop, or a function that calls itself: hints may be sampled at each of its iterations. */
export interface Cycle {
  readonly moment: Moment;
  readonly kind: 'loop' | 'recursion';
  /** The function that it is in, … */
  readonly fn: string;
  /** … which is the one that is learned, or written inside it: not a helper. */
  readonly own: boolean;
  /** Where it begins in the source; null for what the user did not write. */
  readonly range: Range | null;
}

/** A cycle with how often it came round in runs. */
export interface CountedCycle extends Cycle {
  /** Iterations a run, on average. */
  readonly iterations: number;
  /** Nodes a run, on average. */
  readonly nodes: number;
}

/** The loops of every function that ran, found in where control went, and the functions that call themselves. */
export function findCycles(program: Program, table: Table, flow: ValueFlow, entry: FunctionId): readonly Cycle[] {
  const cycles: Cycle[] = [];
  for (const { id, kind, name, enter, range } of program.functions) {
    if (kind === 'module' || !table.visited.has(enter)) continue;
    const fn = name === '' ? 'an unnamed function' : name;
    const own = isInside(program, id, entry);
    if (flow.recursive.has(id)) cycles.push({ moment: { kind: 'enter', fn: id }, kind: 'recursion', fn, own, range });
    const heads = [...findLoops(enter, (step) => [...(table.next.get(step)?.values() ?? [])]).keys()];
    for (const step of heads.sort((a, b) => a - b)) {
      cycles.push({ moment: { kind: 'step', step }, kind: 'loop', fn, own, range: placeOf(program, id, step) });
    }
  }
  return cycles;
}

function isInside(program: Program, fn: FunctionId, entry: FunctionId): boolean {
  for (let at: FunctionId | undefined = fn; at !== undefined;) {
    if (at === entry) return true;
    const around: number = program.functions[at]?.parentScope ?? -1;
    at = program.scopes[around]?.fn;
  }
  return false;
}

/** Where a loop's head stands: of a step that the user did not write, the nearest one that he did. */
function placeOf(program: Program, fn: FunctionId, head: number): Range | null {
  const own = program.steps.filter((step) => step.fn === fn && step.range !== null);
  return own.find(({ id }) => id >= head)?.range ?? own.at(-1)?.range ?? null;
}

/** Iterations for each node that a rollout may take: every node once, and every other one again. */
const MOST_STEPS_A_NODE = 1.5;

/**
 * The cycle that moves most: of those of the function itself, and of its helpers only where it has none, the one with the
 * most iterations a run of which a network can still follow every one, one and a half times as many as there are
 * nodes. Within the benchmark, too, a step is what can be done at all nodes at once. Where every cycle is longer, the
 * shortest. A recursion goes before the loop that only starts it. null: there is none.
 */
export function busiest(cycles: readonly CountedCycle[]): CountedCycle | null {
  const moving = cycles.filter(({ iterations }) => iterations > 1 && Number.isFinite(iterations));
  const own = moving.filter((cycle) => cycle.own);
  const pool = own.length > 0 ? own : moving;
  const short = pool.filter(({ iterations, nodes }) => iterations <= MOST_STEPS_A_NODE * nodes);
  const most = Math.max(...short.map(({ iterations }) => iterations));
  const recursion = short.find(({ kind, iterations }) => kind === 'recursion' && 2 * iterations >= most);
  const longest = short.find(({ iterations }) => iterations === most);
  const least = Math.min(...pool.map(({ iterations }) => iterations));
  return recursion ?? longest ?? pool.find(({ iterations }) => iterations === least) ?? null;
}
