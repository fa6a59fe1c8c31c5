/** Names outside the program that a step may stand for: the language's own and those of every host, without what reads clocks or runs text. */
const NAMES = [
  'undefined',
  'NaN',
  'Infinity',
  'Math',
  'Number',
  'Array',
  'Object',
  'String',
  'Boolean',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Symbol',
  'BigInt',
  'Date',
  'RegExp',
  'JSON',
  'Error',
  'RangeError',
  'TypeError',
  'SyntaxError',
  'EvalError',
  'ReferenceError',
  'URIError',
  'AggregateError',
  'parseInt',
  'parseFloat',
  'isNaN',
  'isFinite',
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
  'ArrayBuffer',
  'DataView',
  'Reflect',
  'Function',
  'Promise',
  'Intl',
  'globalThis',
  'encodeURIComponent',
  'decodeURIComponent',
  'encodeURI',
  'decodeURI',
  'escape',
  'unescape',
  'structuredClone',
  'btoa',
  'atob',
] as const;

/** The globals that exist here, by value. Call it in the realm where the values live, before user code runs. */
export function readGlobals(): ReadonlyMap<unknown, readonly string[]> {
  const found = new Map<unknown, string[]>();
  const realm = globalThis as unknown as Record<string, unknown>;
  for (const name of NAMES) {
    if (!(name in realm)) continue;
    const value = realm[name];
    const names = found.get(value);
    if (names) names.push(name);
    else found.set(value, [name]);
  }
  return found;
}
