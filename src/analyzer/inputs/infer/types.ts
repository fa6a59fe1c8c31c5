import ts from 'typescript';
import { FUNCTION_GROUPS, type FunctionGroup } from '../functions.ts';
import {
  ANYTHING,
  NULL,
  UNDEFINED,
  unionOf,
  type FieldSpec,
  type GraphPart,
  type LiteralSpec,
  type TypedArrayName,
  type ValueSpec,
} from '../spec.ts';
import { isKeyType } from './keys.ts';
import { fromSlot, functionSpec, lengthsOf, listSpec, numberSpec, stringSpec, type Surroundings } from './shape.ts';
import type { Slot } from './slot.ts';

const TYPED_ARRAY = /^(Big)?(Int|Uint|Float)(8|16|32|64)(Clamped)?Array$/;
const LISTS = new Set([
  'Array',
  'ReadonlyArray',
  'Iterable',
  'IterableIterator',
  'Iterator',
  'ArrayLike',
  'ConcatArray',
  'Generator',
]);
const MAX_DEPTH = 12;

/** Why no value of a type can be made. */
export class Unsupported extends Error {
  constructor(why: string, remedy: string) {
    super(`${why}; ${remedy}`);
  }
}

/** A call's arguments are plain values, whoever draws them; what only code can make has to be made by the function itself. */
const LEARN_A_MAKER = 'learn a function that makes them from plain values and calls this one';
const GIVE_A_GENERATOR = 'pass a generator with --generator FILE.mjs';
const WITHOUT_METHODS = `${GIVE_A_GENERATOR} if plain objects will do, else ${LEARN_A_MAKER}`;

export interface Typed {
  readonly best: ValueSpec;
  /** Other descriptions, where the type leaves the question open. */
  readonly others: readonly ValueSpec[];
}

