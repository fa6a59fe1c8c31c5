import type { ListingLine } from '../../../shared/listing.ts';
import type { FunctionInfo, Program, StepId, StepOf } from '../../../shared/program.ts';
import type { Range } from '../../../shared/range.ts';
import type { Decoded } from '../decode.ts';
import { Statements } from './statements.ts';

/** A function, or a class with those of its methods that ran. */
export interface Listed {
  readonly name: string;
  readonly range: Range;
  /** The functions that it consists of. */
  readonly functions: readonly FunctionInfo[];
  readonly lines: readonly ListingLine[];
}

export interface ListedProgram {
  /** Those that are no part of another one, in the order of the source. */
  readonly functions: readonly Listed[];
  /** What the modules keep beside them. */
  readonly values: readonly ListingLine[];
  /** In which ways the steps that it shows can be read, where there are several: first the one that was chosen. */
  readonly readings: ReadonlyMap<StepId, readonly string[]>;
}

/**
 * The learned program as pseudocode, each line at the line of the source it was learned from: what the network computes
 * where and where control goes, read from its choices alone. What never ran is left out.
 */
export function listProgram(program: Program, decoded: Decoded): ListedProgram {
  const { functions: writer, readings } = new Statements(program, decoded);
  const ran = (fn: FunctionInfo): boolean => decoded.table.visited.has(fn.enter);
  const classes = program.steps.filter((step) => step.kind === 'class' && isOfModule(program, step.fn));
  const members = new Set(classes.flatMap((step) => (step.kind === 'class' ? membersOf(program, step) : [])));
  const listed: Listed[] = [];
  for (const fn of program.functions) {
    if (!fn.range || fn.kind === 'module' || members.has(fn) || isNested(program, fn) || !ran(fn)) continue;
    listed.push({ name: fn.name, range: fn.range, functions: [fn], lines: writer.lines(fn) });
  }
  for (const step of classes) {
    if (step.kind !== 'class' || !step.range) continue;
    const functions = membersOf(program, step).filter(ran);
    if (functions.length === 0) continue;
    listed.push({ name: step.name, range: step.range, functions, lines: writer.classLines(step, functions) });
  }
  return { functions: listed, values: writer.moduleValues(), readings };
}

function membersOf(program: Program, { constructorFn, members }: StepOf<'class'>): FunctionInfo[] {
  const ids = [...members.map(({ fn }) => fn), constructorFn].filter((id) => id >= 0);
  return [...new Set(ids)].sort((a, b) => a - b).flatMap((id) => program.functions[id] ?? []);
}

function isOfModule(program: Program, fn: number): boolean {
  return program.functions[fn]?.kind === 'module';
}

/** Whether a function is written within another one's text. */
function isNested(program: Program, fn: FunctionInfo): boolean {
  const around = program.scopes[fn.parentScope];
  return around !== undefined && !isOfModule(program, around.fn);
}
