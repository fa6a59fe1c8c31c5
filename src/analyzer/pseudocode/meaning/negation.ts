import type { BinaryOperator, Expr } from '../grammar/ast.ts';

const NEGATED: Partial<Record<BinaryOperator, BinaryOperator>> = {
  '==': '≠',
  '≠': '==',
  '<': '≥',
  '≥': '<',
  '>': '≤',
  '≤': '>',
  in: 'not in',
  'not in': 'in',
};

/** The opposite of a condition; comparisons are turned round rather than wrapped. */
export function negation(expression: Expr): Expr {
  if (expression.kind === 'parenthesized') return negation(expression.inner);
  if (expression.kind === 'unary' && expression.operator === 'not') return expression.operand;
  if (expression.kind === 'isEmpty' || expression.kind === 'labelled')
    return { ...expression, negated: !expression.negated };
  const opposite = expression.kind === 'binary' ? NEGATED[expression.operator] : undefined;
  if (expression.kind === 'binary' && opposite) return { ...expression, operator: opposite };
  return { kind: 'unary', operator: 'not', operand: expression, start: expression.start, end: expression.end };
}
