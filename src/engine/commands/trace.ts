import type { Range } from '../../shared/range.ts';
import type { Wire } from '../../shared/values.ts';
import { openRealm } from '../learn.ts';
import { describeSteps, requireEnd, withSteps, type TraceReport } from '../steps.ts';
import type { StepsWanted } from '../realm/protocol.ts';
import type { RealmClient } from '../realm-client.ts';
import { notRepeatable, openTarget, pollutes, requireLearnable, type Target } from '../target.ts';

/** Calls on one input, to see whether they answer alike. */
const REPEATED_CALLS = 8;

export interface TraceCommand {
  readonly dialect?: string;
  readonly target: string;
  readonly inputs: readonly (readonly Wire[])[];
  readonly steps: StepsWanted;
  readonly timeout: number;
}

/** Runs the real function on each input and tells its results and steps. */
export async function traceCommand(command: TraceCommand): Promise<readonly TraceReport[]> {
  const target = await openTarget(command.target, command.dialect === undefined ? {} : { dialect: command.dialect });
  requireLearnable(target);
  const realm = await openRealm(target, null, command.timeout * 1000);
  try {
    await requireRepeatable(target, realm, command);
    const reports: TraceReport[] = [];
    for (const input of command.inputs) {
      const run = realm.call('trace', { input, steps: command.steps }, command.timeout * 3000 + 10_000);
      const traced = await withSteps(command.steps, run);
      requireEnd(traced);
      const { steps, polluted, random, ...outcome } = traced;
      // Chance was drawn under another name than `Math.random`.
      if (random && target.effects.random.length === 0) {
        const places = random.length > 0 ? random : [target.fn.nameRange];
        await requireRepeatable(target, realm, { ...command, inputs: [input] }, places);
      }
      if (polluted !== null) throw pollutes(target, polluted);
      reports.push(
        command.steps !== 'none' ? { ...outcome, steps: describeSteps(target.instrumented.program, steps) } : outcome,
      );
    }
    return reports;
  } finally {
    await realm.dispose();
  }
}

/** Calls are made again where randomness or state could show. */
async function requireRepeatable(
  target: Target,
  realm: RealmClient,
  command: TraceCommand,
  drawn: readonly Range[] = [],
): Promise<void> {
  const { state } = target.effects;
  const random = [...target.effects.random, ...drawn];
  if (random.length === 0 && state.length === 0) return;
  const inputs = command.inputs.flatMap((input) => Array.from({ length: REPEATED_CALLS }, () => input));
  const differing = await realm.call('repeat', { inputs }, command.timeout * 3000 + 10_000);
  if (differing.length > 0) throw notRepeatable({ fn: target.fn, effects: { random, state } });
}
