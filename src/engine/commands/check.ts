import { existsSync } from 'node:fs';
import { UserError } from '../../shared/errors.ts';
import type { CheckReport } from '../../shared/report.ts';
import { loadModel, type Model } from '../../trainer/model/model.ts';
import { openRealm } from '../learn.ts';
import { divergences } from '../divergences.ts';
import { measureSizes } from '../measure.ts';
import { readNetwork, type Portrait } from '../model.ts';
import { openTarget, requireLearnable, type Target } from '../target.ts';
import { openSavedInputs } from './learn.ts';
import { install } from './run.ts';

export interface CheckCommand {
  readonly dialect?: string;
  readonly model: string;
  readonly target?: string;
  readonly runs: number;
  readonly sizes: readonly number[];
  readonly seed: number;
  readonly guess: boolean;
  readonly timeout: number;
}

/** Longest time for one size, milliseconds. */
const BOX_MS = 1_500;
/** The same for networks that compute with the tensor library. */
const ANSWERING_BOX_MS = 6_000;

/** Compares a saved network with the function as it is now. */
export async function checkCommand(command: CheckCommand): Promise<CheckReport> {
  const model = await loadModel(command.model);
  if (model.network.kind !== 'machine') return checkAnswering(model, command);
  const network = readNetwork(model, command.model);
  const target = await openLearned(command, network);
  const inputs = openSavedInputs(network.inputs);
  const realm = await openRealm(target, inputs, BOX_MS);
  try {
    await install(realm, network, command.guess || network.guess);
    const { results, found } = await measureSizes(realm, {
      seed: command.seed,
      sizes: command.sizes,
      runs: command.runs,
      boxMs: BOX_MS,
      inputs,
    });
    const programs = { real: target.instrumented.program, network: network.program };
    const parted = await divergences(realm, programs, network.decoded, inputs, found);
    return { ...network.portrait, generalisation: results, oneStep: null, ...parted, model: command.model };
  } finally {
    await realm.dispose();
  }
}

/** The function as it is now: the one that is named, else the one that was learned. */
async function openLearned(
  command: CheckCommand,
  { file, portrait }: { readonly file: string; readonly portrait: Portrait },
): Promise<Target> {
  if (command.target === undefined && !existsSync(file)) {
    throw new UserError(`The learned file ${file} is not there any more: name the function as it is now, FILE#NAME.`);
  }
  const target = await openTarget(command.target ?? `${file}#${portrait.function.name}`, {
    ...command,
    steps: portrait.network.steps ?? 'expression',
  });
  requireLearnable(target);
  return target;
}

async function checkAnswering(model: Model, command: CheckCommand): Promise<CheckReport> {
  const { openAnswering } = await import('../answering/model.ts');
  const { explainAnswer, measureAnswers } = await import('../answering/measure.ts');
  const { network, portrait, inputs: saved, file } = await openAnswering(model);
  const target = await openLearned(command, { file, portrait });
  const inputs = openSavedInputs(saved);
  const realm = await openRealm(target, inputs, BOX_MS);
  try {
    const { seed, sizes, runs } = command;
    const { results, found } = await measureAnswers(realm, network, {
      seed,
      sizes,
      runs,
      boxMs: ANSWERING_BOX_MS,
      inputs,
    });
    const divergence = found ? await explainAnswer(realm, network, inputs, found) : null;
    return { ...portrait, generalisation: results, oneStep: null, divergence, others: [], model: command.model };
  } finally {
    network.dispose();
    await realm.dispose();
  }
}
