import type { FunctionId, Program } from '../../../shared/program.ts';
import { UserError } from '../../../shared/errors.ts';
import type { ValueFlow } from '../flow/flow.ts';
import type { SampledRun } from '../run.ts';
import type { Specification, Stage, Trajectory } from '../spec.ts';
import { findAxes, type Axis } from './axes.ts';
import { Codec } from './codec.ts';
import { Names } from './names.ts';
import { isEnumeration, tracksOf, type Context, type Placed, type Unplaced } from './place-tracks.ts';
import { decodeRun, hintPlaces, inputPlaces, outputPlaces, valuesOf, type Place } from './places.ts';
import { combine } from './sequences.ts';
import { shapeOfValues } from './shapes.ts';
import type { DecodedRun } from './sources.ts';
import type { Track } from './tracks.ts';

/** What is known of a function before its runs are looked at. */
export interface Described {
  readonly name: string;
  readonly program: Program;
  readonly flow: ValueFlow;
  readonly entry: FunctionId;
  /** Parameter names, in order. */
  readonly parameters: readonly string[];
  /** Parameters that are adjacency or weight matrices. */
  readonly graphs: ReadonlySet<string>;
}

/** The specification of a function, and how its runs become trajectories. */
export class Inferred {
  /** By probe name: what it stands for. */
  readonly origins: ReadonlyMap<string, string>;

  constructor(
    readonly codec: Codec,
    readonly unplaced: readonly Unplaced[],
  ) {
    this.origins = new Map(codec.tracks.map(({ probe, from }) => [probe.name, from]));
  }

  get specification(): Specification {
    return this.codec.specification;
  }

  /** A run as dense arrays; null if it threw or has no nodes. */
  trajectory(run: SampledRun): Trajectory | null {
    return run.outcome.threw === null ? this.codec.encode(decodeRun(run)) : null;
  }
}

/**
 * Infers a specification from runs of a function and the flow of its values.
 * @throws {UserError} exit 2 where no input is a sequence, a string or a graph: there is nothing to count nodes by
 */
export function inferSpecification(described: Described, sampled: readonly SampledRun[]): Inferred {
  const { program, flow, entry, parameters, graphs } = described;
  const decoded = sampled.filter(({ outcome }) => outcome.threw === null).map(decodeRun);
  const places = inputPlaces(flow, entry, parameters, decoded);
  const inputs = places.map((place) => ({ place, shape: shapeOfInput(place, decoded) }));
  const { axes, measures } = findAxes(flow.kinds, inputs, decoded);
  const runs = decoded.filter((run) => measures.nodes(run) > 0);
  if (axes.length === 0 || runs.length === 0) {
    throw new UserError(
      `${described.name} takes no array, string or graph that nodes could stand for: a CLRS specification needs one.`,
    );
  }
  const sequences = inputs.filter(({ shape }) => shape.kind === 'sequence').map(({ place }) => place);
  const names = new Names(axes.length > 1 ? ['pos', 'string'] : ['pos']);
  const context: Context = { flow, runs, axes, names, graphs, sequences };
  const placed: Placed[] = [
    positionTracks(axes),
    ...combine(context, inputs),
    ...outputPlaces(flow, entry, parameters, runs).map((place) => tracksOf(context, place, 'output')),
    ...hintPlaces(program, flow, runs).map((place) => tracksOf(context, place, 'hint')),
  ];
  const tracks = placed.flatMap((each) => ('why' in each ? [] : each));
  const unplaced = placed.flatMap((each) => ('why' in each ? [each] : []));
  return new Inferred(new Codec(described.name, tracks, measures), unplaced);
}

function shapeOfInput(place: Place, runs: readonly DecodedRun[]): ReturnType<typeof shapeOfValues> {
  const values = valuesOf(place, runs);
  return shapeOfValues(values, !isEnumeration(values));
}

/** Where each node stands among its likes, from 0 to 1, and with several axes on which one it lies. */
function positionTracks(axes: readonly Axis[]): readonly Track[] {
  const input: Stage = 'input';
  const pos: Track = {
    probe: { name: 'pos', stage: input, location: 'node', type: 'scalar' },
    from: 'where a node stands, from 0 to 1',
    form: { kind: 'positions' },
  };
  if (axes.length === 1) return [pos];
  const categories = axes.map(({ names }) => names.join(', '));
  const type = axes.length === 2 ? 'mask' : 'categorical';
  const string: Track = {
    probe: { name: 'string', stage: input, location: 'node', type, ...(type === 'mask' ? {} : { categories }) },
    from: `which of ${categories.join(' and ')} a node belongs to`,
    form: { kind: 'strings' },
  };
  return [pos, string];
}
