import type { Wire } from '../../shared/values.ts';

/**
 * What a function's argument lists look like. Plain JSON: it is saved with a model, sent into the sandbox and shown to
 * people. Sizes are left open (`null`) where they follow the size that is asked of the generator.
 */
export interface InputSpec {
  readonly parameters: readonly ParameterSpec[];
  /** What holds between parameters (and fields of them). */
  readonly relations: readonly Relation[];
}

export interface ParameterSpec {
  /** Unique; a destructured parameter is called `argument1`, `argument2`, … by position. */
  readonly name: string;
  /** The type as written or as TypeScript prints it. */
  readonly type: string;
  /** The description as a phrase for people. */
  readonly role: string;
  readonly value: ValueSpec;
  /** It may be left out. */
  readonly optional: boolean;
  /** `value` is an array whose elements become the remaining arguments. Only the last parameter can be one. */
  readonly rest: boolean;
  /** Values that trip a guard of the function; drawn in about one call of ten, all parameters together. */
  readonly breaks: readonly ValueSpec[];
  /** Other descriptions that the source allows; `refine` in probe.ts chooses by running the function. */
  readonly alternatives: readonly ValueSpec[];
  /** A tag describes it, which running the function does not overrule. */
  readonly said?: boolean;
  /** Why no value can be made, as a phrase, if none can. */
  readonly unsupported: string | null;
}

export type ValueSpec =
  | NumberSpec
  | BigintSpec
  | StringSpec
  | { readonly kind: 'boolean' }
  | LiteralSpec
  | ArraySpec
  | { readonly kind: 'tuple'; readonly items: readonly ValueSpec[] }
  | MatrixSpec
  | GraphSpec
  | ObjectSpec
  | { readonly kind: 'record'; readonly keys: StringSpec; readonly value: ValueSpec }
  | { readonly kind: 'map'; readonly key: ValueSpec; readonly value: ValueSpec }
  | { readonly kind: 'set'; readonly element: ValueSpec }
  | TypedArraySpec
  | { readonly kind: 'date' }
  | { readonly kind: 'regexp'; readonly sources: readonly string[] }
  | UnionSpec
  | FunctionSpec
  | RecursiveSpec
  /** The nearest enclosing `recursive` of that name. */
  | { readonly kind: 'self'; readonly name: string }
  /** What leads back to a node, which a `linked` relation puts there; drawn as null. */
  | { readonly kind: 'link' };

export type Kind = ValueSpec['kind'];
export type SpecOf<K extends Kind> = Extract<ValueSpec, { readonly kind: K }>;

export interface NumberSpec {
  readonly kind: 'number';
  readonly integer: boolean;
  /** Inclusive; `null` follows the size. */
  readonly min: number | null;
  readonly max: number | null;
  /** Values the source compares with, and their neighbours. */
  readonly extra: readonly number[];
  /** NaN and ±Infinity occur. */
  readonly specials: boolean;
  /** `count`: the work grows with it (loop bounds, recursion), so it never goes far beyond the size. `value`: up to a million. */
  readonly scale: 'count' | 'value';
}

export interface BigintSpec {
  readonly kind: 'bigint';
  readonly min: number | null;
  readonly max: number | null;
  readonly extra: readonly number[];
}

export interface StringSpec {
  readonly kind: 'string';
  /** All characters that may occur; `null`: any. */
  readonly alphabet: string | null;
  /** Pieces the source looks for. */
  readonly tokens: readonly string[];
  /** Whole strings to be among the draws, such as default values and examples from the documentation. */
  readonly words: readonly string[];
  readonly minLength: number;
  readonly maxLength: number | null;
  /** Lengths the source compares with, and their neighbours. */
  readonly lengths?: readonly number[];
  /** `tokens`: made of tokens only. */
  readonly made: 'freely' | 'tokens';
}

export interface LiteralSpec {
  readonly kind: 'literal';
  /** In wire form, so that `undefined` and NaN can be among them. */
  readonly values: readonly Wire[];
}

export interface ArraySpec {
  readonly kind: 'array';
  readonly element: ValueSpec;
  readonly minLength: number;
  readonly maxLength: number | null;
  /** Lengths the source compares with, and their neighbours. */
  readonly lengths?: readonly number[];
  readonly order?: 'ascending' | 'descending';
  /** The order is a guess: about one draw in six is unsorted. */
  readonly mostly?: boolean;
  readonly distinct?: boolean;
  /** The elements are the integers from this number on, each once. */
  readonly permutation?: 0 | 1;
}

