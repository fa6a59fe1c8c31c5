import type * as TensorFlow from '@tensorflow/tfjs-core';
import { dense, normalise } from '../tensor/layers.ts';
import { bias, matrix, type Parameters, type ParameterSpecs } from '../tensor/parameters.ts';
import { channelsOf, type Features } from './features.ts';
import { maxOverFirst, pairSums, tripleSums } from './pairs.ts';
import type { Probe, Specification } from './spec.ts';
import { isPointer, outputsFor } from './values.ts';

type TF = typeof TensorFlow;
type Tensor = TensorFlow.Tensor;

/**
 * The encode-process-decode network of the CLRS benchmark, with the processor that its paper calls MPNN: messages between all
 * pairs of nodes, aggregated by their maximum (Veličković et al. 2022, appendix C), gated and normalised as in Ibarz et al. 2022, "A
 * Generalist Neural Algorithmic Learner", LoG, section 3.2, and optionally with that paper's triplet messages.
 *
 *   encode    xᵢ = Σ probes of node i          eᵢⱼ = Σ probes of the edge          g = Σ probes of the graph     (linear each)
 *   process   zᵢ = [xᵢ, hᵢ]
 *             mᵢⱼ = MLP(relu(zᵢ W₁ + zⱼ W₂ + eᵢⱼ W₃ + g W₄))
 *             uⱼ = maxᵢ mᵢⱼ
 *             h′ⱼ = norm(relu(zⱼ U₁ + uⱼ U₂));   with a state: gateⱼ h′ⱼ + (1 − gateⱼ) hⱼ
 *   triplets  tⱼₖ = relu(O maxᵢ (zᵢ T₁ + zⱼ T₂ + zₖ T₃ + eᵢⱼ T₄ + eᵢₖ T₅ + eⱼₖ T₆ + g T₇)), read by the decoders of pairs
 *   decode    yᵢ = [xᵢ, h′ᵢ, uᵢ]
 *             a number in a hint is decoded as two: what it is set to, and whether it is set at all or stays what it was
 *             node: yᵢ D      edge: yᵢ D₁ + yⱼ D₂ + eᵢⱼ D₃ (+ tᵢⱼ D₄)      graph: maxᵢ yᵢ D + g D′
 *             pointer of i to j: relu(yᵢ P₁ + yⱼ P₂ + eᵢⱼ P₃ (+ tᵢⱼ P₄)) p
 *             pointer of (i, j) to k: (yᵢ Q₁ + yⱼ Q₂ + eᵢⱼ Q₃ (+ tᵢⱼ Q₄)) · yₖ Q₅
 *
 * Departures: encoders have no biases of their own (a constant channel stands for them); pointers are decoded from a sum where the
 * original takes a maximum of two of the terms; decoders see the encoded node, the new state, not the old one, and the strongest messages as
 * they came, since normalisation takes away how large a number is; permutations are decoded as pointers; edges are told more (features.ts). What an edge brings is computed by one product, of its channels with the product of both matrices.
 */
export interface NetworkShape {
  readonly specification: Specification;
  readonly hidden: number;
  /** Triplet messages: n³ of them in each step. Default: none. */
  readonly triplets?: boolean;
  /** Rounds of messages in each step, with weights of their own each. Default: 1. */
  readonly rounds?: number;
}

/** Closed at first, so that what is known is kept (Ibarz et al. 2022). */
const GATE_BIAS = -3;
/** Width of a triplet's message, as in Ibarz et al. 2022. */
const TRIPLET_WIDTH = 8;

