import type { BinaryOperator, Expr } from './ast.ts';
import type { Token } from './tokens.ts';

export const COMPARISONS: Readonly<Record<string, BinaryOperator>> = {
  '=': '==',
  '==': '==',
  '≠': '≠',
  '<': '<',
  '≤': '≤',
  '>': '>',
  '≥': '≥',
  '∈': 'in',
  '∉': 'not in',
  in: 'in',
  '⊆': '⊆',
};

export const SUMS: Readonly<Record<string, BinaryOperator>> = {
  '+': '+',
  '-': '-',
  '∪': '∪',
  '∖': '∖',
  '\\': '∖',
  '&': '&',
  union: '∪',
};

export const PRODUCTS: Readonly<Record<string, BinaryOperator>> = {
  '*': '*',
  '×': '*',
  '/': '/',
  '//': 'div',
  div: 'div',
  mod: 'mod',
  modulo: 'mod',
  '%': 'mod',
  '∩': '∩',
  intersect: '∩',
};

export const BRACKETS: Readonly<Record<string, readonly [string, 'list' | 'set' | 'tuple']>> = {
  '[': [']', 'list'],
  '{': ['}', 'set'],
  '⟨': ['⟩', 'list'],
};

const CONSTANTS: Readonly<Record<string, 'nil' | 'infinity' | 'true' | 'false'>> = {
  nil: 'nil',
  null: 'nil',
  none: 'nil',
  undefined: 'nil',
  undef: 'nil',
  infinity: 'infinity',
  inf: 'infinity',
  infty: 'infinity',
  maxint: 'infinity',
  true: 'true',
  false: 'false',
};

/** NIL, ∞ and truth values by their many names; null where the word is called or indexed. */
export function readConstant(token: Token, after: Token | undefined): Expr | null {
  if (!Object.hasOwn(CONSTANTS, token.lower) || after?.text === '(' || after?.text === '[') return null;
  const constant = CONSTANTS[token.lower];
  const span = { start: token.start, end: token.end };
  if (constant === 'nil' || constant === 'infinity') return { kind: constant, ...span };
  return { kind: 'boolean', value: constant === 'true', ...span };
}
