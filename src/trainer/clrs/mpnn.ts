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
import { callProbes, inputProbes, readAnswer } from './calls.ts';
import { Network, parameterSpecs } from './network.ts';
import { inferRoles, rolesSchema, specificationOf, type Roles } from './roles.ts';
import { rollout } from './rollout.ts';
import { scoreOutputs } from './score.ts';
import type { Trajectory } from './spec.ts';
import { trainClrs } from './train.ts';

type TF = typeof TensorFlow;

/** Rounds of messages before the answer. */
const ROUNDS = 4;
/** Largest graph that is computed: its pairs take a quarter of a gigabyte in each layer. */
const MAX_NODES = 512;
/** Pairs of nodes that are computed at a time. */
const PAIRS = 16_384;

/** The CLRS network as one that answers calls: trained on inputs and outputs without hints. */
export class Mpnn implements AnsweringNetwork {
  readonly kind = 'mpnn';

  constructor(
    private readonly tf: TF,
    readonly network: Network,
    readonly roles: Roles,
  ) {}

  get parameters(): number {
    return this.network.weights.count;
  }

  answer(input: readonly Wire[]): Outcome | null {
    const run = inputProbes(this.roles, input, ROUNDS);
    if (!run || run.n > MAX_NODES) return null;
    const [outputs] = rollout(this.tf, this.network, [run], true);
    return outputs ? readAnswer(this.roles, input, outputs) : null;
  }

  judge(examples: readonly Example[], deadline: number): Judgement[] {
    const judged: Judgement[] = [];
    let next = 0;
    while (next < examples.length && (judged.length === 0 || performance.now() < deadline)) {
      const [first] = examples.slice(next);
      const n = first ? this.size(first) : 0;
      const room = Math.max(1, Math.floor(PAIRS / Math.max(1, n * n)));
      let end = next + 1;
      while (end < examples.length && end - next < room && this.size(examples[end] as Example) === n) end++;
      judged.push(...this.judgeEqual(examples.slice(next, end)));
      next = end;
    }
    return judged;
  }

  private size({ input }: Example): number {
    return inputProbes(this.roles, input, ROUNDS)?.n ?? 0;
  }

  /** @param examples all of one size */
  private judgeEqual(examples: readonly Example[]): Judgement[] {
    const runs = examples.map(({ input }) => inputProbes(this.roles, input, ROUNDS));
    const readable = runs.filter((run): run is Trajectory => run !== null && run.n <= MAX_NODES);
    if (readable.length < runs.length) return runs.map(() => ({ verdict: 'refused', score: null }));
    return rollout(this.tf, this.network, readable, true).map((outputs, i) => {
      const example = examples[i] as Example;
      const answer = readAnswer(this.roles, example.input, outputs);
      const exact = JSON.stringify(answer) === JSON.stringify(orderOf(example.outcome));
      const right = callProbes(this.roles, example, ROUNDS);
      const score = right ? scoreOutputs(this.network.shape.specification, right, outputs).score : 0;
      return { verdict: exact ? 'exact' : 'wrong', score };
    });
  }

  dispose(): void {
    this.network.weights.dispose();
  }
}

/** In one order of fields, so that texts can be compared. */
function orderOf({ output, threw, mutated, sameAs }: Outcome): Outcome {
  return { output, threw, mutated, sameAs };
}

export interface MpnnTraining {
  readonly seed: number;
  readonly backend: Backend;
  /** Fresh calls; the same number gives the same ones. Those of −1 are kept for validation. */
  readonly examples: (chunk: number) => Promise<readonly Example[]>;
  readonly budget: number;
  readonly maxSteps?: number;
  readonly onProgress?: (progress: DescentProgress) => void;
  readonly turn: () => Promise<void>;
  readonly checkpoint?: CheckpointFile;
}

/** Trains the CLRS network on calls. @returns the reason as a text where calls can't be told in probes */
export async function trainMpnn(
  options: MpnnTraining,
): Promise<{ readonly network: Mpnn; readonly descent: Descent } | string> {
  const roles = inferRoles(await options.examples(0));
  if (typeof roles === 'string') return roles;
  const specification = specificationOf(roles);
  const runs = async (chunk: number): Promise<readonly Trajectory[]> => {
    return (await options.examples(chunk)).flatMap((example) => callProbes(roles, example, ROUNDS) ?? []);
  };
  const learningRate = 2e-3;
  const { network, descent } = await trainClrs({
    ...options,
    runs,
    specification,
    learningRate,
    unroll: ROUNDS,
    remembers: true,
  });
  return { network: new Mpnn(options.backend.tf, network, roles), descent };
}

const descriptionSchema = v.object({ roles: rolesSchema, hidden: v.pipe(v.number(), v.integer(), v.minValue(1)) });

export function describeMpnn({ roles, network }: Mpnn): Json {
  return JSON.parse(JSON.stringify({ roles, hidden: network.shape.hidden })) as Json;
}

/** @throws if description and tensors don't belong together */
export function readMpnn(tf: TF, description: Json, tensors: Tensors): Mpnn {
  const { roles, hidden } = v.parse(descriptionSchema, description);
  const shape = { specification: specificationOf(roles), hidden };
  const weights = new Parameters(tf, parameterSpecs(shape), 0);
  weights.load(tensors);
  return new Mpnn(tf, new Network(tf, weights, shape), roles);
}
