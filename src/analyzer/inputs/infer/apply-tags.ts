import {
  ANY_GRAPH,
  type InputSpec,
  type MatrixSpec,
  type ParameterSpec,
  type Relation,
  type ValueSpec,
} from '../spec.ts';
import { mapOptions } from './guards.ts';
import type { LocatedTag, Tag } from './tags.ts';

/** Tags in this order, whatever order they are written in: shapes first, then what is inside of them. */
const ORDER: readonly Tag['kind'][] = ['graph', 'edges', 'square', 'symmetric', 'acyclic', 'permutation', 'oneOf', 'alphabet', 'range', 'integer', 'size', 'sorted', 'distinct', 'index', 'sameLength', 'length', 'searchTree', 'linked', 'ordered', 'partOf', 'endsWith', 'positions']; // prettier-ignore

/**
 * Gives what a person wrote precedence over what was inferred.
 * @throws {UserError} for a tag that names no parameter or does not suit its parameter.
 */
export function applyTags(spec: InputSpec, tags: readonly LocatedTag[]): InputSpec {
  let { parameters } = spec;
  let relations: Relation[] = [...spec.relations];
  const sorted = [...tags].sort((a, b) => ORDER.indexOf(a.tag.kind) - ORDER.indexOf(b.tag.kind));
  for (const { tag, fail } of sorted) {
    for (const name of namesOf(tag)) {
      if (!find(parameters, name))
        throw fail(`names “${name}”, which is no parameter (there ${listNames(parameters)})`);
    }
    if (tag.kind === 'endsWith' && find(parameters, tag.name)?.kind !== 'array')
      throw fail(`does not suit “${tag.name}”`);
    if (tag.kind === 'positions') ({ parameters, relations } = counted({ parameters, relations }, tag.of, fail));
    else if (isRelation(tag)) relations.push(...relationsOf(tag));
    else if (tag.kind === 'searchTree' || tag.kind === 'linked') {
      const place = find(parameters, tag.name);
      const named = place && optionsOf(place).some((option) => option.kind === 'recursive');
      if (!named) throw fail(`does not suit “${tag.name}”`);
      const { name, ...rest } = tag;
      relations.push({ ...rest, of: name });
      if (tag.kind === 'searchTree') {
        for (const sought of tag.sought) {
          drop(relations, sought);
          // Whatever its name suggests: it is what keys are.
          parameters = change(parameters, sought, mapOptions((value) => (value.kind === 'number' ? { ...value, integer: false, min: null } : value))); // prettier-ignore
        }
      } else if (tag.forward.length > 0) parameters = change(parameters, name, mapOptions((option) => withLink(option, tag.back))); // prettier-ignore
    } else if (tag.kind === 'length') {
      drop(relations, tag.name);
      const { name, of, columns, less } = tag;
      relations.push({ kind: 'length', length: name, of, ...(columns ? { axis: 'columns' } : {}), ...(less > 0 ? { less } : {}) }); // prettier-ignore
      parameters = change(parameters, name, mapOptions((value) => (value.kind === 'number' ? { ...value, integer: true, min: 0, max: null } : value))); // prettier-ignore
    } else if (tag.kind === 'index') {
      drop(relations, tag.name);
      const isList = find(parameters, tag.name)?.kind === 'array';
      if (isList) relations.push({ kind: 'indices', indices: tag.name, of: tag.of });
      else relations.push({ kind: 'index', index: tag.name, of: tag.of, axis: 'rows' });
      parameters = change(parameters, tag.name, mapOptions((value) => (value.kind === 'number' ? { ...value, integer: true, min: 0 } : value))); // prettier-ignore
    } else {
      if (tag.kind === 'edges') {
        relations.push({ kind: 'edges', edges: tag.name, of: tag.of });
        parameters = change(parameters, tag.of, mapOptions((value) => (value.kind === 'array' ? { ...value, permutation: 0 } : value))); // prettier-ignore
      }
      const before = find(parameters, tag.name);
      const suits = before !== undefined && optionsOf(before).some((option) => applyTo(option, tag) !== null);
      if (!suits) throw fail(`does not suit “${tag.name}”`);
      parameters = change(
        parameters,
        tag.name,
        mapOptions((option) => applyTo(option, tag) ?? option),
      );
    }
  }
  const named = new Set(tags.flatMap(({ tag }) => namesOf(tag).map((name) => name.split('.')[0])));
  const marked = parameters.map((each) => (named.has(each.name) ? { ...each, said: true, alternatives: [] } : each));
  return { parameters: marked, relations };
}

