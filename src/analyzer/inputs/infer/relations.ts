import {
  isStructured,
  type InputSpec,
  type ParameterSpec,
  type Place,
  type Relation,
  type ValueSpec,
} from '../spec.ts';
import type { Surroundings } from './shape.ts';
import { isOneOf, type Slot } from './slot.ts';
import type { Usage } from './usage.ts';

type Around = Usage & Pick<Surroundings, 'fromOne'>;

interface Located {
  readonly place: Place;
  /** The last name of the place. */
  readonly name: string;
  readonly spec: ValueSpec;
  readonly slot: Slot;
}

const LOW = /^(lo|low|left|l|start|from|begin|min|first|lower|a|p)$|(start|min|low|from|left)(index|idx|value)?$/i;
const HIGH = /^(hi|high|right|r|end|to|stop|max|last|upper|b)$|(end|max|high|to|right)(index|idx|value)?$/i;
const SIZE = /^(n|m|len|length|size|count|num|total|v|V|nodes|vertices|numNodes|numVertices|numCourses)$/;

/** Relations that the uses of parameters show. */
export function inferRelations(parameters: readonly ParameterSpec[], usage: Around): Relation[] {
  const places = locate(parameters, usage.parameters);
  const numbers = places.filter(({ spec }) => spec.kind === 'number');
  const lists = places.filter(({ spec }) => isSequence(spec));
  const relations: Relation[] = [];
  for (const number of numbers) {
    const found = positionOf(number, lists, usage.fromOne === true) ?? sizeOf(number, lists, usage);
    if (found) relations.push(found);
  }
  const holders = places.filter(({ spec }) => isSequence(spec) || spec.kind === 'record');
  for (const value of places) relations.push(...soughtIn(value, holders, relations));
  relations.push(...ordered(numbers), ...pairs(lists, usage), ...indices(lists), ...alike(places));
  return relations;
}

/** Parameters, and fields of objects among them. */
function locate(parameters: readonly ParameterSpec[], slots: readonly Slot[]): Located[] {
  return parameters.flatMap((parameter, i): Located[] => {
    const slot = slots[i];
    if (!slot || parameter.rest) return [];
    const { name, value } = parameter;
    const own: Located = { place: name, name, spec: plain(value), slot };
    if (own.spec.kind !== 'object') return [own];
    const fields = own.spec.fields.map((field): Located => ({
      place: `${name}.${field.name}`,
      name: field.name,
      spec: plain(field.value),
      slot: slot.field(field.name),
    }));
    return [own, ...fields];
  });
}

/** A union's option that has parts, if there is just one. */
function plain(spec: ValueSpec): ValueSpec {
  if (spec.kind !== 'union') return spec;
  const main = spec.options.filter((option) => option.kind !== 'literal');
  return main.length === 1 && main[0] ? main[0] : spec;
}

function isSequence(spec: ValueSpec): boolean {
  return ['array', 'string', 'matrix', 'graph', 'typedArray'].includes(spec.kind);
}

function positionOf(number: Located, lists: readonly Located[], fromOne: boolean): Relation | null {
  const { indexOf, nearIndexOf } = number.slot.own;
  for (const list of lists) {
    const row = list.spec.kind === 'matrix' && list.slot.hasElement ? list.slot.element : null;
    const index = { kind: 'index', index: number.place, of: list.place } as const;
    const isSize = SIZE.test(number.name) && number.slot.own.count;
    if (isOneOf(indexOf, list.slot) && !isSize) return { ...index, axis: 'rows' };
    if (row && isOneOf(indexOf, row)) return { ...index, axis: 'columns' };
    if (!isOneOf(nearIndexOf, list.slot)) continue;
    const isEnd = LOW.test(number.name) || HIGH.test(number.name) || /^(i|j|mid|pos|idx|index)$/i.test(number.name);
    if (isEnd || (fromOne && !isSize)) return { ...index, axis: 'rows', mostly: true };
    return { kind: 'count', count: number.place, of: list.place, mostly: true };
  }
  return null;
}