/** Turns types into descriptions; what a type leaves open (`any`, `number` that is an index, …) its uses decide. */
export class TypeReader {
  /** Object types being read, and the name of each that turned out to contain itself. */
  private readonly open: { readonly type: ts.Type; readonly name: string; isRecursive: boolean }[] = [];

  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly place: ts.Node,
    private readonly around: Surroundings,
  ) {}

  /** @throws {Unsupported} */
  read(type: ts.Type, slot: Slot, name: string): Typed {
    if (type.flags & ts.TypeFlags.TypeParameter && !this.checker.getBaseConstraintOfType(type)?.flags) {
      const { best, others } = fromSlot(slot, name, this.around);
      if (isOpenEnded(best)) return { best: ANYTHING, others: [numberSpec(slot, name, this.around), ...others] };
    }
    if (type.flags & ts.TypeFlags.Unknown) return anything(fromSlot(slot, name, this.around));
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.NonPrimitive) || isLooseObject(type)) {
      return fromSlot(slot, name, this.around);
    }
    return { best: this.value(type, slot, name), others: [] };
  }

  private value(type: ts.Type, slot: Slot, name: string): ValueSpec {
    const { flags } = type;
    const { TypeFlags } = ts;
    // Names of properties, whatever a tuple's are.
    if (isKeyType(type)) return stringSpec(slot, this.around);
    if (flags & TypeFlags.TypeParameter) return this.parameter(type, slot, name);
    if (flags & TypeFlags.Unknown) return anything(fromSlot(slot, name, this.around)).best;
    if (flags & (TypeFlags.Any | TypeFlags.NonPrimitive)) return fromSlot(slot, name, this.around).best;
    if (flags & TypeFlags.Number) return numberSpec(slot, name, this.around);
    if (flags & TypeFlags.String || flags & TypeFlags.TemplateLiteral) return stringSpec(slot, this.around);
    if (flags & TypeFlags.Boolean) return { kind: 'boolean' };
    if (flags & TypeFlags.BigInt) return { kind: 'bigint', min: null, max: null, extra: [] };
    if (flags & TypeFlags.Null) return NULL;
    if (flags & (TypeFlags.Undefined | TypeFlags.Void | TypeFlags.Never)) return UNDEFINED;
    if (type.isUnion()) {
      // Only by its name can a union contain itself: `type Json = string | Json[]`.
      return type.aliasSymbol ? this.within(type, () => this.union(type, slot, name)) : this.union(type, slot, name);
    }
    const literal = this.literal(type);
    if (literal) return literal;
    if (flags & (TypeFlags.IndexedAccess | TypeFlags.Conditional | TypeFlags.Substitution)) {
      const constraint = this.checker.getBaseConstraintOfType(type);
      return constraint ? this.value(constraint, slot, name) : fromSlot(slot, name, this.around).best;
    }
    if (flags & TypeFlags.ESSymbolLike) throw new Unsupported('symbols are no plain values', LEARN_A_MAKER);
    return this.object(type, slot, name);
  }

  /** A generic stands for numbers, unless its constraint or its uses say otherwise. */
  private parameter(type: ts.Type, slot: Slot, name: string): ValueSpec {
    const constraint = this.checker.getBaseConstraintOfType(type);
    if (constraint && !(constraint.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Any)) && !isLooseObject(constraint)) {
      // All values of one generic must be of one kind: mixtures can't be compared.
      const options = constraint.isUnion() ? constraint.types : [constraint];
      const number = options.find((option) => option.flags & ts.TypeFlags.NumberLike);
      return this.value(number ?? options[0] ?? constraint, slot, name);
    }
    const used = fromSlot(slot, '', this.around).best;
    return used.kind === 'array' || used.kind === 'function' ? numberSpec(slot, name, this.around) : used;
  }

  private union(type: ts.UnionType, slot: Slot, name: string): ValueSpec {
    const booleans = type.types.filter((option) => option.flags & ts.TypeFlags.BooleanLiteral);
    const rest = booleans.length === 2 ? type.types.filter((option) => !booleans.includes(option)) : type.types;
    const literals: LiteralSpec['values'][number][] = [];
    const options: ValueSpec[] = booleans.length === 2 ? [{ kind: 'boolean' }] : [];
    let reason: Unsupported | null = null;
    for (const option of rest) {
      const literal = option.flags & ts.TypeFlags.Null ? NULL : this.literal(option);
      if (literal) literals.push(...literal.values);
      else {
        try {
          options.push(this.value(option, slot, name));
        } catch (error) {
          if (!(error instanceof Unsupported)) throw error;
          reason = error;
        }
      }
    }
    if (literals.length > 0) options.push({ kind: 'literal', values: literals });
    if (options.length === 0)
      throw reason ?? new Unsupported(`no value of ${this.print(type)} is known`, GIVE_A_GENERATOR);
    return unionOf(options);
  }

  private literal(type: ts.Type): LiteralSpec | null {
    if (type.isStringLiteral() || type.isNumberLiteral()) return { kind: 'literal', values: [type.value] };
    if (type.flags & ts.TypeFlags.BooleanLiteral) {
      return { kind: 'literal', values: [this.checker.typeToString(type) === 'true'] };
    }
    if (type.flags & ts.TypeFlags.BigIntLiteral) {
      return { kind: 'literal', values: [{ $: 'bigint', value: this.checker.typeToString(type).replace('n', '') }] };
    }
    return null;
  }

  private object(type: ts.Type, slot: Slot, name: string): ValueSpec {
    const { checker } = this;
    if (checker.isTupleType(type)) return this.tuple(type as ts.TypeReference, slot);
    const symbolName = type.getSymbol()?.name ?? '';
    const [first, second] =
      checker.isArrayType(type) || type.getSymbol() ? checker.getTypeArguments(type as ts.TypeReference) : [];
    if (LISTS.has(symbolName) && first) {
      const element = this.value(first, slot.element, '');
      const sized = element.kind === 'array' ? { ...element, ...lengthsOf(slot.element) } : element;
      return listSpec(slot, name, sized, this.around);
    }
    if (/^(Readonly)?Map$/.test(symbolName) && first && second) {
      return { kind: 'map', key: this.value(first, slot.key, 'key'), value: this.value(second, slot.element, '') };
    }
    if (/^(Readonly)?Set$/.test(symbolName) && first)
      return { kind: 'set', element: this.value(first, slot.element, '') };
    if (TYPED_ARRAY.test(symbolName)) return { kind: 'typedArray', type: symbolName as TypedArrayName, minLength: 0 };
    if (symbolName === 'Date') return { kind: 'date' };
    if (symbolName === 'RegExp') return { kind: 'regexp', sources: ['a+', '\\d', '[aeiou]', '^\\w+$'] };
    if (symbolName === 'String') return stringSpec(slot, this.around);
    if (symbolName === 'Number') return numberSpec(slot, name, this.around);
    if (symbolName === 'Function') return functionSpec(slot, name);
    const [call] = type.getCallSignatures();
    if (call) return this.callable(call, slot, name);
    if (/^(Promise|WeakMap|WeakSet|WeakRef|Proxy|ArrayBuffer|DataView|AsyncIterable|Symbol)$/.test(symbolName)) {
      throw new Unsupported(`objects of type ${symbolName} are no plain values`, LEARN_A_MAKER);
    }
    return this.record(type, slot) ?? this.structure(type, slot);
  }

  private tuple(type: ts.TypeReference, slot: Slot): ValueSpec {
    const items = this.checker.getTypeArguments(type);
    const target = type.target as ts.TupleType;
    if (target.combinedFlags & ts.ElementFlags.Variable)
      return listSpec(slot, '', this.value(items[0] ?? type, slot.element, ''), this.around);
    const specs = items.map((item, i) => this.value(item, slot.field(String(i)), ''));
    return { kind: 'tuple', items: specs };
  }

  private callable(call: ts.Signature, slot: Slot, name: string): ValueSpec {
    const result = call.getReturnType();
    const first = call.getParameters()[0];
    const input = first && this.checker.getTypeOfSymbolAtLocation(first, this.place);
    const arity = call.getParameters().length;
    const takesNumber = input !== undefined && (input.flags & ts.TypeFlags.NumberLike) !== 0;
    const by = (group: FunctionGroup): ValueSpec => ({ kind: 'function', names: [...FUNCTION_GROUPS[group]] });
    if (result.flags & ts.TypeFlags.BooleanLike) return by(arity >= 2 && !takesIndex(call) ? 'relation' : 'predicate');
    if (isNumberLike(result) && arity === 2 && !takesIndex(call)) {
      return by(slot.own.roles.has('reducer') || /reduc|combine|merge|op/i.test(name) ? 'numberReducer' : 'comparator');
    }
    if (isNumberLike(result)) return by(takesNumber ? 'numberMapper' : 'mapper');
    if (result.flags & ts.TypeFlags.StringLike) return by('textMapper');
    if (this.checker.isArrayType(result)) return by('listMapper');
    return functionSpec(slot, name);
  }

  /** `{ [key: string]: T }`. */
  private record(type: ts.Type, slot: Slot): ValueSpec | null {
    const index = this.checker.getIndexInfoOfType(type, ts.IndexKind.String);
    if (!index || this.checker.getPropertiesOfType(type).length > 0) return null;
    const used = fromSlot(slot.note('record', 5), '', this.around).best;
    const value = this.value(index.type, slot.element, '');
    if (used.kind === 'graph' && value !== ANYTHING) return used;
    if (value.kind === 'array' && value.element.kind === 'string' && slot.element.hasElement) {
      const isVertex = slot.element.element.root === slot.key.root;
      if (isVertex) return { ...GRAPH_RECORD };
    }
    return { kind: 'record', keys: { ...stringSpec(slot.key, this.around), minLength: 1, maxLength: 8 }, value };
  }

  private structure(type: ts.Type, slot: Slot): ValueSpec {
    return this.within(type, () => {
      const symbol = type.getSymbol();
      if (symbol && symbol.flags & ts.SymbolFlags.Class && hasMethods(type, this.checker)) {
        throw new Unsupported(`objects of class ${symbol.name} have methods`, WITHOUT_METHODS);
      }
      const fields = this.checker.getPropertiesOfType(type).map((property) => this.fieldOf(property, slot));
      return graphOfParts(fields) ?? { kind: 'object', fields };
    });
  }

  /** Reads a type that may contain itself: where it does, it is named. */
  private within(type: ts.Type, read: () => ValueSpec): ValueSpec {
    const again = this.open.find((each) => each.type === type);
    if (again) {
      again.isRecursive = true;
      return { kind: 'self', name: again.name };
    }
    if (this.open.length > MAX_DEPTH)
      throw new Unsupported(`${this.print(type)} is nested too deeply`, GIVE_A_GENERATOR);
    const symbol = type.aliasSymbol ?? type.getSymbol();
    const name = symbol && !symbol.name.startsWith('__') ? symbol.name : `node${this.open.length}`;
    const entry = { type, name, isRecursive: false };
    this.open.push(entry);
    try {
      const value = read();
      return entry.isRecursive ? { kind: 'recursive', name, value } : value;
    } finally {
      this.open.pop();
    }
  }

  private fieldOf(property: ts.Symbol, slot: Slot): FieldSpec {
    const type = this.checker.getTypeOfSymbolAtLocation(property, this.place);
    const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
    const present = optional ? this.checker.getNonNullableType(type) : type;
    return { name: property.name, value: this.value(present, slot.field(property.name), property.name), optional };
  }

  private print(type: ts.Type): string {
    return this.checker.typeToString(type, this.place);
  }
}

