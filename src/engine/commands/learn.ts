import { readFileSync } from 'node:fs';
import type { InputSpec } from '../../analyzer/inputs/spec.ts';
import { refine } from '../../analyzer/inputs/probe.ts';
import type { LearnEvent } from '../../shared/events.ts';
import type { StepsOf } from '../../shared/program.ts';
import type { CheckReport } from '../../shared/report.ts';
import { requireReplaceable } from '../../trainer/model/folder.ts';
import { divergences } from '../divergences.ts';
import { learn, openRealm, trainCallMs } from '../learn.ts';
import { measureOneStep, measureSizes } from '../measure.ts';
import { defaultModelFolder, saveNetwork, type SavedInputs } from '../model.ts';
import { Pauses } from '../pauses.ts';
import { portraitOf } from '../portrait.ts';
import type { InputSource } from '../realm/protocol.ts';
import type { RealmClient } from '../realm-client.ts';
import type { LearnSettings } from '../settings.ts';
import {
  generatorExpression,
  inputSpec,
  openTarget,
  readGenerator,
  requireInputs,
  requireLearnable,
  type Target,
} from '../target.ts';

export interface LearnCommand extends LearnSettings {
  readonly target: string;
  readonly dialect?: string;
  /** Default: every sub-expression. */
  readonly steps?: StepsOf;
  readonly generator?: string;
  readonly out?: string;
}

/** Where a function's inputs come from. */
export interface FoundInputs {
  readonly inputs: InputSource;
  /** Of a generator of the user's. */
  readonly generatorText: string | null;
}

/** Longest time for one size, milliseconds. */
const MAX_BOX_MS = 1_500;

/** Learns a function, measures the network, saves it: everything that `understudy learn` does. */
export async function learnCommand(
  command: LearnCommand,
  onEvent: (event: LearnEvent) => void,
  pauses?: Pauses,
): Promise<CheckReport> {
  return learnTarget(await openTarget(command.target, command), command, onEvent, pauses);
}

/** The same of a function that was opened already. */
export async function learnTarget(
  target: Target,
  command: Omit<LearnCommand, 'target'>,
  onEvent: (event: LearnEvent) => void,
  pauses?: Pauses,
): Promise<CheckReport> {
  requireLearnable(target);
  const model = command.out ?? defaultModelFolder(target);
  await requireReplaceable(model);
  const realm = await openRealm(target, null, trainCallMs(command.timeout));
  try {
    const found = await inputsFor(target, realm, command.generator, command.seed);
    return { ...(await learnWith(realm, target, found, command, model, onEvent, pauses)), model };
  } finally {
    await realm.dispose();
  }
}

/** @param model where the network is saved; null: nowhere */
export async function learnWith(
  realm: RealmClient,
  target: Target,
  { inputs, generatorText }: FoundInputs,
  command: LearnSettings,
  model: string | null,
  onEvent: (event: LearnEvent) => void,
  pauses: Pauses = new Pauses(),
): Promise<Omit<CheckReport, 'model'>> {
  const { seed, budget, trainSize, guess, timeout } = command;
  if (command.network !== undefined && command.network !== 'machine') {
    const { learnAnswering } = await import('../answering/learn.ts');
    return learnAnswering({ target, command, realm, inputs, generatorText, model, onEvent, pauses });
  }
  const options = {
    seed,
    budget,
    trainSize,
    guess,
    timeout,
    inputs,
    ...(command.examples ? { examples: command.examples } : {}),
    ...(command.backend ? { backend: command.backend } : {}),
  };
  const learned = await learn(target, options, realm, onEvent, pauses);
  const portrait = portraitOf(target, learned, seed);
  if (model !== null) await saveNetwork(model, target, learned, portrait, { inputs, generatorText, guess });
  const boxMs = Math.min(MAX_BOX_MS, Math.max(100, (budget * 1000) / 8));
  const { results, found } = await measureSizes(
    realm,
    { seed, sizes: command.sizes, runs: command.runs, boxMs, inputs },
    onEvent,
    pauses,
  );
  const { program } = target.instrumented;
  const parted = await divergences(realm, { real: program, network: program }, learned.decoded, inputs, found);
  const measured = { seed, trainSize: learned.size, size: learned.size };
  const oneStep = await measureOneStep(realm, learned.decoded, measured);
  return { ...portrait, generalisation: results, oneStep, ...parted };
}

/** A function that does not end on most of the inputs tried says nothing of which are good. */
class Endless extends Error {}

async function tryOut(spec: InputSpec, realm: RealmClient, seed: number): Promise<InputSpec> {
  const run: Parameters<typeof refine>[1] = async (inputs) => {
    const results = await realm.call('try', { inputs }, 60_000);
    if (results.filter(({ ended }) => !ended).length * 2 > results.length) throw new Endless();
    return results;
  };
  try {
    return await refine(spec, run, { seed });
  } catch (error) {
    if (error instanceof Endless) return spec;
    throw error;
  }
}

/** The user's generator, or a description of the inputs read from the source and tried out on the function. */
export async function inputsFor(
  target: Target,
  realm: RealmClient,
  generator: string | undefined,
  seed: number,
): Promise<FoundInputs> {
  if (generator !== undefined) {
    const code = readGenerator(generator);
    return { inputs: { kind: 'generator', code }, generatorText: readFileSync(generator, 'utf8') };
  }
  const spec = inputSpec(target);
  requireInputs(target, spec);
  return { inputs: { kind: 'spec', spec: await tryOut(spec, realm, seed) }, generatorText: null };
}

/** Inputs of a saved network, ready to be drawn. */
export function openSavedInputs(inputs: SavedInputs): InputSource {
  if (inputs.kind === 'generator')
    return { kind: 'generator', code: generatorExpression(inputs.text, 'generator.mjs') };
  return inputs as unknown as InputSource;
}
