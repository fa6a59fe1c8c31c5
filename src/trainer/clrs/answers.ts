import type { Outcome } from '../../shared/report.ts';
import { decode, encode, type Wire } from '../../shared/values.ts';
import type { Axes, AxisRef } from './infer/axes.ts';
import type { Codec } from './infer/codec.ts';
import { sourcesOf, type Cells, type Form } from './infer/forms.ts';
import { decodeRun } from './infer/places.ts';
import { itemsOf, rowsOf } from './infer/shapes.ts';
import { assemble, readSource, type DecodedRun, type PathStep } from './infer/sources.ts';
import type { SampledRun } from './run.ts';
import { probesOf, type Probe } from './spec.ts';
import { valuesAt } from './values.ts';

/** What an output's probe does not say of its value, read off runs. */
interface Reading {
  /** What stands where a position is none: a value, or the length of its axis; null if every one is. */
  readonly nowhere: { readonly value: Wire } | 'length' | null;
  /** What masks and categories are written with. */
  readonly written: 'boolean' | 'number' | 'string';
  /** A collection is a string, a set, or an array. */
  readonly collection: 'text' | 'set' | 'array';
  /** By how much a sequence, or a matrix's rows and columns, is longer than its axis. */
  readonly longer: readonly [number, number];
}

/** How the outputs of a network stand for what a call answers, as data. */
export interface Answers {
  /** By output probe. */
  readonly readings: Readonly<Record<string, Reading>>;
  /** What is returned where no output tells it: always the same. */
  readonly constant: Wire;
  /** The argument that is returned itself. */
  readonly sameAs: number | null;
  /** Arguments that become what is returned. */
  readonly echoes: readonly number[];
}

/**
 * Reads off runs how a function's answers are told by its output probes.
 *
 * @returns the reason as a text where the probes don't tell everything
 */
export function inferAnswers(codec: Codec, runs: readonly SampledRun[]): Answers | string {
  const ended = runs.filter(({ outcome }) => outcome.threw === null).map((run) => ({ run, decoded: decodeRun(run) }));
  const usable = ended.filter(({ decoded }) => codec.axes.nodes(decoded) > 0);
  const [first] = usable;
  if (!first || ended.length * 2 < runs.length) return 'it mostly throws, or gets nothing to work on';
  const outputs = codec.tracks.filter(({ probe }) => probe.stage === 'output');
  const number = outputs.find(({ probe }) => probe.type === 'scalar');
  if (number)
    return `its answer is a number that is computed (${number.from}), and probes can only point, mark and choose`;
  const decoded = usable.map((each) => each.decoded);
  const readings = Object.fromEntries(
    outputs.map(({ probe, form }) => [probe.name, readingOf(codec.axes, form, decoded)]),
  );
  const { outcome } = first.run;
  const told = outputs.some(({ form }) => rootOf(form) === 'result');
  const echoes = outcome.mutated.flatMap((_, i) => {
    const changed = usable.some(({ run }) => text(run.outcome.mutated[i]) !== text(run.input[i]));
    return told && changed && usable.every(({ run }) => text(run.outcome.mutated[i]) === text(run.outcome.output))
      ? [i]
      : [];
  });
  const answers: Answers = { readings, constant: told ? null : outcome.output, sameAs: outcome.sameAs, echoes };
  const wrong = usable.find(({ run, decoded: right }) => {
    const trajectory = codec.encode(right, ['output']);
    if (!trajectory) return true;
    const values = Object.fromEntries(outputs.map(({ probe }) => [probe.name, valuesAt(probe, trajectory, 0)]));
    const read = readAnswer(codec, answers, run.input, values);
    return !read || !sameOutcome(read, run.outcome);
  });
  return wrong ? 'its answer holds more than nodes, choices among its inputs, and a yes or no can tell' : answers;
}

export function sameOutcome(a: Outcome, b: Outcome): boolean {
  const ordered = ({ output, threw, mutated, sameAs }: Outcome): string => text([output, threw, mutated, sameAs]);
  return ordered(a) === ordered(b);
}

function text(value: unknown): string {
  return JSON.stringify(value);
}

function rootOf(form: Form): string {
  return sourcesOf(form)[0]?.root.kind ?? '';
}

