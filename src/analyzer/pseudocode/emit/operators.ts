import type { BinaryOperator, Expr, ExprOf } from '../grammar/ast.ts';
import { code, type Code } from './code.ts';
import { Level, type Emitter, type Leveled } from './emitter.ts';

const OPERATORS: Partial<Record<BinaryOperator, readonly [string, number]>> = {
  '+': ['+', Level.sum], '-': ['-', Level.sum], '&': ['+', Level.sum], '*': ['*', Level.product], '/': ['/', Level.product], mod: ['%', Level.product],
  '==': ['===', Level.equality], '≠': ['!==', Level.equality], '<': ['<', Level.relation], '≤': ['<=', Level.relation], '>': ['>', Level.relation], '≥': ['>=', Level.relation],
  and: ['&&', Level.and], or: ['||', Level.or], xor: ['!==', Level.equality],
}; // prettier-ignore

export function emitBinary(expression: ExprOf<'binary'>, out: Emitter): Leveled {
  const { operator, left, right } = expression;
  switch (operator) {
    case '^':
      return { code: code(out.operand(left, Level.call), ' ** ', out.operand(right, Level.power)), level: Level.power };
    case 'div':
      return emitWholeDivision(expression, out);
    case '/':
      return out.cx.isWholeDivision(expression) ? emitWholeDivision(expression, out) : emitInfix(expression, out);
    case 'in':
    case 'not in':
      return emitMembership(expression, out);
    case '∪':
    case '∩':
    case '∖':
      return emitSets(expression, out);
    case '⊆':
      return {
        code: code(out.object(left), '.every((item) => ', out.object(right), '.includes(item))'),
        level: Level.call,
      };
    case '-':
      return out.cx.isSet(left) ? emitSets(expression, out) : emitInfix(expression, out);
    case '*':
      return left.kind === 'list'
        ? { code: emitRepeated(left, right, out), level: Level.call }
        : emitInfix(expression, out);
    case '+':
      return emitPlus(expression, out);
    case '==':
    case '≠':
      return emitEquality(expression, out);
    default:
      return emitInfix(expression, out);
  }
}

function emitWholeDivision({ left, right }: ExprOf<'binary'>, out: Emitter): Leveled {
  return {
    code: code('Math.floor(', out.operand(left, Level.product), ' / ', out.operand(right, Level.unary), ')'),
    level: Level.call,
  };
}

/** A sum, a text, a longer list or a larger set. */
function emitPlus(expression: ExprOf<'binary'>, out: Emitter): Leveled {
  const { left, right } = expression;
  if (right.kind === 'list' && out.cx.isSet(left)) return emitSets(expression, out);
  if (left.kind === 'list' || right.kind === 'list')
    return { code: code('[...', out.expression(left), ', ...', out.expression(right), ']'), level: Level.primary };
  if (out.cx.isCollection(left) || out.cx.isCollection(right))
    return { code: code(out.object(left), '.concat(', out.expression(right), ')'), level: Level.call };
  return emitInfix(expression, out);
}

function emitEquality(expression: ExprOf<'binary'>, out: Emitter): Leveled {
  const { operator, left, right } = expression;
  const isEmpty = right.kind === 'empty' || (right.kind === 'list' && right.items.length === 0);
  if (!isEmpty) return areLists(left, right, out) ? emitAlike(expression, out) : emitInfix(expression, out);
  const test = operator === '==' ? '.length === 0' : '.length > 0';
  return { code: code(out.object(left), test), level: Level.equality };
}

/** `P[1..m] == T[s + 1..s + m]`: two lists are compared item by item; texts are by themselves. */
function areLists(left: Expr, right: Expr, { cx }: Emitter): boolean {
  const isList = (side: Expr): boolean => (side.kind === 'list' && side.form === 'list') || cx.isCollection(side) || isReversed(side);
  const isText = (side: Expr): boolean => {
    const whole = side.kind === 'slice' ? side.object : side;
    const shape = whole.kind === 'name' ? cx.shapes.get(whole.name) : undefined;
    return whole.kind === 'string' || (shape !== undefined && shape.string && !shape.number);
  };
  return isList(left) && isList(right) && !isText(left) && !isText(right);
} // prettier-ignore

function isReversed(side: Expr): boolean {
  return side.kind === 'call' && /^reversed?$/i.test(side.callee);
}

function emitAlike({ operator, left, right }: ExprOf<'binary'>, out: Emitter): Leveled {
  const called = code(out.cx.helper('sameItems'), '(', out.expression(left), ', ', out.expression(right), ')');
  return operator === '==' ? { code: called, level: Level.call } : { code: code('!', called), level: Level.unary };
}

function emitInfix({ operator, left, right }: ExprOf<'binary'>, out: Emitter): Leveled {
  const [sign, level] = OPERATORS[operator] ?? ['+', Level.sum];
  // `a - (b - c)` keeps its parentheses.
  const groups = ['-', '/', 'mod'].includes(operator) || level === Level.equality || level === Level.relation;
  return { code: code(out.operand(left, level), ` ${sign} `, out.operand(right, groups ? level + 1 : level)), level };
}

function emitMembership({ operator, left, right }: ExprOf<'binary'>, out: Emitter): Leveled {
  if (out.cx.isMap(right))
    return { code: code(out.object(right), '[', out.expression(left), operator === 'in' ? '] !== undefined' : '] === undefined'), level: Level.equality }; // prettier-ignore
  const not = operator === 'not in' ? '!' : '';
  if (right.kind === 'binary' && right.operator === '∖') {
    const said = code(
      out.object(right.left),
      '.includes(',
      out.expression(left),
      ') && !',
      out.object(right.right),
      '.includes(',
      out.expression(left),
      ')',
    );
    return not === '' ? { code: said, level: Level.and } : { code: code('!(', said, ')'), level: Level.unary };
  }
  return {
    code: code(not, out.object(right), '.includes(', out.expression(left), ')'),
    level: not === '' ? Level.call : Level.unary,
  };
}

function emitSets({ operator, left, right }: ExprOf<'binary'>, out: Emitter): Leveled {
  const [a, b] = [out.expression(left), out.expression(right)];
  const only = right.kind === 'list' && right.items.length === 1 ? right.items[0] : undefined;
  if (operator === '∖' || operator === '-') {
    const test = only
      ? code('item !== ', out.operand(only, Level.relation))
      : code('!', out.object(right), '.includes(item)');
    return { code: code(out.object(left), '.filter((item) => ', test, ')'), level: Level.call };
  }
  if (operator === '∩')
    return {
      code: code(out.object(left), '.filter((item) => ', out.object(right), '.includes(item))'),
      level: Level.call,
    };
  return { code: code(out.cx.helper('union'), '(', a, ', ', b, ')'), level: Level.call };
}

/** `[0] * n`. */
function emitRepeated(list: ExprOf<'list'>, times: Expr, out: Emitter): Code {
  const [item] = list.items;
  if (list.items.length === 1 && item && item.kind !== 'list')
    return code('new Array(', out.expression(times), ').fill(', out.expression(item), ')');
  return code('Array.from({ length: ', out.expression(times), ' }, () => ', item ? out.expression(item) : '[]', ')');
}
