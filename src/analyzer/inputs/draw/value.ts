import { pick, randomInt } from '../../../shared/random.ts';
import { decode } from '../../../shared/values.ts';
import { functionNamed } from '../functions.ts';
import { children, type ObjectSpec, type RecursiveSpec, type SpecOf, type ValueSpec } from '../spec.ts';
import { drawArray, drawMatrix, drawTypedArray } from './arrays.ts';
import { chance, chooseLength, inner, type Context } from './context.ts';
import { drawGraph } from './graphs.ts';
import { drawBigint, drawNumber } from './numbers.ts';
import { drawString, drawWords } from './strings.ts';

/** Draws one value. Deterministic in the context's random source. */
export function drawValue(spec: ValueSpec, context: Context): unknown {
  const { random } = context;
  switch (spec.kind) {
    case 'number':
      return drawNumber(spec, context);
    case 'bigint':
      return drawBigint(spec, context);
    case 'string':
      return drawString(spec, context);
    case 'boolean':
      return chance(random, 0.5);
    case 'literal':
      return decode(pick(random, spec.values));
    case 'array':
      return mentionsSelf(spec.element) ? drawChildren(spec.element, context) : drawArray(spec, context);
    case 'tuple':
      return spec.items.map((item) => drawValue(item, inner(context, context.style)));
    case 'matrix':
      return drawMatrix(spec, context);
    case 'graph':
      return drawGraph(spec, context);
    case 'object':
      return drawObject(spec, context);
    case 'record':
    case 'map':
    case 'set':
      return drawKeyed(spec, context);
    case 'typedArray':
      return drawTypedArray(spec, context);
    case 'date':
      // Whole days of the years 1970 to 2039, the last of February among them.
      return new Date(chance(random, 0.1) ? Date.UTC(2024, 1, 29) : randomInt(random, 0, 25_567) * 86_400_000);
    case 'regexp':
      return new RegExp(pick(random, spec.sources));
    case 'union':
      return drawUnion(spec, context);
    case 'function':
      return functionNamed(pick(random, spec.names));
    case 'recursive':
      return drawRecursive(spec, context);
    case 'link':
      return null;
    case 'self':
      return drawSelf(spec.name, context);
  }
}

function drawObject(spec: ObjectSpec, context: Context): Record<string, unknown> {
  const own = spec.fields.filter((field) => mentionsSelf(field.value));
  const budgets = share(context.nodes, own.length, context);
  const out: Record<string, unknown> = {};
  for (const field of spec.fields) {
    const k = own.indexOf(field);
    if (field.optional && (k >= 0 ? budgets[k] === 0 : chance(context.random, 0.3))) continue;
    // A field's size follows the argument's, so that `{ nodes, edges }` grows; its depth is not that of an element.
    const part: Context = { ...context, nodes: k >= 0 ? (budgets[k] ?? 0) : context.nodes, columns: null };
    out[field.name] = drawValue(field.value, context.depth === 0 && k < 0 ? part : inner(part, context.style));
  }
  return out;
}

function drawKeyed(spec: SpecOf<'record' | 'map' | 'set'>, context: Context): unknown {
  const own = spec.kind !== 'set' && mentionsSelf(spec.value);
  const length = own ? randomInt(context.random, 0, Math.min(4, context.nodes)) : chooseLength(context, 0, null);
  const key: ValueSpec = spec.kind === 'record' ? spec.keys : spec.kind === 'map' ? spec.key : spec.element;
  const keys =
    key.kind === 'string'
      ? [...new Set(drawWords(key, length, context))]
      : drawArray({ kind: 'array', element: key, minLength: length, maxLength: length, distinct: true }, context);
  if (spec.kind === 'set') return new Set(keys);
  const values = own
    ? drawNodes(spec.value, keys.length, context)
    : drawArray({ kind: 'array', element: spec.value, minLength: keys.length, maxLength: keys.length }, context);
  const entries = keys.map((k, i): [unknown, unknown] => [k, values[i]]);
  return spec.kind === 'map' ? new Map(entries) : Object.fromEntries(entries as [string, unknown][]);
}

/** Options that contain the type itself are for when nodes are left, the others for when none are. */
function drawUnion(spec: SpecOf<'union'>, context: Context): unknown {
  const own = spec.options.filter(
    (option) => mentionsSelf(option) || (option.kind === 'recursive' && context.depth === 0),
  );
  const ends = spec.options.filter((option) => !own.includes(option));
  if (own.length === 0 || ends.length === 0) return drawValue(pick(context.random, spec.options), context);
  const isNode = own.some((option) => option.kind === 'recursive');
  // `Node | null` is as large as is asked for; other options are no ends, but values of their own.
  if (isNode && !ends.every((option) => option.kind === 'literal')) {
    return drawValue(pick(context.random, spec.options), context);
  }
  if (!isNode && !ends.every((option) => option.kind === 'literal') && own.some((option) => option.kind === 'self')) {
    // A list of lists and other items: the last node is one more item, mostly.
    const goesOn = context.nodes > 1 ? chance(context.random, 0.8) : context.nodes === 1 && chance(context.random, 0.2);
    return drawValue(pick(context.random, goesOn ? own : ends), context);
  }
  const left = isNode ? chooseLength(context, 0, null) : context.nodes;
  return drawValue(pick(context.random, left > 0 ? own : ends), isNode ? { ...context, length: left } : context);
}

function drawRecursive(spec: RecursiveSpec, context: Context): unknown {
  const nodes = Math.max(1, chooseLength(context, 1, null));
  const recursive = new Map(context.recursive).set(spec.name, spec);
  return drawValue(spec.value, { ...inner(context, context.style), recursive, nodes: nodes - 1 });
}

function drawSelf(name: string, context: Context): unknown {
  const spec = context.recursive.get(name);
  if (!spec) throw new RangeError(`the recursive type ${name} is not declared around its use`);
  return drawValue(spec.value, { ...context, nodes: Math.max(0, context.nodes - 1) });
}

/** Children of a node in an array: the nodes that are left, shared out among a few. */
function drawChildren(element: ValueSpec, context: Context): unknown[] {
  if (context.nodes <= 0) return [];
  return drawNodes(element, randomInt(context.random, 1, Math.min(4, context.nodes)), context);
}

/** Some nodes, among which those that are left are shared out. */
function drawNodes(spec: ValueSpec, count: number, context: Context): unknown[] {
  const left = Math.max(0, context.nodes - count);
  return share(left, count, context).map((nodes) => drawValue(spec, { ...context, nodes: nodes + 1 }));
}

/** Splits a number at random, sometimes very unevenly: chains and bushes. */
function share(total: number, parts: number, context: Context): number[] {
  if (parts <= 1) return parts === 1 ? [total] : [];
  const out = new Array<number>(parts).fill(0);
  if (context.style === 'sorted' || context.style === 'reversed') {
    out[context.style === 'sorted' ? parts - 1 : 0] = total;
    return out;
  }
  let left = total;
  for (let i = 0; i < parts - 1; i++) {
    const portion = randomInt(context.random, 0, left);
    out[i] = portion;
    left -= portion;
  }
  out[parts - 1] = left;
  return out;
}

const mentions = new WeakMap<ValueSpec, boolean>();

/** Whether a value of the spec can contain the enclosing recursive type. */
export function mentionsSelf(spec: ValueSpec): boolean {
  const known = mentions.get(spec);
  if (known !== undefined) return known;
  const found = spec.kind === 'self' || (spec.kind !== 'recursive' && children(spec).some(mentionsSelf));
  mentions.set(spec, found);
  return found;
}
