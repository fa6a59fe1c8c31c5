import ts from 'typescript';
import { wrappedModules } from '../source/bundled.ts';
import { DEFAULT_NAME, hasModifier, hoistedNames, lexicalNames } from './names.ts';

/** What a module takes in and gives out, with those parts taken off its statements. */
export interface ModuleShape {
  readonly statements: readonly ts.Statement[];
  /** Of a bundle, what holds its CommonJS modules: they run first, outside of the bundle's strict code. */
  readonly wrapped: readonly ts.Statement[];
  /** Import declarations and re-exports, as written. */
  readonly imports: readonly ts.Statement[];
  /** Exported name ─▶ local name. */
  readonly exports: ReadonlyMap<string, string>;
  /** Top-level names; imported ones are not among them. */
  readonly names: ReadonlySet<string>;
  readonly hoisted: ReadonlySet<string>;
  /** Whether it is an ES module. */
  readonly isModule: boolean;
}

export function readModule(file: ts.SourceFile): ModuleShape {
  const imports: ts.Statement[] = [];
  const kept: ts.Statement[] = [];
  const exports = new Map<string, string>();
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) imports.push(statement);
    else if (ts.isExportDeclaration(statement)) readExports(statement, imports, exports);
    else if (ts.isExportAssignment(statement)) {
      exports.set('default', DEFAULT_NAME);
      kept.push(constant(DEFAULT_NAME, statement.expression));
    } else kept.push(exported(statement, exports));
  }
  const hoisted = hoistedNames(file);
  const wrapped = wrappedModules(kept);
  return {
    statements: kept.filter((statement) => !wrapped.includes(statement)),
    wrapped,
    imports,
    exports,
    names: lexicalNames(kept, new Set(hoisted)),
    hoisted,
    isModule: ts.isExternalModule(file),
  };
}

function readExports(node: ts.ExportDeclaration, imports: ts.Statement[], exports: Map<string, string>): void {
  if (node.moduleSpecifier || !node.exportClause || ts.isNamespaceExport(node.exportClause)) {
    imports.push(node);
    return;
  }
  for (const element of node.exportClause.elements) {
    exports.set(element.name.text, (element.propertyName ?? element.name).text);
  }
}

/** Notes what a statement exports; an anonymous default gets a name. */
function exported(statement: ts.Statement, exports: Map<string, string>): ts.Statement {
  if (!hasModifier(statement, ts.SyntaxKind.ExportKeyword)) return statement;
  if (ts.isVariableStatement(statement)) {
    for (const name of lexicalNames([statement])) exports.set(name, name);
    for (const name of hoistedNames(statement)) exports.set(name, name);
    return statement;
  }
  const isDefault = hasModifier(statement, ts.SyntaxKind.DefaultKeyword);
  if (!ts.isFunctionDeclaration(statement) && !ts.isClassDeclaration(statement)) return statement;
  const local = statement.name?.text ?? DEFAULT_NAME;
  exports.set(isDefault ? 'default' : local, local);
  return statement;
}

/** `const name = expression`, with the expression's own place in the text. */
function constant(name: string, expression: ts.Expression): ts.Statement {
  const identifier = ts.factory.createIdentifier(name);
  const declaration = ts.factory.createVariableDeclaration(identifier, undefined, undefined, expression);
  const list = ts.factory.createVariableDeclarationList([declaration], ts.NodeFlags.Const);
  const statement = ts.factory.createVariableStatement(undefined, list);
  for (const node of [identifier, declaration, list, statement]) ts.setTextRange(node, expression);
  return statement;
}
