import ts from 'typescript';
import { compare, join, literal, tableOf, whole } from './facts.ts';
import { Slot, type Evidence } from './slot.ts';
import { isBooleanish, isComparison, strip } from './syntax.ts';

/** Gives the slot of an expression, and notes the facts it shows; a `condition` is only tested for truth. */
export interface Walk {
  value(expression: ts.Expression): Slot;
  condition(expression: ts.Expression): Slot;
  /** `{ name }`. */
  shorthand(property: ts.ShorthandPropertyAssignment): Slot;
  /** A text that the program knows. */
  token(text: string): void;
  /** A whole text that the program asks for. */
  word(text: string): void;
}

/** What a binary expression says of its operands; its value. */
export function binary(node: ts.BinaryExpression, walk: Walk): Slot {
  const kinds = ts.SyntaxKind;
  switch (node.operatorToken.kind) {
    case kinds.EqualsToken:
      return assign(node.left, node.right, walk);
    case kinds.InKeyword:
      return membership(walk.value(node.left), walk.value(node.right));
    case kinds.InstanceOfKeyword:
      return instance(walk.value(node.left), node.right.getText());
    case kinds.AmpersandAmpersandToken:
      walk.condition(node.left);
      return walk.condition(node.right);
    case kinds.BarBarToken:
    case kinds.QuestionQuestionToken:
      return fallback(node, walk);
    default:
      break;
  }
  const left = walk.value(node.left);
  const right = walk.value(node.right);
  if (node.operatorToken.kind === kinds.CommaToken) return right;
  if (!isComparison(node.operatorToken.kind)) return arithmetic(node.operatorToken.getText(), left, right);
  typeofGuard(node, walk);
  absenceTest(node, left, right);
  compare(left, right, node.operatorToken.getText());
  return new Slot().note('boolean', 1);
}

/** `key in object`. */
function membership(key: Slot, object: Slot): Slot {
  object.note('record', 1);
  if (key.own.constant) for (const name of key.own.literals) object.field(String(name));
  else {
    for (const name of tableOf(object) ?? []) key.own.literals.add(name);
    object.key.unite(key);
  }
  return new Slot().note('boolean', 1);
}

const CLASSES: Readonly<Record<string, Evidence>> = {
  Map: 'map',
  Set: 'set',
  Array: 'array',
  Date: 'date',
  RegExp: 'regexp',
};

function instance(subject: Slot, name: string): Slot {
  const kind = Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
  if (kind) subject.note(kind, 2);
  return new Slot().note('boolean', 1);
}

/** `options || {}`, `limit ?? 10`, or a condition. */
function fallback(node: ts.BinaryExpression, walk: Walk): Slot {
  const left = walk.condition(node.left);
  const right = walk.condition(node.right);
  if (isBooleanish(node.right)) return new Slot().note('boolean', 1);
  if (ts.isIdentifier(strip(node.left))) {
    left.own.optional = true;
    if (right.own.constant) for (const item of right.own.literals) left.own.defaults.add(item);
  }
  return join(left, right);
}

const WHOLE_NUMBERS: ReadonlySet<string> = new Set(['%', '&', '|', '^', '<<', '>>', '>>>']);
const SHIFTS: ReadonlySet<string> = new Set(['/', '>>', '>>>', '|']);

/** `hue / 60`, `i % 3`: whole units, simple parts of them, and one more or less, are worth a try. */
const SCALES: ReadonlySet<string> = new Set(['/', '%']);
/** Digits and bits are taken off one by one. */
const SHRINKING: ReadonlySet<string> = new Set(['/', '>>', '>>>', '%', '&']);

function arithmetic(token: string, left: Slot, right: Slot): Slot {
  const isAssignment = token.endsWith('=');
  const operator = isAssignment ? token.slice(0, -1) : token;
  const result = isAssignment ? left : new Slot();
  if (operator === '+') return sum(left, right, result);
  left.note('number', 2);
  right.note('number', 2);
  if (SCALES.has(operator) && right.own.constant && !left.own.constant) {
    for (const unit of right.own.literals) {
      if (typeof unit !== 'number' || unit <= 2) continue;
      for (const part of [1, 2, 3, 4, 6]) if (unit % part === 0 && unit / part > 2) left.own.literals.add(unit / part);
    }
  }
  if (SHRINKING.has(operator)) result.own.shrinks = true;
  if (WHOLE_NUMBERS.has(operator)) [left, right].forEach((operand) => whole(operand));
  if (isAssignment) {
    if (operator === '-') left.own.from.push(right);
    return result;
  }
  // Half of a position and the distance of two are positions still.
  if (operator === '-' || (SHIFTS.has(operator) && right.own.constant)) result.own.from.push(left, right);
  return result.note('number', 2);
}

