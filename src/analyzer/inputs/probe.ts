import { encode, type Wire } from '../../shared/values.ts';
import { createGenerator } from './generate.ts';
import { describe } from './infer.ts';
import { arrayOf, type InputSpec, type NumberSpec, type ParameterSpec, type Relation, type ValueSpec } from './spec.ts';

/** What one call of the real function did, as far as probing cares. */
export interface ProbeResult {
  /** The error's message, or why the call was ended. */
  readonly threw: string | null;
  readonly output?: Wire;
}

export interface ProbeOptions {
  readonly seed?: number;
  /** Argument lists per hypothesis. */
  readonly draws?: number;
  /** Largest size of them. */
  readonly size?: number;
  /** Hypotheses tried at most, all rounds together. */
  readonly tries?: number;
}

/** A description that another one might be replaced by. */
interface Hypothesis {
  readonly spec: InputSpec;
}

/** Nothing is changed where this share of calls returns and outputs vary. */
const GOOD_ENOUGH = 0.8;
/** A hypothesis must be better by this much: the description read from the source has the benefit of the doubt. */
const MARGIN = 0.12;
const ROUNDS = 3;

/**
 * Tests a description by running the function, and replaces parts of it where most calls throw or all give the same:
 * other kinds for untyped parameters, numbers without negatives, lists of one length, positions, … Where numbers were
 * narrowed the wide range remains as something that trips a guard.
 */
export async function refine(
  spec: InputSpec,
  run: (inputs: readonly (readonly Wire[])[]) => Promise<readonly ProbeResult[]>,
  options: ProbeOptions = {},
): Promise<InputSpec> {
  const { seed = 1, draws = 32, size = 10, tries = 80 } = options;
  if (spec.parameters.length === 0 || spec.parameters.some((parameter) => parameter.unsupported !== null)) return spec;
  const measure = async (candidate: InputSpec): Promise<number> => {
    // Draws that are meant to throw say nothing about the rest.
    const plain = { ...candidate, parameters: candidate.parameters.map((each) => ({ ...each, breaks: [] })) };
    const generator = createGenerator(plain, seed);
    const inputs = Array.from({ length: draws }, () => generator.next(size).map((value) => encode(value)));
    return score(await run(inputs));
  };
  let best = spec;
  let bestScore = await measure(spec);
  let left = tries;
  for (let round = 0; round < ROUNDS && bestScore < GOOD_ENOUGH && left > 0; round++) {
    let winner: InputSpec | null = null;
    for (const hypothesis of hypotheses(best)) {
      if (left-- <= 0) break;
      const reached = await measure(hypothesis.spec);
      if (reached <= bestScore + (winner ? 0.02 : MARGIN)) continue;
      bestScore = reached;
      winner = hypothesis.spec;
      if (bestScore >= 0.97) break;
    }
    if (!winner) break;
    best = winner;
  }
  return describe(best);
}

/** Share of calls that return, less where they return much the same. */
function score(results: readonly ProbeResult[]): number {
  const returned = results.filter(({ threw }) => threw === null);
  if (returned.length === 0) return 0;
  const outputs = new Set(returned.map(({ output }) => JSON.stringify(output)));
  // Predicates give two outputs, many functions hundreds; beyond a handful more of them say nothing.
  const variety = Math.min(1, outputs.size / 6);
  const answers = [...outputs].every((text) => text === 'true' || text === 'false');
  return (returned.length / results.length) * (answers && outputs.size === 2 ? 1 : 0.4 + 0.6 * variety);
}

