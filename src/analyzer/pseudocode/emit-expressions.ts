import type { BinaryOperator, Expr, ExprOf } from './ast.ts';
import { code, join, marked, type Code, type Piece } from './code.ts';
import type { RoutineContext } from './context.ts';
import { emitCall, emitMethod } from './emit-calls.ts';
import {
  emitArray,
  emitBest,
  emitComprehension,
  emitNeighbors,
  emitOnCollections,
  emitRange,
  emitTake,
} from './emit-collections.ts';
import { emitAttribute, emitIndex, emitSlice } from './emit-places.ts';
import { Level, type Leveled, type Parts } from './leveled.ts';

/** TypeScript for an expression. */
export function emitExpression(expression: Expr, cx: RoutineContext): Code {
  return emit(expression, cx).code;
}

/** An expression that a `.` or `[` can follow. */
export function emitObject(expression: Expr, cx: RoutineContext): Code {
  return partsOf(cx).object(expression);
}

function partsOf(cx: RoutineContext): Parts {
  const operand = (part: Expr, level: number): Code => {
    const { code: inner, level: own } = emit(part, cx);
    return own < level ? marked(part, '(', inner, ')') : inner;
  };
  return {
    operand,
    expression: (part) => emit(part, cx).code,
    object: (part) => operand(part, Level.call),
  };
}

function emit(expression: Expr, cx: RoutineContext): Leveled {
  const { code: inner, level } = plainEmit(expression, cx, partsOf(cx));
  return { code: marked(expression, inner), level };
}

function plainEmit(expression: Expr, cx: RoutineContext, parts: Parts): Leveled {
  const at = (level: number, ...pieces: readonly Piece[]): Leveled => ({ code: code(...pieces), level });
  const go = (part: Expr): Code => parts.expression(part);
  switch (expression.kind) {
    case 'number':
      return at(Level.primary, expression.value);
    case 'string':
      return at(Level.primary, quote(expression.value));
    case 'boolean':
      return at(Level.primary, String(expression.value));
    case 'nil':
      return at(Level.primary, 'null');
    case 'infinity':
      return at(Level.primary, 'Infinity');
    case 'name':
      return at(Level.primary, cx.variable(expression.name));
    case 'index':
      return at(Level.call, emitIndex(expression, cx, parts));
    case 'slice':
      return at(Level.call, emitSlice(expression, cx, parts));
    case 'attribute':
      return at(Level.call, emitAttribute(expression, cx, parts));
    case 'call':
      return emitCall(expression, cx, parts);
    case 'method':
      return at(Level.call, emitMethod(expression, cx, parts));
    case 'unary':
      return emitUnary(expression, cx, parts);
    case 'binary':
      return emitBinary(expression, cx, parts);
    case 'choice':
      return at(
        Level.choice,
        parts.operand(expression.condition, Level.or),
        ' ? ',
        go(expression.yes),
        ' : ',
        go(expression.no),
      );
    case 'list':
      return at(Level.primary, '[', join(expression.items.map(go), ', '), ']');
    case 'comprehension':
      return at(Level.call, emitComprehension(expression, cx, parts));
    case 'range':
      return at(Level.call, emitRange(expression, parts));
    case 'size':
      return at(Level.call, parts.object(expression.of), expression.axis === 1 ? '[0].length' : '.length');
    case 'copy':
      return at(
        Level.primary,
        cx.depthOf(expression.of) >= 2
          ? code(parts.object(expression.of), '.map((row) => [...row])')
          : code('[...', go(expression.of), ']'),
      );
    case 'empty':
      return at(Level.primary, /^string/.test(expression.what) ? "''" : '[]');
    case 'array':
      return at(Level.call, emitArray(expression, parts));
    case 'isEmpty':
      return at(Level.equality, parts.object(expression.of), expression.negated ? '.length > 0' : '.length === 0');
    case 'best':
      return at(Level.call, emitBest(expression, cx, parts));
    case 'end':
      return at(Level.call, parts.object(expression.of), expression.which === 'first' ? '[0]' : '.at(-1)');
    case 'neighbors':
      return at(Level.call, emitNeighbors(expression, cx, parts));
    case 'labelled': {
      const read = code(cx.attributeArray(expression.label), '[', cx.vertexIndex(expression.of, go), ']');
      return expression.negated ? at(Level.unary, '!', read) : at(Level.call, read);
    }
    case 'take':
      return at(Level.call, emitTake(expression, cx, parts));
    case 'input':
      return at(Level.primary, cx.nextInput());
    case 'parenthesized':
      return emit(expression.inner, cx);
  }
}

export function quote(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n')}'`;
}

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

function emitUnary(expression: ExprOf<'unary'>, cx: RoutineContext, parts: Parts): Leveled {
  if (expression.operator === '-')
    return { code: code('-', parts.operand(expression.operand, Level.unary)), level: Level.unary };
  const opposite = negation(expression.operand);
  if (opposite.kind !== 'unary') return { code: emit(opposite, cx).code, level: emit(opposite, cx).level };
  return { code: code('!', parts.operand(expression.operand, Level.unary)), level: Level.unary };
}

const OPERATORS: Partial<Record<BinaryOperator, readonly [string, number]>> = {
  '+': ['+', Level.sum], '-': ['-', Level.sum], '&': ['+', Level.sum], '*': ['*', Level.product], '/': ['/', Level.product], mod: ['%', Level.product],
  '==': ['===', Level.equality], '≠': ['!==', Level.equality], '<': ['<', Level.relation], '≤': ['<=', Level.relation], '>': ['>', Level.relation], '≥': ['>=', Level.relation],
  and: ['&&', Level.and], or: ['||', Level.or], xor: ['!==', Level.equality],
}; // prettier-ignore

function emitBinary(expression: ExprOf<'binary'>, cx: RoutineContext, parts: Parts): Leveled {
  return emitOnCollections(expression, cx, parts) ?? emitArithmetic(expression, cx, parts);
}

function emitArithmetic(expression: ExprOf<'binary'>, cx: RoutineContext, parts: Parts): Leveled {
  const { operator, left, right } = expression;
  if (operator === '^')
    return {
      code: code(parts.operand(left, Level.call), ' ** ', parts.operand(right, Level.power)),
      level: Level.power,
    };
  if (operator === 'div' || (operator === '/' && cx.isWholeDivision(expression))) {
    return {
      code: code('Math.floor(', parts.operand(left, Level.product), ' / ', parts.operand(right, Level.unary), ')'),
      level: Level.call,
    };
  }
  const [sign, level] = OPERATORS[operator] ?? ['+', Level.sum];
  // `a - (b - c)` and `(a < b) === (c < d)` keep their parentheses, and where “and” meets “or” they are written.
  const isOrdered = ['-', '/', 'mod'].includes(operator) || level === Level.equality || level === Level.relation;
  return {
    code: code(parts.operand(left, level), ` ${sign} `, parts.operand(right, isOrdered ? level + 1 : level)),
    level,
  };
}
