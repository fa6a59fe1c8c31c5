import ts from 'typescript';
import { UserError } from '../../../shared/errors.ts';
import { LineMap } from '../../../shared/range.ts';
import type { Wire } from '../../../shared/values.ts';

/** A tag of ours in a function's comment, read but not yet applied. */
export type Tag =
  | { readonly kind: 'range' | 'size'; readonly name: string; readonly min: number; readonly max: number }
  | {
      readonly kind: 'integer' | 'distinct' | 'square' | 'symmetric' | 'acyclic' | 'permutation';
      readonly name: string;
    }
  | { readonly kind: 'sorted'; readonly name: string; readonly descending: boolean }
  | { readonly kind: 'index'; readonly name: string; readonly of: string }
  | { readonly kind: 'sameLength'; readonly names: readonly string[] }
  | { readonly kind: 'ordered'; readonly names: readonly string[] }
  /** A string or array that occurs in another one about half of the time. */
  | { readonly kind: 'partOf'; readonly name: string; readonly of: string }
  /** A number is how long something is, or how many columns it has, less some. */
  | {
      readonly kind: 'length';
      readonly name: string;
      readonly of: string;
      readonly columns: boolean;
      readonly less: number;
    }
  | { readonly kind: 'edges'; readonly name: string; readonly of: string; readonly weighted: boolean }
  | {
      readonly kind: 'searchTree';
      readonly name: string;
      readonly key: string;
      readonly left: string;
      readonly right: string;
      readonly sought: readonly string[];
    }
  | { readonly kind: 'linked'; readonly name: string; readonly back: string; readonly forward: readonly string[] }
  /** Positions and vertices are counted from 1, or those of a graph from what its list of vertices begins with. */
  | { readonly kind: 'positions'; readonly of: string | null }
  | { readonly kind: 'oneOf'; readonly name: string; readonly values: readonly Wire[] }
  | { readonly kind: 'endsWith'; readonly name: string; readonly value: number | string }
  | { readonly kind: 'alphabet'; readonly name: string; readonly letters: string }
  | {
      readonly kind: 'graph';
      readonly name: string;
      readonly directed: boolean;
      readonly weighted: boolean;
      readonly density: number | 'sparse' | null;
    };

export interface LocatedTag {
  readonly tag: Tag;
  readonly fail: (problem: string) => UserError;
}

/** What to write; the second part of each error. */
const USAGE = {
  range: '@range NAME MIN..MAX',
  size: '@size NAME MIN..MAX',
  integer: '@integer NAME',
  distinct: '@distinct NAME',
  square: '@square NAME',
  symmetric: '@symmetric NAME',
  acyclic: '@acyclic NAME',
  permutation: '@permutation NAME',
  sorted: '@sorted NAME or @sorted NAME desc',
  index: '@index NAME of OTHER',
  sameLength: '@sameLength A B',
  ordered: '@ordered LOW HIGH',
  searchTree: '@searchTree TREE KEY LEFT RIGHT, then numbers that are looked for',
  linked: '@linked NODE BACK, then the fields that lead on',
  partOf: '@partOf PART WHOLE',
  length: '@length NAME of OTHER, then columns if those are meant, then less 1 if it is one less',
  edges: '@edges NAME of VERTICES, then the word weighted if edges have weights',
  positions: '@positions from 1, or @positions from GRAPH where its list of vertices may begin with 0 or 1',
  oneOf: '@oneOf NAME value1 value2',
  endsWith: '@endsWith LIST value',
  alphabet: '@alphabet NAME abcd',
  graph:
    '@graph NAME directed|undirected weighted|unweighted, then a probability of an edge or the word sparse if you like',
} as const satisfies Record<Tag['kind'], string>;

/**
 * Our tags in the comments of a function and of its declaration.
 * @throws {UserError} for a tag that can't be read, with its line and what to write.
 */
export function readTags(nodes: readonly ts.Node[]): LocatedTag[] {
  const seen = new Set<ts.JSDocTag>();
  return nodes.flatMap((node) =>
    ts.getJSDocTags(node).flatMap((tag): LocatedTag[] => {
      const kind = tag.tagName.text;
      if (!isOurs(kind) || seen.has(tag)) return [];
      seen.add(tag);
      const fail = (problem: string): UserError => failure(tag, kind, problem);
      const words = (ts.getTextOfJSDocComment(tag.comment) ?? '').trim().split(/\s+/).filter(Boolean);
      return [{ tag: parse(kind, words, fail), fail }];
    }),
  );
}

function isOurs(name: string): name is Tag['kind'] {
  return Object.hasOwn(USAGE, name);
}

function failure(tag: ts.JSDocTag, kind: Tag['kind'], problem: string): UserError {
  const tree = tag.getSourceFile();
  const lines = new LineMap(tree.text);
  const [start, end] = [lines.position(tag.getStart(tree)), lines.position(tag.end)];
  const range = { file: tree.fileName, start, end };
  return new UserError(`line ${start.line}: @${kind} ${problem}; write ${USAGE[kind]}.`, undefined, [
    { range, reason: `@${kind} ${problem}` },
  ]);
}

/** `from 1`, `from G`. */
function parsePositions([from, first = '', ...more]: readonly string[], fail: LocatedTag['fail']): Tag {
  if (from !== 'from' || more.length > 0 || !/^(1|\D.*)$/.test(first)) throw fail('says no number to count from');
  return { kind: 'positions', of: first === '1' ? null : first };
}