function* hypotheses(spec: InputSpec): Generator<Hypothesis> {
  for (const [i, parameter] of spec.parameters.entries()) {
    for (const value of parameter.alternatives) yield { spec: replace(spec, i, swapValue(parameter, value)) };
  }
  const open = spec.parameters.filter(isOpen);
  if (open.length > 1) {
    // Parameters of which nothing is known are often of one kind.
    for (const value of GUESSES.slice(0, 5)) {
      const parameters = spec.parameters.map((each) => (isOpen(each) ? swapValue(each, value) : each));
      yield { spec: { parameters, relations: [] } };
    }
  }
  yield* relationHypotheses(spec);
  for (const change of NARROWINGS) {
    const all = spec.parameters.map((parameter) => narrowed(parameter, change));
    if (all.some((parameter, i) => parameter !== spec.parameters[i])) yield { spec: { ...spec, parameters: all } };
    if (spec.parameters.length === 1) continue;
    for (const [i, parameter] of spec.parameters.entries()) {
      const value = narrowed(parameter, change);
      if (value !== parameter) yield { spec: replace(spec, i, value) };
    }
  }
  for (const [i, parameter] of spec.parameters.entries()) {
    if (!isOpen(parameter)) continue;
    for (const value of GUESSES) yield { spec: replace(spec, i, swapValue(parameter, value)) };
  }
}

function isOpen(parameter: ParameterSpec): boolean {
  if (parameter.said) return false;
  return parameter.type === 'any' || parameter.type === 'unknown' || parameter.alternatives.length > 0;
}

/** For parameters of which neither types nor uses say enough. */
const GUESSES: readonly ValueSpec[] = [
  { kind: 'string', alphabet: null, tokens: [], words: [], minLength: 0, maxLength: null, made: 'freely' },
  arrayOf({ kind: 'number', integer: true, min: null, max: null, extra: [], specials: false, scale: 'value' }),
  arrayOf({ kind: 'string', alphabet: null, tokens: [], words: [], minLength: 0, maxLength: 8, made: 'freely' }),
  { kind: 'number', integer: true, min: 0, max: null, extra: [], specials: false, scale: 'count' },
  {
    kind: 'matrix',
    element: { kind: 'number', integer: true, min: null, max: null, extra: [], specials: false, scale: 'value' },
    shape: 'any',
    symmetric: false,
    minRows: 1,
  },
  { kind: 'function', names: ['identity', 'double', 'isEven'] },
];

function replace(spec: InputSpec, i: number, parameter: ParameterSpec): InputSpec {
  const name = parameter.name;
  const changedKind = spec.parameters[i]?.value.kind !== parameter.value.kind;
  const relations = changedKind
    ? spec.relations.filter((relation) => !placesOf(relation).includes(name))
    : spec.relations;
  return { relations, parameters: spec.parameters.map((each, j) => (i === j ? parameter : each)) };
}

function swapValue(parameter: ParameterSpec, value: ValueSpec): ParameterSpec {
  return {
    ...parameter,
    value,
    alternatives: [parameter.value, ...parameter.alternatives.filter((each) => each !== value)],
  };
}

type Narrowing = (spec: ValueSpec) => ValueSpec;

const numbers = (change: (spec: NumberSpec) => NumberSpec): Narrowing => {
  const visit = (spec: ValueSpec): ValueSpec => {
    switch (spec.kind) {
      case 'number':
        return change(spec);
      case 'array':
      case 'matrix':
        return { ...spec, element: visit(spec.element) };
      case 'union':
        return { ...spec, options: spec.options.map(visit) };
      case 'tuple':
        return { ...spec, items: spec.items.map(visit) };
      case 'object':
        return { ...spec, fields: spec.fields.map((field) => ({ ...field, value: visit(field.value) })) };
      default:
        return spec;
    }
  };
  return visit;
};

const sized =
  (least: number): Narrowing =>
  (spec) => {
    if (spec.kind === 'array' || spec.kind === 'string') return { ...spec, minLength: Math.max(spec.minLength, least) };
    if (spec.kind === 'matrix') return { ...spec, minRows: Math.max(spec.minRows, least) };
    return spec.kind === 'graph' ? { ...spec, minVertices: Math.max(spec.minVertices, least) } : spec;
  };