/** An array, or an object of which no property is known: a program that asks for that walks values of any kind. */
function isOpenEnded(spec: ValueSpec): boolean {
  if (spec.kind === 'recursive') return isOpenEnded(spec.value);
  return spec.kind === 'array' || spec.kind === 'record' || (spec.kind === 'object' && spec.fields.length === 0);
}

/** What may be anything is narrowed by the program: it is given anything, and what its uses speak for as often. */
function anything({ best, others }: Typed): Typed {
  const said = best.kind === 'object' && best.fields.length > 0;
  return said
    ? { best: unionOf([best, ANYTHING]), others: [best, ...others] }
    : { best: ANYTHING, others: [best, ...others] };
}

/** `{V, Adj, E}`: an object with lists of neighbours or a list of edges is a graph; what may be absent is left out. */
function graphOfParts(fields: readonly FieldSpec[]): ValueSpec | null {
  const parts = fields
    .filter(({ optional }) => !optional)
    .map(({ name, value }) => ({ name, as: graphPart(name, value) }));
  if (parts.length === 0 || !parts.every((part): part is GraphPart => part.as !== null)) return null;
  if (parts.every(({ as }) => as === 'vertices')) return null;
  // A start vertex needs a graph that has one.
  return { ...GRAPH_RECORD, form: 'parts', parts, minVertices: 1 };
}

