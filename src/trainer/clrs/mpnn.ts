import type * as TensorFlow from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import type { Outcome } from '../../shared/report.ts';
import type { Wire } from '../../shared/values.ts';
import type { CheckpointFile } from '../descent/checkpoint.ts';
import type { Descent, DescentProgress } from '../descent/train.ts';
import type { AnsweringNetwork, Example, Judgement } from '../example.ts';
import type { Json } from '../model/manifest.ts';
import type { Tensors } from '../model/safetensors.ts';
import type { Backend } from '../tensor/backend.ts';
import { Parameters } from '../tensor/parameters.ts';
import { inferAnswers, sameOutcome } from './answers.ts';
import { Calls, measureRuns, ROUNDS, type CallsData } from './calls.ts';
import type { Codec } from './infer/codec.ts';
import { Network, parameterSpecs } from './network.ts';
import { rollout } from './rollout.ts';
import type { SampledRun } from './run.ts';
import { scoreOutputs } from './score.ts';
import type { Trajectory } from './spec.ts';
import { trainClrs } from './train.ts';

type TF = typeof TensorFlow;

/** Pairs of nodes that may be computed for one call, over all its steps: about half a minute. */
const MAX_PAIRS = 4_000_000;
/** The same for calls that are computed side by side, where there are several. */
const PAIRS_AT_ONCE = 200_000;

/** The CLRS network as one that answers calls: trained on a function's inferred probes, hints included. */
export class Mpnn implements AnsweringNetwork {
  readonly kind = 'mpnn';

  constructor(
    private readonly tf: TF,
    readonly network: Network,
    readonly calls: Calls,
  ) {}

  get parameters(): number {
    return this.network.weights.count;
  }

  refusal(input: readonly Wire[]): string | null {
    const run = this.calls.begin(input);
    if (!run) return 'the input has no element, character or node that this network could work on';
    return run.n ** 2 * run.length <= MAX_PAIRS
      ? null
      : `the input has ${run.n} nodes, which are too many for this network to go through in half a minute`;
  }

  answer(input: readonly Wire[]): Outcome | null {
    const run = this.calls.begin(input);
    if (!run || this.refusal(input) !== null) return null;
    const [outputs] = this.rollout([run]);
    return outputs ? this.calls.answer(input, outputs) : null;
  }

  private rollout(runs: readonly Trajectory[]): Record<string, Float32Array>[] {
    return rollout(this.tf, this.network, runs, !this.calls.hinted);
  }

  judge(examples: readonly Example[], deadline: number): Judgement[] {
    const judged: Judgement[] = [];
    let next = 0;
    while (next < examples.length && (judged.length === 0 || performance.now() < deadline)) {
      const { n, pairs } = this.cost(examples[next]);
      let end = next + 1;
      while (end < examples.length && (end + 1 - next) * pairs <= PAIRS_AT_ONCE && this.cost(examples[end]).n === n)
        end++;
      judged.push(...this.judgeEqual(examples.slice(next, end)));
      next = end;
    }
    return judged;
  }

  /** How many nodes an example has, and pairs of nodes over all its steps; no nodes where it is refused. */
  private cost(example: Example | undefined): { readonly n: number; readonly pairs: number } {
    const run = example && this.refusal(example.input) === null ? this.calls.begin(example.input) : null;
    return run ? { n: run.n, pairs: run.n ** 2 * run.length } : { n: 0, pairs: 0 };
  }

  /** @param examples all of one size */
  private judgeEqual(examples: readonly Example[]): Judgement[] {
    if (this.cost(examples[0]).n === 0) return examples.map(() => ({ verdict: 'refused', score: null }));
    const runs = examples.flatMap(({ input }) => this.calls.begin(input) ?? []);
    return this.rollout(runs).map((outputs, i) => {
      const { input, outcome } = examples[i] as Example;
      const answer = this.calls.answer(input, outputs);
      const exact = answer !== null && sameOutcome(answer, outcome);
      const right = this.calls.record({ input, outcome, states: [] });
      const score = right ? scoreOutputs(this.calls.specification, right, outputs).score : 0;
      return { verdict: exact ? 'exact' : 'wrong', score };
    });
  }

  dispose(): void {
    this.network.weights.dispose();
  }
}

export interface MpnnTraining {
  readonly seed: number;
  readonly backend: Backend;
  readonly codec: Codec;
  /** Fresh runs; the same number gives the same ones. Those of −1 are kept for validation. */
  readonly runs: (chunk: number) => Promise<readonly SampledRun[]>;
  readonly budget: number;
  /** What the budget is counted by; default: the time of day. */
  readonly clock?: () => number;
  readonly maxSteps?: number;
  readonly onProgress?: (progress: DescentProgress) => void;
  readonly turn: () => Promise<void>;
  readonly checkpoint?: CheckpointFile;
}

/** Trains the CLRS network on runs of a function. @returns the reason as a text where its answers can't be told in probes */
export async function trainMpnn(
  options: MpnnTraining,
): Promise<{ readonly network: Mpnn; readonly descent: Descent } | string> {
  const { codec } = options;
  const sample = await options.runs(0);
  const answers = inferAnswers(codec, sample);
  if (typeof answers === 'string') return answers;
  const calls = new Calls({
    algorithm: codec.specification.algorithm,
    tracks: codec.tracks,
    axes: codec.axes.measures,
    answers,
    ...measureRuns(codec, sample),
  });
  const { network, descent } = await trainClrs({
    ...options,
    specification: calls.specification,
    runs: async (chunk) => (await options.runs(chunk)).flatMap((run) => calls.record(run) ?? []),
    learningRate: 2e-3,
    ...(calls.hinted ? {} : { unroll: ROUNDS, remembers: true }),
  });
  return { network: new Mpnn(options.backend.tf, network, calls), descent };
}

const descriptionSchema = v.object({
  calls: v.looseObject({ algorithm: v.string(), tracks: v.array(v.unknown()), axes: v.array(v.unknown()) }),
  hidden: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

export function describeMpnn({ calls, network }: Mpnn): Json {
  return JSON.parse(JSON.stringify({ calls: calls.data, hidden: network.shape.hidden })) as Json;
}

/** @throws if description and tensors don't belong together */
export function readMpnn(tf: TF, description: Json, tensors: Tensors): Mpnn {
  const { calls: data, hidden } = v.parse(descriptionSchema, description);
  const calls = new Calls(data as unknown as CallsData);
  const shape = { specification: calls.specification, hidden };
  const weights = new Parameters(tf, parameterSpecs(shape), 0);
  weights.load(tensors);
  return new Mpnn(tf, new Network(tf, weights, shape), calls);
}