/** A number that bounds a position: the array's length, or a number of elements. */
function sizeOf(number: Located, lists: readonly Located[], usage: Around): Relation | null {
  for (const list of lists) {
    const bounding = number.slot.own.compared.find((each) => isOneOf(each.with.own.indexOf, list.slot));
    const measured = number.slot.own.compared.some((each) => isOneOf(each.with.own.lengthOf, list.slot));
    const position = bounding && usage.indices.some((index) => index.root === bounding.with.root);
    const inclusive = bounding?.operator === '>=' || bounding?.operator === '<=';
    if (position && inclusive && HIGH.test(number.name)) {
      return { kind: 'index', index: number.place, of: list.place, axis: 'rows', mostly: true };
    }
    if (position && SIZE.test(number.name) && !list.slot.hasLength) {
      return { kind: 'length', length: number.place, of: list.place, mostly: true };
    }
    const counted = countedFromOne(number, list, usage);
    if (counted) return counted;
    if (position || measured) return { kind: 'count', count: number.place, of: list.place, mostly: true };
  }
  const edges = lists.find(({ spec }) => spec.kind === 'graph' && spec.form === 'edges');
  const isCount = SIZE.test(number.name) || number.slot.own.count;
  return edges && isCount ? { kind: 'length', length: number.place, of: edges.place } : null;
}

/** Counting from 1: `i <= n`, `A[i - 1]`. */
function countedFromOne(number: Located, list: Located, usage: Around): Relation | null {
  const near = number.slot.own.compared.find((each) => isOneOf(each.with.own.nearIndexOf, list.slot));
  if (near === undefined) return null;
  if (usage.fromOne && HIGH.test(number.name)) {
    return { kind: 'index', index: number.place, of: list.place, axis: 'rows', mostly: true };
  }
  const isInclusive = near.operator === '>=' || near.operator === '<=';
  if (!isInclusive || !SIZE.test(number.name) || list.slot.hasLength) return null;
  return { kind: 'length', length: number.place, of: list.place, mostly: true };
}

/** Search targets, needles and vertices of records. */
function soughtIn(value: Located, lists: readonly Located[], known: readonly Relation[]): Relation[] {
  if (known.some((relation) => relation.kind === 'index' && relation.index === value.place)) return [];
  const out: Relation[] = [];
  for (const list of lists) {
    if (list.place === value.place) continue;
    const { own } = value.slot;
    const isText = list.spec.kind === 'string' && value.spec.kind === 'string';
    const isNeedle = isOneOf(own.needleOf, list.slot) || isOneOf(own.soughtIn, list.slot);
    const namedNeedle =
      isText && /^(needle|pattern|pat|sub|substr|substring|search|searchStr\w*|p|query)$/i.test(value.name);
    if ((isText || sameKind(value.spec, list.spec)) && (isNeedle || namedNeedle)) {
      out.push({ kind: 'substring', needle: value.place, haystack: list.place });
    } else if (isElementOf(value, list)) out.push({ kind: 'member', value: value.place, of: list.place });
  }
  return out;
}

function sameKind(a: ValueSpec, b: ValueSpec): boolean {
  return a.kind === b.kind && (a.kind === 'array' || a.kind === 'string');
}

function isElementOf(value: Located, list: Located): boolean {
  const { own } = value.slot;
  if (list.spec.kind === 'graph') {
    const isRecord = list.spec.form === 'record' || list.spec.form === 'weights';
    return isRecord && (list.slot.key.root === value.slot.root || value.spec.kind === 'string');
  }
  if (isKeyOf(value, list)) return true;
  const element = elementOf(list.spec);
  if (element?.kind !== value.spec.kind) return false;
  if (isOneOf(own.soughtIn, list.slot)) return true;
  if (!list.slot.hasElement) return false;
  const cell = list.slot.element;
  const parts = [cell, ...(cell.hasElement ? [cell.element] : []), ...cell.own.fields.values()];
  return own.compared.some((each) => parts.some((part) => part.root === each.with.root)) || parts.some((part) => part.root === value.slot.root); // prettier-ignore
}

/** A key, or a list of keys, of an object or of the objects in a list. */
function isKeyOf({ spec, slot }: Located, holder: Located): boolean {
  const key =
    spec.kind === 'array' ? (slot.hasElement ? { spec: spec.element, slot: slot.element } : null) : { spec, slot };
  if (key?.spec.kind !== 'string') return false;
  if (holder.spec.kind === 'record') return holder.slot.key.root === key.slot.root;
  if (holder.spec.kind !== 'array' || holder.spec.element.kind !== 'record' || !holder.slot.hasElement) return false;
  return holder.slot.element.key.root === key.slot.root;
}