export function parameterSpecs(shape: NetworkShape): ParameterSpecs {
  const { specification, hidden: h, triplets = false } = shape;
  const channels = channelsOf(specification);
  const specs: Record<string, ParameterSpecs[string]> = {
    'encode.node': matrix(channels.node, h),
    'encode.edge': matrix(channels.edge, h),
    'encode.graph': matrix(channels.graph, h),
    ...Object.fromEntries(roundsOf(shape).flatMap((round) => Object.entries(ofRound(round, h)))),
    ...ofNodeAndState('gate', h, h),
    'gate.message': matrix(h, h),
    'gate.hidden.b': bias(h),
    'gate.out.w': matrix(h, h),
    'gate.out.b': bias(h, GATE_BIAS),
  };
  if (triplets) {
    for (const part of ['first', 'second', 'third'])
      Object.assign(specs, ofNodeAndState(`triplet.${part}`, h, TRIPLET_WIDTH));
    for (const part of ['first-second', 'first-third', 'second-third', 'graph'])
      specs[`triplet.${part}`] = matrix(h, TRIPLET_WIDTH);
    specs['triplet.out'] = matrix(TRIPLET_WIDTH, h);
  }
  for (const probe of decoded(specification)) {
    const name = decoder(probe);
    const out = outputsFor(probe);
    if (isPointer(probe) || probe.location === 'edge') {
      const to = isPointer(probe) ? h : out;
      Object.assign(specs, ofProcessed(`${name}.sender`, h, to), ofProcessed(`${name}.receiver`, h, to));
      specs[`${name}.edge`] = matrix(h, to);
      if (triplets) specs[`${name}.triplet`] = matrix(h, to);
      if (isPointer(probe) && probe.location === 'node') specs[`${name}.out`] = matrix(h, 1);
      else if (isPointer(probe)) Object.assign(specs, ofProcessed(`${name}.target`, h, to));
    } else {
      Object.assign(specs, ofProcessed(name, h, out));
      specs[`${name}.b`] = bias(out);
      if (probe.location === 'graph') specs[`${name}.graph`] = matrix(h, out);
    }
  }
  return specs;
}

/** What the names of each round's weights begin with. */
function roundsOf({ rounds = 1 }: NetworkShape): string[] {
  return Array.from({ length: rounds }, (_, round) => (round === 0 ? '' : `round${round + 1}.`));
}

function ofRound(round: string, h: number): ParameterSpecs {
  return {
    ...ofNodeAndState(`${round}message.sender`, h, h),
    ...ofNodeAndState(`${round}message.receiver`, h, h),
    [`${round}message.edge`]: matrix(h, h),
    [`${round}message.graph`]: matrix(h, h),
    [`${round}message.up.w`]: matrix(h, h, 2),
    [`${round}message.up.b`]: bias(h),
    [`${round}message.down.w`]: matrix(h, h, 2),
    [`${round}message.down.b`]: bias(h),
    ...ofNodeAndState(`${round}update`, h, h),
    [`${round}update.message`]: matrix(h, h),
    [`${round}update.b`]: bias(h),
  };
}

/** [zᵢ = node and state] W, as two matrices, so that nothing has to be joined and what a node brings is computed once. */
function ofNodeAndState(name: string, h: number, to: number): ParameterSpecs {
  return { [`${name}.node`]: matrix(h, to), [`${name}.state`]: matrix(h, to) };
}

/** yᵢ W: of node, state and strongest messages. */
function ofProcessed(name: string, h: number, to: number): ParameterSpecs {
  return { ...ofNodeAndState(name, h, to), [`${name}.message`]: matrix(h, to) };
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
  /** [n · n · runs, channels], not encoded: what reads edges joins their encoder with its own matrix. */
  readonly edge: Tensor;
  /** [runs, hidden] */
  readonly graph: Tensor;
}

