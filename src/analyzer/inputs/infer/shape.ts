import { FUNCTION_GROUPS, type FunctionGroup } from '../functions.ts';
import {
  ANY_GRAPH,
  ANY_NUMBER,
  ANY_STRING,
  arrayOf,
  NULL,
  unionOf,
  type FunctionSpec,
  type NumberSpec,
  type StringSpec,
  type ValueSpec,
} from '../spec.ts';
import { byName } from './built-ins.ts';
import { obey } from './guards.ts';
import { isOneOf, type Evidence, type Slot } from './slot.ts';

/** What the whole program says, whichever value it is about. */
export interface Surroundings {
  readonly tokens: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  /** Numbers stay where the program does not throw at them. */
  readonly obedient?: boolean;
  /** Positions are counted from 1, so that `a[i - 1]` is the one at i. */
  readonly fromOne?: boolean;
  /** Slots being described: one inside of itself is named there. */
  readonly open?: readonly Open[];
}

/** A value that is being described, and whether it was found inside of itself. */
interface Open {
  readonly slot: Slot;
  readonly kind: Evidence;
  readonly name: string;
  isRecursive: boolean;
}

const MAX_DEPTH = 4;
const MAX_EXTRA_LENGTH = 200;

/** Uses that mean a value, from the strongest to the weakest kind. */
function rankKinds(slot: Slot, name: string): (readonly [Evidence, number])[] {
  const { kinds, sequence, roles } = slot.own;
  const scores = new Map(kinds);
  const add = (kind: Evidence, weight: number): void => void scores.set(kind, (scores.get(kind) ?? 0) + weight);
  if (sequence > 0) {
    add('array', sequence / 2);
    add('string', sequence / 2);
    if (slot.hasElement) {
      const element = slot.element.own;
      const has = (kind: Evidence): number => element.kinds.get(kind) ?? 0;
      const texts = [...element.literals].filter((item) => typeof item === 'string');
      if (texts.length > 0 && texts.every((text) => text.length === 1)) add('string', 1.5);
      else if (texts.length > 0) add('array', 1.5);
      if (has('number') > has('string')) add('array', 1.5);
      if (has('array') + has('object') + has('function') + element.sequence > 0.9 || element.fields.size > 0)
        add('array', 2);
    }
  }
  if (roles.size > 0) add('function', 1);
  const prior = byName(name);
  if (prior) add(prior.kind, 0.8);
  return [...scores].filter(([, weight]) => weight > 0).sort((a, b) => b[1] - a[1]);
}

/** The most likely description of an untyped value, and others worth a try. */
export function fromSlot(
  slot: Slot,
  name: string,
  around: Surroundings,
  depth = 0,
): { readonly best: ValueSpec; readonly others: ValueSpec[] } {
  const open = around.open ?? [];
  const again = open.find((each) => each.slot === slot.root);
  if (again) return { best: itself(again, slot, name), others: [] };
  const ranked = rankKinds(slot, name);
  const [first] = ranked;
  const build = (kind: Evidence): ValueSpec => {
    const taken = open.filter((each) => each.name.startsWith(name || 'node')).length;
    const entry: Open = { slot: slot.root, kind, name: `${name || 'node'}${taken || ''}`, isRecursive: false };
    const value = ofKind(kind, slot, name, { ...around, open: [...open, entry] }, depth);
    if (!entry.isRecursive) return value;
    const tree: ValueSpec = { kind: 'recursive', name: entry.name, value };
    // A tree may be empty.
    return kind === 'object' && depth === 0 ? unionOf([tree, NULL]) : tree;
  };
  if (!first) return { best: numberSpec(slot, name, around), others: [arrayOf(ANY_NUMBER), stringSpec(slot, around)] };
  const others = ranked
    .slice(1)
    .filter(([, weight]) => weight >= first[1] * 0.25)
    .map(([kind]) => kind);
  // What is only indexed or measured may be either.
  if (first[0] === 'array' || first[0] === 'string') {
    const twin: Evidence = first[0] === 'array' ? 'string' : 'array';
    if (slot.own.sequence > 0 && !others.includes(twin)) others.push(twin);
  }
  return { best: build(first[0]), others: others.slice(0, 3).map(build) };
}

/** What stands where a value holds values like itself: a node's child may be missing, a list of lists has other items too. */
function itself(entry: Open, slot: Slot, field: string): ValueSpec {
  // Maps and the like would have to be told apart from what is in them.
  if (entry.kind !== 'object' && entry.kind !== 'array') return NULL;
  entry.isRecursive = true;
  const self: ValueSpec = { kind: 'self', name: entry.name };
  if (entry.kind === 'array') return unionOf([numberSpec(slot), self]);
  return field === '' ? self : unionOf([self, NULL]);
}

