import { existsSync } from 'node:fs';
import { UserError } from '../../shared/errors.ts';
import type { CheckReport } from '../../shared/report.ts';
import { openRealm } from '../learn.ts';
import { divergences } from '../divergences.ts';
import { measureSizes } from '../measure.ts';
import { loadNetwork } from '../model.ts';
import { openTarget, requireLearnable } from '../target.ts';
import { savedInputs } from './learn.ts';
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

/** Compares a saved network with the function as it is now. */
export async function checkCommand(command: CheckCommand): Promise<CheckReport> {
  const network = await loadNetwork(command.model);
  const text = command.target ?? `${network.file}#${network.portrait.function.name}`;
  if (command.target === undefined && !existsSync(network.file)) {
    throw new UserError(
      `The learned file ${network.file} is not there any more: name the function as it is now, FILE#NAME.`,
    );
  }
  const target = await openTarget(text, command);
  requireLearnable(target);
  const inputs = savedInputs(network.inputs);
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
