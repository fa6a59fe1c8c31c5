import type {
  ArraySpec,
  GraphSpec,
  MatrixSpec,
  NumberSpec,
  ParameterSpec,
  Relation,
  RelationOf,
  StringSpec,
  ValueSpec,
} from './spec.ts';
import { ANYTHING } from './spec.ts';

/** A parameter's description as a phrase: "array of integers, length 0 to 16, any order". `size` is the training size. */
export function describeParameter(
  parameter: Pick<ParameterSpec, 'name' | 'value' | 'optional' | 'rest' | 'unsupported'>,
  relations: readonly Relation[],
  size = 16,
): string {
  if (parameter.unsupported !== null) return parameter.unsupported;
  const about = relations.map((relation) => describeRelation(relation, parameter.name)).filter((text) => text !== null);
  const parts = [describeValue(parameter.value, size), ...about];
  if (parameter.optional) parts.push('sometimes left out');
  return (parameter.rest ? 'any number of arguments: ' : '') + parts.join('; ');
}

function describeValue(spec: ValueSpec, size: number): string {
  switch (spec.kind) {
    case 'number':
      return describeNumber(spec, 'one');
    case 'bigint':
      return `bigint${limits(spec.min, spec.max)}`;
    case 'string':
      return describeString(spec, size);
    case 'boolean':
      return 'true or false';
    case 'literal':
      return listOf(spec.values.map((value) => (isUndefined(value) ? 'undefined' : JSON.stringify(value))));
    case 'array':
      return describeArray(spec, size);
    case 'tuple':
      return `array of exactly: ${spec.items.map((item) => describeValue(item, size)).join(' · ')}`;
    case 'matrix':
      return describeMatrix(spec, size);
    case 'graph':
      return describeGraph(spec, size);
    case 'object':
      return spec.fields.length === 0
        ? 'empty object'
        : `object with ${spec.fields.map((f) => `${f.name}${f.optional ? '?' : ''} (${describeValue(f.value, size)})`).join(', ')}`;
    case 'record':
      return `object with keys of its own, each ${describeValue(spec.value, size)}`;
    case 'map':
      return `Map from ${plural(spec.key)} to ${plural(spec.value)}`;
    case 'set':
      return `Set of ${plural(spec.element)}`;
    case 'typedArray':
      return `${spec.type}, length ${spec.minLength} to ${size}, ${orderOf(spec.order, spec.mostly)}`;
    case 'date':
      return 'date between 1970 and 2039';
    case 'regexp':
      return `regular expression: ${listOf(spec.sources.map((source) => `/${source}/`))}`;
    case 'union':
      return spec.options.map((option) => describeValue(option, size)).join(', or ');
    case 'function':
      return `function: ${listOf(spec.names)}`;
    case 'recursive':
      if (JSON.stringify(spec) === JSON.stringify(ANYTHING))
        return `anything that JSON can say, of up to ${size} parts`;
      return `${spec.name} of up to ${size} nodes, each ${describeValue(spec.value, size)}`;
    case 'self':
      return spec.name;
    case 'link':
      return 'the node before, or null';
  }
}

function describeNumber(spec: NumberSpec, count: 'one' | 'many'): string {
  const noun = spec.integer ? 'integer' : 'number';
  const special = spec.specials ? ', also NaN and Infinity' : '';
  return noun + (count === 'many' ? 's' : '') + limits(spec.min, spec.max) + special;
}

function limits(min: number | null, max: number | null): string {
  if (min !== null && max !== null) return ` from ${min} to ${max}`;
  if (min !== null) return ` from ${min} on`;
  return max === null ? '' : ` up to ${max}`;
}

function describeString(spec: StringSpec, size: number): string {
  const letters = spec.alphabet === null ? '' : ` of the characters ${spec.alphabet}`;
  const tokens =
    spec.tokens.length === 0 ? '' : `, ${spec.made === 'tokens' ? 'made of' : 'often with'} ${someOf(spec.tokens)}`;
  return `string${letters}, length ${spec.minLength} to ${spec.maxLength ?? size}${tokens}`;
}

function someOf(tokens: readonly string[]): string {
  const shown = tokens.slice(0, 6).map((token) => JSON.stringify(token));
  return shown.join(' ') + (tokens.length > shown.length ? ' …' : '');
}

function describeArray(spec: ArraySpec, size: number): string {
  const length = `length ${spec.minLength} to ${spec.maxLength ?? size}`;
  if (spec.permutation !== undefined) return `permutation of the integers from ${spec.permutation} on, ${length}`;
  const distinct = spec.distinct ? 'different ' : '';
  return `array of ${distinct}${plural(spec.element)}, ${length}, ${orderOf(spec.order, spec.mostly)}`;
}

function orderOf(order: ArraySpec['order'], mostly: boolean | undefined): string {
  if (order === undefined) return 'any order';
  return `${mostly ? 'mostly ' : ''}sorted${order === 'descending' ? ' descending' : ''}`;
}

