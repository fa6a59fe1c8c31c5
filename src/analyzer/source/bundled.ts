import ts from 'typescript';

/** In `__commonJS({ "file.js"(exports, module) { … } })`, the function around the module. */
export function commonJsWrapper(value: ts.Expression): ts.MethodDeclaration | null {
  if (!ts.isCallExpression(value) || !ts.isIdentifier(value.expression)) return null;
  if (!/^__(commonJS|esm)\w*$/.test(value.expression.text)) return null;
  const [modules] = value.arguments;
  const [first] = modules && ts.isObjectLiteralExpression(modules) ? modules.properties : [];
  return first && ts.isMethodDeclaration(first) ? first : null;
}

/** A function that a bundler put around a CommonJS module: in it, only that module's own text says what is strict. */
export function isCommonJsWrapper(node: ts.Node): boolean {
  if (!ts.isMethodDeclaration(node) || !ts.isObjectLiteralExpression(node.parent)) return false;
  const call = node.parent.parent;
  return ts.isCallExpression(call) && isCallOf(call, 'commonJS') && commonJsWrapper(call) === node;
}

/** Helpers that a compiler or bundler adds: `__toESM`. */
export function isHelper(node: ts.Node): boolean {
  return ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && /^__[a-z]+\d*$/i.test(node.name.text);
}

/** The functions around the CommonJS modules of a bundle. */
export function commonJsWrappers(statements: readonly ts.Statement[]): ts.MethodDeclaration[] {
  const values = statements.flatMap(declarationsOf).flatMap(({ initializer }) => initializer ?? []);
  return values.filter((value) => isCallOf(value, 'commonJS')).flatMap((value) => commonJsWrapper(value) ?? []);
}

/**
 * The statements of a bundle that hold its CommonJS modules, and the helpers these use; they use nothing else of it.
 * None where CommonJS modules load ES modules, which are held the same way.
 */
export function wrappedModules(statements: readonly ts.Statement[]): ts.Statement[] {
  const holds = ({ initializer }: ts.VariableDeclaration, what: string): boolean =>
    initializer !== undefined && isCallOf(initializer, what);
  const all = statements.flatMap(declarationsOf);
  if (!all.some((each) => holds(each, 'commonJS')) || all.some((each) => holds(each, 'esm'))) return [];
  return statements.filter((statement) =>
    declarationsOf(statement).some((each) => isHelper(each) || holds(each, 'commonJS')),
  );
}

function declarationsOf(statement: ts.Statement): readonly ts.VariableDeclaration[] {
  return ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
}

function isCallOf(node: ts.Node, helper: string): boolean {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return false;
  return new RegExp(`^__${helper}\\d*$`).test(node.expression.text);
}
