import { startSandbox } from '../../analyzer/sandbox/sandbox.ts';
import type { Range } from '../../shared/range.ts';
import type { Wire } from '../../shared/values.ts';
import { loadModel, type Model } from '../../trainer/model/model.ts';
import { alike } from '../../trainer/machine/describe.ts';
import { generateMachine } from '../../trainer/machine/run/generate.ts';
import { sandboxScripts } from '../files.ts';
import { refusalsOf } from '../refusal.ts';
import { readNetwork, type SavedNetwork } from '../model.ts';
import type { RealmMethods, StepsWanted } from '../realm/protocol.ts';
import { RealmClient } from '../realm-client.ts';
import { describeSteps, requireEnd, withSteps, type TraceReport } from '../steps.ts';

interface Place {
  readonly step: number;
  readonly range: Range | null;
  readonly reason: string;
}

export interface RunReport extends TraceReport {
  readonly refused: Place | null;
  readonly unsure: readonly Place[];
}

export interface RunCommand {
  readonly model: string;
  readonly inputs: readonly (readonly Wire[])[];
  readonly steps: StepsWanted;
  readonly guess: boolean;
  readonly timeout: number;
}

/** Runs a saved network; needs nothing but its folder. */
export async function runCommand(command: RunCommand): Promise<readonly RunReport[]> {
  const model = await loadModel(command.model);
  if (model.network.kind !== 'machine') return runAnswering(model, command);
  const network = readNetwork(model, command.model);
  const callMs = command.timeout * 1000;
  const realm = new RealmClient(await startSandbox({ ...sandboxScripts(), timeoutMs: callMs + 10_000 }));
  try {
    const { program, entry, fresh } = network;
    const { name } = network.portrait.function;
    const load = { name, plain: null, instrumented: null, program, entry, inputs: null, fresh, callMs };
    await realm.call('load', load, 15_000);
    await install(realm, network, command.guess || network.guess);
    const reports: RunReport[] = [];
    for (const input of command.inputs) {
      const run = realm.call('run', { inputs: [input], steps: command.steps }, 3 * callMs + 10_000);
      const results = await withSteps(command.steps, run);
      for (const result of results) reports.push(describeRun(network, result, command.steps !== 'none'));
    }
    return reports;
  } finally {
    await realm.dispose();
  }
}

async function runAnswering(model: Model, command: RunCommand): Promise<readonly RunReport[]> {
  const [{ openAnswering }, { answerTo }] = await Promise.all([
    import('../answering/model.ts'),
    import('../answering/measure.ts'),
  ]);
  const { network } = await openAnswering(model);
  try {
    return command.inputs.map((input) => {
      const { outcome, refused } = answerTo(network, input);
      const steps = command.steps !== 'none' ? { steps: [] } : {};
      return {
        ...outcome,
        refused: refused === null ? null : { step: 0, range: null, reason: refused },
        unsure: [],
        ...steps,
      };
    });
  } finally {
    network.dispose();
  }
}

/** Puts a saved network into a realm. */
export async function install(realm: RealmClient, network: SavedNetwork, guess: boolean): Promise<void> {
  const { program, decoded } = network;
  const machine = generateMachine(program, decoded.table, { strict: !guess, trace: false });
  const traced = generateMachine(program, decoded.table, { strict: !guess, trace: true });
  await realm.call('install', { machine, traced, program }, 15_000);
}

function describeRun(network: SavedNetwork, result: RealmMethods['run'][1][number], wanted: boolean): RunReport {
  requireEnd(result);
  const { program, decoded } = network;
  const { refused, unsure, steps, ...outcome } = result;
  const reasonFor = refusalsOf(program, decoded);
  return {
    ...outcome,
    refused: refused && {
      step: refused.step,
      range: program.steps[refused.step]?.range ?? null,
      reason: reasonFor(refused),
    },
    unsure: unsure
      .filter((step) => !isAlike(network, step))
      .map((step) => ({
        step,
        range: program.steps[step]?.range ?? null,
        reason: reasonFor({ step, kind: decoded.table.values.has(step) ? 'ambiguous' : 'branch' }),
      })),
    ...(wanted ? { steps: describeSteps(program, steps) } : {}),
  };
}

function isAlike({ decoded }: SavedNetwork, id: number): boolean {
  const decision = decoded.decisions.find(({ step }) => step === id);
  return decision !== undefined && decision.survivors.length > 1 && alike(decision.survivors);
}
