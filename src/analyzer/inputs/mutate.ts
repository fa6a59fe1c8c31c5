import { pick, randomInt, type Random } from '../../shared/random.ts';
import { decode } from '../../shared/values.ts';
import { cloneInput } from './clone.ts';
import { conform } from './conform.ts';
import { keyOf, mirror, sortValues, toTyped, typedElement } from './draw/arrays.ts';
import { chance, STYLES, swap, type Context } from './draw/context.ts';
import { buildGraph, drawWeight, isAcyclic, numberedAs, readGraph } from './draw/graphs.ts';
import { fit } from './draw/numbers.ts';
import { isWithin } from './draw/strings.ts';
import { drawValue, mentionsSelf } from './draw/value.ts';
import { functionNamed } from './functions.ts';
import { membersOf, Places } from './places.ts';
import { inOrder, repair } from './relate.ts';
import type { ArraySpec, GraphSpec, InputSpec, NumberSpec, SpecOf, StringSpec, ValueSpec } from './spec.ts';

const ATTEMPTS = 8;

/**
 * A copy of an argument list with one to three small edits that keep what the spec promises. What the input breaks of
 * the things that only mostly hold may stay broken. Where no edit succeeds the copy is equal.
 */
export function mutate(spec: InputSpec, input: readonly unknown[], random: Random): unknown[] {
  if (spec.parameters.length === 0) return [...input];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const args = cloneInput([...input]);
    for (let edits = chance(random, 0.7) ? 1 : randomInt(random, 2, 3); edits > 0; edits--) editOne(spec, args, random);
    const places = new Places(spec, args);
    for (const relation of inOrder(spec.relations)) if (!relation.mostly) repair(relation, places, random);
    if (conform(spec, args).broken === null) return args;
  }
  return cloneInput([...input]);
}

function editOne(spec: InputSpec, args: unknown[], random: Random): void {
  const last = spec.parameters.length - 1;
  const i = randomInt(random, 0, last);
  const parameter = spec.parameters[i];
  if (!parameter) return;
  const others = args.filter((_, j) => j !== i);
  if (parameter.rest) {
    const items = args.splice(i);
    args.push(...(edit(parameter.value, items, others, random) as unknown[]));
    return;
  }
  if (parameter.optional && chance(random, 0.2)) {
    if (i === args.length - 1) args.pop();
    else if (i < args.length) args[i] = undefined;
    else if (i === args.length) args.push(fresh(parameter.value, 4, random));
    return;
  }
  if (i >= args.length) return;
  args[i] = args[i] === undefined ? fresh(parameter.value, 4, random) : edit(parameter.value, args[i], others, random);
}

function fresh(spec: ValueSpec, size: number, random: Random): unknown {
  const style = pick(random, STYLES);
  const context: Context = { random, size, exact: false, depth: 0, style, length: null, columns: null, recursive: new Map(), draw: drawValue, nodes: size }; // prettier-ignore
  return drawValue(spec, context);
}

/** One edit of a value; `others` are the other arguments, whose parts may be copied. May change the value in place. */
function edit(spec: ValueSpec, value: unknown, others: readonly unknown[], random: Random): unknown {
  switch (spec.kind) {
    case 'number':
      return typeof value === 'number' ? editNumber(spec, value, others, random) : fresh(spec, 8, random);
    case 'bigint':
      return typeof value === 'bigint' && chance(random, 0.6)
        ? value + BigInt(pick(random, [-1, 1, 2]))
        : fresh(spec, 16, random);
    case 'string':
      return typeof value === 'string' ? editString(spec, value, others, random) : fresh(spec, 8, random);
    case 'boolean':
      return !(value as boolean);
    case 'literal':
      return decode(pick(random, spec.values));
    case 'function':
      return functionNamed(pick(random, spec.names));
    case 'array':
      return Array.isArray(value) ? editArray(spec, value as unknown[], others, random) : fresh(spec, 8, random);
    case 'tuple':
      return Array.isArray(value) ? editTuple(spec, value as unknown[], others, random) : fresh(spec, 8, random);
    case 'matrix':
      return Array.isArray(value) ? editMatrix(spec, value as unknown[][], others, random) : fresh(spec, 4, random);
    case 'graph':
      return editGraph(spec, value, random);
    case 'typedArray':
      return editTyped(spec, value, others, random);
    case 'object':
      return editFields(spec, value, others, random);
    case 'record':
    case 'map':
    case 'set':
      return editKeyed(spec, value, others, random);
    case 'union':
      return editUnion(spec, value, others, random);
    case 'link':
      return value;
    case 'recursive':
    case 'self':
    case 'date':
    case 'regexp':
      return spec.kind === 'self' ? value : fresh(spec, randomInt(random, 1, 12), random);
  }
}