type RelationTag = Extract<Tag, { kind: 'sameLength' | 'ordered' | 'endsWith' | 'partOf' }>;

function isRelation(tag: Tag): tag is RelationTag {
  return ['sameLength', 'ordered', 'endsWith', 'partOf'].includes(tag.kind);
}

/** Tags that are relations as they stand. */
function relationsOf(tag: RelationTag): Relation[] {
  switch (tag.kind) {
    case 'sameLength':
      return [{ kind: 'sameLength', of: tag.names }];
    case 'ordered':
      return inOrder(tag.names);
    case 'endsWith':
      return [{ kind: 'ends', list: tag.name, value: tag.value }];
    case 'partOf':
      return [{ kind: 'substring', needle: tag.name, haystack: tag.of }];
  }
}

/** @param of the graph that says where its vertices begin; null: all begin with 1 */
function counted(spec: InputSpec, of: string | null, fail: LocatedTag['fail']): Counted {
  if (of === null) return countedFromOne(spec.parameters, spec.relations);
  const graph = find(spec.parameters, of);
  if (graph && !optionsOf(graph).some(listsVertices)) throw fail(`does not suit “${of}”`);
  return countedAsListed(spec.parameters, spec.relations, of);
}

interface Counted {
  readonly parameters: readonly ParameterSpec[];
  readonly relations: Relation[];
}

/** Positions and vertices begin at 1; where only a vertex list tells what is first, both agree. */
function countedFromOne(parameters: readonly ParameterSpec[], relations: readonly Relation[]): Counted {
  const positions = new Set(relations.flatMap((each) => (each.kind === 'index' ? [each.index] : [])));
  const fromOne = mapOptions((value) =>
    value.kind === 'graph'
      ? { ...value, first: 1 }
      : value.kind === 'array' && value.permutation === 0
        ? { ...value, permutation: 1 }
        : value,
  );
  const position = mapOptions((value) => (value.kind === 'number' && value.min === 0 ? { ...value, min: 1 } : value));
  return {
    parameters: [...positions].reduce<readonly ParameterSpec[]>(
      (all, place) => change(all, place, position),
      parameters.map((each) => ({ ...each, value: fromOne(each.value) })),
    ),
    relations: relations.map((each) =>
      each.kind === 'index' || each.kind === 'indices' ? { ...each, first: 1 } : each,
    ),
  };
}

function listsVertices(value: ValueSpec): boolean {
  return value.kind === 'graph' && value.parts?.some(({ as }) => as === 'vertices') === true;
}

/** Vertices of a graph begin with 0 or 1, as its own list of them says. */
function countedAsListed(parameters: readonly ParameterSpec[], relations: readonly Relation[], graph: string): Counted {
  return {
    parameters: change(
      parameters,
      graph,
      mapOptions((value) => (value.kind === 'graph' ? { ...value, first: 'listed' } : value)),
    ),
    relations: relations.map((each) =>
      (each.kind === 'index' || each.kind === 'indices') && each.of === graph ? { ...each, first: 'listed' } : each,
    ),
  };
}

/** What leads back is not drawn, but put there when all nodes are. */
function withLink(spec: ValueSpec, back: string): ValueSpec {
  if (spec.kind !== 'recursive' || spec.value.kind !== 'object') return spec;
  const fields = spec.value.fields.map((field) => (field.name === back ? { ...field, value: { kind: 'link' } as const } : field));
  return { ...spec, value: { ...spec.value, fields } };
} // prettier-ignore

