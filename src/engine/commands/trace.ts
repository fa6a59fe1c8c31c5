import type { Wire } from '../../shared/values.ts';
import { openRealm } from '../learn.ts';
import { describeSteps, requireEnd, type TraceReport } from '../steps.ts';
import { openTarget, requireLearnable } from '../target.ts';

export interface TraceCommand {
  readonly dialect?: string;
  readonly target: string;
  readonly inputs: readonly (readonly Wire[])[];
  readonly steps: boolean;
  readonly timeout: number;
}

/** Runs the real function on each input and tells its results and steps. */
export async function traceCommand(command: TraceCommand): Promise<readonly TraceReport[]> {
  const target = await openTarget(command.target, command.dialect === undefined ? {} : { dialect: command.dialect });
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