function editNumber(spec: NumberSpec, value: number, others: readonly unknown[], random: Random): number {
  const known = others
    .flatMap((other) => (typeof other === 'number' ? [other] : membersOf(other)))
    .filter((x) => typeof x === 'number');
  const choices: (() => number)[] = [
    () => value + 1,
    () => value - 1,
    () => -value,
    () => Math.trunc(value / 2),
    () => value + randomInt(random, -8, 8),
    () => 0,
  ];
  if (!spec.integer) choices.push(() => value + 0.5);
  if (spec.scale === 'value') choices.push(() => value * 2);
  if (spec.extra.length > 0) choices.push(() => pick(random, spec.extra));
  if (known.length > 0) choices.push(() => pick(random, known));
  if (spec.specials) choices.push(() => pick(random, [NaN, Infinity, -Infinity]));
  return fit(spec, pick(random, choices)());
}

function editString(spec: StringSpec, value: string, others: readonly unknown[], random: Random): string {
  const at = randomInt(random, 0, value.length);
  const end = Math.min(value.length, at + randomInt(random, 1, 3));
  const insert = (piece: string): string => value.slice(0, at) + piece + value.slice(at);
  const letter = (): string => pick(random, [...(spec.alphabet ?? 'abcxyzABC019 -.')]);
  const choices: (() => string)[] = [
    () => value.slice(0, at) + value.slice(end),
    () => value.slice(0, at) + value.slice(at, end) + value.slice(at),
    () => value.slice(0, at) + [...value.slice(at, end)].reverse().join('') + value.slice(end),
  ];
  if (spec.made === 'freely') {
    choices.push(
      () => insert(letter()),
      () => value.slice(0, at) + letter() + value.slice(end),
    );
    const texts = others.flatMap((other) => (typeof other === 'string' ? [other] : membersOf(other)));
    const pieces = texts.filter((text) => typeof text === 'string');
    if (pieces.length > 0) choices.push(() => insert(stretch(pick(random, pieces), random)));
    if (spec.words.length > 0) choices.push(() => pick(random, spec.words));
  }
  if (spec.tokens.length > 0)
    choices.push(
      () => insert(pick(random, spec.tokens)),
      () => insert(pick(random, spec.tokens)),
    );
  const edited = pick(random, choices)();
  return isWithin(spec, edited) ? edited : value;
}

function stretch(text: string, random: Random): string {
  const from = randomInt(random, 0, text.length);
  return text.slice(from, from + randomInt(random, 1, 4));
}

function editArray(spec: ArraySpec, items: unknown[], others: readonly unknown[], random: Random): unknown[] {
  const some = items.length > 0;
  const at = randomInt(random, 0, Math.max(0, items.length - 1));
  if (spec.permutation !== undefined) {
    if (items.length > 1) swap(items, at, randomInt(random, 0, items.length - 1));
    return items;
  }
  // A node's children are redrawn by their own parameter, not here, where the node's type is unknown.
  const element = mentionsSelf(spec.element) ? null : spec.element;
  const choices: (() => unknown)[] = [];
  if (some) {
    choices.push(
      () => swap(items, at, randomInt(random, 0, items.length - 1)),
      () => items.splice(at, 1),
      () => items.splice(at, 0, ...cloneInput([items[randomInt(random, 0, items.length - 1)]])),
    );
    if (element) choices.push(() => (items[at] = edit(element, items[at], others, random)), () => (items[at] = edit(element, items[at], others, random))); // prettier-ignore
  }
  if (element) {
    choices.push(() => items.splice(at, 0, fresh(element, Math.max(items.length, 4), random)));
    const foreign = others.flatMap((other) => (typeof other === 'object' ? membersOf(other) : [other]));
    if (foreign.length > 0) choices.push(() => items.splice(at, some ? 1 : 0, ...cloneInput([pick(random, foreign)])));
  }
  if (choices.length > 0) pick(random, choices)();
  return restore(spec, items);
}

/** Brings back order and distinctness after an edit. */
function restore(spec: Pick<ArraySpec, 'order' | 'distinct' | 'mostly'>, items: unknown[]): unknown[] {
  const kept = spec.distinct ? [...new Map(items.map((item) => [keyOf(item), item])).values()] : items;
  if (spec.order === undefined) return kept;
  sortValues(kept);
  return spec.order === 'descending' ? kept.reverse() : kept;
}

function editTuple(spec: SpecOf<'tuple'>, items: unknown[], others: readonly unknown[], random: Random): unknown[] {
  if (items.length === 0) return items;
  const at = randomInt(random, 0, items.length - 1);
  const item = spec.items[at];
  if (item) items[at] = edit(item, items[at], others, random);
  return items;
}