/** Each two of them, in the order in which exchanging them sorts all. */
function inOrder(names: readonly string[]): Relation[] {
  return names.flatMap((low, i) =>
    names.slice(i + 1).map((high): Relation => ({ kind: 'ordered', low, high, mostly: true })),
  );
}

function namesOf(tag: Tag): readonly string[] {
  if (tag.kind === 'positions') return tag.of === null ? [] : [tag.of];
  if (tag.kind === 'searchTree') return [tag.name, ...tag.sought];
  if (tag.kind === 'sameLength' || tag.kind === 'ordered') return tag.names;
  return tag.kind === 'index' || tag.kind === 'edges' || tag.kind === 'length' || tag.kind === 'partOf'
    ? [tag.name, tag.of]
    : [tag.name];
}

function listNames(parameters: readonly ParameterSpec[]): string {
  const names = parameters.map(({ name }) => name);
  return names.length === 0 ? 'are none' : names.length === 1 ? `is only ${names[0]}` : `are ${names.join(', ')}`;
}

/** Guessed relations of a number give way to the written one. */
function drop(relations: Relation[], name: string): void {
  for (let i = relations.length - 1; i >= 0; i--) {
    const relation = relations[i];
    const isAbout =
      (relation?.kind === 'index' && relation.index === name) ||
      (relation?.kind === 'count' && relation.count === name) ||
      (relation?.kind === 'length' && relation.length === name) ||
      (relation?.kind === 'member' && relation.value === name) ||
      (relation?.kind === 'indices' && relation.indices === name);
    if (isAbout) relations.splice(i, 1);
  }
}

function find(parameters: readonly ParameterSpec[], place: string): ValueSpec | undefined {
  const [name, ...fields] = place.split('.');
  let spec = parameters.find((parameter) => parameter.name === name)?.value;
  for (const field of fields) {
    spec = spec?.kind === 'object' ? spec.fields.find((each) => each.name === field)?.value : undefined;
  }
  return spec;
}

function change(
  parameters: readonly ParameterSpec[],
  place: string,
  edit: (spec: ValueSpec) => ValueSpec,
): ParameterSpec[] {
  const [name, ...fields] = place.split('.');
  return parameters.map((parameter) =>
    parameter.name === name ? { ...parameter, value: inside(parameter.value, fields, edit) } : parameter,
  );
}

function inside(spec: ValueSpec, fields: readonly string[], edit: (spec: ValueSpec) => ValueSpec): ValueSpec {
  const [first, ...rest] = fields;
  if (first === undefined) return edit(spec);
  if (spec.kind !== 'object') return spec;
  return {
    ...spec,
    fields: spec.fields.map((field) =>
      field.name === first ? { ...field, value: inside(field.value, rest, edit) } : field,
    ),
  };
}

function optionsOf(spec: ValueSpec): readonly ValueSpec[] {
  return spec.kind === 'union' ? spec.options : [spec];
}

