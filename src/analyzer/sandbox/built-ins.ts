/**
 * Built-ins that every host has although they are not the language's, and that compute from their arguments alone. A bare
 * realm lacks them, so they are made of its own parts: what they return has its prototypes. Where a host throws a
 * DOMException, these throw an Error of the same name and message.
 */
export function addBuiltIns(): void {
  for (const [name, value] of Object.entries(BUILT_INS)) {
    Object.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
  }
}

/** Methods, since like those of a host they are no constructors. */
const BUILT_INS = {
  structuredClone(...given: readonly unknown[]): unknown {
    if (given.length === 0) throw new TypeError('The value argument must be specified');
    return copy(given[0], new Map());
  },
  btoa: (...given: readonly unknown[]): string => toBase64(textOf(given)),
  atob: (...given: readonly unknown[]): string => fromBase64(textOf(given)),
};

function failure(name: string, message: string): Error {
  return Object.defineProperty(new Error(message), 'name', { value: name, configurable: true });
}

function textOf(given: readonly unknown[]): string {
  if (given.length === 0) throw new TypeError('The "input" argument must be specified');
  return String(given[0]);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function toBase64(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i += 3) {
    const codes = [0, 1, 2].map((k) => (i + k < text.length ? text.charCodeAt(i + k) : 0));
    if (codes.some((code) => code > 255)) throw failure('InvalidCharacterError', 'Invalid character');
    const bits = ((codes[0] ?? 0) << 16) | ((codes[1] ?? 0) << 8) | (codes[2] ?? 0);
    const letters = [18, 12, 6, 0].map((shift) => ALPHABET.charAt((bits >> shift) & 63)).join('');
    const missing = Math.max(0, i + 3 - text.length);
    out += letters.slice(0, 4 - missing) + '='.repeat(missing);
  }
  return out;
}

function fromBase64(given: string): string {
  const text = given.replace(/[\t\n\f\r ]/g, '');
  const letters = text.length % 4 === 0 ? text.replace(/={1,2}$/, '') : text;
  if (/[^A-Za-z0-9+/]/.test(letters)) throw failure('InvalidCharacterError', 'Invalid character');
  if (letters.length % 4 === 1) {
    throw failure('InvalidCharacterError', 'The string to be decoded is not correctly encoded.');
  }
  let [bits, held, out] = [0, 0, ''];
  for (const letter of letters) {
    bits = ((bits << 6) | ALPHABET.indexOf(letter)) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out += String.fromCharCode((bits >> held) & 255);
  }
  return out;
}

const ERRORS = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError } as const;

function refuse(shown: string): never {
  throw failure('DataCloneError', `${shown} could not be cloned.`);
}

/** The structured serialisation of the HTML standard, as far as the language's own objects go. */
function copy(value: unknown, seen: Map<object, unknown>): unknown {
  if (typeof value === 'symbol' || typeof value === 'function') return refuse(String(value));
  if (typeof value !== 'object' || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  const made = empty(value);
  seen.set(value, made);
  if (value instanceof Map) {
    for (const [key, item] of [...value]) (made as Map<unknown, unknown>).set(copy(key, seen), copy(item, seen));
  } else if (value instanceof Set) {
    for (const item of [...value]) (made as Set<unknown>).add(copy(item, seen));
  } else if (value instanceof Error) copyError(value, made, seen);
  else if (Array.isArray(value) || isOrdinary(value)) {
    for (const key of Object.keys(value)) define(made, key, copy((value as Record<string, unknown>)[key], seen));
  }
  return made;
}

/** An object of the same kind, with what of it does not refer to others. */
function empty(value: object): object {
  if (Array.isArray(value)) return new Array<unknown>(value.length);
  if (value instanceof Map) return new Map();
  if (value instanceof Set) return new Set();
  if (value instanceof Date) return new Date(value.getTime());
  if (value instanceof RegExp) return new RegExp(value.source, value.flags);
  if (value instanceof Number || value instanceof String || value instanceof Boolean) return Object(value.valueOf()) as object; // prettier-ignore
  if (value instanceof ArrayBuffer) return value.slice(0);
  if (value instanceof DataView) return new DataView(value.buffer.slice(0), value.byteOffset, value.byteLength);
  if (ArrayBuffer.isView(value)) return (value as unknown as Uint8Array).slice();
  if (value instanceof Error) return errorLike(value);
  return isOrdinary(value) ? {} : refuse(`#<${value.constructor.name}>`);
}

function isOrdinary(value: object): boolean {
  if (value instanceof WeakMap || value instanceof WeakSet || value instanceof Promise) return false;
  return !(typeof (value as { next?: unknown }).next === 'function' && Symbol.iterator in value && !Object.keys(value).length); // prettier-ignore
}

function errorLike(value: Error): Error {
  const { name } = value;
  const type = Object.hasOwn(ERRORS, name) ? ERRORS[name as keyof typeof ERRORS] : Error;
  return new type();
}

/** Names that are not the language's are lost; the text of the stack stays where it is. */
function copyError(value: Error, made: object, seen: Map<object, unknown>): void {
  for (const key of ['message', 'cause'] as const) {
    const own = Object.getOwnPropertyDescriptor(value, key);
    if (!own || !('value' in own)) continue;
    const item = key === 'message' ? String(own.value) : copy(own.value, seen);
    Object.defineProperty(made, key, { value: item, writable: true, enumerable: false, configurable: true });
  }
}

/** Plain assignment would call the setter of `__proto__`. */
function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}
