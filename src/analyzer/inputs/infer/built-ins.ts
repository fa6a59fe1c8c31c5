import type { Evidence } from './slot.ts';

const of = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Methods that only strings have (or almost). */
export const STRING_METHODS = of(
  'charCodeAt charAt codePointAt split toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase trim trimStart trimEnd ' +
    'startsWith endsWith replace replaceAll match matchAll search substring substr padStart padEnd repeat localeCompare normalize',
);
/** Those among them that give a string. */
export const STRING_TO_STRING = of(
  'charAt toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase trim trimStart trimEnd replace replaceAll substring substr ' +
    'padStart padEnd repeat normalize',
);
export const ARRAY_METHODS = of(
  'push pop shift unshift splice map filter forEach reduce reduceRight sort reverse some every find findIndex findLast ' +
    'findLastIndex join fill flat flatMap copyWithin toSorted toReversed',
);
/** Strings and arrays have them. */
export const SEQUENCE_METHODS = of('slice concat includes indexOf lastIndexOf at');
/** They give an array of the same elements. */
export const SAME_ELEMENTS = of('slice concat filter sort reverse toSorted toReversed splice fill values copyWithin');
/** They give one element. */
export const ONE_ELEMENT = of('pop shift at find findLast');
/** They call their first argument with an element. */
export const WITH_ELEMENT = of('map filter forEach some every find findIndex findLast findLastIndex flatMap');
export const PREDICATES = of('filter some every find findIndex findLast findLastIndex');
export const MAP_METHODS = of('get set has delete clear');
export const DATE_METHODS =
  /^(get|set)(UTC)?(Time|FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds)$|^to(ISO|UTC|Date)String$/;

export const INTEGER_RESULTS = of('floor ceil round trunc clz32 imul');

/** Names people give to parameters; a weak hint where uses leave a question open. */
export function byName(name: string): { readonly kind: Evidence; readonly element?: Evidence } | null {
  const plain = name.replace(/^_+|_+$|\d+$/g, '');
  if (/^(s|str|string|text|word|sentence|input|source|src|pattern|name|query|prefix|suffix|separator|delimiter|line|char|ch|path|url|html|expr|expression|dna|roman|email|phrase|message|key|alphabet)$/i.test(plain)) return { kind: 'string' }; // prettier-ignore
  if (/(str|string|text|word|name|char)$/i.test(plain) && plain.length < 16) return { kind: 'string' };
  if (/^(nums|numbers|values|data|samples|prices|heights|weights|scores|coins|xs|ys|digits|integers|arr|array|a1|list|items|elements|sorted)$/i.test(plain)) return { kind: 'array', element: 'number' }; // prettier-ignore
  if (/(array|list|nums|numbers|arr)$/i.test(plain)) return { kind: 'array', element: 'number' };
  if (/^(words|strings|strs|names|lines|tokens|keys)$/i.test(plain)) return { kind: 'array', element: 'string' };
  if (/^(fn|func|callback|cb|iteratee|predicate|compare|comparator|cmp|mapper|reducer|comparefn|iterator|compareFunction|compareFn)$/i.test(plain)) return { kind: 'function' }; // prettier-ignore
  if (/^(n|k|m|i|j|x|y|z|num|number|count|size|limit|max|min|start|end|lo|hi|low|high|left|right|from|to|index|idx|step|base|exp|exponent|width|height|amount|total|target|value|val|year|month|day|depth|length|len|precision|radius|p|q|r|t)$/i.test(plain)) return { kind: 'number' }; // prettier-ignore
  if (/^(is|has|should|include|ignore|strict)[A-Z]/.test(plain) || /^(reverse|ascending|inclusive)$/.test(plain)) return { kind: 'boolean' }; // prettier-ignore
  if (/^(opts|options|config|settings|props)$/i.test(plain)) return { kind: 'object' };
  return null;
}

/** Names that say that an array comes sorted. */
export function isSortedName(name: string): boolean {
  return /sorted|ordered/i.test(name) && !/un(sorted|ordered)|to_?sort/i.test(name);
}

/** Whether reading `object.name` is reading a method that the language gives to strings, arrays or maps. */
export function isBuiltInMethod(name: string): boolean {
  const isKnown = [STRING_METHODS, ARRAY_METHODS, SEQUENCE_METHODS, MAP_METHODS].some((methods) => methods.has(name));
  return isKnown || ['toString', 'constructor', 'prototype', 'hasOwnProperty'].includes(name);
}
