import type { ValueFlow } from '../flow/flow.ts';
import type { Kind } from '../flow/kinds.ts';
import type { Stage } from '../spec.ts';
import { axisOfGrowing, axisOfIndex, axisOfLengths, type Axis, type Length, type Lengths } from './axes.ts';
import { cellType, type Cell, type CellType } from './cells.ts';
import type { Names } from './names.ts';
import { valuesOf, type Place } from './places.ts';
import { orderOf } from './forms.ts';
import { readSource, type DecodedRun } from './sources.ts';
import { itemsOf, rowsOf, shapeOfValues } from './shapes.ts';
import {
  adjacencyTrack,
  edgeTrack,
  memberTrack,
  neighbourTrack,
  nodeTrack,
  orderTrack,
  pickTrack,
  picksTrack,
  scalarTrack,
  whetherFinite,
  type Track,
} from './tracks.ts';

/** Everything that a place's probe is decided from. */
export interface Context {
  readonly flow: ValueFlow;
  readonly runs: readonly DecodedRun[];
  readonly axes: readonly Axis[];
  readonly names: Names;
  /** Names of the inputs that are adjacency or weight matrices. */
  readonly graphs: ReadonlySet<string>;
  /** The inputs that an output may hold in another order. */
  readonly sequences: readonly Place[];
}

/** Something that has no place in a specification. */
export interface Unplaced {
  readonly name: string;
  readonly stage: Stage;
  readonly why: string;
}

export type Placed = readonly Track[] | Unplaced;

/** The probes that a place becomes, or why it becomes none. */
export function tracksOf(context: Context, place: Place, stage: Stage): Placed {
  const values = valuesOf(place, context.runs);
  const strings = stage === 'input' || values.some((value) => typeof value === 'string' && value.length > 1);
  const shape = shapeOfValues(values, strings && !isEnumeration(values));
  const builder = new PlaceTracks(context, place, stage);
  switch (shape.kind) {
    case 'scalar':
      return builder.scalar();
    case 'sequence':
      return builder.sequence();
    case 'set':
      return builder.members() ?? builder.unplaced('it holds no positions of an input');
    case 'matrix':
      return builder.matrix();
    case 'rows':
      return builder.rows();
    case 'other':
      return builder.unplaced(shape.why);
  }
}

/** A few words that come again and again are one value each, not characters. */
export function isEnumeration(values: readonly unknown[]): boolean {
  const distinct = new Set(values.filter((value) => typeof value === 'string'));
  return (
    distinct.size > 0 &&
    distinct.size <= 8 &&
    [...distinct].some((word) => word.length > 1) &&
    values.length >= 12 * distinct.size
  );
}

class PlaceTracks {
  constructor(
    private readonly context: Context,
    private readonly place: Place,
    private readonly stage: Stage,
  ) {}

  unplaced(why: string): Unplaced {
    return { name: this.place.name, stage: this.stage, why };
  }

  scalar(): Placed {
    const { kind } = this.place;
    const cells = this.cells(kind, (value) => [value]);
    const picked = cells.type === 'scalar' || cells.type === 'none' ? this.picked((value) => [value]) : null;
    if (picked) {
      const from = `${this.place.name}, one of ${picked.place.name}`;
      return [pickTrack(this.wanted(this.place.name, from), this.place, picked.axis, picked.place.source)];
    }
    if (cells.type === 'none') return this.unplaced(cells.why);
    const from =
      cells.type === 'position' ? `${this.place.name}, a position in ${cells.axis.names.join(', ')}` : this.place.name;
    return this.withFinite(cells, (name, place, type) => scalarTrack({ name, stage: this.stage, from }, place, type));
  }

  sequence(): Placed {
    const { kinds } = this.context.flow;
    const { kind, name } = this.place;
    const axis = this.axis(
      kinds.indices(kind),
      this.lengths((value) => [itemsOf(value).length]),
    );
    if (!axis) {
      return this.members() ?? this.unplaced('its length follows no input, and it holds no positions of one');
    }
    if (this.stage !== 'input') {
      const source = this.source();
      if (source) {
        const from = `${name}, ${source.name} in another order`;
        return [orderTrack(this.wanted(name, from), this.place, axis, source.source)];
      }
    }
    const cells = this.cells(kinds.elements(kind), itemsOf);
    const picked = cells.type === 'scalar' || cells.type === 'none' ? this.picked(itemsOf) : null;
    if (picked) {
      const from = `${name}, each one of ${picked.place.name}`;
      const of = { source: picked.place.source, axis: picked.axis };
      return [picksTrack(this.wanted(name, from), this.place, axis, of)];
    }
    if (cells.type === 'none') return this.unplaced(cells.why);
    const from = along(name, [axis], cells);
    return this.withFinite(cells, (unique, place, type) =>
      nodeTrack({ name: unique, stage: this.stage, from }, [{ place, axis }], type),
    );
  }

  /** A collection of positions as a mask. null: it holds something else. */
  members(): Placed | null {
    const { flow, axes } = this.context;
    const element = flow.kinds.elements(this.place.kind);
    const axis = axisOfIndex(flow.kinds, axes, element);
    const all = (value: unknown): readonly unknown[] =>
      value instanceof Set ? [...(value as Set<unknown>)] : itemsOf(value);
    const cells = this.cells(element, all);
    if (!axis || cells.type !== 'position') return null;
    const { name } = this.place;
    return [
      memberTrack(this.wanted(name, `${name}, the positions of ${axis.names.join(', ')} in it`), this.place, axis),
    ];
  }

