import ts from 'typescript';
import type { Bindings } from './bindings.ts';
import { isAbsentGlobal } from './globals.ts';

/**
 * Whether a part of an `if`, `? :`, `&&` or `||` never runs because some global is not there where learned functions
 * run: in `typeof Buffer !== 'undefined' && Buffer.isBuffer(x)` the right side asks for nothing.
 */
export function isNeverRun(node: ts.Node, bindings: Bindings): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent)) {
    if (node === parent.expression) return false;
    return truthOf(parent.expression, bindings) === (node !== parent.thenStatement);
  }
  if (ts.isConditionalExpression(parent)) {
    if (node !== parent.whenTrue && node !== parent.whenFalse) return false;
    return truthOf(parent.condition, bindings) === (node === parent.whenFalse);
  }
  if (!ts.isBinaryExpression(parent) || node !== parent.right) return false;
  const { kind } = parent.operatorToken;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return truthOf(parent.left, bindings) === false;
  return kind === ts.SyntaxKind.BarBarToken && truthOf(parent.left, bindings) === true;
}

/** What a condition comes to, as far as that follows from which globals there are; null where it does not. */
function truthOf(test: ts.Expression, bindings: Bindings): boolean | null {
  if (ts.isParenthesizedExpression(test)) return truthOf(test.expression, bindings);
  if (test.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (test.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (ts.isPrefixUnaryExpression(test) && test.operator === ts.SyntaxKind.ExclamationToken) {
    const inner = truthOf(test.operand, bindings);
    return inner === null ? null : !inner;
  }
  if (!ts.isBinaryExpression(test)) return null;
  const { kind } = test.operatorToken;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken) {
    const decisive = kind === ts.SyntaxKind.BarBarToken;
    const left = truthOf(test.left, bindings);
    const right = truthOf(test.right, bindings);
    if (left === decisive || right === decisive) return decisive;
    return left === null || right === null ? null : !decisive;
  }
  const isEqual = kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.EqualsEqualsToken;
  const isUnequal =
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsToken;
  if (!isEqual && !isUnequal) return null;
  const type = typeOfAbsent(test.left, bindings) ? test.right : typeOfAbsent(test.right, bindings) ? test.left : null;
  if (!type || !ts.isStringLiteralLike(type)) return null;
  return (type.text === 'undefined') === isEqual;
}

/** `typeof X` of a global that is not there, which is 'undefined'. */
function typeOfAbsent(node: ts.Expression, bindings: Bindings): boolean {
  if (!ts.isTypeOfExpression(node) || !ts.isIdentifier(node.expression)) return false;
  return isAbsentGlobal(node.expression.text) && bindings.resolve(node.expression) === null;
}