function readingOf(axes: Axes, form: Form, runs: readonly DecodedRun[]): Reading {
  const [source] = sourcesOf(form);
  const values = runs.flatMap((run) => (source ? readSource(source, run).map((value) => ({ run, value })) : []));
  const cells = 'cells' in form ? form.cells : null;
  const single = values.flatMap(({ run, value }) => singles(form, value).map((cell) => ({ run, value: cell })));
  const present = values.find(({ value }) => value !== undefined && value !== null)?.value;
  const sample = single.find(({ value }) => value !== undefined && value !== null)?.value;
  const written = typeof sample === 'boolean' ? 'boolean' : typeof sample === 'string' ? 'string' : 'number';
  return {
    nowhere: cells?.type === 'position' ? nowhereOf(axes, cells.axis, single) : null,
    written,
    collection: typeof present === 'string' ? 'text' : present instanceof Set ? 'set' : 'array',
    longer: longerThan(axes, form, values),
  };
}

/** The single values of a form's value. */
function singles(form: Form, value: unknown): readonly unknown[] {
  if (form.kind === 'nodes') return itemsOf(value);
  return form.kind === 'edges' ? rowsOf(value).flat() : [value];
}

type Found = readonly { readonly run: DecodedRun; readonly value: unknown }[];

function nowhereOf(axes: Axes, axis: AxisRef, found: Found): Reading['nowhere'] {
  const outside = found.filter(({ run, value }) => {
    return !(Number.isInteger(value) && (value as number) >= 0 && (value as number) < axes.length(axis, run));
  });
  const [first] = outside;
  if (!first) return null;
  return outside.every(({ run, value }) => value === axes.length(axis, run))
    ? 'length'
    : { value: encode(first.value) };
}

function longerThan(axes: Axes, form: Form, found: Found): readonly [number, number] {
  const [sample] = found.filter(({ value }) => value !== undefined && value !== null);
  if (!sample) return [0, 0];
  const over = (length: number, axis: AxisRef): number => length - axes.length(axis, sample.run);
  if (form.kind === 'nodes') return [over(itemsOf(sample.value).length, form.parts[0]?.axis ?? 0), 0];
  if (form.kind === 'picks') return [over(itemsOf(sample.value).length, form.axis), 0];
  if (form.kind !== 'edges') return [0, 0];
  const rows = rowsOf(sample.value);
  return [over(rows.length, form.rows), over(rows[0]?.length ?? 0, form.columns)];
}

/**
 * The outcome that the outputs of a network stand for; null where they stand for none.
 *
 * @param outputs by probe name, a number for each place as in {@link valuesAt}
 */
export function readAnswer(
  codec: Codec,
  answers: Answers,
  input: readonly Wire[],
  outputs: Readonly<Record<string, Float32Array>>,
): Outcome | null {
  const run = decodeRun({ input, outcome: { output: null, threw: null, mutated: input, sameAs: null }, states: [] });
  const parts = new Map<string, { readonly path: readonly PathStep[]; readonly value: unknown }[]>();
  for (const { probe, form } of codec.tracks) {
    const [source] = sourcesOf(form);
    if (probe.stage !== 'output' || !source) continue;
    const reader = new Reader(codec.axes, run, answers.readings[probe.name]);
    const value = reader.read(form, outputs[probe.name] ?? new Float32Array());
    if (value === UNREADABLE) return null;
    const key = source.root.kind === 'after' ? `after ${source.root.index}` : source.root.kind;
    parts.set(key, [...(parts.get(key) ?? []), { path: source.path, value }]);
  }
  const result = parts.get('result');
  const output = result ? encode(assemble(result)) : answers.constant;
  const mutated = input.map((value, i) => {
    const after = parts.get(`after ${i}`);
    return after ? encode(assemble(after)) : answers.echoes.includes(i) ? output : value;
  });
  const own = answers.sameAs === null || result ? output : (mutated[answers.sameAs] ?? null);
  return { output: own, threw: null, mutated, sameAs: answers.sameAs };
}

/** Outputs that stand for no value. */
const UNREADABLE = Symbol('unreadable');

class Reader {
  constructor(
    private readonly axes: Axes,
    private readonly run: DecodedRun,
    private readonly reading: Reading | undefined,
  ) {}

