import ts from 'typescript';

/**
 * Source maps say where a token came from, not a node, and `a`, `a + b` and `a + b < c` all begin at the same token.
 * So nodes are looked up by their left edge, and told apart by their order from the outside in.
 */

/** Where the first token that survives compilation stands: parentheses, type assertions and modifiers don't. */
export function leftEdge(node: ts.Node, tree: ts.SourceFile): number {
  let current = node;
  for (let next = leftChild(current); next; next = leftChild(current)) current = next;
  if (!ts.isFunctionDeclaration(current) && !ts.isClassDeclaration(current) && !ts.isConstructorDeclaration(current)) {
    return current.getStart(tree);
  }
  const modifiers = current.modifiers;
  const last = modifiers?.filter((m) => m.kind !== ts.SyntaxKind.AsyncKeyword).at(-1);
  return last ? skipTrivia(tree.text, last.end) : current.getStart(tree);
}

/** All nodes that can be looked up, by left edge, outermost first. */
export function indexByLeftEdge(tree: ts.SourceFile): ReadonlyMap<number, readonly ts.Node[]> {
  const index = new Map<number, ts.Node[]>();
  const visit = (node: ts.Node): void => {
    if (isErased(node)) return;
    if (!isWrapper(node)) {
      const edge = leftEdge(node, tree);
      const chain = index.get(edge);
      if (chain) chain.push(node);
      else index.set(edge, [node]);
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(tree, visit);
  return index;
}

/** Nodes that come and go in compilation without a meaning of their own at run time. */
export function isWrapper(node: ts.Node): boolean {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isExpressionWithTypeArguments(node) ||
    ts.isExportAssignment(node)
  );
}

/** `name` in `object.name`. */
export function isNameOfAccess(node: ts.Node): boolean {
  return ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
}

function isErased(node: ts.Node): boolean {
  return (
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isModifier(node) ||
    (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node))
  );
}

/** The child that a node's first lasting token belongs to; undefined if it is the node's own. */
function leftChild(node: ts.Node): ts.Node | undefined {
  return ts.isExpression(node) || isWrapper(node) ? leftOfExpression(node) : leftOfOther(node);
}

function leftOfExpression(node: ts.Node): ts.Node | undefined {
  if (ts.isBinaryExpression(node)) return isDetachedCallee(node) ? node.right : node.left;
  if (ts.isConditionalExpression(node)) return node.condition;
  if (ts.isPostfixUnaryExpression(node)) return node.operand;
  if (ts.isTaggedTemplateExpression(node)) return node.tag;
  const startsWithExpression =
    isWrapper(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isCallExpression(node);
  return startsWithExpression ? (node as ts.Node & { readonly expression: ts.Expression }).expression : undefined;
}

function leftOfOther(node: ts.Node): ts.Node | undefined {
  if (ts.isExpressionStatement(node) || ts.isTemplateSpan(node)) return node.expression;
  if (ts.isVariableStatement(node)) return node.declarationList;
  if (ts.isParameter(node)) return node.dotDotDotToken ?? node.name;
  if (ts.isBindingElement(node)) return node.dotDotDotToken ?? node.propertyName ?? node.name;
  const startsWithName =
    ts.isVariableDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isAccessor(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isShorthandPropertyAssignment(node) ||
    ts.isEnumMember(node);
  return startsWithName ? node.name : undefined;
}

/** `(0, module.f)(x)`: how bundlers call an imported function without `this`; the `0` is not the user's. */
function isDetachedCallee({ operatorToken, left }: ts.BinaryExpression): boolean {
  return operatorToken.kind === ts.SyntaxKind.CommaToken && ts.isNumericLiteral(left) && left.text === '0';
}

function skipTrivia(text: string, from: number): number {
  const scanner = ts.createScanner(ts.ScriptTarget.ES2022, true, ts.LanguageVariant.Standard, text, undefined, from);
  scanner.scan();
  return scanner.getTokenStart();
}