function parse(kind: Tag['kind'], words: readonly string[], fail: (problem: string) => UserError): Tag {
  const [name, ...rest] = words;
  if (name === undefined) throw fail('does not name a parameter');
  const none = (): void => {
    // Prose after the name, behind a dash, is welcome.
    if (rest.length > 0 && !/^[-–—]/.test(rest[0] ?? '')) throw fail(`has more than a name: “${rest.join(' ')}”`);
  };
  switch (kind) {
    case 'positions':
      return parsePositions(words, fail);
    case 'range':
    case 'size': {
      const [min, max] = parseRange(rest[0], fail);
      if (kind === 'size' && (min < 0 || !Number.isInteger(min) || !Number.isInteger(max)))
        throw fail('needs whole numbers from 0 on');
      return { kind, name, min, max };
    }
    case 'sorted': {
      const order = rest[0];
      if (order !== undefined && !/^(asc|desc|[-–—].*)$/.test(order)) throw fail(`knows no order “${order}”`);
      return { kind, name, descending: order === 'desc' };
    }
    case 'index':
      if (rest[0] !== 'of' || rest[1] === undefined) throw fail('does not say into what');
      return { kind, name, of: rest[1] };
    case 'edges':
      if (rest[0] !== 'of' || rest[1] === undefined) throw fail('does not say between which vertices');
      if (rest[2] !== undefined && rest[2] !== 'weighted') throw fail(`can’t read “${rest[2]}”`);
      return { kind, name, of: rest[1], weighted: rest[2] === 'weighted' };
    case 'searchTree': {
      const [key, left, right, ...sought] = rest;
      if (key === undefined || left === undefined || right === undefined) throw fail('needs a key and two children');
      return { kind, name, key, left, right, sought };
    }
    case 'linked':
      if (rest[0] === undefined) throw fail('does not say what leads back');
      return { kind, name, back: rest[0], forward: rest.slice(1) };
    case 'partOf':
      return { kind, name, of: parseWhole(rest, fail) };
    case 'ordered':
    case 'sameLength':
      if (rest.length === 0) throw fail('needs at least two names');
      return { kind, names: words };
    case 'length':
      return parseLength(name, rest, fail);
    case 'oneOf':
      if (rest.length === 0) throw fail('lists no values');
      return { kind, name, values: rest.map(parseValue) };
    case 'endsWith':
      return { kind, name, value: parseEnd(rest.join(' '), fail) };
    case 'alphabet':
      if (rest[0] === undefined) throw fail('lists no characters');
      return { kind, name, letters: rest[0] };
    case 'graph':
      return parseGraph(name, rest, fail);
    default:
      none();
      return { kind, name };
  }
}

const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?`;
const RANGE = new RegExp(`^(${NUMBER})\\.\\.(${NUMBER})$`, 'i');

function parseRange(text: string | undefined, fail: (problem: string) => UserError): [number, number] {
  const match = RANGE.exec(text ?? '');
  if (!match) throw fail(text === undefined ? 'has no range' : `can’t read the range “${text}”`);
  const [min, max] = [Number(match[1]), Number(match[2])];
  if (min > max) throw fail(`has a range that ends (${max}) before it begins (${min})`);
  return [min, max];
}

/** JSON where it is JSON, else the word itself. */
function parseValue(text: string): Wire {
  try {
    return JSON.parse(text) as Wire;
  } catch {
    return text === 'undefined' ? { $: 'undefined' } : text;
  }
}

function parseWhole([of, ...more]: readonly string[], fail: LocatedTag['fail']): string {
  if (of === undefined || more.length > 0) throw fail('needs two names');
  return of;
}

function parseEnd(text: string, fail: LocatedTag['fail']): number | string {
  const value = parseValue(text);
  if (typeof value === 'number' || (typeof value === 'string' && value !== '')) return value;
  throw fail('names no value');
}

function parseLength(name: string, words: readonly string[], fail: (problem: string) => UserError): Tag {
  const [of, other, ...rest] = words;
  if (of !== 'of' || other === undefined) throw fail('does not say of what');
  const columns = rest[0] === 'columns';
  const [less, by, ...more] = columns ? rest.slice(1) : rest;
  const isNumber = less === 'less' && /^\d+$/.test(by ?? '');
  if ((less !== undefined && !isNumber) || more.length > 0) throw fail(`can’t read “${rest.join(' ')}”`);
  return { kind: 'length', name, of: other, columns, less: isNumber ? Number(by) : 0 };
}

function parseGraph(name: string, words: readonly string[], fail: (problem: string) => UserError): Tag {
  const [direction, weights, density] = words;
  if (direction !== 'directed' && direction !== 'undirected') throw fail('does not say whether edges have a direction');
  if (weights !== 'weighted' && weights !== 'unweighted') throw fail('does not say whether edges have weights');
  const probability = Number(density);
  if (density !== undefined && density !== 'sparse' && !(probability >= 0 && probability <= 1)) {
    throw fail(`can’t read the density “${density}”`);
  }
  return {
    kind: 'graph',
    name,
    directed: direction === 'directed',
    weighted: weights === 'weighted',
    density: density === undefined ? null : density === 'sparse' ? 'sparse' : probability,
  };
}
