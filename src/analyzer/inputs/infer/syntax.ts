import ts from 'typescript';

export const FLIPPED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

/** Without parentheses, assertions and `await`. */
export function strip(expression: ts.Expression): ts.Expression {
  let node = expression;
  while (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node)
  ) {
    node = node.expression;
  }
  return node;
}

export function isComparison(kind: ts.SyntaxKind): boolean {
  const k = ts.SyntaxKind;
  return (
    [k.LessThanToken, k.GreaterThanToken, k.LessThanEqualsToken, k.GreaterThanEqualsToken].includes(kind) ||
    [k.EqualsEqualsToken, k.EqualsEqualsEqualsToken, k.ExclamationEqualsToken].includes(kind) ||
    kind === k.ExclamationEqualsEqualsToken
  );
}

/** A loop ends at a number of its own or a fixed one; comparing with an element is a search. */
export function isBound(node: ts.Expression): boolean {
  return ts.isIdentifier(node) || ts.isNumericLiteral(node) || ts.isPropertyAccessExpression(node);
}

export function isBooleanish(expression: ts.Expression): boolean {
  const node = strip(expression);
  if (ts.isBinaryExpression(node)) {
    const kind = node.operatorToken.kind;
    return isComparison(kind) || kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken;
  }
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
}

/** A statement, or a block, that throws. */
export function throws(node: ts.Statement): boolean {
  if (ts.isThrowStatement(node)) return true;
  return ts.isBlock(node) && node.statements.some((statement) => ts.isThrowStatement(statement));
}

/** The parts of an expression each of which alone makes it true. */
export function alternatives(expression: ts.Expression): ts.Expression[] {
  const node = strip(expression);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.BarBarToken) {
    return [...alternatives(node.left), ...alternatives(node.right)];
  }
  return [node];
}

/** The value of a literal, also a negative one. */
export function numberOf(expression: ts.Expression): number | null {
  const node = strip(expression);
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    const value = numberOf(node.operand);
    return value === null ? null : -value;
  }
  return null;
}

/** `x` in `if (!x) { x = 10; }`: what is filled in where it was left out. */
export function filledIn({ expression, thenStatement }: ts.IfStatement): ts.Identifier | null {
  const test = strip(expression);
  if (!ts.isPrefixUnaryExpression(test) || test.operator !== ts.SyntaxKind.ExclamationToken) return null;
  const name = strip(test.operand);
  if (!ts.isIdentifier(name)) return null;
  const statements = ts.isBlock(thenStatement) ? thenStatement.statements : [thenStatement];
  const fills = statements.some(
    (statement) =>
      ts.isExpressionStatement(statement) &&
      ts.isBinaryExpression(statement.expression) &&
      statement.expression.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      statement.expression.left.getText() === name.text,
  );
  return fills ? name : null;
}
