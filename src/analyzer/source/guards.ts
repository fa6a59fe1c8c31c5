import ts from 'typescript';
import type { Bindings } from './bindings.ts';

/**
 * Whether a node runs only where some global exists that does not exist here: `typeof Buffer !== 'undefined' &&
 * Buffer.isBuffer(x)` asks for nothing, because learned functions run where there is no `Buffer`.
 */
export function isGuarded(node: ts.Node, bindings: Bindings): boolean {
  const name = rootName(node);
  if (name === null || bindings.resolve(name)) return false;
  if (ts.isTypeOfExpression(name.parent)) return true;
  for (let child: ts.Node = name, up = name.parent; !ts.isSourceFile(up); child = up, up = up.parent) {
    const test = testBefore(up, child);
    if (test && testsTypeOf(test, name.text)) return true;
  }
  return false;
}

/** The identifier that `a`, `a.b`, `a.b()` or `new a()` starts with. */
function rootName(node: ts.Node): ts.Identifier | null {
  let current = node;
  while (
    ts.isPropertyAccessExpression(current) ||
    ts.isElementAccessExpression(current) ||
    ts.isCallExpression(current) ||
    ts.isNewExpression(current)
  ) {
    current = current.expression;
  }
  return ts.isIdentifier(current) ? current : null;
}

/** The condition that was evaluated before control came to `child`. */
function testBefore(node: ts.Node, child: ts.Node): ts.Expression | null {
  if (ts.isIfStatement(node)) return child === node.expression ? null : node.expression;
  if (ts.isConditionalExpression(node)) return child === node.condition ? null : node.condition;
  const isLogical =
    ts.isBinaryExpression(node) &&
    (node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken ||
      node.operatorToken.kind === ts.SyntaxKind.BarBarToken);
  return isLogical && child === node.right ? node.left : null;
}

function testsTypeOf(test: ts.Node, name: string): boolean {
  if (ts.isTypeOfExpression(test)) return ts.isIdentifier(test.expression) && test.expression.text === name;
  return ts.forEachChild(test, (child) => testsTypeOf(child, name)) ?? false;
}