const NARROWINGS: readonly Narrowing[] = [
  numbers((spec) => ({ ...spec, min: Math.max(0, spec.min ?? 0) })),
  numbers((spec) => ({ ...spec, integer: true, min: Math.max(1, spec.min ?? 1) })),
  numbers((spec) => ({ ...spec, integer: false, min: 0, max: 1, extra: [0.5], scale: 'value' })),
  numbers((spec) => ({ ...spec, integer: true })),
  numbers((spec) => ({ ...spec, integer: true, min: Math.max(0, spec.min ?? 0), max: 20 })),
  sized(1),
  sized(2),
  (spec) => (spec.kind === 'matrix' ? { ...spec, shape: 'square' } : spec),
  (spec) => (spec.kind === 'string' && spec.tokens.length > 0 ? { ...spec, made: 'tokens' } : spec),
  (spec) => (spec.kind === 'string' && spec.tokens.length === 0 ? { ...spec, made: 'tokens', tokens: ['0', '1', '2', '3', '9'] } : spec), // prettier-ignore
  (spec) => (spec.kind === 'string' && spec.alphabet === null ? { ...spec, alphabet: '01', tokens: [] } : spec),
  // Lists of words, each of them one that the program asks for: tokens of a language, commands.
  (spec) => (spec.kind === 'array' && spec.element.kind === 'string' && spec.element.tokens.length > 0 ? { ...spec, element: { kind: 'literal', values: [...spec.element.tokens, ...spec.element.words] } } : spec), // prettier-ignore
  (spec) => (spec.kind === 'matrix' ? { ...spec, minRows: 2, element: { kind: 'literal', values: [0, 1] } } : spec),
  (spec) => (spec.kind === 'matrix' ? arrayOf({ kind: 'tuple', items: [spec.element, spec.element] }) : spec),
  (spec) => (spec.kind === 'matrix' ? arrayOf(arrayOf(spec.element)) : spec),
  (spec) => (spec.kind === 'array' && !spec.order ? { ...spec, order: 'ascending' } : spec),
  (spec) => (spec.kind === 'array' && !spec.distinct ? { ...spec, distinct: true } : spec),
  (spec) => (spec.kind === 'graph' ? { ...spec, acyclic: true, directed: true } : spec),
];

function narrowed(parameter: ParameterSpec, change: Narrowing): ParameterSpec {
  if (parameter.said) return parameter;
  const value = change(parameter.value);
  if (JSON.stringify(value) === JSON.stringify(parameter.value)) return parameter;
  return { ...parameter, value, breaks: [...parameter.breaks, parameter.value] };
}

/** Lists of one length; a number that is a position in, or at most the length of, a list. */
function* relationHypotheses(spec: InputSpec): Generator<Hypothesis> {
  const names = (kinds: readonly string[]): string[] =>
    spec.parameters.filter(({ value, rest }) => !rest && kinds.includes(value.kind)).map(({ name }) => name);
  const lists = names(['array', 'string', 'typedArray', 'matrix', 'graph']);
  const related = (relation: Relation): Hypothesis => {
    const others = spec.relations.filter((each) => each.kind !== relation.kind || JSON.stringify(placesOf(each)) !== JSON.stringify(placesOf(relation))); // prettier-ignore
    return { spec: { ...spec, relations: [...others, relation] } };
  };
  const arrays = names(['array', 'matrix', 'typedArray']);
  if (arrays.length > 1) yield related({ kind: 'sameLength', of: arrays, mostly: true });
  if (lists.length > 1 && lists.length !== arrays.length)
    yield related({ kind: 'sameLength', of: lists, mostly: true });
  for (const number of names(['number'])) {
    for (const list of lists) {
      yield related({ kind: 'index', index: number, of: list, axis: 'rows', mostly: true });
      yield related({ kind: 'count', count: number, of: list, mostly: true });
    }
  }
  const [low, high] = names(['number']);
  if (low !== undefined && high !== undefined) yield related({ kind: 'ordered', low, high, mostly: true });
}

function placesOf(relation: Relation): readonly string[] {
  switch (relation.kind) {
    case 'sameLength':
      return relation.of;
    case 'edges':
      return [relation.edges, relation.of];
    case 'index':
      return [relation.index, relation.of];
    case 'indices':
      return [relation.indices, relation.of];
    case 'member':
      return [relation.value, relation.of];
    case 'substring':
      return [relation.needle, relation.haystack];
    case 'similar':
    case 'inner':
      return [relation.left, relation.right];
    case 'searchTree':
    case 'linked':
      return [relation.of];
    case 'ends':
      return [relation.list];
    case 'ordered':
      return [relation.low, relation.high];
    case 'count':
      return [relation.count, relation.of];
    case 'length':
      return [relation.length, relation.of];
  }
}