/** An array of arrays. `any`: rectangular. */
export interface MatrixSpec {
  readonly kind: 'matrix';
  readonly element: ValueSpec;
  readonly shape: 'any' | 'square' | 'jagged';
  readonly symmetric: boolean;
  readonly minRows: number;
  readonly maxRows?: number;
}

/**
 * A graph over n vertices, n following the size.
 * `matrix`: n×n weights, 0 = no edge · `lists`: row u holds the neighbours of u · `pairs`: row u holds [v, weight] ·
 * `record`: {"A": ["B", …]} · `weights`: {"A": {"B": 3}} · `edges`: [[u, v], …] or [[u, v, weight], …] ·
 * `parts`: an object of these, {V: [0, …, n − 1], Adj: lists, E: edges}, by the names in `parts`.
 */
export interface GraphSpec {
  readonly kind: 'graph';
  readonly form: 'matrix' | 'lists' | 'pairs' | 'record' | 'weights' | 'edges' | 'parts';
  readonly parts?: readonly GraphPart[];
  readonly directed: boolean;
  readonly weighted: boolean;
  readonly acyclic: boolean;
  /** Probability of an edge; `sparse`: about two edges a vertex; `null`: everything from no edge to all of them. */
  readonly density: number | 'sparse' | null;
  /** Weights are numbers from `minWeight` to `maxWeight`, never 0; whole unless `fractional`. */
  readonly fractional: boolean;
  readonly minWeight: number;
  readonly maxWeight: number;
  readonly minVertices: number;
  readonly maxVertices?: number;
  /** The number of the first vertex, if not 0; `listed`: 0 or 1, as the graph's own list of vertices says. */
  readonly first?: 1 | 'listed';
}

export interface GraphPart {
  readonly name: string;
  readonly as: 'vertices' | 'lists' | 'edges';
}

export interface ObjectSpec {
  readonly kind: 'object';
  readonly fields: readonly FieldSpec[];
}

export interface FieldSpec {
  readonly name: string;
  readonly value: ValueSpec;
  readonly optional: boolean;
}

export type TypedArrayName =
  | 'Int8Array'
  | 'Uint8Array'
  | 'Uint8ClampedArray'
  | 'Int16Array'
  | 'Uint16Array'
  | 'Int32Array'
  | 'Uint32Array'
  | 'Float32Array'
  | 'Float64Array'
  | 'BigInt64Array'
  | 'BigUint64Array';

export interface TypedArraySpec {
  readonly kind: 'typedArray';
  readonly type: TypedArrayName;
  readonly minLength: number;
  readonly order?: 'ascending' | 'descending';
  readonly mostly?: boolean;
}

export interface UnionSpec {
  readonly kind: 'union';
  readonly options: readonly ValueSpec[];
}

/** A function out of the fixed list in functions.ts, by name. */
export interface FunctionSpec {
  readonly kind: 'function';
  readonly names: readonly string[];
}

/** A type that contains itself, such as a tree's node. Its size is the number of nodes. */
export interface RecursiveSpec {
  readonly kind: 'recursive';
  readonly name: string;
  readonly value: ValueSpec;
}

/**
 * `parameter` or `parameter.field…`: where a value is found in an argument list.
 * Relations whose places are missing from an argument list (left out, another option of a union) hold.
 */
export type Place = string;

interface RelationBase {
  /** A guess, or something a guard tests: about one draw in ten breaks it. */
  readonly mostly?: boolean;
}

export type Relation = RelationBase &
  (
    | {
        readonly kind: 'index';
        readonly index: Place;
        readonly of: Place;
        readonly axis: 'rows' | 'columns';
        readonly first?: 1 | 'listed';
      }
    /** Every element of an array is a position in another. */
    | { readonly kind: 'indices'; readonly indices: Place; readonly of: Place; readonly first?: 1 | 'listed' }
    | { readonly kind: 'sameLength'; readonly of: readonly Place[] }
    /** The ends of the edges are among the vertices, which are a permutation. */
    | { readonly kind: 'edges'; readonly edges: Place; readonly of: Place }
    /** A value that occurs in the array about half of the time; no constraint. */
    | { readonly kind: 'member'; readonly value: Place; readonly of: Place }
    /** A string or array that occurs in the other about half of the time; no constraint. */
    | { readonly kind: 'substring'; readonly needle: Place; readonly haystack: Place }
    /** The last item of a list, which is there, is what ends the reading of it. */
    | { readonly kind: 'ends'; readonly list: Place; readonly value: number | string }
    /** Two strings or arrays that share stretches about half of the time; no constraint. */
    | { readonly kind: 'similar'; readonly left: Place; readonly right: Place }
    | { readonly kind: 'ordered'; readonly low: Place; readonly high: Place }
    /** A number from its own minimum up to the length. */
    | { readonly kind: 'count'; readonly count: Place; readonly of: Place }
    /** A number is the length, or the number of columns, less some; never below 0. */
    | {
        readonly kind: 'length';
        readonly length: Place;
        readonly of: Place;
        readonly axis?: 'columns';
        readonly less?: number;
      }
    /** Keys grow from left to right; the numbers in `sought` are often among them. */
    | {
        readonly kind: 'searchTree';
        readonly of: Place;
        readonly key: string;
        readonly left: string;
        readonly right: string;
        readonly sought: readonly Place[];
      }
    /** Each node leads back to the one that leads to it by a `forward` field; without those, the last one leads to itself. */
    | { readonly kind: 'linked'; readonly of: Place; readonly forward: readonly string[]; readonly back: string }
    /** The first matrix has as many columns as the second has rows. */
    | { readonly kind: 'inner'; readonly left: Place; readonly right: Place }
  );