function graphPart(name: string, { kind }: ValueSpec): GraphPart['as'] | null {
  if (/^(V|vertices|nodes)$/i.test(name)) return kind === 'array' ? 'vertices' : null;
  if (kind !== 'graph' && kind !== 'matrix' && kind !== 'array') return null;
  if (/^(E|edges|arcs)$/i.test(name)) return 'edges';
  return /^(adj|adjacency|neighbou?rs|adjacencyList|adjacentEdges|adjacentVertices)$/i.test(name) ? 'lists' : null;
}

const GRAPH_RECORD = {
  kind: 'graph',
  form: 'record',
  directed: true,
  weighted: false,
  acyclic: false,
  density: null,
  fractional: false,
  minWeight: 1,
  maxWeight: 1,
  minVertices: 0,
} as const;

/** `object`, `{}` and `Object` say nothing. */
function isLooseObject(type: ts.Type): boolean {
  if (type.getSymbol()?.name === 'Object') return true;
  const isEmpty = (type.flags & ts.TypeFlags.Object) !== 0 && type.getProperties().length === 0;
  return isEmpty && type.getCallSignatures().length === 0 && !type.getStringIndexType() && !type.getNumberIndexType();
}

function isNumberLike(type: ts.Type): boolean {
  const options = type.isUnion() ? type.types : [type];
  return options.every((option) => option.flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.TypeParameter)) &&
    options.some((option) => option.flags & ts.TypeFlags.NumberLike); // prettier-ignore
}

/** `(item, index) => …` is a function of one value. */
function takesIndex(call: ts.Signature): boolean {
  return /^(i|idx|index|key)$/i.test(call.getParameters()[1]?.name ?? '');
}

function hasMethods(type: ts.Type, checker: ts.TypeChecker): boolean {
  return checker.getPropertiesOfType(type).some((property) => (property.flags & ts.SymbolFlags.Method) !== 0);
}
