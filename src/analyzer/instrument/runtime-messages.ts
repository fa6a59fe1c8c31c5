/**
 * V8's own words for what goes wrong with calls and iterations. A step's text is how V8 names the expression, after a
 * word on how it stands there:
 * - `reflect:` arguments of which one is spread and others follow: V8 calls through `Reflect`, which tells of the value;
 * - `iterated:` a call whose result is gone through;
 * - `yielded:` a call after `yield*`;
 * - `unseen:` a call that V8 does not find by its position: it tells of the value;
 * - `spread:` the last argument, spread;
 * - `field:` a field that an array pattern takes out of what is named, which is nothing for an argument.
 */
const { apply, construct } = Reflect;

/** A text in two: how the expression stands there, or nothing, and its name. */
export function standing(text: string): { readonly word: string; readonly name: string } {
  const word = /^(?:reflect|iterated|yielded|unseen|spread|field): /.exec(text)?.[0] ?? '';
  return { word: word.slice(0, -2), name: text.slice(word.length) };
}

/** Throws what V8 throws where a value that is no function is called. */
export function notFunction(text: string, value: unknown): never {
  const { word, name } = standing(text);
  if (word === 'reflect') apply(value as () => void, undefined, []);
  if (word === 'iterated') throw new TypeError(`${name} is not a function or its return value is not iterable`);
  if (word === 'yielded') throw new TypeError('yield* (intermediate value) is not iterable');
  throw new TypeError(`${word === 'unseen' ? shown(value) : name} is not a function`);
}

/** Throws what V8 throws where `new` does not work on a value. */
export function notConstructor(text: string, value: unknown): never {
  const { word, name } = standing(text);
  if (word === 'reflect') construct(value as new () => unknown, []);
  const subject = word === 'yielded' ? 'yield* (intermediate value)' : word === 'unseen' ? shown(value) : name;
  throw new TypeError(`${subject} is not a constructor`);
}

/** Why a value can't be gone through. */
export function notIterable(value: unknown, text: string): string {
  const asked = '(cannot read property Symbol(Symbol.iterator))';
  const isNothing = value === null || value === undefined;
  if (!text) return `${shown(value)} is not iterable ${asked}`;
  const { word, name } = standing(text);
  if (word === 'spread') {
    if (!isNothing) return 'Spread syntax requires ...iterable[Symbol.iterator] to be a function';
    return `${name} is not iterable (cannot read property ${String(value)})`;
  }
  if (word !== 'field') return text;
  const object = name || shown(value);
  if (!isNothing) return `${object} is not iterable ${asked}`;
  return `Cannot destructure property 'Symbol(Symbol.iterator)' of '${object}' as it is ${String(value)}.`;
}

/** A value's type, and of simple ones the value: what V8 says where it does not name the expression. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `string "${value}"`;
  if (value === null || typeof value === 'number' || typeof value === 'boolean')
    return `${typeof value} ${String(value)}`;
  return typeof value;
}
