import { existsSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../shared/errors.ts';
import { deriveSeed } from '../../shared/random.ts';
import type { Trajectory } from '../../trainer/clrs/spec.ts';
import { MANIFEST } from '../../trainer/model/folder.ts';
import { loadModel } from '../../trainer/model/model.ts';
import { openRealm } from '../learn.ts';
import { savedInputs } from '../model.ts';
import type { InputSource } from '../realm/protocol.ts';
import { drawTrajectories, specify } from '../specify.ts';
import { openTarget, requireLearnable } from '../target.ts';
import { saveTrajectories } from '../trajectories/folder.ts';
import { inputsFor, openSavedInputs } from './learn.ts';

export interface ExportClrsCommand {
  /** A target, or the folder of a model: then the function that it learned, on the inputs that it was learned from. */
  readonly subject: string;
  readonly out: string;
  readonly sizes: readonly number[];
  /** Runs a size. */
  readonly runs: number;
  readonly seed: number;
  readonly timeout: number;
  readonly dialect?: string;
  readonly generator?: string;
  readonly loop?: number;
}

/** What was written. */
export interface ExportedClrs {
  readonly algorithm: string;
  readonly probes: number;
  readonly files: readonly string[];
  /** How many runs, by number of nodes. */
  readonly runs: ReadonlyMap<number, number>;
}

/** Runs that are drawn at a time. */
const PORTION = 32;
/** Draws for each run that is wanted: some throw or go past a limit. */
const DRAWS = 4;

/** Writes a function's inferred specification and trajectories of its runs in the shapes of the CLRS benchmark. */
export async function exportClrsCommand(command: ExportClrsCommand): Promise<ExportedClrs> {
  const { seed, timeout } = command;
  const { name, saved } = await subjectOf(command);
  const target = await openTarget(name, command);
  requireLearnable(target);
  const realm = await openRealm(target, null, timeout * 1000);
  try {
    const inputs = saved ?? (await inputsFor(target, realm, command.generator, seed)).inputs;
    const line = command.loop === undefined ? {} : { line: command.loop };
    const specified = await specify(target, realm, { seed, inputs, ...line });
    const trajectories: Trajectory[] = [];
    for (const size of command.sizes) {
      const runs: Trajectory[] = [];
      for (let drawn = 0; runs.length < command.runs && drawn < DRAWS * command.runs; drawn += PORTION) {
        const count = Math.min(PORTION, command.runs - runs.length);
        const draw = { count, size, seed: deriveSeed(seed, 33, size, drawn) };
        runs.push(...(await drawTrajectories(realm, specified, draw)));
      }
      if (runs.length < command.runs) {
        const found = runs.length === 0 ? 'no run' : `only ${runs.length} runs`;
        throw new UserError(
          `${target.fn.name} ended in time and without an error on ${found} of size ${size}: pass other --sizes.`,
        );
      }
      trajectories.push(...runs);
    }
    const { specification } = specified.inferred;
    const files = await saveTrajectories(command.out, { specification, trajectories });
    const counts = new Map<number, number>();
    for (const { n } of trajectories) counts.set(n, (counts.get(n) ?? 0) + 1);
    return { algorithm: specification.algorithm, probes: specification.probes.length, files, runs: counts };
  } finally {
    await realm.dispose();
  }
}

async function subjectOf({ subject }: ExportClrsCommand): Promise<{ name: string; saved: InputSource | null }> {
  if (!existsSync(path.join(subject, MANIFEST))) return { name: subject, saved: null };
  const model = await loadModel(subject);
  const file = path.resolve(model.directory, model.function.file);
  if (!existsSync(file))
    throw new UserError(`The learned file ${file} is not there any more: name the function as it is now, FILE#NAME.`);
  return { name: `${file}#${model.function.name}`, saved: openSavedInputs(savedInputs(model)) };
}
