import type { Kinds, Kind } from '../flow/kinds.ts';
import type { Place } from './places.ts';
import { itemsOf, rowsOf, type Shape } from './shapes.ts';
import { readSource, type DecodedRun, type Source } from './sources.ts';

/**
 * A size that nodes are counted by. Several axes lie one after the other: with two strings, the nodes of the first come
 * before those of the second, as in the benchmark.
 */
export interface Axis {
  /** Which it is in {@link Measure}s; or all of them together, as one. */
  readonly ref: AxisRef;
  /** The inputs that are as long. */
  readonly names: readonly string[];
  readonly length: (run: DecodedRun) => number;
  /** Kinds of what finds an element along it. */
  readonly indices: readonly Kind[];
}

/** An axis by its place among all, which lie one after the other. */
export type AxisRef = number | 'all';

/** How an axis is measured: the rows of an input, or the columns of a matrix. */
export interface Measure {
  readonly source: Source;
  readonly columns: boolean;
}

/** The axes of one specification, as data. */
export class Axes {
  constructor(readonly measures: readonly Measure[]) {}

  length(ref: AxisRef, run: DecodedRun): number {
    if (ref === 'all') return this.nodes(run);
    const measure = this.measures[ref];
    return measure ? measured(measure, run) : 0;
  }

  /** How many nodes come before. */
  offset(ref: AxisRef, run: DecodedRun): number {
    if (ref === 'all') return 0;
    return this.measures.slice(0, ref).reduce((sum, measure) => sum + measured(measure, run), 0);
  }

  /** How many nodes a run has. */
  nodes(run: DecodedRun): number {
    return this.measures.reduce((sum, measure) => sum + measured(measure, run), 0);
  }
}

function measured({ source, columns }: Measure, run: DecodedRun): number {
  const [value] = readSource(source, run);
  return columns ? (rowsOf(value)[0]?.length ?? 0) : itemsOf(value).length;
}

interface Measured {
  readonly name: string;
  readonly measure: Measure;
  readonly indices: Kind;
}

/** The axes of a function's inputs: arrays that are as long as each other in every run are on one axis. */
export function findAxes(
  kinds: Kinds,
  inputs: readonly { readonly place: Place; readonly shape: Shape }[],
  runs: readonly DecodedRun[],
): { readonly axes: readonly Axis[]; readonly measures: Axes } {
  const groups = new Map<string, Measured[]>();
  for (const each of inputs.flatMap(({ place, shape }) => measure(kinds, place, shape))) {
    const key = runs.map((run) => measured(each.measure, run)).join();
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const all = [...groups.values()];
  const measures = new Axes(all.flatMap(([first]) => first?.measure ?? []));
  const axes = all.map((group, ref): Axis => {
    return {
      ref,
      names: [...new Set(group.map(({ name }) => name))],
      length: (run) => measures.length(ref, run),
      indices: group.map(({ indices }) => indices),
    };
  });
  return { axes, measures };
}

function measure(kinds: Kinds, { name, kind, source }: Place, shape: Shape): Measured[] {
  const along = { name, measure: { source, columns: false }, indices: kinds.indices(kind) };
  if (shape.kind === 'sequence' || shape.kind === 'rows') return [along];
  if (shape.kind !== 'matrix') return [];
  return [along, { name, measure: { source, columns: true }, indices: kinds.indices(kinds.elements(kind)) }];
}

/** All axes as one. */
function allOf(axes: readonly Axis[]): Axis {
  return {
    ref: 'all',
    names: axes.flatMap(({ names }) => names),
    length: (run) => axes.reduce((sum, axis) => sum + axis.length(run), 0),
    indices: [],
  };
}

/** The axis whose elements a kind finds, if it finds any. */
export function axisOfIndex(kinds: Kinds, axes: readonly Axis[], kind: Kind): Axis | null {
  return axes.find((axis) => axis.indices.some((indices) => kinds.same(indices, kind))) ?? null;
}

/** Positions by which something may be shorter or longer than its axis: the table of a dynamic program has a border. */
const MOST_OFF = 2;

/** A length as it was found in a run. */
export interface Length {
  readonly run: DecodedRun;
  readonly length: number;
}

/**
 * The axis that lengths follow, up to a constant: the one that the data flow says, else one that fits, else all axes
 * together; null: none.
 */
export function axisOfLengths(
  kinds: Kinds,
  axes: readonly Axis[],
  indices: Kind,
  lengths: readonly Length[],
): Axis | null {
  const known = axisOfIndex(kinds, axes, indices);
  const candidates = [...(known ? [known] : []), ...axes, ...(axes.length > 1 ? [allOf(axes)] : [])];
  const exact = candidates.find((axis) => isAlong(axis, lengths, 0));
  if (exact) return exact;
  return (
    candidates.find((axis) => {
      const [off = 0] = lengths.filter(({ length }) => length > 0).map(({ run, length }) => length - axis.length(run));
      return Math.abs(off) <= MOST_OFF && isAlong(axis, lengths, off);
    }) ?? null
  );
}

function isAlong(axis: Axis, lengths: readonly Length[], off: number): boolean {
  return lengths.every(({ run, length }) => length === Math.max(0, axis.length(run) + off));
}

/** The lengths of something at every moment, and at the last one of each run. */
export interface Lengths {
  readonly all: readonly Length[];
  readonly last: readonly Length[];
}

/**
 * The axis of something that grows: the one that the data flow says, or that it is as long as in the end, if it never
 * grows beyond.
 */
export function axisOfGrowing(kinds: Kinds, axes: readonly Axis[], indices: Kind, { all, last }: Lengths): Axis | null {
  const known =
    axisOfIndex(kinds, axes, indices) ?? (last.length > 0 ? axisOfLengths(kinds, axes, indices, last) : null);
  return known && all.every(({ run, length }) => length <= known.length(run) + MOST_OFF) ? known : null;
}