  matrix(): Placed {
    const { kinds } = this.context.flow;
    const { kind, name } = this.place;
    const inner = kinds.elements(kind);
    const rows = this.axis(
      kinds.indices(kind),
      this.lengths((value) => [rowsOf(value).length]),
    );
    const columns = this.axis(
      kinds.indices(inner),
      this.lengths((value) => rowsOf(value).map((row) => row.length)),
    );
    if (!rows || !columns) return this.unplaced('its rows or columns follow no input');
    const cells = this.cells(kinds.elements(inner), (value) => rowsOf(value).flat());
    if (cells.type === 'none') return this.unplaced(cells.why);
    const from = along(name, [rows, columns], cells);
    const isGraph = this.stage === 'input' && rows === columns && this.context.graphs.has(name);
    const type: CellType = isGraph ? { type: 'scalar', bounded: true } : cells;
    const tracks = this.withFinite(type, (unique, place, each) =>
      edgeTrack({ name: unique, stage: this.stage, from }, place, rows, columns, each),
    );
    if (!isGraph) return tracks;
    const adjacency = this.wanted('adj', `where ${name} is not 0, and the diagonal`);
    return [...tracks, adjacencyTrack(adjacency, this.place, rows)];
  }

  /** Rows of any length: lists of neighbours, or a table in the making. */
  rows(): Placed {
    const { flow, axes } = this.context;
    const { kinds } = flow;
    const { kind, name } = this.place;
    const outer = this.axis(
      kinds.indices(kind),
      this.lengths((value) => [rowsOf(value).length]),
    );
    const cell = kinds.elements(kinds.elements(kind));
    const to = axisOfIndex(kinds, axes, cell);
    if (outer && outer === to && !axisOfIndex(kinds, axes, kinds.indices(kinds.elements(kind)))) {
      return [neighbourTrack(this.wanted(name, `${name}, the neighbours of each node`), this.place, outer)];
    }
    return this.matrix();
  }

  private axis(indices: Kind, lengths: Lengths): Axis | null {
    const { flow, axes } = this.context;
    const along = axisOfLengths(flow.kinds, axes, indices, lengths.all);
    return along ?? (this.stage === 'hint' ? axisOfGrowing(flow.kinds, axes, indices, lengths) : null);
  }

  private lengths(measure: (value: unknown) => readonly number[]): Lengths {
    const { runs } = this.context;
    const of = (run: DecodedRun, values: readonly unknown[]): Length[] =>
      values
        .filter((value) => value !== undefined && value !== null)
        .flatMap((value) => measure(value).map((length) => ({ run, length })));
    return {
      all: runs.flatMap((run) => of(run, readSource(this.place.source, run))),
      last: runs.flatMap((run) => of(run, readSource(this.place.source, run).slice(-1))),
    };
  }

  private cells(kind: Kind, take: (value: unknown) => readonly unknown[]): CellType {
    const { flow, axes, runs } = this.context;
    const cells: Cell[] = runs.flatMap((run) =>
      readSource(this.place.source, run).flatMap((value) => take(value).map((item) => ({ run, value: item }))),
    );
    return cellType(flow.kinds, axes, kind, cells, this.stage === 'input');
  }

  /** The input whose elements it always holds, in some order. */
  private source(): Place | null {
    const { runs, sequences } = this.context;
    return (
      sequences.find((source) =>
        runs.every((run) => {
          const from = itemsOf(readSource(source.source, run)[0]);
          return readSource(this.place.source, run).every(
            (value) => value === undefined || orderOf(itemsOf(value), from) !== null,
          );
        }),
      ) ?? null
    );
  }

  /** The input whose elements an output's values always are, and its axis. */
  private picked(take: (value: unknown) => readonly unknown[]): { readonly place: Place; readonly axis: Axis } | null {
    const { runs, sequences, axes, flow } = this.context;
    if (this.stage !== 'output') return null;
    for (const place of sequences) {
      const all = runs.every((run) => {
        const given = new Set(itemsOf(readSource(place.source, run)[0]));
        return readSource(this.place.source, run)
          .flatMap(take)
          .every((value) => given.has(value));
      });
      const lengths = runs.map((run) => ({ run, length: itemsOf(readSource(place.source, run)[0]).length }));
      const axis = axisOfLengths(flow.kinds, axes, flow.kinds.indices(place.kind), lengths);
      if (all && axis) return { place, axis };
    }
    return null;
  }

  private wanted(name: string, from: string): { name: string; stage: Stage; from: string } {
    return { name: this.context.names.take(name, this.stage === 'hint'), stage: this.stage, from };
  }

  /** A probe, and where its numbers may be infinite another one that says which are not. */
  private withFinite(
    cells: Exclude<CellType, { readonly type: 'none' }>,
    make: (name: string, place: Place, cells: Exclude<CellType, { readonly type: 'none' }>) => Track,
  ): Track[] {
    const hint = this.stage === 'hint';
    const { names } = this.context;
    const name = names.take(this.place.name, hint);
    const track = make(name, this.place, cells);
    if (cells.type !== 'scalar' || cells.bounded) return [track];
    const finite = make(names.take(`${name}_known`, hint), whetherFinite(this.place), { type: 'mask' });
    return [track, { ...finite, from: `where ${name} is finite` }];
  }
}

/** `A[i]`, or where the axes are not its own `table[i][j], i in x, j in y`. */
function along(name: string, axes: readonly Axis[], cells: CellType): string {
  const letters = ['i', 'j'].slice(0, axes.length);
  const own = axes.every(({ names }) => names.includes(name));
  const places = own ? [] : axes.map(({ names }, a) => `${letters[a] ?? ''} in ${names.join(', ')}`);
  const values = cells.type === 'position' ? [`positions in ${cells.axis.names.join(', ')}`] : [];
  return [name + letters.map((letter) => `[${letter}]`).join(''), ...places, ...values].join(', ');
}
