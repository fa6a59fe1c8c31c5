import { ExitCode, UserError } from '../shared/errors.ts';
import { LimitError } from '../shared/executor.ts';
import type { Program } from '../shared/program.ts';
import type { Range } from '../shared/range.ts';
import type { Outcome } from '../shared/report.ts';
import type { Wire } from '../shared/values.ts';
import type { StepsWanted, TracedStep } from './realm/protocol.ts';

interface StepReport {
  readonly step: number;
  readonly range: Range | null;
  readonly value: Wire;
  readonly writes: readonly { readonly name: string; readonly value: Wire }[];
}

export interface TraceReport extends Outcome {
  readonly steps?: readonly StepReport[];
}

/** A run whose steps are kept may need more memory than the run. @throws {UserError} exit 4, which says how to leave them out */
export async function withSteps<X>(steps: StepsWanted, run: Promise<X>): Promise<X> {
  try {
    return await run;
  } catch (error) {
    if (steps === 'none' || !(error instanceof LimitError) || error.kind !== 'memory') throw error;
    throw new UserError(
      `${error.message} Its steps may be what does not fit: leave them out with --no-steps.`,
      ExitCode.engine,
    );
  }
}

/** @throws {UserError} exit 4 where the call ran out of stack. */
export function requireEnd(outcome: Outcome): void {
  if (outcome.threw !== 'Maximum call stack size exceeded') return;
  throw new UserError('One call recursed without end: pass an input that it ends on.', ExitCode.engine);
}

/** Steps of the user's own code, with the variables and members that each writes. */
export function describeSteps(program: Program, traced: readonly TracedStep[]): StepReport[] {
  const out: StepReport[] = [];
  for (const { step: id, value } of traced) {
    const step = program.steps[id];
    if (!step || (step.range === null && step.kind !== 'write')) continue;
    const name = writtenName(program, id);
    out.push({ step: id, range: step.range, value, writes: name === null ? [] : [{ name, value }] });
  }
  return out;
}

function writtenName(program: Program, id: number): string | null {
  const step = program.steps[id];
  if (step?.kind === 'write') return step.name;
  if (step?.kind === 'privateSet') return step.name;
  return step?.kind === 'set' ? (program.texts[id] ?? 'a member') : null;
}