function describeMatrix(spec: MatrixSpec, size: number): string {
  const shape = { any: 'matrix', square: 'square matrix', jagged: 'array of arrays of different lengths' }[spec.shape];
  return `${spec.symmetric ? 'symmetric ' : ''}${shape} of ${plural(spec.element)}, ${spec.minRows} to ${spec.maxRows ?? size} rows`;
}

const FORMS: Readonly<Record<GraphSpec['form'], string>> = {
  matrix: 'as a square matrix, 0 = no edge',
  lists: 'as lists of neighbours',
  pairs: 'as lists of [neighbour, weight]',
  record: 'as an object of lists of names',
  weights: 'as an object of objects of weights',
  edges: 'as a list of edges',
  parts: 'as an object',
};

function describeGraph(spec: GraphSpec, size: number): string {
  const kind = [
    spec.acyclic ? 'acyclic' : '',
    spec.directed ? 'directed' : 'undirected',
    spec.weighted ? 'weighted' : '',
  ];
  const weights = spec.weighted ? `, weights ${spec.minWeight} to ${spec.maxWeight}` : '';
  const range = `${spec.minVertices} to ${spec.maxVertices ?? size} vertices`;
  const numbered = spec.first === undefined ? '' : `, vertices numbered from ${from(spec.first)}`;
  const parts = spec.parts ? ` of ${spec.parts.map(({ name }) => name).join(', ')}` : '';
  return `${kind.filter(Boolean).join(' ')} graph of ${range} ${FORMS[spec.form]}${parts}${weights}${numbered}`;
}

/** What a collection is made of. */
function plural(spec: ValueSpec): string {
  switch (spec.kind) {
    case 'number':
      return describeNumber(spec, 'many');
    case 'string':
      return spec.alphabet === null ? 'strings' : `strings of the characters ${spec.alphabet}`;
    case 'boolean':
      return 'booleans';
    case 'bigint':
      return 'bigints';
    case 'array':
      return `arrays of ${plural(spec.element)}`;
    case 'tuple':
      return `[${spec.items.map((item) => plural(item)).join(', ')}]`;
    case 'object':
      return `objects with ${spec.fields.map(({ name }) => name).join(', ')}`;
    case 'union':
      return spec.options.map(plural).join(' or ');
    case 'literal':
      return `values among ${describeValue(spec, 0)}`;
    default:
      return describeValue(spec, 6);
  }
}

/** What a relation says of a parameter, or null if it is about others. */
function describeRelation(relation: Relation, name: string): string | null {
  const mostly = relation.mostly ? 'mostly ' : '';
  switch (relation.kind) {
    case 'index':
      return relation.index === name
        ? `${mostly}a ${relation.axis === 'rows' ? 'position' : 'column'} in ${relation.of}${counted(relation)}`
        : null;
    case 'indices':
      return relation.indices === name ? `${mostly}positions in ${relation.of}${counted(relation)}` : null;
    case 'edges':
      return relation.edges === name ? `between the vertices in ${relation.of}` : null;
    case 'sameLength':
      return relation.of.includes(name)
        ? `${mostly}as long as ${listOf(relation.of.filter((other) => other !== name))}`
        : null;
    case 'member':
      return relation.value === name ? `often one that is in ${relation.of}` : null;
    case 'substring':
      return relation.needle === name ? `often a part of ${relation.haystack}` : null;
    case 'ends':
      return relation.list === name ? `ends with ${JSON.stringify(relation.value)}` : null;
    case 'similar':
      return relation.right === name ? `often like ${relation.left}` : null;
    case 'ordered':
      return relation.low === name ? `${mostly}not above ${relation.high}` : null;
    case 'count':
      return relation.count === name ? `${mostly}at most the length of ${relation.of}` : null;
    case 'length':
      return relation.length === name ? `${mostly}${describeLength(relation)}` : null;
    case 'searchTree':
      if (relation.sought.includes(name)) return `often a ${relation.key} in ${relation.of}`;
      return isAbout(relation.of, name) ? `a search tree by ${relation.key}` : null;
    case 'linked': {
      const { of, forward, back } = relation;
      const way = forward.length === 0 ? `the last one leads to itself` : `${back} leads back`;
      return isAbout(of, name) ? way : null;
    }
    case 'inner':
      return relation.left === name ? `${mostly}as many columns as ${relation.right} has rows` : null;
  }
}

function isAbout(place: string, name: string): boolean {
  return place === name || place.startsWith(`${name}.`);
}

function describeLength({ of, axis, less = 0 }: RelationOf<'length'>): string {
  const what = axis === 'columns' ? `the number of columns of ${of}` : `the length of ${of}`;
  return less > 0 ? `${less} less than ${what}` : what;
}

function counted({ first }: { readonly first?: 1 | 'listed' }): string {
  return first === 1 ? `, counted from 1` : '';
}

function from(first: 1 | 'listed'): string {
  return first === 1 ? '1' : '0 or 1';
}

function listOf(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? 'nothing';
  return `${items.slice(0, -1).join(', ')} or ${items.at(-1) ?? ''}`;
}

function isUndefined(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (value as { $?: unknown }).$ === 'undefined';
}
