import type { Location, Probe, ProbeType, Stage } from '../spec.ts';
import type { Axis } from './axes.ts';
import type { CellType } from './cells.ts';
import type { Cells, Form } from './forms.ts';
import type { Place } from './places.ts';
import type { Source } from './sources.ts';

/** A probe and where its values come from. */
export interface Track {
  readonly probe: Probe;
  /** What it stands for, as a phrase for people. */
  readonly from: string;
  readonly form: Form;
}

type Written = Exclude<CellType, { readonly type: 'none' }>;

interface Wanted {
  readonly name: string;
  readonly stage: Stage;
  readonly from: string;
}

function track({ name, stage, from }: Wanted, location: Location, type: ProbeType, form: Form): Track {
  return { probe: { name, stage, location, type }, from, form };
}

function probeOf({ name, stage }: Wanted, location: Location, cells: Written): Probe {
  const type: ProbeType = cells.type === 'position' ? 'pointer' : cells.type;
  return cells.type === 'categorical'
    ? { name, stage, location, type, categories: cells.categories }
    : { name, stage, location, type };
}

function cellsOf(cells: Written): Cells {
  if (cells.type === 'position') return { type: 'position', axis: cells.axis.ref };
  return cells.type === 'scalar' ? { type: 'scalar' } : cells;
}

/** A single value. A position becomes one-hot among the nodes. */
export function scalarTrack(wanted: Wanted, { source }: Place, cells: Written): Track {
  const form: Form = { kind: 'scalar', source, cells: cellsOf(cells) };
  if (cells.type === 'position') return track(wanted, 'node', 'mask_one', form);
  return { probe: probeOf(wanted, 'graph', cells), from: wanted.from, form };
}

/** Sequences on an axis each, as one probe. */
export function nodeTrack(
  wanted: Wanted,
  parts: readonly { readonly place: Place; readonly axis: Axis }[],
  cells: Written,
): Track {
  const placed = parts.map(({ place, axis }) => ({ source: place.source, axis: axis.ref }));
  const form: Form = { kind: 'nodes', parts: placed, cells: cellsOf(cells) };
  return { probe: probeOf(wanted, 'node', cells), from: wanted.from, form };
}

/** Positions that a collection holds, as the nodes that are in it. */
export function memberTrack(wanted: Wanted, { source }: Place, axis: Axis): Track {
  return track(wanted, 'node', 'mask', { kind: 'members', source, axis: axis.ref });
}

/** A sequence that holds an input's elements in another order: each node points at the one before it, the first at itself. */
export function orderTrack(wanted: Wanted, { source }: Place, axis: Axis, of: Source): Track {
  const type = wanted.stage === 'output' ? 'permutation' : 'pointer';
  return track(wanted, 'node', type, { kind: 'order', source, axis: axis.ref, of });
}

/** A value that always is one of an input's elements, as the first node that has it. */
export function pickTrack(wanted: Wanted, { source }: Place, axis: Axis, of: Source): Track {
  return track(wanted, 'node', 'mask_one', { kind: 'pick', source, axis: axis.ref, of });
}

/** A sequence each of whose elements is one of an input's: each node points at the first one that has it. */
export function picksTrack(wanted: Wanted, { source }: Place, axis: Axis, of: { source: Source; axis: Axis }): Track {
  const form: Form = { kind: 'picks', source, axis: axis.ref, of: of.source, from: of.axis.ref };
  return track(wanted, 'node', 'pointer', form);
}

/** A matrix whose rows lie along one axis and whose columns lie along another. */
export function edgeTrack(wanted: Wanted, { source }: Place, rows: Axis, columns: Axis, cells: Written): Track {
  const form: Form = { kind: 'edges', source, rows: rows.ref, columns: columns.ref, cells: cellsOf(cells) };
  return { probe: probeOf(wanted, 'edge', cells), from: wanted.from, form };
}

/** Where a matrix of weights has an edge, and on the diagonal, as in the benchmark. */
export function adjacencyTrack(wanted: Wanted, { source }: Place, axis: Axis): Track {
  return track(wanted, 'edge', 'mask', { kind: 'adjacency', source, axis: axis.ref });
}

/** Rows that hold the neighbours of each node. */
export function neighbourTrack(wanted: Wanted, { source }: Place, axis: Axis): Track {
  return track(wanted, 'edge', 'mask', { kind: 'neighbours', source, axis: axis.ref });
}

/** A place's values as whether they are finite. */
export function whetherFinite(place: Place): Place {
  return { ...place, source: { ...place.source, finite: true } };
}
