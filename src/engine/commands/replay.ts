import type { FunctionId, Program, StepId } from '../../shared/program.ts';
import type { ElementIndex, Replay, ReplayStep, ReplayTrack, Window } from '../../shared/replay.ts';
import type { Wire } from '../../shared/values.ts';
import { BINARY } from '../../trainer/machine/bank/operators.ts';
import { openRealm } from '../learn.ts';
import { loadModel, type Model } from '../../trainer/model/model.ts';
import { readNetwork, type SavedNetwork } from '../model.ts';
import type { RecordedRun } from '../realm/protocol.ts';
import { refusalsOf } from '../refusal.ts';
import { openTarget, requireLearnable } from '../target.ts';
import { openSavedInputs } from './learn.ts';
import { install } from './run.ts';

export interface ReplayCommand {
  readonly model: string;
  /** The function as it is now, `FILE#NAME`. */
  readonly target: string;
  readonly input: readonly Wire[];
  readonly windows: readonly Window[];
  /** Steps to record on each side of the place where the two part. */
  readonly around: number;
  readonly timeout: number;
}

/** Runs function and network on one input, and tells both step by step; of a network without steps just what it answers. */
export async function replayCommand(command: ReplayCommand): Promise<Replay> {
  const model = await loadModel(command.model);
  if (model.network.kind !== 'machine') return replayAnswering(model, command);
  const network = readNetwork(model, command.model);
  const target = await openTarget(command.target, { steps: network.portrait.network.steps ?? 'expression' });
  requireLearnable(target);
  const callMs = command.timeout * 1000;
  const realm = await openRealm(target, openSavedInputs(network.inputs), callMs);
  try {
    await install(realm, network, network.guess);
    const { input, windows, around } = command;
    const request = { input, windows, around, reads: readsOf(network), entry: entryOf(network) };
    const { real, network: learned, parting } = await realm.call('replay', request, 6 * callMs + 10_000);
    return {
      input,
      real: track(target.instrumented.program, real, null),
      network: track(network.program, learned, network),
      parting,
      indices: indicesOf(network, request.reads),
    };
  } finally {
    await realm.dispose();
  }
}

async function replayAnswering(model: Model, command: ReplayCommand): Promise<Replay> {
  const { input, windows } = command;
  const callMs = command.timeout * 1000;
  const [{ openAnswering }, { answerTo }, target] = await Promise.all([
    import('../answering/model.ts'),
    import('../answering/measure.ts'),
    openTarget(command.target),
  ]);
  requireLearnable(target);
  const { network } = await openAnswering(model);
  const realm = await openRealm(target, null, callMs);
  try {
    const { program } = target.instrumented;
    const real = track(program, await realm.call('watch', { input, windows }, 3 * callMs + 10_000), null);
    const { outcome, refused } = answerTo(network, input);
    return { input, real, network: { outcome, refused, total: 0, steps: [] }, parting: null, indices: [] };
  } finally {
    network.dispose();
    await realm.dispose();
  }
}

/** The function of the network's program that stands for the one learned; null where it is not just a function by its name. */
function entryOf({ program, entry }: SavedNetwork): FunctionId | null {
  const slot = program.exports[entry];
  const write = program.steps.findLast(
    (step) => step.kind === 'write' && step.slot === slot && program.scopes[step.target]?.parent === -1,
  );
  const made = write?.kind === 'write' ? program.steps[write.child] : undefined;
  return made?.kind === 'function' ? made.callee : null;
}

/** The variable that each leaf of the network reads. */
function readsOf({ program, decoded }: SavedNetwork): (readonly [step: StepId, name: string])[] {
  const reads: (readonly [StepId, string])[] = [];
  for (const [step, { candidate }] of decoded.table.values) {
    if (candidate.kind !== 'variable' || program.functions[program.steps[step]?.fn ?? -1]?.kind === 'module') continue;
    const scope = program.scopes[candidate.scope];
    const name = scope?.variables[candidate.slot];
    const isLocal = program.functions[scope?.fn ?? -1]?.kind !== 'module';
    if (name !== undefined && isLocal) reads.push([step, name]);
  }
  return reads;
}

/** Variables read on the way to an index, in `a[i + 1]` for instance `i`, and into what. */
function indicesOf(
  { program, decoded }: SavedNetwork,
  reads: readonly (readonly [step: StepId, name: string])[],
): ElementIndex[] {
  const names = new Map(reads);
  const found = new Map<string, ElementIndex>();
  const isRead = (id: StepId): boolean => {
    const candidate = decoded.table.values.get(id)?.candidate;
    return candidate?.kind === 'binary' && BINARY[candidate.index]?.symbol === '[]';
  };
  /** The variable that elements are read from, and how deep. */
  const base = (id: StepId, axis: number): { of: string; axis: number } | null => {
    const step = program.steps[id];
    const of = names.get(id);
    if (of !== undefined) return { of, axis };
    return step?.kind === 'op' && isRead(id) ? base(step.children[0] ?? -1, axis + 1) : null;
  };
  const collect = (id: StepId, into: { of: string; axis: number }): void => {
    const name = names.get(id);
    if (name !== undefined) found.set(`${into.of} ${into.axis} ${name}`, { ...into, name });
    const step = program.steps[id];
    if (step?.kind === 'op' && !isRead(id)) step.children.forEach((child) => collect(child, into));
  };
  for (const step of program.steps) {
    const [object, key] =
      step.kind === 'set' && 'step' in step.key
        ? [step.object, step.key.step]
        : step.kind === 'op' && isRead(step.id)
          ? step.children
          : [];
    const into = object === undefined ? null : base(object, 0);
    if (into && key !== undefined) collect(key, into);
  }
  return [...found.values()];
}

function track(program: Program, run: RecordedRun, network: SavedNetwork | null): ReplayTrack {
  const steps = run.steps.map(({ step, ...recorded }): ReplayStep => {
    const body = program.steps[step];
    return { ...recorded, range: body?.range ?? null, kind: kindOf(program, step), name: nameOf(program, step) };
  });
  const refused = run.refused && network ? refusalsOf(program, network.decoded)(run.refused) : null;
  return { outcome: run.outcome, refused, total: run.total, steps };
}

function kindOf(program: Program, id: StepId): ReplayStep['kind'] {
  switch (program.steps[id]?.kind) {
    case 'write':
    case 'set':
    case 'privateSet':
      return 'write';
    case 'return':
      return 'return';
    case 'throw':
      return 'throw';
    default:
      return 'test';
  }
}

function nameOf(program: Program, id: StepId): string {
  const step = program.steps[id];
  if (step?.kind === 'write' || step?.kind === 'privateSet') return step.name;
  if (step?.kind !== 'set') return '';
  return program.texts[id] ?? ('name' in step.key ? `.${step.key.name}` : '[…]');
}
