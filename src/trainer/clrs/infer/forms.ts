import type { Axes, AxisRef } from './axes.ts';
import { itemsOf, rowsOf } from './shapes.ts';
import { readSource, type DecodedRun, type Source } from './sources.ts';

/** What the single values of a probe are. */
export type Cells =
  | { readonly type: 'mask' | 'scalar' }
  | { readonly type: 'categorical'; readonly categories: readonly string[] }
  /** Positions along an axis. */
  | { readonly type: 'position'; readonly axis: AxisRef };

/** How values become a probe, as data: it is kept with a network that answers calls. */
export type Form =
  /** Where each node stands on its axis, from 0 to 1. */
  | { readonly kind: 'positions' }
  /** Which axis each node lies on: of two as 0 or 1, of more one-hot. */
  | { readonly kind: 'strings' }
  | { readonly kind: 'scalar'; readonly source: Source; readonly cells: Cells }
  | {
      readonly kind: 'nodes';
      readonly parts: readonly { readonly source: Source; readonly axis: AxisRef }[];
      readonly cells: Cells;
    }
  | { readonly kind: 'members' | 'adjacency' | 'neighbours'; readonly source: Source; readonly axis: AxisRef }
  | { readonly kind: 'order' | 'pick'; readonly source: Source; readonly axis: AxisRef; readonly of: Source }
  | {
      readonly kind: 'picks';
      readonly source: Source;
      readonly axis: AxisRef;
      readonly of: Source;
      readonly from: AxisRef;
    }
  | {
      readonly kind: 'edges';
      readonly source: Source;
      readonly rows: AxisRef;
      readonly columns: AxisRef;
      readonly cells: Cells;
    };

/** Where the values of a form are found. */
export function sourcesOf(form: Form): readonly Source[] {
  if (form.kind === 'positions' || form.kind === 'strings') return [];
  return form.kind === 'nodes' ? form.parts.map(({ source }) => source) : [form.source];
}

/** Writes values into arrays of zeros of a probe's shape at one moment. */
export class FormWriter {
  constructor(
    private readonly axes: Axes,
    private readonly run: DecodedRun,
    private readonly n: number,
  ) {}

  /** @param values one for each of the form's sources */
  write(form: Form, values: readonly unknown[], out: Float32Array): void {
    const [value] = values;
    switch (form.kind) {
      case 'positions':
        this.alongAxes((_axis, i, length, node) => (out[node] = i / length));
        return;
      case 'strings': {
        const count = this.axes.measures.length;
        this.alongAxes((axis, _i, _length, node) =>
          count === 2 ? (out[node] = axis) : (out[node * count + axis] = 1),
        );
        return;
      }
      case 'scalar':
        if (form.cells.type === 'position') this.mark(form.cells.axis, value, out);
        else this.cell(form.cells, value, out, 0, 0);
        return;
      case 'nodes':
        this.nodes(form, values, out);
        return;
      case 'members':
        for (const item of value instanceof Set ? (value as Set<unknown>) : itemsOf(value))
          this.mark(form.axis, item, out);
        return;
      case 'order':
        this.order(form, value, out);
        return;
      case 'pick':
        this.mark(form.axis, itemsOf(readSource(form.of, this.run)[0]).indexOf(value), out);
        return;
      case 'picks':
        this.picks(form, value, out);
        return;
      case 'edges':
        this.edges(form, value, out);
        return;
      case 'adjacency':
        this.links(form.axis, value, out, (row, i) =>
          row.flatMap((weight, j) => (i === j || (weight !== 0 && weight !== false) ? [j] : [])),
        );
        return;
      case 'neighbours':
        this.links(form.axis, value, out, (row, i) => [i, ...row]);
    }
  }

  private alongAxes(write: (axis: number, i: number, length: number, node: number) => void): void {
    this.axes.measures.forEach((_, axis) => {
      const [length, offset] = [this.axes.length(axis, this.run), this.axes.offset(axis, this.run)];
      for (let i = 0; i < length; i++) write(axis, i, length, offset + i);
    });
  }

  private isInside(axis: AxisRef, position: unknown): position is number {
    return (
      Number.isInteger(position) && (position as number) >= 0 && (position as number) < this.axes.length(axis, this.run)
    );
  }

  private mark(axis: AxisRef, position: unknown, out: Float32Array): void {
    if (this.isInside(axis, position)) out[this.axes.offset(axis, this.run) + position] = 1;
  }

  /** Writes one value at a position of the probe's array. @param self where a pointer to nowhere points */
  private cell(cells: Cells, value: unknown, out: Float32Array, at: number, self: number): void {
    if (cells.type === 'categorical') {
      const category = cells.categories.indexOf(String(value));
      if (category >= 0) out[at * cells.categories.length + category] = 1;
    } else if (cells.type === 'position') {
      out[at] = this.isInside(cells.axis, value) ? this.axes.offset(cells.axis, this.run) + value : self;
    } else {
      const number = Number(value ?? 0);
      out[at] = Number.isFinite(number) ? number : 0;
    }
  }

  private nodes(
    { parts, cells }: Extract<Form, { kind: 'nodes' }>,
    values: readonly unknown[],
    out: Float32Array,
  ): void {
    const { n } = this;
    if (cells.type === 'position') for (let i = 0; i < n; i++) out[i] = i;
    parts.forEach(({ axis }, part) => {
      const offset = this.axes.offset(axis, this.run);
      itemsOf(values[part])
        .slice(0, n - offset)
        .forEach((item, i) => this.cell(cells, item, out, offset + i, offset + i));
    });
  }

  private order({ axis, of }: Extract<Form, { kind: 'order' | 'pick' }>, value: unknown, out: Float32Array): void {
    const offset = this.axes.offset(axis, this.run);
    for (let i = 0; i < this.n; i++) out[i] = i;
    const order = orderOf(itemsOf(value), itemsOf(readSource(of, this.run)[0]));
    order?.forEach((node, i) => (out[offset + node] = offset + (order[i - 1] ?? node)));
  }

  private picks({ axis, of, from }: Extract<Form, { kind: 'picks' }>, value: unknown, out: Float32Array): void {
    const [to, start] = [this.axes.offset(axis, this.run), this.axes.offset(from, this.run)];
    const given = itemsOf(readSource(of, this.run)[0]);
    for (let i = 0; i < this.n; i++) out[i] = i;
    itemsOf(value)
      .slice(0, this.n - to)
      .forEach((item, i) => (out[to + i] = start + Math.max(0, given.indexOf(item))));
  }

  private edges({ rows, columns, cells }: Extract<Form, { kind: 'edges' }>, value: unknown, out: Float32Array): void {
    const { n } = this;
    const [top, left] = [this.axes.offset(rows, this.run), this.axes.offset(columns, this.run)];
    if (cells.type === 'position') for (let i = 0; i < n; i++) out.fill(i, i * n, (i + 1) * n);
    rowsOf(value)
      .slice(0, n - top)
      .forEach((row, i) => {
        row.slice(0, n - left).forEach((item, j) => {
          if (item !== undefined) this.cell(cells, item, out, (top + i) * n + left + j, top + i);
        });
      });
  }

  private links(
    axis: AxisRef,
    value: unknown,
    out: Float32Array,
    targets: (row: readonly unknown[], i: number) => readonly unknown[],
  ): void {
    const offset = this.axes.offset(axis, this.run);
    rowsOf(value).forEach((row, i) => {
      for (const j of targets(row, i)) if (this.isInside(axis, j)) out[(offset + i) * this.n + offset + j] = 1;
    });
  }
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
