import * as builtIns from './built-ins.ts';
import { number } from './facts.ts';
import { Slot } from './slot.ts';

type Method = (object: Slot, name: string, args: readonly Slot[]) => Slot;

/** What a call `object.name(…args)` says of its parts; its value. Methods that nobody knows are an object's own. */
export function methodCall(object: Slot, name: string, args: readonly Slot[]): Slot {
  return methodOf(name)(object, name, args);
}

function methodOf(name: string): Method {
  if (builtIns.STRING_METHODS.has(name)) return stringMethod;
  if (builtIns.SEQUENCE_METHODS.has(name)) return sequenceMethod;
  if (builtIns.ARRAY_METHODS.has(name)) return arrayMethod;
  if (builtIns.MAP_METHODS.has(name)) return mapMethod;
  return OTHER_METHODS.get(name) ?? (builtIns.DATE_METHODS.test(name) ? dateMethod : ownMethod);
}

const regexpMethod: Method = (object, _name, [first]) => {
  first?.note('string', 2);
  object.note('regexp', 1);
  return new Slot();
};

const numberMethod: Method = (object) => {
  object.note('number', 3);
  return new Slot().note('string', 2);
};

const functionMethod: Method = (object) => {
  object.note('function', 3);
  return object.result;
};

const viewMethod: Method = (object) => {
  object.own.sequence += 0.5;
  return new Slot();
};

const nothing: Method = () => new Slot();

const addMethod: Method = (object, _name, [first]) => {
  object.note('set', 1);
  if (first) object.element.unite(first);
  return object;
};

const toStringMethod: Method = (object, _name, [radix]) => {
  if (radix) number(object.note('number', 1), false);
  return new Slot().note('string', 2);
};

const OTHER_METHODS: ReadonlyMap<string, Method> = new Map([
  ['test', regexpMethod],
  ['exec', regexpMethod],
  ['toFixed', numberMethod],
  ['toPrecision', numberMethod],
  ['toExponential', numberMethod],
  ['call', functionMethod],
  ['apply', functionMethod],
  ['keys', viewMethod],
  ['entries', viewMethod],
  ['values', viewMethod],
  ['hasOwnProperty', nothing],
  ['valueOf', nothing],
  ['add', addMethod],
  ['toString', toStringMethod],
]);

const dateMethod: Method = (object) => {
  object.note('date', 3);
  return new Slot().note('number', 1);
};

const ownMethod: Method = (object, name) => {
  object.note('object', 1);
  object.field(name).note('function', 2);
  return new Slot();
};

/** Strings and arrays have these. */
const sequenceMethod: Method = (object, name, args) => {
  const [first] = args;
  object.own.sequence += 1;
  if (name === 'includes' || name === 'indexOf' || name === 'lastIndexOf') sought(object, first);
  if (name === 'concat' && first) object.unite(first);
  if (name === 'slice' || name === 'at') args.forEach((arg) => number(arg, true));
  if (name === 'at') return object.element;
  return builtIns.SAME_ELEMENTS.has(name) ? object : new Slot().note('number', 1);
};

/** `list.includes(x)`: an element of an array, or a piece of a text. */
function sought(object: Slot, item: Slot | undefined): void {
  if (!item) return;
  item.own.soughtIn.add(object);
  for (const text of item.own.literals) object.own.literals.add(text);
  // 'aeiou'.includes(c) and ['+', '-'].includes(c)
  for (const text of object.own.literals) {
    item.own.literals.add(text);
    if (object.own.constant) for (const letter of String(text).slice(0, 64)) item.own.literals.add(letter);
  }
  if (object.own.kinds.get('string') && object.own.constant) item.note('string', 1);
  for (const text of object.hasElement ? object.element.own.literals : []) item.own.literals.add(text);
}

const mapMethod: Method = (object, name, [first, second]) => {
  object.note(name === 'has' || name === 'delete' ? 'set' : 'map', 1).note('map', 1);
  if (first) {
    for (const value of object.hasElement ? object.element.own.literals : []) first.own.literals.add(value);
    object.key.unite(first);
  }
  if (name === 'set' && second) object.element.unite(second);
  return name === 'get' ? object.element : new Slot();
};

const SEARCHES: ReadonlySet<string> = new Set([
  'startsWith',
  'endsWith',
  'split',
  'replace',
  'replaceAll',
  'search',
  'match',
]);

const stringMethod: Method = (object, name, args) => {
  object.note('string', 3);
  const [first] = args;
  if (name === 'localeCompare') first?.note('string', 2);
  else if (SEARCHES.has(name)) lookFor(object, first);
  else args.forEach((arg) => number(arg, true));
  if (name === 'split') {
    const parts = new Slot().note('array', 2);
    // What the pieces are compared with is what the whole is made of.
    parts.element.unite(object.element.note('string', 2));
    return parts;
  }
  if (name === 'charCodeAt' || name === 'codePointAt') {
    const code = new Slot().note('number', 2);
    code.own.codeIn.add(object);
    return code;
  }
  // Upper and lower case, trimmed or cut: what is compared with them is compared with the text.
  return builtIns.STRING_TO_STRING.has(name) ? object : new Slot();
};

function lookFor(object: Slot, piece: Slot | undefined): void {
  if (!piece || piece.own.kinds.get('regexp')) return;
  for (const text of piece.own.literals) if (typeof text === 'string') object.own.literals.add(text);
  if (piece.own.constant) return;
  piece.note('string', 1);
  piece.own.needleOf.add(object);
}

const arrayMethod: Method = (object, name, args) => {
  object.note('array', 3);
  const [first, second] = args;
  if (name === 'push' || name === 'unshift' || name === 'fill') args.forEach((arg) => object.element.unite(arg));
  if (name === 'join') first?.note('string', 1);
  if (first && builtIns.WITH_ELEMENT.has(name)) {
    first.note('function', 3).own.roles.add(roleIn(name));
    first.argument(0).unite(object.element);
    first.argument(1).own.indexOf.add(object);
  }
  if (first && (name === 'sort' || name === 'toSorted')) {
    first.note('function', 3).own.roles.add('comparator');
    first.argument(0).unite(object.element);
    first.argument(1).unite(object.element);
  }
  if (first && (name === 'reduce' || name === 'reduceRight')) {
    first.note('function', 3).own.roles.add('reducer');
    first.argument(1).unite(object.element);
    first.argument(0).unite(second ?? object.element);
    return first.argument(0);
  }
  if (builtIns.ONE_ELEMENT.has(name)) return object.element;
  if (builtIns.SAME_ELEMENTS.has(name)) return object;
  const out = new Slot();
  if (name === 'map' && first?.hasResult) out.element.unite(first.result);
  return name === 'map' || name === 'flat' ? out.note('array', 1) : out;
};

function roleIn(name: string): string {
  if (builtIns.PREDICATES.has(name)) return 'predicate';
  return name === 'flatMap' ? 'listMapper' : 'mapper';
}