/** The changed description, or null where the tag makes no sense. */
function applyTo(spec: ValueSpec, tag: Tag): ValueSpec | null {
  switch (tag.kind) {
    case 'graph': {
      const form = spec.kind === 'graph' ? spec.form : 'matrix';
      if (spec.kind !== 'graph' && !asMatrix(spec)) return null;
      const { directed, weighted, density } = tag;
      return { ...ANY_GRAPH, form, directed, weighted, density, maxWeight: weighted ? ANY_GRAPH.maxWeight : 1 };
    }
    case 'acyclic':
      return spec.kind === 'graph'
        ? { ...spec, acyclic: true }
        : asMatrix(spec)
          ? { ...ANY_GRAPH, acyclic: true }
          : null;
    case 'square':
    case 'symmetric': {
      if (spec.kind === 'graph') return tag.kind === 'symmetric' ? { ...spec, directed: false } : spec;
      const matrix = asMatrix(spec);
      return matrix && { ...matrix, shape: 'square', symmetric: matrix.symmetric || tag.kind === 'symmetric' };
    }
    case 'range':
      return inRange(spec, tag.min, tag.max);
    case 'integer':
      return integers(spec);
    case 'size':
      return withSize(spec, tag.min, tag.max);
    case 'sorted': {
      if (spec.kind !== 'array' && spec.kind !== 'typedArray') return null;
      return { ...spec, mostly: false, order: tag.descending ? 'descending' : 'ascending' };
    }
    case 'distinct':
      return spec.kind === 'array' ? { ...spec, distinct: true } : null;
    case 'permutation':
      return spec.kind === 'array' ? { ...spec, permutation: 0 } : null;
    case 'oneOf': {
      const value: ValueSpec = { kind: 'literal', values: tag.values };
      if (spec.kind === 'array' || spec.kind === 'matrix') return { ...spec, element: value };
      return value;
    }
    case 'alphabet':
      return withAlphabet(spec, tag.letters);
    case 'edges':
      return asMatrix(spec) || spec.kind === 'graph'
        ? { ...ANY_GRAPH, form: 'edges', weighted: tag.weighted, density: 'sparse' }
        : null;
    case 'index':
    case 'sameLength':
    case 'length':
    case 'ordered':
    case 'searchTree':
    case 'linked':
    case 'partOf':
    case 'endsWith':
    case 'positions':
      return null;
  }
}

function asMatrix(spec: ValueSpec): MatrixSpec | null {
  if (spec.kind === 'matrix') return spec;
  if (spec.kind !== 'array' || spec.element.kind !== 'array') return null;
  return { kind: 'matrix', element: spec.element.element, shape: 'any', symmetric: false, minRows: 0 };
}

function inRange(spec: ValueSpec, min: number, max: number): ValueSpec | null {
  switch (spec.kind) {
    case 'number': {
      const integer = spec.integer && max - min > 1 && Number.isInteger(min + max);
      return { ...spec, integer, min, max, extra: spec.extra.filter((value) => value >= min && value <= max) };
    }
    case 'bigint':
      return { ...spec, min, max, extra: spec.extra.filter((value) => value >= min && value <= max) };
    case 'array':
    case 'matrix':
    case 'set': {
      const element = inRange(spec.element, min, max);
      return element && { ...spec, element };
    }
    case 'graph':
      // A range no wider than 1 leaves nothing but fractions to choose from.
      return { ...spec, minWeight: min, maxWeight: max, fractional: max - min <= 1 || !Number.isInteger(min + max) };
    default:
      return null;
  }
}

function integers(spec: ValueSpec): ValueSpec | null {
  switch (spec.kind) {
    case 'number':
      return { ...spec, integer: true };
    case 'array':
    case 'matrix':
    case 'set': {
      const element = integers(spec.element);
      return element && { ...spec, element };
    }
    case 'graph':
      return { ...spec, fractional: false };
    default:
      return null;
  }
}

function withSize(spec: ValueSpec, min: number, max: number): ValueSpec | null {
  switch (spec.kind) {
    case 'array':
    case 'string':
      return { ...spec, minLength: min, maxLength: max };
    case 'matrix':
      return { ...spec, minRows: min, maxRows: max };
    case 'graph':
      return { ...spec, minVertices: min, maxVertices: max };
    default:
      return null;
  }
}

function withAlphabet(spec: ValueSpec, letters: string): ValueSpec | null {
  if (spec.kind === 'string') {
    const fits = (text: string): boolean => [...text].every((letter) => letters.includes(letter));
    return { ...spec, alphabet: letters, tokens: spec.tokens.filter(fits), words: spec.words.filter(fits) };
  }
  if (spec.kind !== 'array' && spec.kind !== 'matrix' && spec.kind !== 'set') return null;
  const element = withAlphabet(spec.element, letters);
  return element && { ...spec, element };
}
