import { setImmediate as nextTurn } from 'node:timers/promises';
import { startSandbox } from '../analyzer/sandbox/sandbox.ts';
import { ExitCode, UserError } from '../shared/errors.ts';
import type { Counterexample, LearnEvent } from '../shared/events.ts';
import { deriveSeed } from '../shared/random.ts';
import type { Range } from '../shared/range.ts';
import type { Wire } from '../shared/values.ts';
import { PRIOR, simplicityPrior } from '../trainer/machine/bank/prior.ts';
import { toChoices } from '../trainer/machine/choices.ts';
import { decode, trainingData, type Choices, type Decoded } from '../trainer/machine/decode.ts';
import { generateMachine } from '../trainer/machine/run/generate.ts';
import { trainNetwork } from '../trainer/network/train.ts';
import { TableScorer, type Weights } from '../trainer/network/weights.ts';
import { selectBackend, type Backend, type BackendName } from '../trainer/tensor/backend.ts';
import { sandboxScripts } from './files.ts';
import { hunt } from './hunt.ts';
import { refusalsOf } from './refusal.ts';
import type { CompareResult, Failure, InputSource, Noise, ObserveResult } from './realm/protocol.ts';
import { Pauses } from './pauses.ts';
import { RealmClient } from './realm-client.ts';
import { loadRequest, notRepeatable, pollutes, type Target } from './target.ts';

export interface LearnOptions {
  readonly seed: number;
  /** Seconds for the whole of learning. */
  readonly budget: number;
  /** Largest training size. */
  readonly trainSize: number;
  /** Go on where training leaves things open, instead of refusing. */
  readonly guess: boolean;
  readonly inputs: InputSource;
  readonly backend?: BackendName;
  /** Seconds that one call of the function may take. */
  readonly timeout: number;
  /** First traces; more follow as they are needed. */
  readonly traces?: number;
  /** Rounds of counterexamples; 0 learns from the first traces alone. */
  readonly maxRounds?: number;
  readonly noise?: Noise;
  /** Inputs to learn from besides those that are drawn. */
  readonly examples?: readonly (readonly Wire[])[];
}

export interface Learned {
  readonly realm: RealmClient;
  readonly weights: Weights;
  readonly choices: Choices;
  readonly decoded: Decoded;
  readonly traces: number;
  readonly transitions: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly backend: string;
  readonly stopped: 'done' | 'budget';
  readonly size: number;
}

const FIRST_TRACES = 150;
const MAX_ROUNDS = 8;
const COMPARED_RUNS = 300;
/** Counterexamples of a round that are told to those who watch. */
const TOLD_COUNTEREXAMPLES = 5;
/** Steps observed in one go: about a second. */
const OBSERVED_STEPS = 2_000_000;
/** Inputs that a function is called on twice, to see whether it answers alike; more where it draws random numbers. */
const [REPEATED_RUNS, RANDOM_RUNS] = [40, 200];
/** Draws of one search for inputs that teach something. */
const SEARCH_DRAWS = 240;
/** Searches in vain before it ends, where something is unsettled: at least, and at most while they are quick. */
const [MIN_IDLE_SEARCHES, MAX_IDLE_SEARCHES] = [4, 16];
/** Steps that searches in vain may take beyond the least. */
const IDLE_STEPS = 200_000;
/** Longest single run in training, milliseconds; longer inputs are passed over. */
const TRAIN_CALL_MS = 2_000;
/** Tried in turn where the largest training size takes too long. */
const SMALLER_SIZES = [12, 8, 6, 4, 3, 2, 1];
/** A call of the realm may overrun its own limits by this much before it is killed. */
const GRACE_MS = 15_000;
/** What an expression's size counts before any evidence: of two that fit, the shorter one. */
const SIMPLICITY = simplicityPrior(40);
/** Expressions are searched for when evidence is asked for. */
const EVIDENCE_MS = 120_000;

/**
 * Learns a function: a few traces, train, compare on hundreds of fresh inputs, add those that failed, were refused, or
 * tell candidates apart, until nothing new is found, not even by way of larger inputs. What comes out depends on
 * seed and options, never on the clock,
 * unless the budget ends it.
 */
export async function learn(
  target: Target,
  options: LearnOptions,
  realm: RealmClient,
  onEvent: (event: LearnEvent) => void = () => undefined,
  pauses = new Pauses(),
): Promise<Learned> {
  const [backend] = await Promise.all([
    selectBackend(options.backend),
    realm.call('load', loadRequest(target, options.inputs, trainCallMs(options.timeout)), GRACE_MS),
  ]);
  return new Learner(target, options, realm, backend, onEvent, pauses).learn();
}

/** Longest single call in training, milliseconds. */
export function trainCallMs(timeout: number): number {
  return Math.min(timeout * 1000, TRAIN_CALL_MS);
}

