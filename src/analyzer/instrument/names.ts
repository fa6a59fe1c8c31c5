import ts from 'typescript';

/** Local name of a default export that has none. */
export const DEFAULT_NAME = '$$default';

/** Names that a binding pattern declares, in order. */
export function boundNames(name: ts.BindingName, into: Set<string> = new Set()): Set<string> {
  if (ts.isIdentifier(name)) into.add(name.text);
  else {
    for (const element of name.elements) if (ts.isBindingElement(element)) boundNames(element.name, into);
  }
  return into;
}

/** Names that `var` declares anywhere in a function body, nested functions left out. */
export function hoistedNames(body: ts.Node, into: Set<string> = new Set()): Set<string> {
  const walk = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isVariableDeclarationList(node) && !(node.flags & ts.NodeFlags.BlockScoped)) {
      for (const declaration of node.declarations) boundNames(declaration.name, into);
    }
    ts.forEachChild(node, walk);
  };
  ts.forEachChild(body, walk);
  return into;
}

/** Names that the statements of a block declare for that block: let, const, function, class. */
export function lexicalNames(statements: readonly ts.Statement[], into: Set<string> = new Set()): Set<string> {
  for (const statement of statements) {
    if (ts.isVariableStatement(statement)) {
      if (statement.declarationList.flags & ts.NodeFlags.BlockScoped) {
        for (const declaration of statement.declarationList.declarations) boundNames(declaration.name, into);
      }
    } else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
      into.add(statement.name?.text ?? DEFAULT_NAME);
    }
  }
  return into;
}

/** Whether a function's own body (arrow functions included) mentions `arguments`. */
export function mentionsArguments(body: ts.Node): boolean {
  let found = false;
  const walk = (node: ts.Node): void => {
    if (found) return;
    if (ts.isFunctionLike(node) && !ts.isArrowFunction(node)) return;
    if (ts.isIdentifier(node) && node.text === 'arguments') found = true;
    else ts.forEachChild(node, walk);
  };
  ts.forEachChild(body, walk);
  return found;
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind);
}

export function unwrap(node: ts.Expression): ts.Expression {
  let inner = node;
  while (ts.isParenthesizedExpression(inner)) inner = inner.expression;
  return inner;
}

/** A node as written; of a declaration that is exported without the words that export it, and with a name. */
export function declaredText(node: ts.Node, file: ts.SourceFile): string {
  if (!ts.isFunctionDeclaration(node) && !ts.isClassDeclaration(node)) return node.getText(file);
  const exporting = (node.modifiers ?? []).filter(
    ({ kind }) => kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword,
  );
  const [first] = exporting;
  if (!first) return node.getText(file);
  const before = file.text.slice(node.getStart(file), first.getStart(file));
  const text = file.text.slice(exporting.at(-1)?.end, node.end).trimStart();
  return (
    before +
    (node.name ? text : text.replace(/^((?:async\s+)?function\s*\*?|class)/, (word) => `${word} ${DEFAULT_NAME}`))
  );
}