function ofKind(kind: Evidence, slot: Slot, name: string, around: Surroundings, depth: number): ValueSpec {
  if (depth > MAX_DEPTH) return ANY_NUMBER;
  const part = (inner: Slot, label: string): ValueSpec => fromSlot(inner, label, around, depth + 1).best;
  switch (kind) {
    case 'number':
      return numberSpec(slot, name, around);
    case 'bigint':
      return {
        kind: 'bigint',
        min: null,
        max: null,
        extra: [...slot.own.literals].filter((x) => typeof x === 'number'),
      };
    case 'string':
      return stringSpec(slot, around);
    case 'boolean':
      return { kind: 'boolean' };
    case 'array':
      return listSpec(slot, name, elementSpec(slot, name, part, around), around);
    case 'object':
      return objectSpec(slot, part);
    case 'record':
      return recordSpec(slot, part, around);
    case 'map':
      return { kind: 'map', key: part(slot.key, 'key'), value: part(slot.element, '') };
    case 'set':
      return { kind: 'set', element: part(slot.element, '') };
    case 'function':
      return functionSpec(slot, name);
    case 'regexp':
      return { kind: 'regexp', sources: ['a+', '\\d', '[aeiou]'] };
    case 'date':
      return { kind: 'date' };
  }
}

/** Elements by their use; if nothing is known, by the array's name, else numbers. */
function elementSpec(
  slot: Slot,
  name: string,
  part: (slot: Slot, label: string) => ValueSpec,
  around: Surroundings,
): ValueSpec {
  const known = slot.hasElement && rankKinds(slot.element, '').length > 0;
  if (known) return part(slot.element, '');
  const { fields } = slot.own;
  const literals = slot.hasElement ? [...slot.element.own.literals] : [];
  if (literals.some((item) => typeof item === 'string')) return part(slot.element.note('string', 1), '');
  const [field] = fields.values();
  if (field && rankKinds(field, '').length > 0) return part(field, '');
  return byName(name)?.element === 'string'
    ? { ...ANY_STRING }
    : numberSpec(slot.hasElement ? slot.element : field, '', around);
}

export function numberSpec(slot: Slot | undefined, name = '', around?: Surroundings): NumberSpec {
  if (!slot) return ANY_NUMBER;
  const own = slot.own;
  const literals = [...own.literals].filter((item) => typeof item === 'number');
  const isPosition = own.indexOf.size > 0 || own.nearIndexOf.size > 0;
  const countable = own.count || isPosition;
  const integer = own.integer || countable || /^(n|k|i|j|num_?bits|count|index|year|month|day)$/i.test(name);
  const spec: NumberSpec = {
    ...ANY_NUMBER,
    integer,
    min: countable && !literals.some((value) => value < 0) ? 0 : null,
    extra: neighbours(literals, integer),
    specials: own.specials,
    scale: countable && (isPosition || !own.shrinks) ? 'count' : 'value',
  };
  if (!around?.obedient) return spec;
  return own.rejected.reduce<ValueSpec>((kept, { operator, bound }) => obey(kept, operator, bound), spec) as NumberSpec;
}

/** Each value, the one below and the one above; between non-integers a little to each side. */
function neighbours(values: readonly number[], integer: boolean): number[] {
  const steps = values
    .filter((value) => Number.isFinite(value) && Math.abs(value) <= 1e9)
    .flatMap((value) => [
      value - 1,
      value,
      value + 1,
      ...(Number.isInteger(value) ? [] : [value - 0.01, value + 0.01]),
    ]);
  const kept = integer ? steps.filter((value) => Number.isInteger(value)) : steps;
  return [...new Set(kept)].sort((a, b) => a - b).slice(0, 48);
}

export function stringSpec(slot: Slot | undefined, around: Surroundings): StringSpec {
  const own = slot?.own;
  const pieces = [...(own?.literals ?? []), ...(slot?.hasElement ? slot.element.own.literals : [])];
  const texts = pieces.filter((item) => typeof item === 'string' && item !== '') as string[];
  const defaults = [...(own?.defaults ?? [])].filter((item) => typeof item === 'string');
  const tokens = [...new Set([...texts, ...around.tokens])].filter((text) => text.length <= 12).slice(0, 40);
  const words = [...new Set([...texts.filter((text) => text.length > 1), ...defaults, ...around.words])].slice(0, 40);
  return { ...ANY_STRING, tokens, words, ...lengthsOf(slot) };
}

/** Lengths the program asks about: they, one less and one more. */
export function lengthsOf(slot: Slot | undefined): { readonly lengths?: readonly number[] } {
  if (!slot?.hasLength) return {};
  const literals = [...slot.length.own.literals].filter((item) => typeof item === 'number' && Number.isInteger(item));
  // What is done in blocks of a length is done in two of them.
  const blocks = (literals as number[]).filter((n) => n >= 8).map((n) => 2 * n);
  const lengths = [...neighbours(literals as number[], true), ...blocks].filter((n) => n >= 0 && n <= MAX_EXTRA_LENGTH);
  return lengths.length > 0 ? { lengths } : {};
}

