import type * as TensorFlow from '@tensorflow/tfjs-core';
import type { Backend } from '../tensor/backend.ts';
import type { Parameters } from '../tensor/parameters.ts';
import { adamStep, createAdam } from './adam.ts';
import type { CheckpointFile, TrainingState } from './checkpoint.ts';

/** What a network learns: batches in a fixed order, the loss of one, and how it does on what it was not trained on. */
export interface Task<Batch> {
  readonly parameters: Parameters;
  /** The order depends on the seed only. @param from batches to pass over */
  batches(from: number): AsyncIterator<Batch, never>;
  /** Mean loss of a batch; called where tensors are tidied up. */
  loss(batch: Batch): TensorFlow.Scalar;
  /** On held-out examples, always the same. */
  validate(): Validation;
}

export interface Validation {
  readonly loss: number;
  /** Share of examples, or of targets, got right. */
  readonly accuracy: number;
}

export interface DescentProgress {
  readonly step: number;
  /** Of the batches since the last validation. */
  readonly trainingLoss: number;
  /** null between validations, which are dear. */
  readonly validation: Validation | null;
  readonly learningRate: number;
  /** Training time so far, seconds. */
  readonly seconds: number;
}

export interface DescentOptions {
  readonly learningRate: number;
  /** Steps over which the learning rate rises from 0. */
  readonly warmup: number;
  readonly maxSteps: number;
  /** Seconds after which training ends; only then does the result depend on the clock. */
  readonly budget: number;
  /** What the budget is counted by, seconds from anywhere; default: the time of day. */
  readonly clock?: () => number;
  /** Steps from one validation to the next. */
  readonly checkEvery: number;
  /** Validations without improvement after which the learning rate is halved; … */
  readonly patience: number;
  /** … it has been halved this often when training ends. */
  readonly halvings: number;
  /**
   * The learning rate falls along a cosine (Loshchilov & Hutter 2017) to nothing at `maxSteps` or at the end of the budget, whichever is
   * nearer, training goes on to there even where validation is perfect, and what it comes to is kept. With a budget, the result depends on the clock. Default: it is halved where validation stands still, and training ends where that is perfect.
   */
  readonly anneal?: boolean;
  readonly onProgress?: (progress: DescentProgress) => void;
  /** Awaited between steps: lets others run, waits while paused, or ends training by throwing. */
  readonly turn: () => Promise<void>;
  /** `keep`: left at the end, where it then says that nothing is left to be done; else removed. */
  readonly checkpoint?: { readonly file: CheckpointFile; readonly everySeconds: number; readonly keep?: boolean };
}

export interface Descent {
  readonly steps: number;
  readonly seconds: number;
  /** Of the parameters that were kept: those of the best validation. */
  readonly validation: Validation;
  readonly stopped: 'done' | 'budget';
}

/** Seconds after which the loss is told, validated or not: a step of a large network takes long. Training does not depend on it. */
const TOLD_SECONDS = 0.25;
/** Validation is perfect, as far as it can tell. */
const SOLVED = 1;
/** Validations in a row that have to be perfect. */
const SOLVED_CHECKS = 3;

/**
 * Trains a network by gradient descent: warm-up, then a constant learning rate that is halved where validation stands still,
 * until it has been halved often enough, everything is right, or budget or steps run out. What is validated is the running mean of
 * the parameters; that of the best validation is kept. Seed and number of steps decide every bit of the result; a training that was cut off goes on from its checkpoint.
 */
