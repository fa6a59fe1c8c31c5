import type * as TensorFlow from '@tensorflow/tfjs-core';
import { dense, normalise } from '../tensor/layers.ts';
import { bias, matrix, type Parameters, type ParameterSpecs } from '../tensor/parameters.ts';
import { channelsOf, type Features } from './features.ts';
import { maxOverFirst, pairSums } from './pairs.ts';
import type { Probe, Specification } from './spec.ts';
import { categories, isPointer } from './values.ts';

type TF = typeof TensorFlow;
type Tensor = TensorFlow.Tensor;

/**
 * The encode-process-decode network of the CLRS benchmark, with the processor that its paper calls MPNN: messages between all
 * pairs of nodes, aggregated by their maximum (Veličković et al. 2022, appendix C), gated and normalised as in Ibarz et al. 2022, "A
 * Generalist Neural Algorithmic Learner", LoG, section 3.2.
 *
 *   encode    xᵢ = Σ probes of node i          eᵢⱼ = Σ probes of the edge          g = Σ probes of the graph     (linear each)
 *   process   zᵢ = [xᵢ, hᵢ]
 *             mᵢⱼ = MLP(relu(zᵢ W₁ + zⱼ W₂ + eᵢⱼ W₃ + g W₄))
 *             uⱼ = maxᵢ mᵢⱼ
 *             h′ⱼ = norm(relu(zⱼ U₁ + uⱼ U₂));   with a state: gateⱼ h′ⱼ + (1 − gateⱼ) hⱼ
 *   decode    node: hᵢ D      edge: hᵢ D₁ + hⱼ D₂ + eᵢⱼ D₃      graph: maxᵢ hᵢ D + g D′
 *             pointer of i to j: relu(hᵢ P₁ + hⱼ P₂ + eᵢⱼ P₃) p
 *
 * Departures: encoders have no biases of their own (a constant channel stands for them), and pointers are decoded from a sum where the
 * original takes a maximum of two of the terms.
 */
export interface NetworkShape {
  readonly specification: Specification;
  readonly hidden: number;
}

/** Closed at first, so that what is known is kept (Ibarz et al. 2022). */
const GATE_BIAS = -3;

export function parameterSpecs({ specification, hidden: h }: NetworkShape): ParameterSpecs {
  const channels = channelsOf(specification);
  const specs: Record<string, ParameterSpecs[string]> = {
    'encode.node': matrix(channels.node, h),
    'encode.edge': matrix(channels.edge, h),
    'encode.graph': matrix(channels.graph, h),
    ...ofNodeAndState('message.sender', h),
    ...ofNodeAndState('message.receiver', h),
    'message.edge': matrix(h, h),
    'message.graph': matrix(h, h),
    'message.up.w': matrix(h, h, 2),
    'message.up.b': bias(h),
    'message.down.w': matrix(h, h, 2),
    'message.down.b': bias(h),
    ...ofNodeAndState('update', h),
    'update.message': matrix(h, h),
    'update.b': bias(h),
    ...ofNodeAndState('gate', h),
    'gate.message': matrix(h, h),
    'gate.hidden.b': bias(h),
    'gate.out.w': matrix(h, h),
    'gate.out.b': bias(h, GATE_BIAS),
  };
  for (const probe of decoded(specification)) {
    const name = decoder(probe);
    const out = categories(probe);
    if (isPointer(probe) || probe.location === 'edge') {
      const to = isPointer(probe) ? h : out;
      for (const part of ['sender', 'receiver', 'edge']) specs[`${name}.${part}`] = matrix(h, to);
      if (isPointer(probe)) specs[`${name}.out`] = matrix(h, 1);
    } else {
      specs[`${name}.w`] = matrix(h, out);
      specs[`${name}.b`] = bias(out);
      if (probe.location === 'graph') specs[`${name}.graph`] = matrix(h, out);
    }
  }
  return specs;
}

/** [zᵢ = node and state] W, as two matrices, so that nothing has to be joined and what a node brings is computed once. */
function ofNodeAndState(name: string, h: number): ParameterSpecs {
  return { [`${name}.node`]: matrix(h, h), [`${name}.state`]: matrix(h, h) };
}

/** Probes that the network predicts. */
export function decoded(specification: Specification): readonly Probe[] {
  return specification.probes.filter(({ stage }) => stage !== 'input');
}

function decoder({ stage, name }: Probe): string {
  return `decode.${stage}.${name}`;
}

export interface Encoded {
  readonly n: number;
  readonly runs: number;
  /** [n · runs, hidden] */
  readonly node: Tensor;
  /** [n · n · runs, hidden] */
  readonly edge: Tensor;
  /** [runs, hidden] */
  readonly graph: Tensor;
}