/** An array of arrays may be a matrix or a graph; the uses of its rows tell. */
export function listSpec(slot: Slot, name: string, element: ValueSpec, around: Surroundings): ValueSpec {
  const isNested = element.kind === 'array' || element.kind === 'tuple';
  if (isNested) {
    const graph = graphOfLists(slot, name, element, around.fromOne === true);
    if (graph) return graph;
    if (element.kind === 'array' && isMatrix(slot)) {
      const square = isSquare(slot);
      if (square && /^(graph|adj(acency)?(matrix)?|network|capacity)$/i.test(name)) return ANY_GRAPH;
      const cell = element.element;
      return { kind: 'matrix', element: cell, shape: square ? 'square' : 'any', symmetric: false, minRows: 0 };
    }
  }
  return arrayOf(element, lengthsOf(slot));
}

function graphOfLists(slot: Slot, name: string, element: ValueSpec, fromOne: boolean): ValueSpec | null {
  const row = slot.hasElement ? slot.element : null;
  const pair = row?.hasElement ? row.element : null;
  const isVertex = (candidate: Slot | null | undefined): boolean =>
    !!candidate && (isOneOf(candidate.own.indexOf, slot) || (fromOne && isOneOf(candidate.own.nearIndexOf, slot)));
  const isEdgeName = /^(edges|connections|pairs|prerequisites|links|flights|roads)$/i.test(name);
  const width = element.kind === 'tuple' ? element.items.length : Math.max(0, ...fieldNumbers(row).map((i) => i + 1));
  if (isEdgeName && (width === 2 || width === 3)) return { ...ANY_GRAPH, form: 'edges', weighted: width === 3 };
  if (element.kind === 'tuple' || !row) return null;
  if (isVertex(pair)) return { ...ANY_GRAPH, form: 'lists', weighted: false };
  if (pair && isVertex(pair.own.fields.get('0'))) return { ...ANY_GRAPH, form: 'pairs' };
  return null;
}

function fieldNumbers(slot: Slot | null): number[] {
  return [...(slot?.own.fields.keys() ?? [])].filter((key) => /^\d$/.test(key)).map(Number);
}

/** Rows and cells are both reached by position, and rows are not treated as lists of their own. */
function isMatrix(slot: Slot): boolean {
  if (!slot.hasElement) return true;
  const row = slot.element;
  const { kinds } = row.own;
  return row.hasElement && (kinds.get('array') ?? 0) < 6;
}

/** The number of rows bounds the columns too: nobody asks how long a row is. */
function isSquare(slot: Slot): boolean {
  const asksRow = slot.hasElement && slot.element.hasLength;
  const first = slot.own.fields.get('0');
  return slot.hasLength && !asksRow && !(first?.hasLength ?? false);
}

function objectSpec(slot: Slot, part: (slot: Slot, label: string) => ValueSpec): ValueSpec {
  const fields = [...slot.own.fields].slice(0, 24).map(([name, field]) => ({
    name,
    value: field.own.nullable ? unionOf([part(field, name), NULL]) : part(field, name),
    optional: field.own.optional,
  }));
  return { kind: 'object', fields };
}

/** An object whose keys are data; whose values name other keys, it is a graph. */
function recordSpec(slot: Slot, part: (slot: Slot, label: string) => ValueSpec, around: Surroundings): ValueSpec {
  const row = slot.hasElement ? slot.element : null;
  const key = slot.key.root;
  if (row?.hasElement && row.element.root === key) return { ...ANY_GRAPH, form: 'record', weighted: false };
  if (row && (row.own.kinds.get('record') ?? 0) > 0 && row.key.root === key) return { ...ANY_GRAPH, form: 'weights' };
  return {
    kind: 'record',
    keys: { ...stringSpec(slot.key, around), minLength: 1, maxLength: 8 },
    value: part(slot.element, ''),
  };
}

export function functionSpec(slot: Slot, name: string): FunctionSpec {
  return { kind: 'function', names: [...FUNCTION_GROUPS[groupOf(slot, name)]] };
}

function groupOf(slot: Slot, name: string): FunctionGroup {
  const { roles, calledWith } = slot.own;
  const arity = calledWith.length;
  if (/^(cmp|comp|compar)/i.test(name))
    return resultIsNumber(slot) || !roles.has('predicate') ? 'comparator' : 'relation';
  if (/predicate|filter|test|^is[A-Z]/i.test(name)) return 'predicate';
  if (/^(reducer|accumulator)$/i.test(name)) return 'reducer';
  for (const role of ['comparator', 'reducer', 'listMapper'] as const) if (roles.has(role)) return role;
  if (resultIsNumber(slot)) return arity === 2 ? 'comparator' : 'numberMapper';
  if (roles.has('predicate')) return arity === 2 ? 'relation' : 'predicate';
  return arity >= 2 ? 'reducer' : roles.has('mapper') || arity === 1 ? 'mapper' : 'callback';
}

function resultIsNumber(slot: Slot): boolean {
  return slot.hasResult && (slot.result.own.kinds.get('number') ?? 0) > 0;
}