/** Strings are added too, so `+` says little by itself. */
function sum(left: Slot, right: Slot, result: Slot): Slot {
  const has = (slot: Slot, kind: Evidence): boolean => (slot.own.kinds.get(kind) ?? 0) > 0;
  if (has(left, 'string') || has(right, 'string')) return result.note('string', 1);
  // With a number on one side the other is probably one too.
  const [isLeft, isRight] = [has(left, 'number'), has(right, 'number')];
  if (isLeft) right.note('number', 0.7);
  if (isRight) left.note('number', 0.7);
  if (result === left) left.own.from.push(right);
  else {
    result.own.from.push(left, right);
    if (isLeft || isRight) result.note('number', 0.5);
  }
  return result;
}

const TYPEOF = ['number', 'string', 'boolean', 'bigint', 'function', 'object'] as const;

/** `typeof x === 'string'`; also `!==`, after which programs throw: both say what they are ready for. */
function typeofGuard(node: ts.BinaryExpression, walk: Walk): void {
  const sides = [strip(node.left), strip(node.right)];
  const test = sides.find((side) => ts.isTypeOfExpression(side));
  const name = sides.find((side) => ts.isStringLiteralLike(side));
  if (!test || !name) return;
  const subject = walk.value(test.expression);
  const kind = TYPEOF.find((each) => each === name.text);
  const isNegative = node.operatorToken.getText().startsWith('!');
  if (kind) subject.note(kind, isNegative ? 3 : kind === 'object' ? 0.5 : 2);
  if (name.text === 'undefined') subject.own.optional = true;
}

/** `x === undefined`, `x == null`; a value that is only held against `null` is there, but may be that. */
function absenceTest(node: ts.BinaryExpression, left: Slot, right: Slot): void {
  const strict = node.operatorToken.getText().length === 3;
  for (const [side, other] of [
    [node.right, left],
    [node.left, right],
  ] as const) {
    // prettier-ignore
    if (!isAbsent(side)) continue;
    if (strict && strip(side).kind === ts.SyntaxKind.NullKeyword) other.own.nullable = true;
    else other.own.optional = true;
  }
}

function isAbsent(side: ts.Expression): boolean {
  const value = strip(side);
  return value.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(value) && value.text === 'undefined');
}

function assign(target: ts.Expression, source: ts.Expression, walk: Walk): Slot {
  const left = strip(target);
  if (ts.isArrayLiteralExpression(left)) {
    const right = strip(source);
    left.elements.forEach((element, i) => {
      const part = ts.isArrayLiteralExpression(right) ? right.elements[i] : undefined;
      const value = part ? walk.value(part) : walk.value(source).field(String(i));
      walk.value(element).unite(value);
      if (ts.isElementAccessExpression(strip(element))) markWritten(strip(element), walk);
    });
    return new Slot();
  }
  const value = walk.value(source);
  const slot = walk.value(left);
  if (ts.isPropertyAccessExpression(left) && left.name.text === 'length') return value;
  markWritten(left, walk);
  slot.unite(value);
  return slot;
}

/** Strings can't be written into. */
function markWritten(target: ts.Expression, walk: Walk): void {
  if (ts.isElementAccessExpression(target)) walk.value(target.expression).note('array', 1).own.written = true;
}

/** What a unary expression says of its operand; its value. */
export function unary(node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression, walk: Walk): Slot {
  const slot = walk.value(node.operand);
  const kinds = ts.SyntaxKind;
  if (node.operator === kinds.ExclamationToken) return new Slot().note('boolean', 1);
  if (node.operator === kinds.MinusToken && slot.own.constant) {
    const [value] = slot.own.literals;
    return typeof value === 'number' ? literal(-value) : slot;
  }
  // `+x` reads a number out of anything.
  if (node.operator === kinds.PlusToken) return new Slot().note('number', 1);
  slot.note('number', 2);
  if (node.operator === kinds.TildeToken) whole(slot);
  const counts = node.operator === kinds.PlusPlusToken || node.operator === kinds.MinusMinusToken;
  return counts ? slot : new Slot().note('number', 1);
}