  /** The value that a probe's numbers stand for. */
  read(form: Form, values: Float32Array): unknown {
    const { axes, run } = this;
    const n = axes.nodes(run);
    const [longer = 0, wider = 0] = this.reading?.longer ?? [];
    switch (form.kind) {
      case 'scalar':
        return form.cells.type === 'position'
          ? this.marked(form.cells.axis, values)
          : this.cell(form.cells, values[0], -1);
      case 'pick': {
        const at = this.marked(form.axis, values);
        return typeof at === 'number' ? itemsOf(readSource(form.of, run)[0])[at] : UNREADABLE;
      }
      case 'nodes': {
        const axis = form.parts[0]?.axis ?? 0;
        const [length, offset] = [axes.length(axis, run) + longer, axes.offset(axis, run)];
        return this.collected(
          Array.from({ length: Math.max(0, length) }, (_, i) => this.cell(form.cells, values[offset + i], offset + i)),
        );
      }
      case 'picks': {
        const [length, offset] = [axes.length(form.axis, run) + longer, axes.offset(form.axis, run)];
        const [start, given] = [axes.offset(form.from, run), itemsOf(readSource(form.of, run)[0])];
        const at = Array.from({ length: Math.max(0, length) }, (_, i) => (values[offset + i] ?? 0) - start);
        return at.some((i) => !(i in given)) ? UNREADABLE : this.collected(at.map((i) => given[i]));
      }
      case 'members': {
        const offset = axes.offset(form.axis, run);
        const members = Array.from({ length: axes.length(form.axis, run) }, (_, i) => i).filter(
          (i) => values[offset + i] === 1,
        );
        return this.reading?.collection === 'set' ? new Set(members) : members;
      }
      case 'order':
        return this.ordered(form, values);
      case 'edges': {
        const [rows, columns] = [axes.length(form.rows, run) + longer, axes.length(form.columns, run) + wider];
        const [top, left] = [axes.offset(form.rows, run), axes.offset(form.columns, run)];
        return Array.from({ length: Math.max(0, rows) }, (_, i) =>
          Array.from({ length: Math.max(0, columns) }, (_, j) =>
            this.cell(form.cells, values[(top + i) * n + left + j], top + i),
          ),
        );
      }
      case 'positions':
      case 'strings':
      case 'adjacency':
      case 'neighbours':
        return UNREADABLE;
    }
  }

  private nowhere(axis: AxisRef): unknown {
    const nowhere = this.reading?.nowhere ?? null;
    if (nowhere === null) return UNREADABLE;
    return nowhere === 'length' ? this.axes.length(axis, this.run) : decode(nowhere.value);
  }

  /** The position of the one mark. */
  private marked(axis: AxisRef, values: Float32Array): unknown {
    const at = values.indexOf(1) - this.axes.offset(axis, this.run);
    return values.includes(1) && at >= 0 && at < this.axes.length(axis, this.run) ? at : this.nowhere(axis);
  }

  /** @param self the place at which a pointer to nowhere points */
  private cell(cells: Cells, value: number | undefined, self: number): unknown {
    const written = this.reading?.written ?? 'number';
    switch (cells.type) {
      case 'mask':
        return written === 'boolean' ? value === 1 : (value ?? 0);
      case 'scalar':
        return value ?? 0;
      case 'categorical': {
        const category = cells.categories[value ?? 0] ?? '';
        return written === 'number' ? Number(category) : category;
      }
      case 'position': {
        const at = (value ?? 0) - this.axes.offset(cells.axis, this.run);
        const isNowhere = value === self && this.reading?.nowhere !== null;
        return isNowhere || at < 0 || at >= this.axes.length(cells.axis, this.run) ? this.nowhere(cells.axis) : at;
      }
    }
  }

  private collected(items: readonly unknown[]): unknown {
    if (items.includes(UNREADABLE)) return UNREADABLE;
    return this.reading?.collection === 'text' ? items.map(String).join('') : items;
  }

  /** Follows the chain from the node that points at itself. */
  private ordered({ axis, of }: Extract<Form, { kind: 'order' | 'pick' }>, values: Float32Array): unknown {
    const [length, offset] = [this.axes.length(axis, this.run), this.axes.offset(axis, this.run)];
    const after = new Map<number, number>();
    let at: number | undefined;
    for (let i = 0; i < length; i++) {
      const before = (values[offset + i] ?? -1) - offset;
      if (before === i) at = i;
      else after.set(before, i);
    }
    const given = itemsOf(readSource(of, this.run)[0]);
    const items: unknown[] = [];
    for (; at !== undefined && items.length < length; at = after.get(at)) items.push(given[at]);
    return items.length === length ? this.collected(items) : UNREADABLE;
  }
}

/** A probe that tells whether a mark is anywhere: a network that marks one node always marks one. */
export function foundProbes(codec: Codec, { readings }: Answers): ReadonlyMap<Probe, Probe> {
  return new Map(
    probesOf(codec.specification, 'output').flatMap((probe) => {
      if (probe.type !== 'mask_one' || (readings[probe.name]?.nowhere ?? null) === null) return [];
      return [[probe, { name: `${probe.name} found`, stage: 'output', location: 'graph', type: 'mask' }] as const];
    }),
  );
}
