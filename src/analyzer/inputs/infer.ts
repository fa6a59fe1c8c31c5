import ts from 'typescript';
import { describeParameter } from './describe.ts';
import { applyTags } from './infer/apply-tags.ts';
import { isSortedName } from './infer/built-ins.ts';
import { mapOptions, readGuards, type Guard } from './infer/guards.ts';
import { inferRelations, withoutRepeats } from './infer/relations.ts';
import { fromSlot, type Surroundings } from './infer/shape.ts';
import { Slot } from './infer/slot.ts';
import { readTags } from './infer/tags.ts';
import { TypeReader, Unsupported, type Typed } from './infer/types.ts';
import { collectUsage, type Implementation, type Usage } from './infer/usage.ts';
import { arrayOf, NULL, type InputSpec, type ParameterSpec, type Relation, type ValueSpec } from './spec.ts';

export interface InferenceInput {
  readonly checker: ts.TypeChecker;
  /** The function with its body. */
  readonly implementation: Implementation;
  /** What callers see, where that is not the implementation: overloads, or the signatures of a declaration file. */
  readonly signatures?: readonly ts.Signature[];
  /** A declaration whose types and comment describe the function, such as one in a `.d.ts`. */
  readonly declaration?: ts.SignatureDeclaration;
}

/**
 * Describes a function's argument lists, from (in order of precedence) our JSDoc tags, guards at the top of the
 * function, types, and the ways the parameters are used.
 * @throws {UserError} for one of our tags that is malformed, with its line and what to write.
 */
export function inferInputs(input: InferenceInput): InputSpec {
  const { checker, implementation } = input;
  const tags = readTags([implementation, ...(input.declaration ? [input.declaration] : []), ...overloads(input)]);
  const fromOne = tags.some(({ tag }) => tag.kind === 'positions');
  const usage = { ...collectUsage(implementation, checker), fromOne };
  const signature = richest(input);
  const names = parameterNames(implementation, signature);
  const free = new TypeReader(checker, implementation, usage);
  const obedient = new TypeReader(checker, implementation, { ...usage, obedient: true });
  const drafts = names.map((name, i): ParameterSpec => {
    const wide = draft(name, i, input, signature, usage, free);
    const narrow = draft(name, i, input, signature, usage, obedient);
    // Scalars have guards of their own; what an element may not be trips the check when it is drawn freely.
    const isScalar = wide.value.kind === 'number' || wide.value.kind === 'bigint';
    const differs = !isScalar && JSON.stringify(wide.value) !== JSON.stringify(narrow.value);
    return differs ? { ...narrow, breaks: [wide.value] } : narrow;
  });
  const guards = readGuards(implementation, new Set(names));
  const guarded = drafts.map((parameter) => withGuards(parameter, guards.guards));
  const parameters = sortWhereSearched(guarded, usage);
  const guessed = withoutRepeats([...guards.relations, ...inferRelations(parameters, usage)]);
  const shaped = parameters.map((parameter) => withoutSquare(parameter, guessed));
  const tagged = applyTags(
    { parameters: shaped, relations: guessed.filter((relation) => suits(relation, parameters)) },
    tags,
  );
  return describe({ ...tagged, relations: withoutRepeats(tagged.relations) });
}

/** Fills in each parameter's `role`, which has to follow any change of a spec. */
export function describe(spec: InputSpec): InputSpec {
  const { relations } = spec;
  return {
    relations,
    parameters: spec.parameters.map((parameter) => ({ ...parameter, role: describeParameter(parameter, relations) })),
  };
}

/** The signature with most parameters; among equals the one whose types say most. */
function richest({ checker, implementation, signatures, declaration }: InferenceInput): ts.Signature | undefined {
  const own = checker.getSignatureFromDeclaration(implementation);
  const declared = declaration ? checker.getSignatureFromDeclaration(declaration) : undefined;
  const candidates = [...(signatures ?? []), ...(declared ? [declared] : [])];
  const isTyped = (each: ts.Signature | undefined): boolean =>
    each?.getParameters().some((parameter) => !isAny(checker.getTypeOfSymbolAtLocation(parameter, implementation))) ??
    false;
  // The implementation of overloads accepts all of them.
  if (candidates.length === 0 || (candidates.length > 1 && isTyped(own))) return own;
  return candidates.reduce((best, each) => (each.getParameters().length > best.getParameters().length ? each : best));
}

function isAny(type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.Any) !== 0;
}

function overloads({ signatures, implementation }: InferenceInput): ts.Node[] {
  const nodes = (signatures ?? []).map((signature) => signature.declaration as ts.Node | undefined);
  return nodes.filter((node): node is ts.Node => node !== undefined && node !== implementation);
}

/** Parameters of the implementation, and those that only the declaration has (`arguments[1]`). */
function parameterNames(implementation: Implementation, signature: ts.Signature | undefined): string[] {
  const own = implementation.parameters.filter(({ name }) => !(ts.isIdentifier(name) && name.text === 'this'));
  const names = own.map(({ name }, i) => (ts.isIdentifier(name) ? name.text : `argument${i + 1}`));
  const declared = signature?.getParameters().map((symbol) => symbol.name) ?? [];
  const hasRest = own.some(({ dotDotDotToken }) => dotDotDotToken);
  return hasRest ? names : [...names, ...declared.slice(names.length)];
}

