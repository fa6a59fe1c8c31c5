import * as builtIns from './built-ins.ts';
import { copyOf, number } from './facts.ts';
import { Slot } from './slot.ts';

/** The arguments of a call; `spread[i]`: the elements of a list are arguments. */
export interface Arguments {
  readonly slots: readonly Slot[];
  readonly spread: readonly boolean[];
}

type Call = (args: Arguments, name: string) => Slot;

/** A call `Math.f(…)`, `Array.from(…)`, …; null for objects that are not the language's. */
export function staticCall(holder: string, name: string, args: () => Arguments): Slot | null {
  const call = Object.hasOwn(HOLDERS, holder) ? HOLDERS[holder] : undefined;
  return call ? call(args(), name) : null;
}

const HOLDERS: Readonly<Record<string, Call>> = {
  Math: ({ slots, spread }, name) => {
    slots.forEach((arg, i) => arg.note('number', spread[i] ? 1 : 2));
    const result = new Slot().note('number', 2);
    const keepsWhole = builtIns.INTEGER_RESULTS.has(name) || name === 'max' || name === 'min';
    if (keepsWhole) result.own.from.push(...slots);
    return result;
  },
  Number: ({ slots: [first] }, name) => {
    if (name === 'isInteger' || name === 'isSafeInteger') first?.note('number', 1);
    if (first && (name === 'isNaN' || name === 'isFinite')) first.note('number', 1).own.specials = true;
    if (name.startsWith('parse')) first?.note('string', 0.6);
    return new Slot().note(name.startsWith('is') ? 'boolean' : 'number', 1);
  },
  Array: ({ slots: [first, mapper] }, name) => {
    if (name === 'isArray') {
      first?.note('array', 2);
      return new Slot().note('boolean', 1);
    }
    return name === 'from' && first ? arrayFrom(first, mapper) : new Slot().note('array', 1);
  },
  Object: ({ slots: [first] }, name) => {
    if (!first || (name !== 'keys' && name !== 'values' && name !== 'entries')) return new Slot();
    first.note('record', 3).key.note('string', 1);
    const out = new Slot().note('array', 1);
    if (name === 'keys') out.element.unite(first.key);
    if (name === 'values') out.element.unite(first.element);
    if (name === 'entries') {
      out.element.field('0').unite(first.key);
      out.element.field('1').unite(first.element);
    }
    return out;
  },
  JSON: ({ slots: [first] }, name) => {
    if (name === 'parse') first?.note('string', 2);
    return new Slot().note(name === 'stringify' ? 'string' : 'object', 0.5);
  },
  String: ({ slots }) => {
    slots.forEach((arg) => number(arg, true));
    return new Slot().note('string', 2);
  },
};

/** `Array.from({ length: n }, f)` or a copy, mapped. */
function arrayFrom(first: Slot, mapper: Slot | undefined): Slot {
  const count = first.own.fields.get('length');
  if (count) {
    count.own.count = true;
    number(count, true);
  } else first.own.sequence += 1;
  if (!mapper) return count ? new Slot().note('array', 1) : copyOf(first);
  const out = new Slot().note('array', 1);
  if (!count) mapper.argument(0).unite(first.element);
  out.element.unite(mapper.result);
  return out;
}

const DIGITS = ['0', '1', '7', '12', '-3'] as const;

const parse = (first: Slot | undefined): Slot => {
  first?.note('string', 0.6);
  for (const digits of first ? DIGITS : []) first?.own.literals.add(digits);
  return new Slot().note('number', 2);
};

const isSpecial = (first: Slot | undefined): Slot => {
  if (first) first.note('number', 1).own.specials = true;
  return new Slot().note('boolean', 1);
};

const GLOBALS: Readonly<Record<string, (first: Slot | undefined) => Slot>> = {
  parseInt: parse,
  parseFloat: parse,
  Number: (first) => {
    first?.note('number', 0.3);
    return new Slot().note('number', 2);
  },
  BigInt: (first) => {
    first?.note('number', 0.5).note('bigint', 0.5);
    return new Slot().note('bigint', 2);
  },
  String: () => new Slot().note('string', 2),
  Boolean: () => new Slot().note('boolean', 1),
  isNaN: isSpecial,
  isFinite: isSpecial,
};

/** A call of a function of the language; null for others. */
export function globalCall(name: string, args: readonly Slot[]): Slot | null {
  const call = Object.hasOwn(GLOBALS, name) ? GLOBALS[name] : undefined;
  return call ? call(args[0]) : null;
}

/** `new name(…args)`. */
export function construct(name: string, [first]: readonly Slot[]): Slot {
  const slot = new Slot();
  if (name === 'Map' || name === 'Set') {
    slot.note(name === 'Map' ? 'map' : 'set', 1);
    if (first) {
      first.own.sequence += 1;
      if (name === 'Set') slot.element.unite(first.element);
    }
  } else if (name.endsWith('Array')) {
    slot.note('array', 1);
    if (first) {
      number(first, true);
      first.own.count = true;
    }
  } else if (name === 'Date') first?.note('date', 0.3).note('number', 0.2);
  else if (name === 'RegExp') first?.note('string', 1);
  return slot;
}