export async function train<Batch>({ tf }: Backend, task: Task<Batch>, options: DescentOptions): Promise<Descent> {
  const { parameters } = task;
  const begun = (await options.checkpoint?.file.load(parameters.count)) ?? beginning(parameters.values);
  const { averaged, best, momentum, scale } = begun;
  const adam = { step: begun.step, momentum, scale };
  let { rate, idleChecks, bestLoss, bestAccuracy, bestStep, solved } = begun;
  parameters.values.set(begun.values);
  parameters.publish();
  const clock = new Clock(begun.seconds, options.clock ?? (() => performance.now() / 1000));
  const state = (): TrainingState => {
    const { step, momentum, scale } = adam;
    const { values } = parameters;
    return {
      step,
      rate,
      idleChecks,
      bestLoss,
      bestAccuracy,
      bestStep,
      solved,
      seconds: clock.seconds,
      values,
      averaged,
      best,
      momentum,
      scale,
    };
  };

  const measured = (): Validation => {
    const { values } = parameters;
    const current = values.slice();
    values.set(averaged);
    parameters.publish();
    const validation = task.validate();
    values.set(current);
    parameters.publish();
    return validation;
  };

  const batches = task.batches(adam.step);
  let written = clock.seconds;
  let told = clock.seconds;
  let stopped: Descent['stopped'] = 'done';
  let losses = 0;
  let since = 0;
  while (adam.step < options.maxSteps && rate > 0.5 ** options.halvings && solved < SOLVED_CHECKS) {
    await options.turn();
    if (clock.seconds >= options.budget) {
      stopped = 'budget';
      break;
    }
    const { value: batch } = await batches.next();
    const learningRate = options.learningRate * rate * schedule(adam.step, clock.seconds, options);
    const { loss, gradient } = differentiate(tf, task, batch);
    if (!Number.isFinite(loss)) throw new Error(`the loss is ${loss} after ${adam.step} steps`);
    adamStep(adam, parameters.values, gradient, learningRate);
    parameters.publish();
    average(averaged, parameters.values, adam.step);
    losses += loss;
    since++;
    const tell = (validation: Validation | null): void => {
      told = clock.seconds;
      options.onProgress?.({ step: adam.step, trainingLoss: losses / since, validation, learningRate, seconds: told });
    };
    if (adam.step % options.checkEvery !== 0) {
      if (clock.seconds - told >= TOLD_SECONDS) tell(null);
      continue;
    }
    const validation = measured();
    if (options.anneal === true || validation.loss <= bestLoss) {
      bestLoss = validation.loss;
      bestAccuracy = validation.accuracy;
      bestStep = adam.step;
      best.set(averaged);
      idleChecks = 0;
    } else if (++idleChecks >= options.patience) {
      rate /= 2;
      idleChecks = 0;
    }
    solved = isSolved(validation, options) ? solved + 1 : 0;
    tell(validation);
    losses = 0;
    since = 0;
    const { checkpoint } = options;
    if (checkpoint && clock.seconds - written >= checkpoint.everySeconds) {
      await checkpoint.file.save(state());
      written = clock.seconds;
    }
  }
  // Without any validation there is nothing better than where training stands, and nothing better than where the learning rate has fallen to nothing.
  if (bestStep === 0 || options.anneal === true) {
    const validation = measured();
    bestLoss = validation.loss;
    bestAccuracy = validation.accuracy;
    best.set(averaged);
  }
  const { checkpoint } = options;
  await (checkpoint?.keep === true ? checkpoint.file.save(state()) : checkpoint?.file.remove());
  parameters.values.set(best);
  parameters.publish();
  return {
    steps: adam.step,
    seconds: clock.seconds,
    validation: { loss: bestLoss, accuracy: bestAccuracy },
    stopped,
  };
}

function beginning(values: Float32Array): TrainingState {
  const { step, momentum, scale } = createAdam(values.length);
  const rows = { values: values.slice(), averaged: values.slice(), best: values.slice(), momentum, scale };
  return {
    step,
    rate: 1,
    idleChecks: 0,
    bestLoss: Infinity,
    bestAccuracy: 0,
    bestStep: 0,
    solved: 0,
    seconds: 0,
    ...rows,
  };
}

function isSolved({ accuracy }: Validation, { anneal = false }: DescentOptions): boolean {
  return accuracy >= SOLVED && !anneal;
}

/** Share of the learning rate. */
function schedule(step: number, seconds: number, { warmup, maxSteps, budget, anneal = false }: DescentOptions): number {
  const done = Math.min(1, Math.max(step / maxSteps, seconds / budget));
  return Math.min(1, (step + 1) / warmup) * (anneal ? (1 + Math.cos(Math.PI * done)) / 2 : 1);
}

/** Steps that an average of parameters remembers, about. */
const MEMORY = 100;

/** Keeps a running mean of parameters (Polyak & Juditsky 1992), which is steadier than where training stands. */
function average(mean: Float32Array, values: Float32Array, step: number): void {
  const share = 1 / Math.min(MEMORY, 1 + step / 10);
  for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] ?? 0) + share * ((values[i] ?? 0) - (mean[i] ?? 0));
}

class Clock {
  private readonly started: number;
  constructor(
    private readonly before: number,
    private readonly now: () => number,
  ) {
    this.started = now();
  }
  get seconds(): number {
    return this.before + this.now() - this.started;
  }
}

/** Loss and gradient leave the tidied part by assignment: what it returns, it walks through number by number in search of tensors. */
/** A batch's loss and its gradient. @returns gradient: [parameters] */
export function differentiate<Batch>(
  tf: Backend['tf'],
  task: Pick<Task<Batch>, 'loss' | 'parameters'>,
  batch: Batch,
): { readonly loss: number; readonly gradient: Float32Array } {
  let loss = NaN;
  let gradient: Float32Array = new Float32Array();
  tf.tidy(() => {
    const { value, grads } = tf.variableGrads(() => task.loss(batch), task.parameters.variables);
    loss = value.dataSync()[0] ?? NaN;
    gradient = task.parameters.gather(grads);
  });
  return { loss, gradient };
}
