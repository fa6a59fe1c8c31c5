import type { FunctionId, Program, ScopeId } from '../../../shared/program.ts';
import { decode, WireError, type Wire } from '../../../shared/values.ts';
import type { ValueFlow } from '../flow/flow.ts';
import type { Kind } from '../flow/kinds.ts';
import type { SampledRun } from '../run.ts';

/** Somewhere that values are found in every run: a parameter, the result, a variable, or a field of one of these. */
export interface Place {
  readonly name: string;
  readonly kind: Kind;
  /** A run's values by moment; inputs and outputs have one. undefined where there is none. */
  readonly read: Reader;
}

type Reader = (run: DecodedRun) => readonly unknown[];

/** A sampled run with its values decoded. */
export interface DecodedRun {
  readonly input: readonly unknown[];
  /** What came back, and what became of the arguments. */
  readonly output: unknown;
  readonly after: readonly unknown[];
  readonly states: readonly ReadonlyMap<string, unknown>[];
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
    return fieldsOf(flow, { name, kind, read: ({ input }) => [input[i]] }, runs);
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
    const result: Place = { name: 'result', kind: flow.result(entry), read: ({ output }) => [output] };
    places.push(...fieldsOf(flow, result, runs));
  }
  names.forEach((name, i) => {
    const changed = runs.some(({ input, after }) => !same(input[i], after[i]));
    // A result that is the argument itself is told once.
    const told = runs.every(({ output, after }) => same(output, after[i]));
    if (!changed || told) return;
    const place: Place = { name: `${name}_after`, kind: flow.parameter(entry, i), read: ({ after }) => [after[i]] };
    places.push(...fieldsOf(flow, place, runs));
  });
  return places;
}

/** Every variable that changes while some run is on. A second name of the same array is left out. */
export function hintPlaces(program: Program, flow: ValueFlow, runs: readonly DecodedRun[]): Place[] {
  const keys = new Set(runs.flatMap(({ states }) => states.flatMap((state) => [...state.keys()])));
  const names = new Map<string, number>();
  const readers: Reader[] = [];
  const places: Place[] = [];
  for (const key of [...keys].sort(byPosition)) {
    const [scope, slot] = key.split('.').map(Number) as [ScopeId, number];
    const read: Reader = ({ states }) => states.map((state) => state.get(key));
    if (!runs.some((run) => changes(read(run))) || readers.some((known) => isAlias(read, known, runs))) continue;
    readers.push(read);
    const name = program.scopes[scope]?.variables[slot] ?? key;
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    const unique = count === 1 ? name : `${name}_${count}`;
    places.push(...fieldsOf(flow, { name: unique, kind: flow.variable(scope, slot), read }, runs));
  }
  return places;
}

function byPosition(a: string, b: string): number {
  const [s = 0, t = 0] = a.split('.').map(Number);
  const [u = 0, v = 0] = b.split('.').map(Number);
  return s - u || t - v;
}

/** Whether an object that one variable holds is always what another one holds too, as a parameter of a helper does. */
function isAlias(read: Reader, known: Reader, runs: readonly DecodedRun[]): boolean {
  return runs.every((run) => {
    const others = known(run);
    return read(run).every((value, t) => value === undefined || (typeof value === 'object' && same(value, others[t])));
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
      const read: Reader = (run) => place.read(run).map((value) => (isRecord(value) ? value[key] : undefined));
      return fieldsOf(flow, { name: `${place.name}_${key}`, kind: flow.kinds.field(place.kind, key), read }, runs);
    });
  }
  const items = present.flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [null]));
  if (items.length === 0 || !items.every(isRecord)) return [place];
  return keysOf(items).map((key) => {
    const column = (value: unknown): unknown =>
      Array.isArray(value) ? value.map((item) => (isRecord(item) ? item[key] : undefined)) : value;
    const read: Reader = (run) => place.read(run).map(column);
    // Arrays that run side by side: found by the same index.
    return { name: `${place.name}_${key}`, kind: besides(flow, place.kind, key), read };
  });
}

/** All values of a place, moment after moment, run after run. */
export function valuesOf(place: Place, runs: readonly DecodedRun[]): unknown[] {
  return runs.flatMap((run) => place.read(run));
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

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
