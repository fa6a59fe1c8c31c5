/**
 * The wire form of values: JSON, with what JSON lacks written as `{"$": …}` (see the command line's contract).
 * A value that contains itself says how many levels up; other shared references are not kept.
 */
export type Wire = null | boolean | number | string | readonly Wire[] | { readonly [key: string]: Wire };

/** A value that has no wire form, or a wire form that stands for no value. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

const TYPED_ARRAYS = [
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
] as const;

/**
 * Encodes a value. Kinds that can't be read back (functions, symbols, promises) are written as a tag with a name,
 * so that a result can always be shown; `decode` refuses them.
 */
export function encode(value: unknown, ancestors: readonly object[] = []): Wire {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (Object.is(value, -0)) return { $: '-0' };
      if (Number.isNaN(value)) return { $: 'NaN' };
      if (value === Infinity) return { $: 'Infinity' };
      if (value === -Infinity) return { $: '-Infinity' };
      return value;
    case 'undefined':
      return { $: 'undefined' };
    case 'bigint':
      return { $: 'bigint', value: String(value) };
    case 'symbol':
      return { $: 'symbol', value: value.description ?? '' };
    case 'function':
      return { $: 'function', value: value.name };
    case 'object':
      return value === null ? null : encodeObject(value, ancestors);
  }
}

function encodeObject(value: object, ancestors: readonly object[]): Wire {
  const up = ancestors.indexOf(value);
  if (up >= 0) return { $: 'cycle', value: ancestors.length - up };
  const path = [...ancestors, value];
  if (Array.isArray(value)) {
    const out: Wire[] = [];
    for (let i = 0; i < value.length; i++) out.push(i in value ? encode(value[i], path) : { $: 'hole' });
    return out;
  }
  if (value instanceof Map) {
    return { $: 'Map', value: [...value].map(([k, v]) => [encode(k, path), encode(v, path)]) };
  }
  if (value instanceof Set) return { $: 'Set', value: [...value].map((v) => encode(v, path)) };
  if (value instanceof Date) return { $: 'Date', value: encode(value.getTime()) };
  if (value instanceof RegExp) return { $: 'RegExp', value: [value.source, value.flags] };
  if (value instanceof Error) return { $: 'Error', value: [value.name, value.message] };
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const elements = Array.from(value as unknown as ArrayLike<number | bigint>);
    return { $: value.constructor.name, value: elements.map((x) => encode(x)) };
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  const fields: Record<string, Wire> = {};
  for (const key of Object.keys(value)) define(fields, key, encodeField(value, key, path));
  if (prototype === Object.prototype || prototype === null) {
    return '$' in fields ? { $: 'Object', value: Object.entries(fields) } : fields;
  }
  return { $: 'instance', class: className(prototype), value: fields };
}

/** A getter may throw. */
function encodeField(object: object, key: string, path: readonly object[]): Wire {
  let value: unknown;
  try {
    value = (object as Record<string, unknown>)[key];
  } catch {
    return { $: 'unreadable' };
  }
  return encode(value, path);
}

function className(prototype: unknown): string {
  const constructor = (prototype as { constructor?: unknown }).constructor;
  return typeof constructor === 'function' ? constructor.name : '';
}

/** Decodes a wire form. @throws {WireError} with a sentence that names the part that is wrong. */
export function decode(wire: Wire, ancestors: readonly object[] = []): unknown {
  if (wire === null || typeof wire !== 'object') return wire;
  if (isWireArray(wire)) {
    const out: unknown[] = new Array(wire.length);
    const path = [...ancestors, out];
    wire.forEach((item, i) => {
      if (!isTag(item, 'hole')) out[i] = decode(item, path);
    });
    return out;
  }
  if (!('$' in wire)) {
    const out: Record<string, unknown> = {};
    const path = [...ancestors, out];
    for (const [key, item] of Object.entries(wire)) define(out, key, decode(item, path));
    return out;
  }
  if (wire['$'] === 'cycle') return ancestorOf(wire['value'] ?? null, ancestors);
  return decodeTagged(wire);
}

/** What a node leads back to: so many levels up, within arrays and plain objects. */
function ancestorOf(up: Wire, ancestors: readonly object[]): object {
  const found = typeof up === 'number' ? ancestors.at(-up) : undefined;
  if (found === undefined || up === 0) throw malformed('cycle', 'how many levels up, within arrays and objects');
  return found;
}

function decodeTagged(wire: { readonly [key: string]: Wire }): unknown {
  const tag = wire['$'];
  const value = wire['value'] ?? null;
  switch (tag) {
    case 'undefined':
      return undefined;
    case 'NaN':
      return NaN;
    case 'Infinity':
      return Infinity;
    case '-Infinity':
      return -Infinity;
    case '-0':
      return -0;
    case 'bigint':
      if (typeof value !== 'string' || !/^-?\d+$/.test(value)) throw malformed(tag, 'a string of digits');
      return BigInt(value);
    case 'Map':
      return new Map(list(tag, value).map((pair) => entry(tag, pair)));
    case 'Set':
      return new Set(list(tag, value).map((item) => decode(item)));
    case 'Object': {
      const out: Record<string, unknown> = {};
      for (const [key, item] of list(tag, value).map((pair) => entry(tag, pair))) define(out, String(key), item);
      return out;
    }
    case 'Date':
      if (typeof decode(value) !== 'number') throw malformed(tag, 'the milliseconds since 1970');
      return new Date(decode(value) as number);
    case 'RegExp': {
      const [source, flags] = list(tag, value);
      if (typeof source !== 'string' || typeof flags !== 'string') throw malformed(tag, '[source, flags]');
      return made(tag, 'a source and flags that are valid', () => new RegExp(source, flags));
    }
    default:
      if (typeof tag === 'string' && (TYPED_ARRAYS as readonly string[]).includes(tag)) {
        return typedArray(
          tag,
          list(tag, value).map((item) => decode(item)),
        );
      }
      throw new WireError(`a value is tagged ${JSON.stringify(tag)}, which is not a kind that can be read`);
  }
}

function typedArray(tag: string, elements: readonly unknown[]): unknown {
  const constructor = (globalThis as unknown as Record<string, { from(x: unknown): unknown }>)[tag];
  if (!constructor) throw new WireError(`${tag} is not known here`);
  const kind = tag.startsWith('Big') ? 'bigint' : 'number';
  if (!elements.every((element) => typeof element === kind)) throw malformed(tag, `a list of ${kind}s`);
  return constructor.from(elements);
}

function made<X>(tag: string, wanted: string, make: () => X): X {
  try {
    return make();
  } catch {
    throw malformed(tag, wanted);
  }
}

/** Plain assignment would call the setter of `__proto__`. */
function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

function isTag(wire: Wire, tag: string): boolean {
  return wire !== null && typeof wire === 'object' && !isWireArray(wire) && wire['$'] === tag;
}

function isWireArray(wire: Wire): wire is readonly Wire[] {
  return Array.isArray(wire);
}

function list(tag: string, value: Wire): readonly Wire[] {
  if (!isWireArray(value)) throw malformed(tag, 'a list');
  return value;
}

function entry(tag: string, pair: Wire): [unknown, unknown] {
  if (!isWireArray(pair) || pair.length !== 2) throw malformed(tag, 'a list of [key, value] pairs');
  return [decode(pair[0] as Wire), decode(pair[1] as Wire)];
}

function malformed(tag: string, wanted: string): WireError {
  return new WireError(`{"$":${JSON.stringify(tag)}} needs "value" to be ${wanted}`);
}