/** Starts a sandbox and loads the function into it. */
export async function openRealm(target: Target, inputs: InputSource | null, callMs: number): Promise<RealmClient> {
  const realm = new RealmClient(await startSandbox({ ...sandboxScripts(), timeoutMs: callMs + GRACE_MS }));
  try {
    await realm.call('load', loadRequest(target, inputs, callMs), GRACE_MS);
    return realm;
  } catch (error) {
    await realm.dispose();
    throw error;
  }
}

class Learner {
  private readonly started = performance.now();
  private traces = 0;
  private steps = 0;
  private size: number;
  private weights: Weights | undefined;
  private reasonFor: ReturnType<typeof refusalsOf> | undefined;

  constructor(
    private readonly target: Target,
    private readonly options: LearnOptions,
    private readonly realm: RealmClient,
    private readonly backend: Backend,
    private readonly onEvent: (event: LearnEvent) => void,
    private readonly pauses: Pauses,
  ) {
    this.size = options.trainSize;
  }

  private get elapsed(): number {
    return (performance.now() - this.started - this.pauses.ms) / 1000;
  }

  private get leftMs(): number {
    return Math.max(0, this.options.budget - this.elapsed) * 1000;
  }

  async learn(): Promise<Learned> {
    const { seed, maxRounds = MAX_ROUNDS } = this.options;
    await this.chooseSize();
    await this.requireRepeatable(await this.requireFaithful());
    await this.realm.call('reset', { seed, noise: this.options.noise ?? null }, GRACE_MS);
    await this.firstTraces();
    const { examples = [] } = this.options;
    if (examples.length > 0) await this.observe({ count: examples.length, mutate: false, inputs: examples });
    let rounds = 0;
    let state = await this.train(rounds);
    let stopped: Learned['stopped'] = 'done';
    while (rounds < maxRounds) {
      if (this.leftMs === 0) {
        stopped = 'budget';
        break;
      }
      rounds++;
      const compared = await this.compare(rounds);
      if ((await this.counterexamples(compared)) === 0 && (await this.beyond(rounds)) === 0) break;
      state = await this.train(rounds);
    }
    return {
      realm: this.realm,
      weights: this.weights as Weights,
      ...state,
      traces: this.traces,
      transitions: this.steps,
      rounds,
      seconds: this.elapsed,
      backend: this.backend.name,
      stopped,
      size: this.size,
    };
  }

  /** Some functions take too long even at small sizes; they are learned at the largest size that they finish. */
  private async chooseSize(): Promise<void> {
    const count = 8;
    const sizes = [this.options.trainSize, ...SMALLER_SIZES.filter((size) => size < this.options.trainSize)];
    for (let i = 0; i < sizes.length; i++) {
      const size = sizes[i] ?? 1;
      const request = { count, size, seed: deriveSeed(this.options.seed, 11) };
      const { finished } = await this.realm.call('measure', request, GRACE_MS + count * TRAIN_CALL_MS);
      this.size = size;
      if (finished * 2 >= count) return;
      if (finished === 0) i++;
      if (finished === 0 && i >= sizes.length - 1) throw this.endless();
    }
  }

  private endless(): UserError {
    const { name, nameRange } = this.target.fn;
    return new UserError(
      `${name} ended on none of the inputs tried: it runs or recurses without end. Describe inputs that it ends on with a generator (--generator FILE.mjs).`,
      ExitCode.notLearnable,
      [{ range: nameRange, reason: 'no input was found on which it ends' }],
    );
  }

  /** Randomness and state outside the function are allowed where they don't show in the result. */
  private async requireRepeatable(drawn: readonly Range[] | null): Promise<void> {
    const { state } = this.target.effects;
    // Chance may be drawn under another name than `Math.random`.
    const seen = drawn?.length === 0 ? [this.target.fn.nameRange] : (drawn ?? []);
    const random = this.target.effects.random.length > 0 ? this.target.effects.random : seen;
    if (random.length === 0 && state.length === 0) return;
    const count = random.length > 0 ? RANDOM_RUNS : REPEATED_RUNS;
    const request = { count, size: this.size, seed: deriveSeed(this.options.seed, 12) };
    const differing = await this.realm.call('repeat', request, GRACE_MS + this.leftMs);
    if (differing.length > 0) throw notRepeatable({ fn: this.target.fn, effects: { random, state } });
  }

  /** Gives where chance is drawn, null for nowhere. */
  private async requireFaithful(): Promise<readonly Range[] | null> {
    const request = { count: 30, size: this.size, seed: deriveSeed(this.options.seed, 13) };
    const { differing, random } = await this.realm.call('faithful', request, GRACE_MS + this.leftMs);
    if (differing.length === 0) return random;
    const input = JSON.stringify(differing[0]);
    throw new UserError(
      `The traced copy of ${this.target.fn.name} does not behave as the original on ${input}: this is a fault of Understudy, please report it with the function.`,
      ExitCode.engine,
    );
  }