export class Network {
  constructor(
    private readonly tf: TF,
    readonly weights: Parameters,
    readonly shape: NetworkShape,
  ) {}

  encode({ n, runs, node, edge, graph }: Features): Encoded {
    const { tf, weights } = this;
    const rows = (data: Float32Array, count: number): Tensor => tf.tensor2d(data, [count, data.length / count]);
    return {
      n,
      runs,
      node: tf.matMul(rows(node, n * runs), weights.get('encode.node')),
      edge: tf.matMul(rows(edge, n * n * runs), weights.get('encode.edge')),
      graph: tf.matMul(rows(graph, runs), weights.get('encode.graph')),
    };
  }

  /** What edges and graph contribute to messages, the same in every step that sees the same probes. */
  hoist({ n, runs, edge, graph }: Encoded): Tensor {
    const { tf, weights } = this;
    const width = runs * this.shape.hidden;
    const fromGraph = tf.reshape(tf.matMul(graph, weights.get('message.graph')), [1, width]);
    const fromEdges = tf.reshape(tf.matMul(edge, weights.get('message.edge')), [n * n, width]);
    return tf.reshape(tf.add(fromEdges, fromGraph), [n, n, width]);
  }

  /**
   * One round of messages.
   *
   * @param state [n · runs, hidden], or null: nothing is remembered, as in one-step training
   * @param hoisted of {@link hoist}
   * @returns [n · runs, hidden]
   */
  process({ n, runs, node }: Encoded, state: Tensor | null, hoisted: Tensor): Tensor {
    const { tf } = this;
    const { hidden: h } = this.shape;
    const w = (name: string): Tensor => this.weights.get(name);
    const z = (name: string): Tensor => {
      const fromNode = tf.matMul(node, w(`${name}.node`));
      return state ? tf.add(fromNode, tf.matMul(state, w(`${name}.state`))) : fromNode;
    };
    const byNode = (x: Tensor): Tensor => tf.reshape(x, [n, runs * h]);
    const sums = pairSums(tf, byNode(z('message.sender')), byNode(z('message.receiver')), hoisted);
    const first = tf.relu(tf.reshape(sums, [n * n * runs, h]));
    const up = tf.relu(dense(tf, first, w('message.up.w'), w('message.up.b')));
    const messages = dense(tf, up, w('message.down.w'), w('message.down.b'));
    const strongest = tf.reshape(maxOverFirst(tf, tf.reshape(messages, [n, n * runs * h])), [n * runs, h]);
    const sum = tf.add(z('update'), dense(tf, strongest, w('update.message'), w('update.b')));
    const next = normalise(tf, tf.relu(sum));
    if (!state) return next;
    const opening = tf.relu(tf.add(z('gate'), dense(tf, strongest, w('gate.message'), w('gate.hidden.b'))));
    const gate = tf.sigmoid(dense(tf, opening, w('gate.out.w'), w('gate.out.b')));
    return tf.add(state, tf.mul(gate, tf.sub(next, state)));
  }

  /**
   * A probe's logits (for scalars: values), of what the network says comes next.
   *
   * @returns node: [n · runs, outputs]; edge: [n · n · runs, outputs]; graph: [runs, outputs]; pointer: [n · runs, n]
   */
  decode(probe: Probe, { n, runs, edge, graph }: Encoded, state: Tensor): Tensor {
    const { tf } = this;
    const name = decoder(probe);
    const w = (part: string): Tensor => this.weights.get(`${name}.${part}`);
    const pairs = (width: number): Tensor => {
      const byNode = (part: string): Tensor => tf.reshape(tf.matMul(state, w(part)), [n, runs * width]);
      const byEdge = tf.reshape(tf.matMul(edge, w('edge')), [n, n, runs * width]);
      return tf.reshape(pairSums(tf, byNode('sender'), byNode('receiver'), byEdge), [n * n * runs, width]);
    };
    if (isPointer(probe)) {
      const scores = tf.matMul(tf.relu(pairs(this.shape.hidden)), w('out'));
      return tf.reshape(tf.transpose(tf.reshape(scores, [n, n, runs]), [0, 2, 1]), [n * runs, n]);
    }
    if (probe.location === 'edge') return pairs(categories(probe));
    if (probe.location === 'node') return dense(tf, state, w('w'), w('b'));
    const { hidden } = this.shape;
    const strongest = tf.reshape(maxOverFirst(tf, tf.reshape(state, [n, runs * hidden])), [runs, hidden]);
    return tf.add(dense(tf, strongest, w('w'), w('b')), tf.matMul(graph, w('graph')));
  }
}
