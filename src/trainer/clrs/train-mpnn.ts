import type { MpnnVariant } from '../../shared/comparison.ts';
import type { CheckpointFile } from '../descent/checkpoint.ts';
import type { Descent, DescentProgress } from '../descent/train.ts';
import type { Backend } from '../tensor/backend.ts';
import { inferAnswers } from './answers.ts';
import { Calls, measureRuns, ROUNDS, type CallsData } from './calls.ts';
import type { Codec } from './infer/codec.ts';
import { Mpnn } from './mpnn.ts';
import type { SampledRun } from './run.ts';
import { trainClrs, type ClrsTraining } from './train.ts';

export interface MpnnTraining {
  readonly seed: number;
  readonly backend: Backend;
  readonly codec: Codec;
  /** Fresh runs; the same number gives the same ones. Those of −1 are kept for validation. */
  readonly runs: (chunk: number) => Promise<readonly SampledRun[]>;
  /** Default: no triplet messages, one step at a time from recorded hints. */
  readonly variant?: MpnnVariant;
  /** Seconds for all. */
  readonly budget: number;
  /** What the budget is counted by; default: the time of day. */
  readonly clock?: () => number;
  readonly maxSteps?: number;
  readonly onProgress?: (progress: DescentProgress) => void;
  readonly turn: () => Promise<void>;
  /** Where a training of a name goes on that was cut off. */
  readonly checkpoint?: (name: string) => CheckpointFile;
}

interface Trained {
  readonly network: Mpnn;
  readonly descent: Descent;
}

/** Share of the budget that the network without hints may take, where there are hints. */
const WITHOUT_HINTS = 0.5;
const LEARNING_RATE = 2e-3;
const NOTHING = { steps: 0, seconds: 0 };
/** Share of the windows whose second moment sees the network's own hints, in scheduled rollout. */
const OWN_HINTS = 0.5;

/** How the network is trained, with hints or without. */
export function settingsFor(
  hinted: boolean,
  variant?: MpnnVariant,
): Pick<ClrsTraining, 'learningRate' | 'triplets' | 'unroll' | 'remembers' | 'ownHints'> {
  const common = { learningRate: LEARNING_RATE, triplets: variant === 'triplets' };
  if (!hinted) return { ...common, unroll: ROUNDS, remembers: true };
  return variant === 'scheduled' ? { ...common, unroll: 2, ownHints: OWN_HINTS } : common;
}

/**
 * Trains the CLRS network on runs of a function. Where there are hints, a network that goes without them is trained first, which is
 * sooner done, then one that predicts them, which goes further where it is learned; the one that does better on held-out runs of training
 * sizes is kept, and of equals the one with hints.
 *
 * @returns the reason as a text where its answers can't be told in probes
 */
export async function trainMpnn(options: MpnnTraining): Promise<Trained | string> {
  const { codec, budget, checkpoint } = options;
  const sample = await options.runs(0);
  const answers = inferAnswers(codec, sample);
  if (typeof answers === 'string') return answers;
  const data: CallsData = {
    algorithm: codec.specification.algorithm,
    tracks: codec.tracks,
    axes: codec.axes.measures,
    answers,
    ...measureRuns(codec, sample),
  };
  const hinted = new Calls(data);
  if (!hinted.hinted) return trainOn(hinted, options, budget, NOTHING, false);
  const blind = new Calls({ ...data, tracks: data.tracks.filter(({ probe }) => probe.stage !== 'hint') });
  const first = await trainOn(blind, options, budget * WITHOUT_HINTS, NOTHING, true);
  const { seconds } = first.descent;
  const second = await trainOn(hinted, options, budget - seconds, first.descent, true);
  for (const calls of [blind, hinted]) await checkpoint?.(nameOf(calls)).remove();
  const [better, other] =
    first.descent.validation.loss < second.descent.validation.loss ? [first, second] : [second, first];
  other.network.dispose();
  const stopped = first.descent.stopped === 'budget' ? 'budget' : second.descent.stopped;
  return {
    network: better.network,
    descent: { ...better.descent, seconds: seconds + second.descent.seconds, stopped },
  };
}

/**
 * @param before what went before, for those who watch
 * @param contested whether it is one of two trainings, whose checkpoints are needed until both are done
 */
async function trainOn(
  calls: Calls,
  options: MpnnTraining,
  budget: number,
  before: Pick<Descent, 'steps' | 'seconds'>,
  contested: boolean,
): Promise<Trained> {
  const { checkpoint, onProgress, ...others } = options;
  const { network, descent } = await trainClrs({
    ...others,
    ...(checkpoint ? { checkpoint: checkpoint(nameOf(calls)), keepCheckpoint: contested } : {}),
    ...(onProgress
      ? {
          onProgress: (told) =>
            onProgress({ ...told, step: before.steps + told.step, seconds: before.seconds + told.seconds }),
        }
      : {}),
    budget,
    specification: calls.specification,
    runs: async (chunk) => (await options.runs(chunk)).flatMap((run) => calls.record(run) ?? []),
    ...settingsFor(calls.hinted, options.variant),
  });
  return { network: new Mpnn(options.backend.tf, network, calls), descent };
}

function nameOf({ hinted }: Calls): string {
  return hinted ? 'hints' : 'answers';
}
