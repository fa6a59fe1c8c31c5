import type { Location, Probe, ProbeType, Stage } from '../spec.ts';
import type { Axis } from './axes.ts';
import type { CellType } from './cells.ts';
import type { DecodedRun, Place } from './places.ts';
import { itemsOf, rowsOf } from './shapes.ts';

/** A probe and where its values come from. */
export interface Track {
  readonly probe: Probe;
  /** What it stands for, as a phrase for people. */
  readonly from: string;
  /** Writes what one moment of a run gives into an array of zeros of the probe's shape at one step. */
  readonly write: (run: DecodedRun, moment: number, out: Float32Array, n: number) => void;
}

type Written = Exclude<CellType, { readonly type: 'none' }>;

interface Wanted {
  readonly name: string;
  readonly stage: Stage;
  readonly from: string;
}

function probeOf({ name, stage }: Wanted, location: Location, cells: Written): Probe {
  const type: ProbeType = cells.type === 'position' ? 'pointer' : cells.type;
  return cells.type === 'categorical'
    ? { name, stage, location, type, categories: cells.categories }
    : { name, stage, location, type };
}

/** Writes one value at a position of the probe's array. `self`: where a pointer to nowhere points. */
function writeCell(cells: Written, value: unknown, run: DecodedRun, out: Float32Array, at: number, self: number): void {
  if (cells.type === 'categorical') {
    const category = cells.categories.indexOf(String(value));
    if (category >= 0) out[at * cells.categories.length + category] = 1;
  } else if (cells.type === 'position') {
    const position = value as number;
    const inside = Number.isInteger(position) && position >= 0 && position < cells.axis.length(run);
    out[at] = inside ? cells.axis.offset(run) + position : self;
  } else {
    const number = Number(value ?? 0);
    out[at] = Number.isFinite(number) ? number : 0;
  }
}

/** A single value. A position becomes one-hot among the nodes. */
export function scalarTrack(wanted: Wanted, place: Place, cells: Written): Track {
  if (cells.type === 'position') {
    const { axis } = cells;
    const probe: Probe = { name: wanted.name, stage: wanted.stage, location: 'node', type: 'mask_one' };
    return {
      probe,
      from: wanted.from,
      write: (run, moment, out) => {
        const position = place.read(run)[moment];
        const inside =
          Number.isInteger(position) && (position as number) >= 0 && (position as number) < axis.length(run);
        if (inside) out[axis.offset(run) + (position as number)] = 1;
      },
    };
  }
  return {
    probe: probeOf(wanted, 'graph', cells),
    from: wanted.from,
    write: (run, moment, out) => writeCell(cells, place.read(run)[moment], run, out, 0, 0),
  };
}

/** Sequences on an axis each, as one probe. */
export function nodeTrack(
  wanted: Wanted,
  parts: readonly { readonly place: Place; readonly axis: Axis }[],
  cells: Written,
): Track {
  return {
    probe: probeOf(wanted, 'node', cells),
    from: wanted.from,
    write: (run, moment, out, n) => {
      if (cells.type === 'position') for (let i = 0; i < n; i++) out[i] = i;
      for (const { place, axis } of parts) {
        const offset = axis.offset(run);
        itemsOf(place.read(run)[moment])
          .slice(0, n - offset)
          .forEach((item, i) => writeCell(cells, item, run, out, offset + i, offset + i));
      }
    },
  };
}

/** Positions that a collection holds, as the nodes that are in it. */
export function memberTrack(wanted: Wanted, place: Place, axis: Axis): Track {
  return {
    probe: { name: wanted.name, stage: wanted.stage, location: 'node', type: 'mask' },
    from: wanted.from,
    write: (run, moment, out) => {
      const value = place.read(run)[moment];
      for (const item of value instanceof Set ? (value as Set<unknown>) : itemsOf(value)) {
        const inside = Number.isInteger(item) && (item as number) >= 0 && (item as number) < axis.length(run);
        if (inside) out[axis.offset(run) + (item as number)] = 1;
      }
    },
  };
}

/** A sequence that holds an input's elements in another order: each node points at the one before it, the first at itself. */
export function orderTrack(wanted: Wanted, place: Place, axis: Axis, source: Place): Track {
  return {
    probe: {
      name: wanted.name,
      stage: wanted.stage,
      location: 'node',
      type: wanted.stage === 'output' ? 'permutation' : 'pointer',
    },
    from: wanted.from,
    write: (run, moment, out, n) => {
      const offset = axis.offset(run);
      for (let i = 0; i < n; i++) out[i] = i;
      const order = orderOf(itemsOf(place.read(run)[moment]), itemsOf(source.read(run)[0]));
      order?.forEach((node, i) => {
        out[offset + node] = offset + (order[i - 1] ?? node);
      });
    },
  };
}

/**
 * Which element of `source` each item is, equal ones in their order; null where they are not the same elements.
 */
export function orderOf(items: readonly unknown[], source: readonly unknown[]): readonly number[] | null {
  if (items.length !== source.length) return null;
  const free = new Map<unknown, number[]>();
  source.forEach((value, i) => free.set(value, [...(free.get(value) ?? []), i]));
  const order: number[] = [];
  for (const item of items) {
    const node = free.get(item)?.shift();
    if (node === undefined) return null;
    order.push(node);
  }
  return order;
}

/** A matrix whose rows lie along one axis and whose columns lie along another. */
export function edgeTrack(wanted: Wanted, place: Place, rows: Axis, columns: Axis, cells: Written): Track {
  return {
    probe: probeOf(wanted, 'edge', cells),
    from: wanted.from,
    write: (run, moment, out, n) => {
      const [top, left] = [rows.offset(run), columns.offset(run)];
      if (cells.type === 'position') for (let i = 0; i < n; i++) out.fill(i, i * n, (i + 1) * n);
      rowsOf(place.read(run)[moment])
        .slice(0, n - top)
        .forEach((row, i) => {
          row.slice(0, n - left).forEach((value, j) => {
            if (value !== undefined) writeCell(cells, value, run, out, (top + i) * n + left + j, top + i);
          });
        });
    },
  };
}

/** Where a matrix of weights has an edge, and on the diagonal, as in the benchmark. */
export function adjacencyTrack(wanted: Wanted, place: Place, axis: Axis): Track {
  return {
    probe: { name: wanted.name, stage: wanted.stage, location: 'edge', type: 'mask' },
    from: wanted.from,
    write: (run, moment, out, n) => {
      const offset = axis.offset(run);
      rowsOf(place.read(run)[moment]).forEach((row, i) => {
        const at = (offset + i) * n + offset;
        row.forEach((weight, j) => {
          if (i === j || (weight !== 0 && weight !== false)) out[at + j] = 1;
        });
      });
    },
  };
}

/** Rows that hold the neighbours of each node. */
export function neighbourTrack(wanted: Wanted, place: Place, axis: Axis): Track {
  return {
    probe: { name: wanted.name, stage: wanted.stage, location: 'edge', type: 'mask' },
    from: wanted.from,
    write: (run, moment, out, n) => {
      const offset = axis.offset(run);
      rowsOf(place.read(run)[moment]).forEach((row, i) => {
        for (const j of [i, ...row]) {
          if (Number.isInteger(j) && (j as number) < axis.length(run))
            out[(offset + i) * n + offset + (j as number)] = 1;
        }
      });
    },
  };
}

/** A place's values as whether they are finite: what is not finite is written as 0, and is no value. */
export function whetherFinite(place: Place): Place {
  return { ...place, read: (run) => place.read(run).map(finite) };
}

function finite(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' || value === null || value === undefined ? false : itemsOf(value).map(finite);
}