  private async firstTraces(): Promise<void> {
    const count = this.options.traces ?? FIRST_TRACES;
    const seen = await this.observe({ count, mutate: false });
    if (seen.traces > seen.limited.stack) return;
    if (seen.traces > 0 || this.leftMs > 0) throw this.endless();
    throw new UserError(
      `The time for learning was over before ${this.target.fn.name} could be traced: allow more with --budget SECONDS.`,
      ExitCode.engine,
    );
  }

  private async observe(what: {
    count: number;
    mutate: boolean;
    inputs?: readonly (readonly Wire[])[];
  }): Promise<ObserveResult> {
    await this.pauses.passed();
    const request = { ...what, size: this.size, maxSteps: OBSERVED_STEPS, ms: this.leftMs };
    const seen = await this.realm.call('observe', request, this.leftMs + GRACE_MS);
    this.traces += seen.traces;
    this.steps += seen.steps;
    const { informative, taught } = seen;
    this.onEvent({ kind: 'traced', traces: this.traces, steps: this.steps, informative, taught });
    if (seen.polluted !== null) throw pollutes(this.target, seen.polluted);
    return seen;
  }

  private async train(round: number): Promise<{ choices: Choices; decoded: Decoded }> {
    const { program } = this.target.instrumented;
    const choices = toChoices(await this.realm.call('evidence', null, EVIDENCE_MS));
    const prior = this.target.steps === 'statement' ? SIMPLICITY : PRIOR;
    const trained = await trainNetwork(trainingData(program, choices, prior), {
      seed: this.options.seed,
      backend: this.backend,
      ...(this.weights ? { warm: this.weights } : {}),
      prior: prior.features,
      turn: async () => {
        await nextTurn();
        await this.pauses.passed();
      },
      onProgress: ({ iteration, loss, accuracy }) => {
        this.onEvent({ kind: 'training', round, iteration, loss, accuracy });
      },
    });
    this.weights = trained.weights;
    const decoded = decode(program, choices, new TableScorer(trained.weights));
    this.reasonFor = refusalsOf(program, decoded);
    const only = decoded.decisions.filter(({ status }) => status === 'only').length;
    this.onEvent({ kind: 'decided', round, choices: decoded.decisions.length, only });
    const strict = !this.options.guess;
    const request = {
      machine: generateMachine(program, decoded.table, { strict, trace: false }),
      traced: generateMachine(program, decoded.table, { strict, trace: true }),
      program,
    };
    await this.realm.call('install', request, GRACE_MS);
    return { choices, decoded };
  }

  private async compare(round: number): Promise<CompareResult> {
    await this.pauses.passed();
    const result = await this.realm.call(
      'compare',
      {
        size: this.size,
        exact: false,
        runs: COMPARED_RUNS,
        ms: this.leftMs,
        callMs: TRAIN_CALL_MS,
        seed: deriveSeed(this.options.seed, 100 + round),
        keep: 40,
      },
      this.leftMs + GRACE_MS,
    );
    const { runs, refused, wrong, failures } = result;
    const counterexamples = failures.slice(0, TOLD_COUNTEREXAMPLES).map((failure) => this.told(failure));
    this.onEvent({ kind: 'compared', round, runs, refused, wrong, counterexamples });
    return result;
  }

  private told({ input, kind, expected, got, refusal }: Failure): Counterexample {
    const reason = refusal && this.reasonFor ? this.reasonFor(refusal) : null;
    return { input, kind, expected, got, reason };
  }

  /** Traces inputs that failed, then looks for others that teach something. Returns how many did. */
  private async counterexamples({ failures }: CompareResult): Promise<number> {
    let informative = 0;
    if (failures.length > 0) {
      const inputs = failures.map((failure) => failure.input);
      informative += (await this.observe({ count: inputs.length, mutate: false, inputs })).informative;
    }
    let idle = { searches: 0, steps: 0 };
    let steps = 0;
    while (steps < OBSERVED_STEPS) {
      const searched = await this.observe({ count: SEARCH_DRAWS, mutate: true });
      informative += searched.informative;
      steps += searched.steps;
      const inVain = searched.informative === 0;
      idle = inVain ? { searches: idle.searches + 1, steps: idle.steps + searched.steps } : { searches: 0, steps: 0 };
      const patience = idle.steps < IDLE_STEPS ? MAX_IDLE_SEARCHES : MIN_IDLE_SEARCHES;
      if (idle.searches >= (searched.unsettled === 0 ? 1 : patience)) break;
    }
    return informative;
  }

  /** Traces small inputs that failures on larger ones come down to. Returns how many taught something. */
  private async beyond(round: number): Promise<number> {
    if (this.options.noise || this.leftMs === 0) return 0;
    const { inputs, seed } = this.options;
    const hunted = { inputs, size: this.size, seed: deriveSeed(seed, 300 + round), ms: this.leftMs };
    const found = await hunt(this.realm, hunted);
    if (found.length === 0) return 0;
    return (await this.observe({ count: found.length, mutate: false, inputs: found })).informative;
  }
}
