import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ExitCode, UserError } from '../../shared/errors.ts';
import type { LearnEvent } from '../../shared/events.ts';
import { createRandom, deriveSeed, hashText, randomInt, shuffle, type Random } from '../../shared/random.ts';
import type { CheckReport } from '../../shared/report.ts';
import { CheckpointFile } from '../../trainer/descent/checkpoint.ts';
import type { Descent, DescentProgress } from '../../trainer/descent/train.ts';
import type { AnsweringNetwork, Example } from '../../trainer/example.ts';
import { describeMpnn } from '../../trainer/clrs/mpnn.ts';
import { trainMpnn } from '../../trainer/clrs/train-mpnn.ts';
import { describeTransformer } from '../../trainer/sequence/saved.ts';
import type { SampledRun } from '../../trainer/clrs/run.ts';
import { trainTransformer } from '../../trainer/sequence/train.ts';
import { selectBackend, type Backend } from '../../trainer/tensor/backend.ts';
import { trainCallMs } from '../learn.ts';
import type { Pauses } from '../pauses.ts';
import type { InputSource } from '../realm/protocol.ts';
import type { RealmClient } from '../realm-client.ts';
import type { LearnSettings } from '../settings.ts';
import { specify, type Specified } from '../specify.ts';
import { loadRequest, type Target } from '../target.ts';
import { explainAnswer, measureAnswers } from './measure.ts';
import { portrayed, saveAnswering, type NetworkParts } from './model.ts';

/** Calls that are drawn at a time: of sizes up to the training size, … */
const CHUNK = 256;
/** … and portions of one size each, drawn as they are in measuring: values grow with the size, so that small inputs are more alike. */
const SIZED = { portions: 6, count: 128 };
/** The first chunk, which shows all tokens, and the one for validation are larger by this factor. */
const LARGER = 2;
/** Chunks over which the sizes of portions grow to the training size: what to look at is found out sooner on small inputs. */
const GROWING = 7;
const CHUNK_MS = 20_000;
/** Runs with all that their variables hold that are drawn at a time. */
const RUNS = 256;
const NO_NODES = 'it takes no array, string or graph that nodes could stand for';
const GRACE_MS = 15_000;
/** Longest time for one size, milliseconds. */
const MAX_BOX_MS = 6_000;

export interface AnsweringJob {
  readonly target: Target;
  readonly command: LearnSettings;
  readonly realm: RealmClient;
  readonly inputs: InputSource;
  readonly generatorText: string | null;
  /** Where it is saved; null: nowhere. */
  readonly model: string | null;
  readonly onEvent: (event: LearnEvent) => void;
  readonly pauses: Pauses;
}

interface Trained {
  readonly network: AnsweringNetwork;
  readonly descent: Descent;
  readonly parts: NetworkParts;
}

/** Learns a function with a network that answers calls as a whole, measures it and saves it. */
export async function learnAnswering(job: AnsweringJob): Promise<Omit<CheckReport, 'model'>> {
  const { target, command, realm, inputs, model, onEvent, pauses } = job;
  const { seed, trainSize, budget } = command;
  const [backend] = await Promise.all([
    selectBackend(command.backend),
    realm.call('load', loadRequest(target, inputs, trainCallMs(command.timeout)), GRACE_MS),
  ]);
  let traces = 0;
  const trained = await trainNetwork(job, backend, (seen) => (traces += seen));
  const { network, descent } = trained;
  try {
    const portrait = {
      function: { file: target.file, name: target.fn.name, signature: target.fn.signature },
      network: portrayed(network),
      training: {
        ...{ seed, traces, transitions: 0, rounds: 0, seconds: descent.seconds, backend: backend.name },
        ...{ stopped: descent.stopped, size: trainSize, iterations: descent.steps },
      },
      unknown: { branches: [], ambiguous: [], missing: [] },
    };
    if (model !== null) await saveAnswering(model, target, portrait, trained.parts, job);
    const boxMs = Math.min(MAX_BOX_MS, Math.max(400, (budget * 1000) / 8));
    const measuring = { seed, sizes: command.sizes, runs: command.runs, boxMs, inputs };
    const { results, found } = await measureAnswers(realm, network, measuring, onEvent, pauses);
    const divergence = found ? await explainAnswer(realm, network, inputs, found) : null;
    return { ...portrait, generalisation: results, oneStep: null, divergence, others: [] };
  } finally {
    network.dispose();
  }
}