export type RelationKind = Relation['kind'];
export type RelationOf<K extends RelationKind> = Extract<Relation, { readonly kind: K }>;

export const ANY_NUMBER: NumberSpec = {
  kind: 'number',
  integer: false,
  min: null,
  max: null,
  extra: [],
  specials: false,
  scale: 'value',
};

export const ANY_STRING: StringSpec = {
  kind: 'string',
  alphabet: null,
  tokens: [],
  words: [],
  minLength: 0,
  maxLength: null,
  made: 'freely',
};

export const ANY_GRAPH: GraphSpec = {
  kind: 'graph',
  form: 'matrix',
  directed: true,
  weighted: true,
  acyclic: false,
  density: null,
  fractional: false,
  minWeight: 1,
  maxWeight: 20,
  minVertices: 0,
};

/** Anything that JSON can say, and undefined. */
export const ANYTHING: RecursiveSpec = {
  kind: 'recursive',
  name: 'value',
  value: {
    kind: 'union',
    options: [
      ANY_NUMBER,
      { ...ANY_STRING, maxLength: 8 },
      { kind: 'boolean' },
      { kind: 'literal', values: [null, { $: 'undefined' }] },
      { kind: 'array', element: { kind: 'self', name: 'value' }, minLength: 0, maxLength: null },
      { kind: 'record', keys: { ...ANY_STRING, minLength: 1, maxLength: 4 }, value: { kind: 'self', name: 'value' } },
    ],
  },
};

/** Whether values are compared part by part and not as sequences: two of them can be alike all the way down. */
export function isStructured(spec: ValueSpec): boolean {
  return (
    spec.kind === 'recursive' || spec.kind === 'record' || (spec.kind === 'union' && spec.options.some(isStructured))
  );
}

export const UNDEFINED: LiteralSpec = { kind: 'literal', values: [{ $: 'undefined' }] };
export const NULL: LiteralSpec = { kind: 'literal', values: [null] };

export function arrayOf(element: ValueSpec, rest: Partial<Omit<ArraySpec, 'kind' | 'element'>> = {}): ArraySpec {
  return { kind: 'array', element, minLength: 0, maxLength: null, ...rest };
}

/** A union without nesting and repetition; a single option stands for itself. */
export function unionOf(options: readonly ValueSpec[]): ValueSpec {
  const flat = options.flatMap((option) => (option.kind === 'union' ? option.options : [option]));
  const seen = new Map(flat.map((option) => [JSON.stringify(option), option]));
  const unique = [...seen.values()];
  return unique.length === 1 && unique[0] ? unique[0] : { kind: 'union', options: unique };
}

/** The specs directly inside a spec. */
export function children(spec: ValueSpec): readonly ValueSpec[] {
  switch (spec.kind) {
    case 'array':
    case 'matrix':
    case 'set':
      return [spec.element];
    case 'tuple':
      return spec.items;
    case 'object':
      return spec.fields.map((field) => field.value);
    case 'record':
      return [spec.value];
    case 'map':
      return [spec.key, spec.value];
    case 'union':
      return spec.options;
    case 'recursive':
      return [spec.value];
    default:
      return [];
  }
}

/** Whether values of the spec have a length, a number of nodes or a number of vertices that follows the size. */
export function hasSize(spec: ValueSpec): boolean {
  switch (spec.kind) {
    case 'array':
    case 'string':
      return spec.maxLength === null || spec.maxLength > 1;
    case 'matrix':
    case 'graph':
    case 'record':
    case 'map':
    case 'set':
    case 'typedArray':
    case 'recursive':
      return true;
    case 'union':
    case 'object':
      return children(spec).some(hasSize);
    default:
      return false;
  }
}
