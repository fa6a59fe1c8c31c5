import type * as TensorFlow from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import type { Outcome } from '../../shared/report.ts';
import type { Wire } from '../../shared/values.ts';
import type { AnsweringNetwork, Example, Judgement } from '../example.ts';
import type { Json } from '../model/manifest.ts';
import type { Tensors } from '../model/safetensors.ts';
import { Parameters } from '../tensor/parameters.ts';
import { sameOutcome } from './answers.ts';
import { Calls, type CallsData } from './calls.ts';
import { Network, parameterSpecs } from './network.ts';
import { rollout } from './rollout.ts';
import { scoreOutputs } from './score.ts';
import type { Trajectory } from './spec.ts';

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

  get hints(): boolean {
    return this.calls.hinted;
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
      const first = next;
      const equal = this.judgeEqual(examples.slice(next, end));
      judged.push(...equal.map((judgement, i) => ({ example: first + i, ...judgement })));
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
  private judgeEqual(examples: readonly Example[]): Omit<Judgement, 'example'>[] {
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

const descriptionSchema = v.object({
  calls: v.looseObject({ algorithm: v.string(), tracks: v.array(v.unknown()), axes: v.array(v.unknown()) }),
  hidden: v.pipe(v.number(), v.integer(), v.minValue(1)),
  triplets: v.boolean(),
  rounds: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

export function describeMpnn({ calls, network }: Mpnn): Json {
  const { hidden, triplets = false, rounds = 1 } = network.shape;
  return JSON.parse(JSON.stringify({ calls: calls.data, hidden, triplets, rounds })) as Json;
}

/** @throws if description and tensors don't belong together */
export function readMpnn(tf: TF, description: Json, tensors: Tensors): Mpnn {
  const { calls: data, ...sizes } = v.parse(descriptionSchema, description);
  const calls = new Calls(data as unknown as CallsData);
  const shape = { specification: calls.specification, ...sizes };
  const weights = new Parameters(tf, parameterSpecs(shape), 0);
  weights.load(tensors);
  return new Mpnn(tf, new Network(tf, weights, shape), calls);
}