function editMatrix(
  spec: SpecOf<'matrix'>,
  rows: unknown[][],
  others: readonly unknown[],
  random: Random,
): unknown[][] {
  const columns = rows[0]?.length ?? 0;
  const at = randomInt(random, 0, Math.max(0, rows.length - 1));
  if (chance(random, 0.3) || rows.length === 0) {
    if (rows.length > spec.minRows && chance(random, 0.5)) {
      rows.splice(at, 1);
      if (spec.shape === 'square') for (const row of rows) row.splice(at, 1);
    } else {
      const width = spec.shape === 'square' ? rows.length + 1 : Math.max(1, columns);
      if (spec.shape === 'square') for (const row of rows) row.push(fresh(spec.element, 4, random));
      rows.push(Array.from({ length: width }, () => fresh(spec.element, 4, random)));
    }
  } else {
    const row = rows[at] ?? [];
    const column = randomInt(random, 0, Math.max(0, row.length - 1));
    if (row.length > 0) row[column] = edit(spec.element, row[column], others, random);
    if (spec.symmetric && rows[column]) rows[column][at] = row[column];
  }
  if (spec.symmetric) mirror(rows);
  return rows;
}

function editGraph(spec: GraphSpec, value: unknown, random: Random): unknown {
  const graph = readGraph(spec, value);
  if (!graph) return fresh(spec, 4, random);
  // An undirected graph lists its edges twice except as an edge list.
  const edges = graph.edges.filter(({ from, to }) => spec.directed || spec.form === 'edges' || from < to);
  let { n } = graph;
  const last = (): number => randomInt(random, 0, Math.max(0, n - 1));
  const at = randomInt(random, 0, Math.max(0, edges.length - 1));
  const weight = spec.weighted ? drawWeight(spec, { random, style: 'plain' }) : 1;
  const kind = pick(random, ['add', 'add', 'remove', 'weight', 'grow'] as const);
  if (kind === 'grow' && spec.form !== 'edges') n++;
  else if (kind === 'remove') edges.splice(at, 1);
  else if (kind === 'weight' && edges[at]) edges[at] = { ...edges[at], weight };
  else {
    const [from, to] = [last(), last()];
    const exists = edges.some(
      (e) => (e.from === from && e.to === to) || (!spec.directed && e.from === to && e.to === from),
    );
    if (from !== to && !exists) edges.push({ from, to, weight });
    if (spec.acyclic && !isAcyclic(n, edges)) edges.pop();
  }
  return buildGraph(numberedAs(spec, value), n, edges);
}

function editTyped(spec: SpecOf<'typedArray'>, value: unknown, others: readonly unknown[], random: Random): unknown {
  const { minLength, order, mostly } = spec;
  const plain: ArraySpec = {
    kind: 'array',
    element: typedElement(spec.type),
    minLength,
    maxLength: null,
    order,
    mostly,
  };
  const kind = typeof membersOf(value)[0];
  const like = others.filter((other) => typeof other === kind);
  return toTyped(spec.type, editArray(plain, [...membersOf(value)], like, random));
}

function editFields(spec: SpecOf<'object'>, value: unknown, others: readonly unknown[], random: Random): unknown {
  if (typeof value !== 'object' || value === null || spec.fields.length === 0) return value;
  const record = value as Record<string, unknown>;
  const field = pick(random, spec.fields);
  if (field.optional && field.name in record && chance(random, 0.3)) delete record[field.name];
  else if (!mentionsSelf(field.value)) {
    const current = record[field.name];
    record[field.name] =
      current === undefined ? fresh(field.value, 4, random) : edit(field.value, current, others, random);
  } else if (typeof record[field.name] === 'object') {
    // Walk down to a node and edit there.
    record[field.name] = editFields(spec, record[field.name], others, random);
  }
  return record;
}

function editKeyed(
  spec: SpecOf<'record' | 'map' | 'set'>,
  value: unknown,
  others: readonly unknown[],
  random: Random,
): unknown {
  if (spec.kind === 'set') {
    const element: ArraySpec = { kind: 'array', element: spec.element, minLength: 0, maxLength: null, distinct: true };
    return new Set(editArray(element, [...(value as Set<unknown>)], others, random));
  }
  const key = spec.kind === 'map' ? spec.key : spec.keys;
  const pair: ValueSpec = { kind: 'tuple', items: [key, spec.value] };
  const entries = value instanceof Map ? [...value] : Object.entries(value as object);
  const edited = editArray({ kind: 'array', element: pair, minLength: 0, maxLength: null }, entries, [], random);
  const pairs = edited.filter((item) => Array.isArray(item)) as [unknown, unknown][];
  return spec.kind === 'map' ? new Map(pairs) : Object.fromEntries(pairs as [string, unknown][]);
}

function editUnion(spec: SpecOf<'union'>, value: unknown, others: readonly unknown[], random: Random): unknown {
  const kind = Array.isArray(value) ? 'array' : typeof value;
  const same = spec.options.filter((option) => !mentionsSelf(option) && looksLike(option, kind));
  const recursive = spec.options.some((option) => option.kind === 'recursive');
  if (same.length > 0 && chance(random, 0.8)) return edit(pick(random, same), value, others, random);
  if (spec.options.some(mentionsSelf)) return value;
  return fresh(spec, recursive ? randomInt(random, 0, 12) : 4, random);
}

function looksLike(spec: ValueSpec, kind: string): boolean {
  if (spec.kind === kind) return true;
  return kind === 'array' && (spec.kind === 'matrix' || spec.kind === 'tuple' || spec.kind === 'graph');
}
