import ts from 'typescript';
import type { Bindings } from './bindings.ts';
import { ARGUMENT_MUTATORS, MUTATORS } from './globals.ts';

/** A change to what a variable holds, or to the object it holds. */
export interface Write {
  readonly node: ts.Node;
  /** Null where the object is `this`. */
  readonly variable: ts.Declaration | null;
}

/** The changes that a node makes, itself and not what is in it, to variables or to the objects they hold. */
export function writesAt(node: ts.Node, bindings: Bindings): Write[] {
  const writes: Write[] = [];
  for (const target of [...assignedTargets(node), ...calledTargets(node, bindings)]) {
    const root = rootOf(target);
    if (!root) continue;
    const variable = ts.isIdentifier(root) ? bindings.resolve(root) : null;
    if (variable || root.kind === ts.SyntaxKind.ThisKeyword) writes.push({ node, variable });
  }
  return writes;
}

/** What a node assigns to or deletes; the first argument of `Object.assign` and its like counts. */
export function assignedTargets(node: ts.Node): ts.Expression[] {
  if (ts.isBinaryExpression(node) && isAssignmentOperator(node.operatorToken.kind)) return patternTargets(node.left);
  if (ts.isDeleteExpression(node)) return [node.expression];
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const changes = node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
    return changes ? [node.operand] : [];
  }
  if ((ts.isForOfStatement(node) || ts.isForInStatement(node)) && !ts.isVariableDeclarationList(node.initializer)) {
    return patternTargets(node.initializer);
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { expression: object, name } = node.expression;
  const [first] = node.arguments;
  const isReflection = ts.isIdentifier(object) && (object.text === 'Object' || object.text === 'Reflect');
  return first && isReflection && ARGUMENT_MUTATORS.has(name.text) ? [first] : [];
}

/** `xs.push(1)`, `Array.prototype.push.call(xs, 1)`, and `pattern.test(s)` where the pattern remembers its place. */
function calledTargets(node: ts.Node, bindings: Bindings): ts.Expression[] {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { expression: object, name } = node.expression;
  // A method of the object's own may bear such a name; its body tells what it does.
  if (MUTATORS.has(name.text) && object.kind !== ts.SyntaxKind.ThisKeyword) return [object];
  if ((name.text === 'test' || name.text === 'exec') && isStatefulPattern(object, bindings)) return [object];
  const isIndirect = name.text === 'call' || name.text === 'apply';
  const [first] = node.arguments;
  const mutates = ts.isPropertyAccessExpression(object) && MUTATORS.has(object.name.text);
  return isIndirect && mutates && first ? [first] : [];
}

function isStatefulPattern(object: ts.Expression, bindings: Bindings): boolean {
  const variable = ts.isIdentifier(object) ? bindings.resolve(object) : null;
  const value = variable && ts.isVariableDeclaration(variable) ? variable.initializer : undefined;
  return value !== undefined && ts.isRegularExpressionLiteral(value) && /[gy][a-z]*$/.test(value.text);
}

/** The variable or `this` that an expression's object is reached from: `memo` in `memo.get(k).list[0]`. */
export function rootOf(expression: ts.Expression): ts.Expression | null {
  let current = expression;
  for (;;) {
    if (ts.isPropertyAccessExpression(current) || ts.isElementAccessExpression(current)) current = current.expression;
    else if (ts.isParenthesizedExpression(current)) current = current.expression;
    else if (ts.isCallExpression(current) && ts.isPropertyAccessExpression(current.expression)) {
      current = current.expression.expression;
    } else break;
  }
  return ts.isIdentifier(current) || current.kind === ts.SyntaxKind.ThisKeyword ? current : null;
}

/** The targets in `[a, b.c] = …` and `({ x: d, ...e } = …)`, or the single one. */
function patternTargets(pattern: ts.Expression): ts.Expression[] {
  if (ts.isParenthesizedExpression(pattern)) return patternTargets(pattern.expression);
  if (ts.isArrayLiteralExpression(pattern)) return pattern.elements.flatMap(patternTargets);
  if (ts.isSpreadElement(pattern)) return patternTargets(pattern.expression);
  if (ts.isOmittedExpression(pattern)) return [];
  if (ts.isBinaryExpression(pattern) && pattern.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return patternTargets(pattern.left);
  }
  if (!ts.isObjectLiteralExpression(pattern)) return [pattern];
  return pattern.properties.flatMap((property) => {
    if (ts.isShorthandPropertyAssignment(property)) return [property.name];
    if (ts.isPropertyAssignment(property)) return patternTargets(property.initializer);
    return ts.isSpreadAssignment(property) ? patternTargets(property.expression) : [];
  });
}

function isAssignmentOperator(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
