import type { BinaryOperator } from './ast.ts';
import type { Cursor } from './cursor.ts';

const COMPARISONS: Readonly<Record<string, BinaryOperator>> = {
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

/** Takes a comparison, if one comes next. */
export function comparisonAt(cursor: Cursor): BinaryOperator | null {
  if (cursor.eat('not', 'in')) return 'not in';
  if (cursor.eat('still', 'in')) return 'in';
  const token = cursor.peek();
  const operator = token && token.kind !== 'string' ? COMPARISONS[token.lower] : undefined;
  if (operator) cursor.next();
  return operator ?? null;
}

const SUMS: Readonly<Record<string, BinaryOperator>> = {
  '+': '+',
  '-': '-',
  '∪': '∪',
  '∖': '∖',
  '\\': '∖',
  '&': '&',
  union: '∪',
};
const PRODUCTS: Readonly<Record<string, BinaryOperator>> = {
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

/** Takes an operator that binds like a sum. */
export function sumAt(cursor: Cursor): BinaryOperator | null {
  return operatorAt(cursor, SUMS);
}

/** Takes an operator that binds like a product. */
export function productAt(cursor: Cursor): BinaryOperator | null {
  return operatorAt(cursor, PRODUCTS);
}

function operatorAt(cursor: Cursor, table: Readonly<Record<string, BinaryOperator>>): BinaryOperator | null {
  const token = cursor.peek();
  if (!token || token.kind === 'string' || token.kind === 'number') return null;
  const operator = Object.hasOwn(table, token.lower) ? table[token.lower] : undefined;
  // An operator at the end of the line has nothing to work on; `//` there begins an empty comment.
  if (!operator || !cursor.peek(1)) return null;
  cursor.next();
  return operator;
}
