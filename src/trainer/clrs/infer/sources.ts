import type { VariableKey } from '../run.ts';
import { itemsOf } from './shapes.ts';

/** A sampled run with its values decoded. */
export interface DecodedRun {
  readonly input: readonly unknown[];
  /** What came back, and what became of the arguments. */
  readonly output: unknown;
  readonly after: readonly unknown[];
  readonly states: readonly ReadonlyMap<string, unknown>[];
}

/** Where a value is found in every run, as data: it is kept with a network that answers calls. */
export interface Source {
  readonly root:
    | { readonly kind: 'argument' | 'after'; readonly index: number }
    | { readonly kind: 'result' }
    | { readonly kind: 'variable'; readonly key: VariableKey };
  /** Into objects, and for arrays of objects into the array of one of their fields. */
  readonly path: readonly PathStep[];
  /** Whether the value is finite, in its place: element by element. */
  readonly finite?: boolean;
}

export type PathStep = { readonly field: string } | { readonly column: string };

/** A run's values at a source, by moment; inputs and outputs have one. undefined where there is none. */
export function readSource({ root, path, finite = false }: Source, run: DecodedRun): readonly unknown[] {
  return rootValues(root, run).map((value) => {
    const found = path.reduce<unknown>(
      (at, step) => ('field' in step ? fieldOf(at, step.field) : column(at, step.column)),
      value,
    );
    return finite ? whetherFinite(found) : found;
  });
}

function rootValues(root: Source['root'], run: DecodedRun): readonly unknown[] {
  switch (root.kind) {
    case 'argument':
      return [run.input[root.index]];
    case 'after':
      return [run.after[root.index]];
    case 'result':
      return [run.output];
    case 'variable':
      return run.states.map((state) => state.get(root.key));
  }
}

function fieldOf(value: unknown, field: string): unknown {
  return isRecord(value) ? value[field] : undefined;
}

function column(value: unknown, field: string): unknown {
  return Array.isArray(value) ? value.map((item) => fieldOf(item, field)) : value;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** What is not finite is written as 0, and is no value. */
function whetherFinite(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' || value === null || value === undefined ? false : itemsOf(value).map(whetherFinite);
}

/** Puts values that were found at sources of one root together again. */
export function assemble(parts: readonly { readonly path: readonly PathStep[]; readonly value: unknown }[]): unknown {
  const [whole] = parts;
  if (!whole || whole.path.length === 0) return whole?.value;
  const groups = new Map<
    string,
    { readonly step: PathStep; readonly parts: { path: readonly PathStep[]; value: unknown }[] }
  >();
  for (const {
    path: [step, ...path],
    value,
  } of parts) {
    if (!step) continue;
    const key = 'field' in step ? step.field : step.column;
    const group = groups.get(key) ?? { step, parts: [] };
    group.parts.push({ path, value });
    groups.set(key, group);
  }
  const fields = [...groups].map(([key, group]) => [key, group.step, assemble(group.parts)] as const);
  if ('field' in (fields[0]?.[1] ?? {})) return Object.fromEntries(fields.map(([key, , value]) => [key, value]));
  const length = Math.max(...fields.map(([, , value]) => itemsOf(value).length));
  return Array.from({ length }, (_, i) => Object.fromEntries(fields.map(([key, , value]) => [key, itemsOf(value)[i]])));
}
