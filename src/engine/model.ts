import { createHash } from 'node:crypto';
import path from 'node:path';
import { UserError } from '../shared/errors.ts';
import type { Program } from '../shared/program.ts';
import type { CheckReport } from '../shared/report.ts';
import { decode, type Choices, type Decoded } from '../trainer/machine/decode.ts';
import type { Json } from '../trainer/model/manifest.ts';
import { loadModel, saveModel, type Model } from '../trainer/model/model.ts';
import { packWeights, TableScorer, unpackWeights } from '../trainer/network/weights.ts';
import type { Learned } from './learn.ts';
import type { InputSource } from './realm/protocol.ts';
import type { Target } from './target.ts';
import { VERSION } from './version.ts';

/** A user's generator, as it was given. */
export const GENERATOR_FILE = 'generator.mjs';

/** What is told of a network without running it. */
export type Portrait = Pick<CheckReport, 'function' | 'network' | 'training' | 'unknown'>;

export type SavedInputs =
  { readonly kind: 'spec'; readonly spec: Json } | { readonly kind: 'generator'; readonly text: string };

/** A saved network, ready to run. */
export interface SavedNetwork {
  readonly directory: string;
  readonly program: Program;
  readonly entry: string;
  /** The module keeps state, so each run gets a new one. */
  readonly fresh: boolean;
  readonly guess: boolean;
  readonly decoded: Decoded;
  readonly portrait: Portrait;
  /** The description of inputs, or the copied generator's text. */
  readonly inputs: SavedInputs;
  /** Where the function was, relative to the folder the model was made in. */
  readonly file: string;
  readonly sourceHash: string;
}

function sourceHash(target: Target): string {
  return createHash('sha256').update(target.plain).digest('hex');
}

/** Where a target's model is put unless --out says otherwise. */
export function defaultModelFolder(target: Target): string {
  return path.join('.understudy', target.fn.name);
}

export async function saveNetwork(
  directory: string,
  target: Target,
  learned: Learned,
  portrait: Portrait,
  settings: { readonly inputs: InputSource; readonly generatorText: string | null; readonly guess: boolean },
): Promise<void> {
  const { table, tensors } = packWeights(learned.weights);
  // What took how long is told once and not kept: two learns with one seed give the same bytes.
  const training = withoutSeconds(portrait.training);
  const file = path.relative(path.resolve(directory), target.file).split(path.sep).join('/');
  await saveModel(directory, {
    createdBy: `understudy ${VERSION}`,
    function: { ...portrait.function, file },
    source: { sha256: sourceHash(target) },
    network: { kind: 'machine', steps: target.steps },
    parts: {
      program: json(relativeRanges(target.instrumented.program, target.file)),
      entry: target.entry,
      fresh: target.effects.state.length > 0,
      guess: settings.guess,
      candidates: json(candidatesOf(learned.choices)),
      weights: json(table),
      training: json(training),
      network: json(portrait.network),
      unknown: json(relativeRanges(portrait.unknown, target.file)),
      inputs: settings.inputs.kind === 'spec' ? json(settings.inputs.spec) : null,
    },
    tensors: {
      theta: { shape: [tensors.theta.length], data: tensors.theta },
      phi: { shape: [tensors.phi.length], data: tensors.phi },
    },
    ...(settings.generatorText === null ? {} : { files: { [GENERATOR_FILE]: settings.generatorText } }),
  });
}

function withoutSeconds(training: Portrait['training']): Omit<Portrait['training'], 'seconds'> {
  const { seed, traces, transitions, rounds, backend, stopped, size } = training;
  return { seed, traces, transitions, rounds, backend, stopped, size };
}

function json(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

/** The function's own file is told by `''`, so that a model does not hold the place where it was made. */
function relativeRanges<X>(value: X, file: string): X {
  return JSON.parse(
    JSON.stringify(value, (key, item: unknown) => {
      if (key !== 'file' || typeof item !== 'string') return item;
      return item === file ? '' : path.relative(path.dirname(file), item).split(path.sep).join('/');
    }),
  ) as X;
}

function absoluteRanges(value: Json, file: string): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, item: unknown) => {
      if (key !== 'file' || typeof item !== 'string') return item;
      return item === '' ? file : path.resolve(path.dirname(file), item);
    }),
  ) as unknown;
}

/** The candidates of each choice with the audit's survivors; the evidence itself is not kept. */
function candidatesOf(choices: Choices): unknown {
  return {
    values: choices.values.map(({ step, candidates, survivors, unverified }) => ({
      step,
      candidates,
      survivors,
      unverified,
    })),
    branches: choices.branches.map(({ step, category, targets, survivors }) => ({
      step,
      category,
      targets,
      survivors,
    })),
    visited: [...choices.visited],
  };
}

export function savedInputs({ parts, files }: Model): SavedInputs {
  const generator = files[GENERATOR_FILE];
  return generator
    ? { kind: 'generator', text: generator.toString() }
    : { kind: 'spec', spec: parts['inputs'] ?? null };
}

/** @throws {UserError} exit 2: no model there, one that can't be read, or one of a network that takes no steps. */
export async function loadNetwork(directory: string): Promise<SavedNetwork> {
  return readNetwork(await loadModel(directory), directory);
}

/** @throws {UserError} exit 2: the model can't be read, or its network takes no steps. */
export function readNetwork(model: Model, directory: string): SavedNetwork {
  const { parts } = model;
  if (model.network.kind !== 'machine') {
    throw new UserError(
      `The model in ${directory} is ${model.network.kind === 'mpnn' ? 'an' : 'a'} ${model.network.kind}, which answers without taking the function's steps: learn it with --network machine.`,
    );
  }
  try {
    const file = path.resolve(directory, model.function.file);
    const program = absoluteRanges(parts['program'] ?? null, file) as Program;
    const kept = parts['candidates'] as unknown as {
      values: Choices['values'];
      branches: Choices['branches'];
      visited: number[];
    };
    const choices: Choices = {
      values: kept.values.map((value) => ({ ...value, rows: [] })),
      branches: kept.branches.map((branch) => ({ ...branch, rows: [] })),
      visited: new Set(kept.visited),
    };
    const theta = model.tensors['theta']?.data ?? new Float32Array();
    const phi = model.tensors['phi']?.data ?? new Float32Array();
    const weights = unpackWeights(parts['weights'] ?? null, { theta, phi });
    const training = parts['training'] as unknown as Omit<Portrait['training'], 'seconds'>;
    return {
      directory,
      program,
      entry: typeof parts['entry'] === 'string' ? parts['entry'] : '',
      fresh: parts['fresh'] === true,
      guess: parts['guess'] === true,
      decoded: decode(program, choices, new TableScorer(weights)),
      portrait: {
        function: { ...model.function, file },
        network: parts['network'] as unknown as Portrait['network'],
        training: { ...training, seconds: 0 },
        unknown: absoluteRanges(parts['unknown'] ?? null, file) as Portrait['unknown'],
      },
      inputs: savedInputs(model),
      file,
      sourceHash: model.source.sha256,
    };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `The model in ${directory} is damaged (its step table can't be read): learn the function again.`,
      2,
      [],
      {
        cause: error,
      },
    );
  }
}
