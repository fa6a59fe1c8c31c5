import { createHash } from 'node:crypto';
import path from 'node:path';
import { UserError } from '../../shared/errors.ts';
import type { AnsweringNetwork } from '../../trainer/example.ts';
import type { Json } from '../../trainer/model/manifest.ts';
import { saveModel, type Model } from '../../trainer/model/model.ts';
import type { Tensors } from '../../trainer/model/safetensors.ts';
import { readMpnn } from '../../trainer/clrs/mpnn.ts';
import { readTransformer } from '../../trainer/sequence/saved.ts';
import { selectBackend } from '../../trainer/tensor/backend.ts';
import { GENERATOR_FILE, savedInputs, type Portrait, type SavedInputs } from '../model.ts';
import type { InputSource } from '../realm/protocol.ts';
import type { Target } from '../target.ts';
import { VERSION } from '../version.ts';

/** A saved network that answers calls as a whole. */
export interface SavedAnswering {
  readonly network: AnsweringNetwork;
  readonly portrait: Portrait;
  readonly inputs: SavedInputs;
  /** Where the function was. */
  readonly file: string;
}

/** What such a network is made of, as it is written. */
export interface NetworkParts {
  readonly description: Json;
  readonly tensors: Tensors;
}

/** What a report says of it. */
export function portrayed({ kind, parameters, hints }: AnsweringNetwork): Portrait['network'] {
  return { kind, parameters, steps: null, audit: null, ...(hints === undefined ? {} : { hints }) };
}

export async function saveAnswering(
  directory: string,
  target: Target,
  portrait: Portrait,
  parts: NetworkParts,
  settings: { readonly inputs: InputSource; readonly generatorText: string | null },
): Promise<void> {
  const { seed, traces, transitions, rounds, backend, stopped, size, iterations = 0 } = portrait.training;
  const file = path.relative(path.resolve(directory), target.file).split(path.sep).join('/');
  await saveModel(directory, {
    createdBy: `understudy ${VERSION}`,
    function: { ...portrait.function, file },
    source: { sha256: createHash('sha256').update(target.plain).digest('hex') },
    network: { kind: portrait.network.kind, steps: 'expression' },
    parts: {
      network: parts.description,
      parameters: portrait.network.parameters,
      training: { seed, traces, transitions, rounds, backend, stopped, size, iterations },
      inputs: settings.inputs.kind === 'spec' ? (JSON.parse(JSON.stringify(settings.inputs.spec)) as Json) : null,
    },
    tensors: parts.tensors,
    ...(settings.generatorText === null ? {} : { files: { [GENERATOR_FILE]: settings.generatorText } }),
  });
}

/** @throws {UserError} exit 2: it can't be read. */
export async function openAnswering(model: Model): Promise<SavedAnswering> {
  const { tf } = await selectBackend();
  const { parts } = model;
  const file = path.resolve(model.directory, model.function.file);
  const { kind } = model.network;
  const damaged = (cause?: unknown): UserError =>
    new UserError(`The model in ${model.directory} is damaged: learn the function again.`, 2, [], { cause });
  try {
    const read = kind === 'mpnn' ? readMpnn : readTransformer;
    const network = read(tf, parts['network'] ?? null, model.tensors);
    const training = parts['training'] as unknown as Omit<Portrait['training'], 'seconds'>;
    return {
      network,
      portrait: {
        function: { ...model.function, file },
        network: portrayed(network),
        training: { ...training, seconds: 0 },
        unknown: { branches: [], ambiguous: [], missing: [] },
      },
      inputs: savedInputs(model),
      file,
    };
  } catch (error) {
    throw error instanceof UserError ? error : damaged(error);
  }
}
