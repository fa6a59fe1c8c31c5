import type { Location, Probe, Specification, Trajectory } from './spec.ts';
import { categories, isDefined, isPointer, valuesAt } from './values.ts';

/**
 * What the encoders see: the channels of inputs and current hints, by location. Rows are ordered node first, then run, so that
 * sums and maxima over senders are sums and maxima over the first axis.
 *
 *   node    [n · runs, channels]          row  node · runs + run
 *   edge    [n · n · runs, channels]      row  (sender · n + receiver) · runs + run
 *   graph   [runs, channels]
 */
export interface Features {
  readonly n: number;
  readonly runs: number;
  readonly node: Float32Array;
  readonly edge: Float32Array;
  readonly graph: Float32Array;
}

export type Channels = Readonly<Record<Location, number>>;

/**
 * A pointer is a mask of edges; what is told of edges is told in both directions, and which edges are loops, and which lead from a node to
 * the one after it, as the benchmark's hints that never change do (`pred_h`). Of the pointers of edges,
 * an edge (i, k) is told which share of those from row i leads to k, and which share of those from column i. How the numbers of two nodes
 * compare is told to the edge between them: a network of this width tells near numbers apart too coarsely, and there are more of them
 * the larger a graph is.
 */
export function channelsOf(specification: Specification): Channels {
  const count = { node: 1, edge: 3, graph: 1 };
  for (const probe of encoded(specification)) {
    count[placeOf(probe)] += channelsFor(probe);
    if (isCompared(probe)) count.edge += 2;
  }
  return count;
}

function isCompared({ location, type }: Probe): boolean {
  return location === 'node' && type === 'scalar';
}

function channelsFor(probe: Probe): number {
  if (isPointer(probe)) return probe.location === 'edge' ? 4 : 2;
  return categories(probe) * (probe.location === 'edge' ? 2 : 1);
}

function encoded(specification: Specification): readonly Probe[] {
  return specification.probes.filter(({ stage }) => stage !== 'output');
}

function placeOf(probe: Probe): Location {
  return isPointer(probe) ? 'edge' : probe.location;
}

/** A run at a moment. Hints may be the network's own instead of the recorded ones. */
export interface Moment {
  readonly run: Trajectory;
  readonly step: number;
  readonly hints?: Readonly<Record<string, Float32Array>>;
  /** [n] Instead of the input called `pos`: positions drawn anew (Ibarz et al. 2022, section 3.2). */
  readonly positions?: Float32Array;
}

/** @param moments all of one `n` */
export function encodeFeatures(specification: Specification, moments: readonly Moment[]): Features {
  const n = moments[0]?.run.n ?? 0;
  const runs = moments.length;
  const channels = channelsOf(specification);
  const features = {
    n,
    runs,
    node: new Float32Array(n * runs * channels.node),
    edge: new Float32Array(n * n * runs * channels.edge),
    graph: new Float32Array(runs * channels.graph),
  };
  moments.forEach((moment, run) => {
    const writer = new Writer(features, channels, run);
    for (const probe of encoded(specification)) writer.write(probe, current(probe, moment));
    writer.constants();
  });
  return features;
}

/** A probe's values where a run stands: {@link valuesAt}, or the network's own. */
export function current(probe: Probe, { run, step, hints, positions }: Moment): Float32Array {
  if (probe.name === 'pos' && positions) return positions;
  return (probe.stage === 'hint' ? hints?.[probe.name] : undefined) ?? valuesAt(probe, run, step);
}

/** Writes the channels of one run, one after the other. */
class Writer {
  private readonly next = { node: 0, edge: 0, graph: 0 };

  constructor(
    private readonly features: Features,
    private readonly channels: Channels,
    private readonly run: number,
  ) {}

  write(probe: Probe, values: Float32Array): void {
    const { n } = this.features;
    const place = placeOf(probe);
    const channel = this.next[place];
    if (isPointer(probe)) {
      values.forEach((target, from) => {
        if (target < 0) return;
        if (probe.location === 'node') this.edge(channel, from, target, 1);
        else {
          this.edge(channel, Math.floor(from / n), target, 1 / n);
          this.edge(channel + 2, from % n, target, 1 / n);
        }
      });
    } else if (place === 'edge') {
      values.forEach((value, at) => {
        const [category, written] = cell(probe, value);
        if (written !== 0) this.edge(channel + 2 * category, Math.floor(at / n), at % n, written);
      });
    } else {
      values.forEach((value, at) => {
        const [category, written] = cell(probe, value);
        const row = place === 'node' ? at * this.features.runs + this.run : this.run;
        this.features[place][row * this.channels[place] + channel + category] = written;
      });
    }
    this.next[place] += channelsFor(probe);
    if (isCompared(probe)) this.compare(values);
  }

  /** From smaller to larger. */
  private compare(values: Float32Array): void {
    values.forEach((one, from) => {
      values.forEach((other, to) => {
        if (one < other) this.edge(this.next.edge, from, to, 1);
      });
    });
    this.next.edge += 2;
  }

  /** Which edges are loops and which lead to the next node; a one for nodes and graph, so that every location has a channel. */
  constants(): void {
    const { n, runs, node, graph } = this.features;
    for (let i = 0; i + 1 < n; i++) this.edge(this.next.edge + 1, i, i + 1, 1);
    for (let i = 0; i < n; i++) {
      this.features.edge[this.edgeRow(i, i) * this.channels.edge + this.next.edge] = 1;
      node[(i * runs + this.run) * this.channels.node + this.next.node] = 1;
    }
    graph[this.run * this.channels.graph + this.next.graph] = 1;
  }

  private edge(channel: number, from: number, to: number, value: number): void {
    const { edge } = this.features;
    const there = this.edgeRow(from, to) * this.channels.edge + channel;
    const back = this.edgeRow(to, from) * this.channels.edge + channel + 1;
    edge[there] = (edge[there] ?? 0) + value;
    edge[back] = (edge[back] ?? 0) + value;
  }

  private edgeRow(from: number, to: number): number {
    return (from * this.features.n + to) * this.features.runs + this.run;
  }
}

/** Which of a probe's channels a value is written to, and what. What is not defined is left 0. */
function cell(probe: Probe, value: number): [category: number, written: number] {
  if (!isDefined(probe, value)) return [0, 0];
  return categories(probe) > 1 ? [value, 1] : [0, value];
}
