import type { Outcome } from '../../shared/report.ts';
import type { Wire } from '../../shared/values.ts';
import { foundProbes, readAnswer, type Answers } from './answers.ts';
import { Axes, type Measure } from './infer/axes.ts';
import { Codec } from './infer/codec.ts';
import { decodeRun } from './infer/places.ts';
import type { Track } from './infer/tracks.ts';
import type { SampledRun } from './run.ts';
import { categoryCount, probesOf, shapeOf, sizeOf, type Probe, type Specification, type Trajectory } from './spec.ts';
import { isPointer } from './values.ts';

/** What {@link Calls} is made of, as it is kept. */
export interface CallsData {
  readonly algorithm: string;
  readonly tracks: readonly Track[];
  readonly axes: readonly Measure[];
  readonly answers: Answers;
  /** By hint of numbers: its largest value in training, relative to the largest number of the call, if that is above 1. */
  readonly scales: Readonly<Record<string, number>>;
  /** Moments of a run: the most that training showed for each node, and the largest number of nodes it showed. */
  readonly pace: { readonly moments: number; readonly nodes: number };
}

/** Rounds of messages before the answer, where there are no hints. */
export const ROUNDS = 4;
/** Moments beyond those that the pace tells, as a factor. */
const PATIENCE = 1.25;

/**
 * Where a run stands: a network that runs by itself is not told how long. It begins with hints that are blank, so that nothing but the
 * inputs has to be known of a call.
 */
const PHASE: Probe = {
  name: 'the run',
  stage: 'hint',
  location: 'graph',
  type: 'categorical',
  categories: ['begins', 'goes on', 'ends'],
};
const [BEGINS, GOES_ON, ENDS] = [0, 1, 2];

/** Whether a network that predicts these hints says that the run is over. */
export function isOver(hints: Readonly<Record<string, Float32Array>>): boolean {
  return hints[PHASE.name]?.[0] === ENDS;
}

/** Calls of a function as runs of the network: its inferred probes, numbers relative to the call's largest, and when it ends. */
export class Calls {
  readonly specification: Specification;
  /** Whether there are hints; else the network remembers a state through a few rounds. */
  readonly hinted: boolean;
  private readonly codec: Codec;
  private readonly found: ReadonlyMap<Probe, Probe>;

  constructor(readonly data: CallsData) {
    this.codec = new Codec(data.algorithm, data.tracks, new Axes(data.axes));
    this.found = foundProbes(this.codec, data.answers);
    const { probes } = this.codec.specification;
    this.hinted = probes.some(({ stage }) => stage === 'hint');
    this.specification = {
      algorithm: data.algorithm,
      probes: [
        ...probes.filter(({ stage }) => stage === 'input'),
        ...probes.filter(({ stage }) => stage === 'output'),
        ...this.found.values(),
        ...probes.filter(({ stage }) => stage === 'hint'),
        ...(this.hinted ? [PHASE] : []),
      ],
    };
  }

  /** A call before it is answered; null where it has no nodes. `length` is as long as the network may take. */
  begin(input: readonly Wire[]): Trajectory | null {
    const outcome: Outcome = { output: null, threw: null, mutated: input, sameAs: null };
    const run = this.codec.encode(decodeRun({ input, outcome, states: [] }), ['input']);
    if (!run) return null;
    const data = scaled(this.codec.specification, run, {});
    if (!this.hinted) return { ...run, length: ROUNDS + 1, data };
    for (const probe of probesOf(this.specification, 'hint')) data[probe.name] = blank(probe, run.n);
    return { ...run, length: this.limit(run.n), data };
  }

  private limit(n: number): number {
    const { moments, nodes } = this.data.pace;
    // Beyond the sizes of training, runs may grow with the square of the nodes.
    return 3 + Math.ceil(PATIENCE * moments * n * Math.max(1, n / nodes));
  }

  /** A recorded run; null where it threw or has no nodes. */
  record(sampled: SampledRun): Trajectory | null {
    if (sampled.outcome.threw !== null) return null;
    const run = this.codec.encode(decodeRun(sampled));
    if (!run) return null;
    const data = scaled(this.codec.specification, run, this.data.scales);
    for (const [mark, found] of this.found)
      data[found.name] = Float32Array.of(data[mark.name]?.includes(1) === true ? 1 : 0);
    if (!this.hinted) return { ...run, length: ROUNDS + 1, data };
    const length = run.length + 1;
    for (const probe of probesOf(this.codec.specification, 'hint'))
      data[probe.name] = Float32Array.from([...blank(probe, run.n), ...(data[probe.name] ?? [])]);
    const phases = new Float32Array(length * categoryCount(PHASE));
    for (let t = 0; t < length; t++) {
      const phase = t === 0 ? BEGINS : t === length - 1 ? ENDS : GOES_ON;
      phases[t * categoryCount(PHASE) + phase] = 1;
    }
    data[PHASE.name] = phases;
    return { n: run.n, length, data };
  }

  /** The outcome that outputs stand for; null where they stand for none. */
  answer(input: readonly Wire[], outputs: Readonly<Record<string, Float32Array>>): Outcome | null {
    const marked = { ...outputs };
    for (const [mark, found] of this.found)
      if (outputs[found.name]?.[0] !== 1) marked[mark.name] = new Float32Array(outputs[mark.name]?.length ?? 0);
    return readAnswer(this.codec, this.data.answers, input, marked);
  }
}

/** How a function's runs go, and how large their numbers are. */
export function measureRuns(codec: Codec, runs: readonly SampledRun[]): Pick<CallsData, 'scales' | 'pace'> {
  const scales: Record<string, number> = {};
  const pace = { moments: 0, nodes: 1 };
  for (const sampled of runs) {
    const run = sampled.outcome.threw === null ? codec.encode(decodeRun(sampled)) : null;
    if (!run) continue;
    pace.moments = Math.max(pace.moments, run.length / run.n);
    pace.nodes = Math.max(pace.nodes, run.n);
    const data = scaled(codec.specification, run, {});
    for (const { name, type } of probesOf(codec.specification, 'hint'))
      if (type === 'scalar') scales[name] = Math.max(scales[name] ?? 1, largest(data[name] ?? new Float32Array()));
  }
  return { scales, pace };
}

/** Nothing is known yet. */
function blank(probe: Probe, n: number): Float32Array {
  const values = new Float32Array(sizeOf(shapeOf({ ...probe, stage: 'input' }, n, 0)));
  if (probe.name === PHASE.name) values[BEGINS] = 1;
  else if (isPointer(probe) || probe.type === 'categorical') values.fill(-1);
  return values;
}

/** Numbers relative to the largest of the inputs, so that they stay between −1 and 1; where nodes stand is so already. */
function scaled(
  { probes }: Specification,
  { data }: Trajectory,
  scales: CallsData['scales'],
): Record<string, Float32Array> {
  const numbers = probes.filter(({ type, name }) => type === 'scalar' && name !== 'pos');
  const all = numbers.flatMap(({ stage, name }) =>
    stage === 'input' ? [largest(data[name] ?? new Float32Array())] : [],
  );
  const scale = Math.max(1e-9, ...all);
  const out: Record<string, Float32Array> = { ...data };
  for (const { name } of numbers)
    out[name] = (data[name] ?? new Float32Array()).map((x) => x / scale / (scales[name] ?? 1));
  return out;
}

function largest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
