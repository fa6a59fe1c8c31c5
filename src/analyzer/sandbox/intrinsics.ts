/**
 * The objects that the language itself puts into a realm, by name: constructors, their prototypes, namespaces such as
 * `Math`, and the prototypes that no global leads to (of iterators, generators, async functions, typed arrays).
 * The global object itself is not among them. Works in any realm; no import of Node's.
 */
export function intrinsics(): Map<object, string> {
  const found = new Map<object, string>();
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (name === 'globalThis') continue;
    const value: unknown = Object.getOwnPropertyDescriptor(globalThis, name)?.value;
    addTree(found, name, value);
  }
  for (const [name, value] of hidden()) addTree(found, name, value);
  return found;
}

/** A constructor with its prototype, or a namespace with the constructors in it (`Intl.Collator`). */
function addTree(found: Map<object, string>, name: string, value: unknown): void {
  if (!isObject(value) || found.has(value)) return;
  found.set(value, name);
  if (typeof value === 'function') {
    const prototype: unknown = Object.getOwnPropertyDescriptor(value, 'prototype')?.value;
    if (isObject(prototype) && !found.has(prototype)) found.set(prototype, `${name}.prototype`);
    return;
  }
  for (const key of Object.getOwnPropertyNames(value)) {
    const inner: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
    if (typeof inner === 'function' && Object.hasOwn(inner, 'prototype')) addTree(found, `${name}.${key}`, inner);
  }
}

function hidden(): [string, unknown][] {
  const above = (value: object): object => Object.getPrototypeOf(value) as object;
  const functions: [string, () => unknown][] = [
    ['AsyncFunction', async () => {}],
    ['GeneratorFunction', function* () {}],
    ['AsyncGeneratorFunction', async function* () {}],
  ];
  const arrayIterator = above([][Symbol.iterator]());
  const generator = above(function* () {}.prototype as object);
  const asyncGenerator = above(async function* () {}.prototype as object);
  return [
    ...functions.map(([name, example]): [string, unknown] => [name, above(example).constructor]),
    ['TypedArray', above(Uint8Array)],
    ['Iterator.prototype', above(arrayIterator)],
    ['ArrayIterator.prototype', arrayIterator],
    ['MapIterator.prototype', above(new Map().entries())],
    ['SetIterator.prototype', above(new Set().values())],
    ['StringIterator.prototype', above(''[Symbol.iterator]())],
    ['RegExpStringIterator.prototype', above(''.matchAll(/x/g))],
    ['Generator.prototype', generator],
    ['AsyncGenerator.prototype', asyncGenerator],
    ['AsyncIterator.prototype', above(asyncGenerator)],
  ];
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