function draft(
  name: string,
  i: number,
  { checker, implementation }: InferenceInput,
  signature: ts.Signature | undefined,
  usage: Usage,
  reader: TypeReader,
): ParameterSpec {
  const node = implementation.parameters.filter(({ name: own }) => own.getText() !== 'this')[i];
  const slot = usage.parameters[node ? implementation.parameters.indexOf(node) : i] ?? new Slot();
  const symbol = signature?.getParameters()[i];
  const declared = symbol?.valueDeclaration;
  const shown = [node, declared && ts.isParameter(declared) ? declared : undefined].filter(
    (each) => each !== undefined,
  );
  const isRest = shown.some(({ dotDotDotToken }) => dotDotDotToken !== undefined);
  const written = symbol ? checker.getTypeOfSymbolAtLocation(symbol, implementation) : undefined;
  const type = written && !isAny(written) ? written : node ? checker.getTypeAtLocation(node) : written;
  const isUsedAsOptional = (!type || isAny(type)) && (slot.own.optional || slot.own.nullable) && i > 0;
  const optional = !isRest && (isUsedAsOptional || shown.some(isOptional));
  const { value, others, unsupported } = read(reader, type, slot, name, usage, optional);
  const typeText =
    type && !isAny(type) ? checker.typeToString(type, implementation, ts.TypeFormatFlags.NoTruncation) : 'any';
  return {
    name,
    type: typeText,
    role: '',
    value: isRest && value.kind !== 'array' ? arrayOf(value) : value,
    optional,
    rest: isRest,
    breaks: [],
    alternatives: others.filter((other) => JSON.stringify(other) !== JSON.stringify(value)),
    unsupported,
  };
}

function isOptional(parameter: ts.ParameterDeclaration): boolean {
  if (parameter.questionToken !== undefined || parameter.initializer !== undefined) return true;
  return ts
    .getJSDocParameterTags(parameter)
    .some((tag) => tag.isBracketed || tag.typeExpression?.type.kind === ts.SyntaxKind.JSDocOptionalType);
}

function read(
  reader: TypeReader,
  type: ts.Type | undefined,
  slot: Slot,
  name: string,
  around: Surroundings,
  optional: boolean,
): { value: ValueSpec; others: readonly ValueSpec[]; unsupported: string | null } {
  try {
    const present = type && optional ? withoutUndefined(type) : type;
    const { best, others }: Typed = present ? reader.read(present, slot, name) : asTyped(fromSlot(slot, name, around));
    return { value: best, others, unsupported: null };
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    return { value: NULL, others: [], unsupported: error.message };
  }
}

function asTyped({ best, others }: { best: ValueSpec; others: ValueSpec[] }): Typed {
  return { best, others };
}

function withoutUndefined(type: ts.Type): ts.Type {
  return type.isUnion() && type.types.some((each) => each.flags & ts.TypeFlags.Undefined)
    ? type.getNonNullableType()
    : type;
}

function withGuards(parameter: ParameterSpec, guards: readonly Guard[]): ParameterSpec {
  const own = guards.filter((guard) => guard.parameter === parameter.name);
  const value = own.reduce((spec, guard) => guard.narrow(spec), parameter.value);
  const breaks = own.flatMap((guard) =>
    guard.leastLength === undefined ? guard.breaks : tooShort(parameter.value, guard.leastLength),
  );
  return { ...parameter, value, breaks: [...parameter.breaks, ...breaks] };
}

function tooShort(spec: ValueSpec, least: number): ValueSpec[] {
  if (spec.kind === 'array' || spec.kind === 'string')
    return [{ ...spec, minLength: 0, maxLength: Math.max(0, least - 1) }];
  return spec.kind === 'matrix' ? [{ kind: 'literal', values: [null] }] : [];
}

/** Arrays that a program halves, or whose name says so, are sorted; mostly, since nothing promises it. */
function sortWhereSearched(parameters: readonly ParameterSpec[], usage: Usage): ParameterSpec[] {
  const lists = parameters.filter(({ value }) => value.kind === 'array' || value.kind === 'typedArray');
  return parameters.map((parameter, i) => {
    // Who writes into the array while halving is selecting or sorting, not searching.
    const isSearched = usage.parameters[i]?.own.written !== true;
    const isHalved = usage.halves && isSearched && lists[0] === parameter && lists.length <= 2;
    if (!isHalved && !isSortedName(parameter.name)) return parameter;
    const sort = mapOptions((spec) => {
      const isList = spec.kind === 'array' || spec.kind === 'typedArray';
      return isList && spec.order === undefined ? { ...spec, order: 'ascending', mostly: true } : spec;
    });
    return { ...parameter, value: sort(parameter.value) };
  });
}

/** Factors of a product take their dimensions from each other, not from themselves. */
function withoutSquare(parameter: ParameterSpec, relations: readonly Relation[]): ParameterSpec {
  const { name, value } = parameter;
  const isFactor = relations.some((each) => each.kind === 'inner' && (each.left === name || each.right === name));
  if (!isFactor || value.kind !== 'matrix' || value.shape !== 'square') return parameter;
  return { ...parameter, value: { ...value, shape: 'any' } };
}

/** A relation of a guard holds between what the parameters turned out to be. */
function suits(relation: Relation, parameters: readonly ParameterSpec[]): boolean {
  if (relation.kind !== 'index' && relation.kind !== 'count' && relation.kind !== 'length') return true;
  const name =
    relation.kind === 'index' ? relation.index : relation.kind === 'count' ? relation.count : relation.length;
  const parameter = parameters.find((each) => each.name === name);
  return !parameter || parameter.value.kind === 'number';
}
