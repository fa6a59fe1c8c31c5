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
  const left = typeNamed(test.left, bindings);
  const right = typeNamed(test.right, bindings);
  return left === null || right === null ? null : (left === right) === isEqual;
}

/** A type written out, or that of `typeof X` where X is a global that is not there, or what a CommonJS loader gives. */
function typeNamed(node: ts.Expression, bindings: Bindings): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTypeOfExpression(node) || !ts.isIdentifier(node.expression)) return null;
  const declaration = bindings.resolve(node.expression);
  if (declaration) return isOfLoader(node.expression.text, declaration) ? 'object' : null;
  return isAbsentGlobal(node.expression.text) ? 'undefined' : null;
}

/** `module` and `exports`, as a file is given them: by its wrapper in a bundle, or before its first line. */
function isOfLoader(name: string, declaration: ts.Declaration): boolean {
  if (!/^(module|exports)\d*$/.test(name)) return false;
  if (ts.isVariableDeclaration(declaration)) return ts.isSourceFile(declaration.parent.parent.parent);
  if (!ts.isParameter(declaration) || !ts.isObjectLiteralElement(declaration.parent)) return false;
  const call = declaration.parent.parent.parent;
  return ts.isCallExpression(call) && ts.isIdentifier(call.expression) && call.expression.text.startsWith('__commonJS');
}