async function trainNetwork(
  { target, command, realm, inputs, model, onEvent, pauses }: AnsweringJob,
  backend: Backend,
  count: (calls: number) => void,
): Promise<Trained> {
  const { seed, trainSize, budget } = command;
  let drawn = 0;
  const tell = (calls: number): void => {
    count(calls);
    drawn += calls;
    onEvent({ kind: 'traced', traces: drawn, steps: 0, informative: 0, taught: [] });
    if (calls === 0) throw endless(target);
  };
  const examples = async (chunk: number): Promise<readonly Example[]> => {
    const random = createRandom(deriveSeed(seed, 62, chunk));
    const factor = chunk <= 0 ? LARGER : 1;
    const mixed = { count: factor * CHUNK, size: trainSize, exact: false, seed: deriveSeed(seed, 60, chunk) };
    const sized = Array.from({ length: factor * SIZED.portions }, (_, i) => {
      const size = portionSize(chunk, trainSize, random);
      return { count: SIZED.count, size, exact: true, seed: deriveSeed(seed, 63, chunk, i) };
    });
    const calls: Example[] = [];
    for (const request of [mixed, ...sized])
      calls.push(...(await realm.call('examples', { ...request, ms: CHUNK_MS }, 2 * CHUNK_MS + GRACE_MS)));
    tell(calls.length);
    // Of those for validation, the first are taken.
    return chunk < 0 ? shuffle(random, calls) : calls;
  };
  const onProgress = ({ step, trainingLoss: loss, validation, seconds }: DescentProgress): void => {
    const accuracy = validation?.accuracy ?? null;
    onEvent({ kind: 'training', round: 0, iteration: step, loss, accuracy, seconds });
  };
  const turn = async (): Promise<void> => {
    await nextTurn();
    await pauses.passed();
  };
  const key = hashText(JSON.stringify([target.plain, command.network, command.variant, seed, trainSize]));
  const checkpoint = model === null ? {} : { checkpoint: (name: string) => checkpointOf(model, name, key) };
  const clock = command.clock ? { clock: command.clock } : {};
  const options = { seed, backend, budget, onProgress, turn, ...clock };
  const refuse = (reason: string): UserError => {
    const text = `${target.fn.name} can't be learned by this network: ${reason}.`;
    return new UserError(text, ExitCode.notLearnable, [{ range: target.fn.nameRange, reason }]);
  };
  if (command.network === 'mpnn') {
    const { inferred, moment } = await specifyFor(target, realm, seed, inputs, refuse);
    const runs = async (chunk: number): Promise<readonly SampledRun[]> => {
      const request = { count: RUNS, size: trainSize, exact: false, seed: deriveSeed(seed, 61, chunk), moment };
      const sampled = await realm.call('states', request, 2 * CHUNK_MS + GRACE_MS);
      tell(sampled.length);
      return sampled;
    };
    const unplaced = inferred.unplaced.find(({ stage }) => stage === 'output');
    if (unplaced) throw refuse(`its answer has no place among nodes, edges and the graph (${unplaced.why})`);
    const variant = command.variant === undefined ? {} : { variant: command.variant };
    const trained = await trainMpnn({ ...options, ...checkpoint, ...variant, codec: inferred.codec, runs });
    if (typeof trained === 'string') throw refuse(trained);
    const { network, descent } = trained;
    return {
      network,
      descent,
      parts: { description: describeMpnn(network), tensors: network.network.weights.tensors() },
    };
  }
  const trained = await trainTransformer({
    ...options,
    ...(checkpoint.checkpoint ? { checkpoint: checkpoint.checkpoint('calls') } : {}),
    examples,
  });
  if (!trained) throw refuse(`its calls are too long even at size ${trainSize}: pass a smaller --train-size`);
  const { network, descent } = trained;
  const parts = { description: describeTransformer(network), tensors: network.weights.tensors() };
  return { network, descent, parts };
}

/** At first small sizes are as many as large ones, and the largest grows; those of the first chunk, which shows all tokens, go up to the last. */
function portionSize(chunk: number, trainSize: number, random: Random): number {
  const least = Math.min(2, trainSize);
  if (chunk < 0 || chunk >= GROWING) return randomInt(random, least, trainSize);
  const largest = chunk === 0 ? trainSize : Math.max(least, Math.ceil((trainSize * (chunk + 1)) / (GROWING + 1)));
  return Math.round(least * (largest / least) ** random());
}

/** The probes of a function; what has no nodes has none. */
async function specifyFor(
  target: Target,
  realm: RealmClient,
  seed: number,
  inputs: InputSource,
  refuse: (reason: string) => UserError,
): Promise<Specified> {
  try {
    return await specify(target, realm, { seed, inputs });
  } catch (error) {
    if (error instanceof UserError && error.exitCode === ExitCode.usage) throw refuse(NO_NODES);
    throw error;
  }
}

/** Beside the model's folder. */
function checkpointOf(model: string, name: string, key: number): CheckpointFile {
  const file = `.${path.basename(model)}.${name}.training`;
  return new CheckpointFile(path.join(path.dirname(path.resolve(model)), file), key);
}

function endless(target: Target): UserError {
  const reason = 'no input was found on which it ends';
  return new UserError(
    `${target.fn.name} ended on none of the inputs tried: describe inputs that it ends on with a generator (--generator FILE.mjs).`,
    ExitCode.notLearnable,
    [{ range: target.fn.nameRange, reason }],
  );
}
