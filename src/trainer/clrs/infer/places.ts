import type { FunctionId, Program, ScopeId } from '../../../shared/program.ts';
import { decode, WireError, type Wire } from '../../../shared/values.ts';
import type { ValueFlow } from '../flow/flow.ts';
import type { Kind } from '../flow/kinds.ts';
import type { SampledRun, VariableKey } from '../run.ts';
import { isRecord, readSource, type DecodedRun, type Source } from './sources.ts';

/** Somewhere that values are found in every run: a parameter, the result, a variable, or a field of one of these. */
export interface Place {
  readonly name: string;
  readonly kind: Kind;
  readonly source: Source;
}

export function decodeRun({ input, outcome, states }: SampledRun): DecodedRun {
  return {
    input: input.map(read),
    output: read(outcome.output),
    after: outcome.mutated.map(read),
    states: states.map((state) => new Map(Object.entries(state).map(([key, wire]) => [key, read(wire)]))),
  };
}

/** Stands for a value that can't be read outside the run: a function, an instance of a class. */
const UNREADABLE = Object.freeze(Object.create({})) as object;

function read(wire: Wire): unknown {
  try {
    return decode(wire);
  } catch (error) {
    if (error instanceof WireError) return UNREADABLE;
    throw error;
  }
}

export function inputPlaces(
  flow: ValueFlow,
  entry: FunctionId,
  names: readonly string[],
  runs: readonly DecodedRun[],
): Place[] {
  return names.flatMap((name, i) => {
    const kind = flow.parameter(entry, i);
    return fieldsOf(flow, { name, kind, source: { root: { kind: 'argument', index: i }, path: [] } }, runs);
  });
}

/** The result, and each argument that some run changed. */
export function outputPlaces(
  flow: ValueFlow,
  entry: FunctionId,
  names: readonly string[],
  runs: readonly DecodedRun[],
): Place[] {
  const places: Place[] = [];
  if (runs.some(({ output }) => output !== undefined)) {
    const result: Place = { name: 'result', kind: flow.result(entry), source: { root: { kind: 'result' }, path: [] } };
    places.push(...fieldsOf(flow, result, runs));
  }
  names.forEach((name, i) => {
    const changed = runs.some(({ input, after }) => !same(input[i], after[i]));
    // A result that is the argument itself is told once.
    const told = runs.every(({ output, after }) => same(output, after[i]));
    if (!changed || told) return;
    const source: Source = { root: { kind: 'after', index: i }, path: [] };
    const place: Place = { name: `${name}_after`, kind: flow.parameter(entry, i), source };
    places.push(...fieldsOf(flow, place, runs));
  });
  return places;
}

/** Every variable that changes while some run is on. A second name of the same array is left out. */
export function hintPlaces(program: Program, flow: ValueFlow, runs: readonly DecodedRun[]): Place[] {
  const keys = new Set(runs.flatMap(({ states }) => states.flatMap((state) => [...state.keys()])));
  const names = new Map<string, number>();
  const sources: Source[] = [];
  const places: Place[] = [];
  for (const key of [...keys].sort(byPosition)) {
    const [scope, slot] = key.split('.').map(Number) as [ScopeId, number];
    const source: Source = { root: { kind: 'variable', key: key as VariableKey }, path: [] };
    if (!runs.some((run) => changes(readSource(source, run)))) continue;
    if (sources.some((known) => isAlias(source, known, runs))) continue;
    sources.push(source);
    const name = program.scopes[scope]?.variables[slot] ?? key;
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    const unique = count === 1 ? name : `${name}_${count}`;
    places.push(...fieldsOf(flow, { name: unique, kind: flow.variable(scope, slot), source }, runs));
  }
  return places;
}

function byPosition(a: string, b: string): number {
  const [s = 0, t = 0] = a.split('.').map(Number);
  const [u = 0, v = 0] = b.split('.').map(Number);
  return s - u || t - v;
}

/** Whether an object that one variable holds is always what another one holds too, as a parameter of a helper does. */
function isAlias(source: Source, known: Source, runs: readonly DecodedRun[]): boolean {
  return runs.every((run) => {
    const others = readSource(known, run);
    return readSource(source, run).every(
      (value, t) => value === undefined || (typeof value === 'object' && same(value, others[t])),
    );
  });
}

function changes(moments: readonly unknown[]): boolean {
  return moments.some((value) => value !== undefined && !same(value, moments[0]));
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b) && String(a) === String(b);
}

/** Takes plain objects apart, and arrays of them: `points` becomes `points_x` and `points_y`. */
function fieldsOf(flow: ValueFlow, place: Place, runs: readonly DecodedRun[]): Place[] {
  const present = valuesOf(place, runs).filter((value) => value !== undefined && value !== null);
  if (present.length > 0 && present.every(isRecord)) {
    return keysOf(present).flatMap((key) => {
      const source = { ...place.source, path: [...place.source.path, { field: key }] };
      return fieldsOf(flow, { name: `${place.name}_${key}`, kind: flow.kinds.field(place.kind, key), source }, runs);
    });
  }
  const items = present.flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [null]));
  if (items.length === 0 || !items.every(isRecord)) return [place];
  return keysOf(items).map((key) => {
    const source = { ...place.source, path: [...place.source.path, { column: key }] };
    // Arrays that run side by side: found by the same index.
    return { name: `${place.name}_${key}`, kind: besides(flow, place.kind, key), source };
  });
}

/** All values of a place, moment after moment, run after run. */
export function valuesOf(place: Place, runs: readonly DecodedRun[]): unknown[] {
  return runs.flatMap((run) => readSource(place.source, run));
}

function besides(flow: ValueFlow, array: Kind, key: string): Kind {
  const column = flow.kinds.field(array, `[].${key}`);
  flow.kinds.join(flow.kinds.indices(column), flow.kinds.indices(array));
  flow.kinds.join(flow.kinds.elements(column), flow.kinds.field(flow.kinds.elements(array), key));
  return column;
}

function keysOf(records: readonly Record<string, unknown>[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}