/** What the decoders read. */
export interface Processed {
  /** [n · runs, hidden] */
  readonly state: Tensor;
  /** [n · runs, hidden] The strongest messages, of the last round. */
  readonly strongest: Tensor;
  /** [n · n · runs, hidden]; null without triplets. */
  readonly triplets: Tensor | null;
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
      edge: rows(edge, n * n * runs),
      graph: tf.matMul(rows(graph, runs), weights.get('encode.graph')),
    };
  }

  /** @returns [n, n, runs · width] */
  private ofEdgesAndGraph(encoded: Encoded, byEdge: string, byGraph: string, width: number): Tensor {
    const { runs, graph } = encoded;
    const { tf, weights } = this;
    const fromGraph = tf.reshape(tf.matMul(graph, weights.get(byGraph)), [1, 1, runs * width]);
    return tf.add(this.ofEdges(encoded, byEdge, width), fromGraph);
  }

  /** @returns [n, n, runs · width] */
  private ofEdges({ n, runs, edge }: Encoded, name: string, width: number): Tensor {
    const { tf, weights } = this;
    const joined = tf.matMul(weights.get('encode.edge'), weights.get(name));
    return tf.reshape(tf.matMul(edge, joined), [n, n, runs * width]);
  }

  /** @returns [n · runs, outputs] */
  private ofNodes(name: string, node: Tensor, state: Tensor | null): Tensor {
    const { tf, weights } = this;
    const fromNode = tf.matMul(node, weights.get(`${name}.node`));
    return state ? tf.add(fromNode, tf.matMul(state, weights.get(`${name}.state`))) : fromNode;
  }

  /** yᵢ W @returns [n · runs, outputs] */
  private ofProcessed(name: string, { node }: Encoded, { state, strongest }: Processed): Tensor {
    const { tf, weights } = this;
    return tf.add(this.ofNodes(name, node, state), tf.matMul(strongest, weights.get(`${name}.message`)));
  }

  /**
   * One step: a round of messages or several.
   *
   * @param state [n · runs, hidden], or null: nothing is remembered, as in one-step training
   */
  process(encoded: Encoded, state: Tensor | null): Processed {
    const { tf } = this;
    const { triplets = false } = this.shape;
    const w = (name: string): Tensor => this.weights.get(name);
    let [next, strongest] = [state, state];
    for (const round of roundsOf(this.shape)) [next, strongest] = this.exchange(round, encoded, next);
    const read = triplets ? this.tripletMessages(encoded, state) : null;
    if (!next || !strongest) throw new RangeError('a step has one round of messages at least');
    if (!state) return { state: next, strongest, triplets: read };
    const z = this.ofNodes('gate', encoded.node, state);
    const opening = tf.relu(tf.add(z, dense(tf, strongest, w('gate.message'), w('gate.hidden.b'))));
    const gate = tf.sigmoid(dense(tf, opening, w('gate.out.w'), w('gate.out.b')));
    return { state: tf.add(state, tf.mul(gate, tf.sub(next, state))), strongest, triplets: read };
  }

  /** One round of messages. @returns the new state, before any gate, and the strongest messages that it comes from: [n · runs, hidden] each */
  private exchange(round: string, encoded: Encoded, state: Tensor | null): [next: Tensor, strongest: Tensor] {
    const { n, runs, node } = encoded;
    const { tf } = this;
    const { hidden: h } = this.shape;
    const w = (name: string): Tensor => this.weights.get(round + name);
    const z = (name: string): Tensor => this.ofNodes(round + name, node, state);
    const byNode = (x: Tensor): Tensor => tf.reshape(x, [n, runs * h]);
    const byEdge = this.ofEdgesAndGraph(encoded, `${round}message.edge`, `${round}message.graph`, h);
    const sums = pairSums(tf, byNode(z('message.sender')), byNode(z('message.receiver')), byEdge);
    const first = tf.relu(tf.reshape(sums, [n * n * runs, h]));
    const up = tf.relu(dense(tf, first, w('message.up.w'), w('message.up.b')));
    // The bias is the same for all senders: it is added to their maximum.
    const messages = tf.matMul(up, w('message.down.w'));
    const highest = tf.reshape(maxOverFirst(tf, tf.reshape(messages, [n, n * runs * h])), [n * runs, h]);
    const strongest = tf.add(highest, w('message.down.b'));
    const sum = tf.add(z('update'), dense(tf, strongest, w('update.message'), w('update.b')));
    return [normalise(tf, tf.relu(sum)), strongest];
  }

  /** @returns [n · n · runs, hidden] */
  private tripletMessages(encoded: Encoded, state: Tensor | null): Tensor {
    const { n, runs, node } = encoded;
    const { tf, weights } = this;
    const width = TRIPLET_WIDTH;
    const z = (name: string): Tensor => tf.reshape(this.ofNodes(`triplet.${name}`, node, state), [n, runs * width]);
    const pair = (name: string): Tensor => this.ofEdges(encoded, `triplet.${name}`, width);
    const secondThird = this.ofEdgesAndGraph(encoded, 'triplet.second-third', 'triplet.graph', width);
    const sums = tripleSums(
      tf,
      tf.add(pair('first-second'), tf.reshape(z('first'), [n, 1, runs * width])),
      pair('first-third'),
      pairSums(tf, z('second'), z('third'), secondThird),
    );
    const highest = maxOverFirst(tf, tf.reshape(sums, [n, n * n * runs * width]));
    return tf.relu(tf.matMul(tf.reshape(highest, [n * n * runs, width]), weights.get('triplet.out')));
  }

  /**
   * A probe's logits (for scalars: values; in hints, each with the logit of whether it is set), of what the network says comes next.
   *
   * @returns node: [n · runs, outputs]; edge: [n · n · runs, outputs]; graph: [runs, outputs]; a pointer's outputs are the n nodes
   */
  decode(probe: Probe, encoded: Encoded, processed: Processed): Tensor {
    const { tf } = this;
    const { n, runs, graph } = encoded;
    const name = decoder(probe);
    const w = (part: string): Tensor => this.weights.get(`${name}.${part}`);
    if (isPointer(probe) && probe.location === 'edge') return this.decodeEdgePointer(name, encoded, processed);
    if (isPointer(probe)) {
      const scores = tf.matMul(tf.relu(this.pairs(name, encoded, processed, this.shape.hidden)), w('out'));
      return tf.reshape(tf.transpose(tf.reshape(scores, [n, n, runs]), [0, 2, 1]), [n * runs, n]);
    }
    const outputs = outputsFor(probe);
    if (probe.location === 'edge') return this.pairs(name, encoded, processed, outputs);
    const each = tf.add(this.ofProcessed(name, encoded, processed), w('b'));
    if (probe.location === 'node') return each;
    const strongest = tf.reshape(maxOverFirst(tf, tf.reshape(each, [n, runs * outputs])), [runs, outputs]);
    return tf.add(strongest, tf.matMul(graph, w('graph')));
  }

  /** @returns [n · n · runs, width] */
  private pairs(name: string, encoded: Encoded, processed: Processed, width: number): Tensor {
    const { tf } = this;
    const { n, runs } = encoded;
    const { triplets } = processed;
    const byNode = (part: string): Tensor =>
      tf.reshape(this.ofProcessed(`${name}.${part}`, encoded, processed), [n, runs * width]);
    const byEdge = this.ofEdges(encoded, `${name}.edge`, width);
    const sums = pairSums(tf, byNode('sender'), byNode('receiver'), byEdge);
    const rows = tf.reshape(sums, [n * n * runs, width]);
    return triplets ? tf.add(rows, tf.matMul(triplets, this.weights.get(`${name}.triplet`))) : rows;
  }

  /** @returns [n · n · runs, n] */
  private decodeEdgePointer(name: string, encoded: Encoded, processed: Processed): Tensor {
    const { tf } = this;
    const { hidden: h } = this.shape;
    const { n, runs } = encoded;
    const from = tf.reshape(this.pairs(name, encoded, processed, h), [n * n, runs, h]);
    const to = tf.reshape(this.ofProcessed(`${name}.target`, encoded, processed), [n, runs, h]);
    const scores = tf.matMul(tf.transpose(from, [1, 0, 2]), tf.transpose(to, [1, 2, 0]));
    return tf.reshape(tf.transpose(scores, [1, 0, 2]), [n * n * runs, n]);
  }
}
