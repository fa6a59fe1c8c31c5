import ts from 'typescript';
import type { Maker } from '../source/found.ts';
import { nameApart } from '../source/signatures.ts';
import { describeParameter } from './describe.ts';
import { applyTags } from './infer/apply-tags.ts';
import { isSortedName } from './infer/built-ins.ts';
import { mapOptions, readGuards, type Guard, type Guards } from './infer/guards.ts';
import { inferRelations, withoutRepeats } from './infer/relations.ts';
import { fromSlot, type Surroundings } from './infer/shape.ts';
import { Slot } from './infer/slot.ts';
import { readTags } from './infer/tags.ts';
import { TypeReader, Unsupported, type Typed } from './infer/types.ts';
import type { Implementation } from './infer/implementation.ts';
import { collectUsage, type Usage } from './infer/usage.ts';
import { arrayOf, NULL, type InputSpec, type ParameterSpec, type Relation, type ValueSpec } from './spec.ts';

export interface InferenceInput {
  readonly checker: ts.TypeChecker;
  /** The function with its body. */
  readonly implementation: Implementation;
  /** What callers see, where that is not the implementation: overloads, or the signatures of a declaration file. */
  readonly signatures?: readonly ts.Signature[];
  /** A declaration whose types and comment describe the function, such as one in a `.d.ts`. */
  readonly declaration?: ts.SignatureDeclaration;
  /** What makes the object that a method is called on; its first `count` arguments come before the method's. */
  readonly maker?: Pick<Maker, 'node' | 'count'>;
}

type Around = Usage & Surroundings;

/** One of the functions that the arguments go to. */
interface Receiver extends Omit<InferenceInput, 'maker'> {
  readonly signature: ts.Signature | undefined;
  /** What its parameters are called, as many as are given. */
  readonly names: readonly string[];
  readonly slots: readonly Slot[];
}

/**
 * Describes a function's argument lists, from (in order of precedence) our JSDoc tags, guards at the top of the
 * function, types, and the ways the parameters are used.
 * @throws {UserError} for one of our tags that is malformed, with its line and what to write.
 */
export function inferInputs(input: InferenceInput): InputSpec {
  const { checker, implementation, maker } = input;
  const made = maker ? [maker.node] : [];
  const described = [implementation, ...(input.declaration ? [input.declaration] : []), ...overloads(input), ...made];
  const tags = readTags(described);
  const fromOne = tags.some(({ tag }) => tag.kind === 'positions' && tag.of === null);
  const { functions, ...used } = collectUsage([...made, implementation], checker);
  const signature = richest(input);
  const own = parameterNames(implementation, signature);
  const receivers: Receiver[] = [{ ...input, signature, names: own, slots: slotsOf(implementation, functions.at(-1)) }];
  if (maker) receivers.unshift(makerAsReceiver(checker, maker, slotsOf(maker.node, functions[0])));
  const usage: Around = { ...used, parameters: receivers.flatMap(({ names, slots }) => names.map((_, i) => slots[i] ?? new Slot())), fromOne }; // prettier-ignore
  const guards = receivers.map((receiver) => guardsOf(receiver, own));
  const guarded = receivers.flatMap((receiver, i) => drafts(receiver, usage, guards[i]?.guards ?? [], own));
  const parameters = sortWhereSearched(guarded, usage);
  const relations = guards.flatMap((each) => each.relations);
  const guessed = withoutRepeats([...relations, ...inferRelations(parameters, usage)]);
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

function makerAsReceiver(
  checker: ts.TypeChecker,
  { node, count }: Pick<Maker, 'node' | 'count'>,
  slots: readonly Slot[],
): Receiver {
  const names = parameterNames(node, undefined).slice(0, count);
  return { checker, implementation: node, signature: checker.getSignatureFromDeclaration(node), names, slots };
}

/** Slots of the parameters that arguments are given for. */
function slotsOf({ parameters }: Implementation, slots: readonly Slot[] = []): readonly Slot[] {
  return slots.filter((_, i) => parameters[i] && isGiven(parameters[i]));
}

/** A type may be declared for `this` among the parameters. */
function isGiven({ name }: ts.ParameterDeclaration): boolean {
  return !(ts.isIdentifier(name) && name.text === 'this');
}

function apart({ names }: Receiver, name: string, own: readonly string[]): string {
  return names === own ? name : nameApart(name, new Set(own));
}

function guardsOf(receiver: Receiver, own: readonly string[]): Guards {
  const { guards, relations } = readGuards(receiver.implementation, new Set(receiver.names));
  const renamed = receiver.names.some((name) => apart(receiver, name, own) !== name);
  return {
    guards: guards.map((guard) => ({ ...guard, parameter: apart(receiver, guard.parameter, own) })),
    relations: renamed ? [] : relations,
  };
}

function drafts(receiver: Receiver, usage: Around, guards: readonly Guard[], own: readonly string[]): ParameterSpec[] {
  const free = new TypeReader(receiver.checker, receiver.implementation, usage);
  const obedient = new TypeReader(receiver.checker, receiver.implementation, { ...usage, obedient: true });
  return receiver.names.map((name, i) => {
    const wide = draft(name, i, receiver, usage, free);
    const narrow = draft(name, i, receiver, usage, obedient);
    // Scalars have guards of their own; what an element may not be trips the check when it is drawn freely.
    const isScalar = wide.value.kind === 'number' || wide.value.kind === 'bigint';
    const differs = !isScalar && JSON.stringify(wide.value) !== JSON.stringify(narrow.value);
    const drawn = differs ? { ...narrow, breaks: [wide.value] } : narrow;
    return withGuards({ ...drawn, name: apart(receiver, name, own) }, guards);
  });
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
  const own = implementation.parameters.filter(isGiven);
  const names = own.map(({ name }, i) => (ts.isIdentifier(name) ? name.text : `argument${i + 1}`));
  const declared = signature?.getParameters().map((symbol) => symbol.name) ?? [];
  const hasRest = own.some(({ dotDotDotToken }) => dotDotDotToken);
  return hasRest ? names : [...names, ...declared.slice(names.length)];
}

function draft(
  name: string,
  i: number,
  { checker, implementation, signature, slots }: Receiver,
  usage: Around,
  reader: TypeReader,
): ParameterSpec {
  const node = implementation.parameters.filter(isGiven)[i];
  const slot = slots[i] ?? new Slot();
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
