import { ExitCode, UserError } from '../../shared/errors.ts';
import type { Program } from '../../shared/program.ts';
import type { Range } from '../../shared/range.ts';
import type { Outcome } from '../../shared/report.ts';
import type { Wire } from '../../shared/values.ts';
import { openRealm } from '../learn.ts';
import type { TracedStep } from '../realm/protocol.ts';
import { openTarget, requireLearnable } from '../target.ts';

export interface StepReport {
  readonly step: number;
  readonly range: Range | null;
  readonly value: Wire;
  readonly writes: readonly { readonly name: string; readonly value: Wire }[];
}

export interface TraceReport extends Outcome {
  readonly steps?: readonly StepReport[];
}

export interface TraceCommand {
  readonly dialect?: string;
  readonly target: string;
  readonly inputs: readonly (readonly Wire[])[];
  readonly steps: boolean;
  readonly timeout: number;
}

/** Runs the real function on each input and tells its results and steps. */
export async function traceCommand(command: TraceCommand): Promise<readonly TraceReport[]> {
  const target = await openTarget(command.target, command);
  requireLearnable(target);
  const realm = await openRealm(target, null, command.timeout * 1000);
  try {
    const reports: TraceReport[] = [];
    for (const input of command.inputs) {
      const traced = await realm.call('trace', { input, steps: command.steps }, command.timeout * 3000 + 10_000);
      requireEnd(traced);
      const { steps, ...outcome } = traced;
      reports.push(command.steps ? { ...outcome, steps: describeSteps(target.instrumented.program, steps) } : outcome);
    }
    return reports;
  } finally {
    await realm.dispose();
  }
}

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
