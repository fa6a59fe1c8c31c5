import type { Expr, Stmt } from '../grammar/ast.ts';
import { expressionsIn } from './walk.ts';

/** What ends the reading of a list, where a loop reads until that comes: `REPEAT … INPUT x … UNTIL x = -1`. */
export function sentinelOf(loop: Stmt, name: string): number | string | null {
  if (loop.kind !== 'while' && loop.kind !== 'repeat') return null;
  const goesOn = loop.kind === 'while' || !loop.until;
  const ends = (value: number | string): boolean => holds(loop.condition, name, value) === !goesOn;
  return candidates(loop.condition, name).find(ends) ?? null;
}

/** Literals that the name is compared with, and the numbers beside them. */
function candidates(condition: Expr, name: string): (number | string)[] {
  const literals = expressionsIn(condition).flatMap((each): (number | string)[] => {
    if (each.kind !== 'binary') return [];
    const other = isName(each.left, name) ? each.right : isName(each.right, name) ? each.left : null;
    const value = other && literal(other);
    return value === null ? [] : [value];
  });
  return literals.flatMap((value): (number | string)[] =>
    typeof value === 'number' ? [value, value - 1, value + 1] : [value],
  );
}

/** Whether a condition holds for a value of the name; null where that depends on more. */
function holds(condition: Expr, name: string, value: number | string): boolean | null {
  switch (condition.kind) {
    case 'parenthesized':
      return holds(condition.inner, name, value);
    case 'unary': {
      const inner = condition.operator === 'not' ? holds(condition.operand, name, value) : null;
      return inner === null ? null : !inner;
    }
    case 'binary': {
      const { operator, left, right } = condition;
      if (operator !== 'and' && operator !== 'or')
        return compare(operator, valueOf(left, name, value), valueOf(right, name, value));
      const sides = [holds(left, name, value), holds(right, name, value)];
      const decisive = operator === 'or';
      if (sides.includes(decisive)) return decisive;
      return sides.includes(null) ? null : !decisive;
    }
    default:
      return null;
  }
}

function compare(operator: string, a: number | string | null, b: number | string | null): boolean | null {
  if (a === null || b === null) return null;
  switch (operator) {
    case '==':
      return a === b;
    case '≠':
      return a !== b;
    case '<':
      return a < b;
    case '≤':
      return a <= b;
    case '>':
      return a > b;
    case '≥':
      return a >= b;
    default:
      return null;
  }
}

function valueOf(expression: Expr, name: string, value: number | string): number | string | null {
  return isName(expression, name) ? value : literal(expression);
}

function literal(expression: Expr): number | string | null {
  if (expression.kind === 'number') return Number(expression.value);
  if (expression.kind === 'string') return expression.value;
  if (expression.kind === 'parenthesized') return literal(expression.inner);
  const inner = expression.kind === 'unary' && expression.operator === '-' ? literal(expression.operand) : null;
  return typeof inner === 'number' ? -inner : null;
}

function isName(expression: Expr, name: string): boolean {
  return expression.kind === 'name' && expression.name === name;
}