function elementOf(spec: ValueSpec): ValueSpec | null {
  if (spec.kind === 'array' || spec.kind === 'matrix') return spec.element;
  return spec.kind === 'typedArray' ? { kind: 'number' } as ValueSpec : null; // prettier-ignore
}

/** Names of an interval's ends, next to each other. */
function ordered(numbers: readonly Located[]): Relation[] {
  return numbers.flatMap((low, i): Relation[] => {
    const high = numbers[i + 1];
    if (!high || !LOW.test(low.name) || !HIGH.test(high.name) || low.name.length === 1) return [];
    return [{ kind: 'ordered', low: low.place, high: high.place, mostly: true }];
  });
}

function pairs(lists: readonly Located[], usage: Usage): Relation[] {
  const out: Relation[] = [];
  lists.forEach((left, i) => {
    for (const right of lists.slice(i + 1)) {
      if (left.spec.kind === 'matrix' && right.spec.kind === 'matrix') {
        const inner = usage.indices.some(
          ({ own }) =>
            left.slot.hasElement && isOneOf(own.indexOf, left.slot.element) && isOneOf(own.indexOf, right.slot),
        );
        if (inner) {
          out.push({ kind: 'inner', left: left.place, right: right.place, mostly: true });
          continue;
        }
      }
      const together = usage.indices.some(
        ({ own }) => isOneOf(own.indexOf, left.slot) && isOneOf(own.indexOf, right.slot),
      );
      const measured = [left, right].filter(({ slot }) => slot.hasLength).length;
      const isList = ({ spec }: Located): boolean => spec.kind !== 'string';
      if (together && measured <= 1 && isList(left) && isList(right)) {
        out.push({ kind: 'sameLength', of: [left.place, right.place], mostly: true });
      } else if (sameKind(left.spec, right.spec) && areCompared(left, right)) {
        out.push({ kind: 'similar', left: left.place, right: right.place });
      }
    }
  });
  return out;
}

/** Two objects, trees or values of any kind are usually there to be compared or joined. */
function alike(places: readonly Located[]): Relation[] {
  const trees = places.filter(({ spec, place }) => isStructured(spec) && !place.includes('.'));
  return trees.flatMap((left, i) =>
    trees
      .slice(i + 1)
      .filter((right) => JSON.stringify(left.spec) === JSON.stringify(right.spec))
      .map((right): Relation => ({ kind: 'similar', left: left.place, right: right.place })),
  );
}

/** Two strings are usually there to be compared, two arrays if their elements are. */
function areCompared(left: Located, right: Located): boolean {
  if (left.spec.kind === 'string') return true;
  if (!left.slot.hasElement || !right.slot.hasElement) return false;
  const other = right.slot.element;
  return other.root === left.slot.element.root || left.slot.element.own.compared.some((each) => each.with.root === other.root); // prettier-ignore
}

/** Arrays that hold positions of another array. */
function indices(lists: readonly Located[]): Relation[] {
  return lists.flatMap((holder): Relation[] => {
    const { spec, slot } = holder;
    if (spec.kind !== 'array' || spec.element.kind !== 'number' || !slot.hasElement) return [];
    const target = lists.find((list) => list !== holder && isOneOf(slot.element.own.indexOf, list.slot));
    return target ? [{ kind: 'indices', indices: holder.place, of: target.place, mostly: true }] : [];
  });
}

/** Without relations that say the same, or that another one makes pointless. */
export function withoutRepeats(relations: InputSpec['relations']): Relation[] {
  const seen = new Map<string, Relation>();
  for (const relation of relations) {
    const { mostly, ...rest } = relation;
    const key = JSON.stringify(rest);
    const known = seen.get(key);
    // What a person wrote holds always, whatever was guessed.
    if (!known || (known.mostly && !mostly)) seen.set(key, relation);
  }
  const kept = [...seen.values()];
  return kept.filter((relation) => {
    if (relation.kind === 'substring') {
      return !kept.some((each) => each.kind === 'sameLength' && each.of.includes(relation.needle));
    }
    if (relation.kind !== 'similar') return true;
    return !kept.some((each) => each.kind === 'substring' && [relation.left, relation.right].includes(each.needle));
  });
}
