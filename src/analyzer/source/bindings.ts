import ts from 'typescript';
import { isStrictCode } from './strictness.ts';

/** Which declaration a name stands for in one file of plain JavaScript, and which of its code is strict. */
export class Bindings {
  private readonly checker: ts.TypeChecker;

  /** @param tree is bound as a side effect; it must not belong to another program */
  constructor(
    tree: ts.SourceFile,
    private readonly strict: boolean,
  ) {
    const host: ts.CompilerHost = {
      getSourceFile: (name) => (name === tree.fileName ? tree : undefined),
      getDefaultLibFileName: () => 'lib.d.ts',
      writeFile: () => undefined,
      getCurrentDirectory: () => '/',
      getCanonicalFileName: (name) => name,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => '\n',
      fileExists: (name) => name === tree.fileName,
      readFile: () => undefined,
    };
    const options: ts.CompilerOptions = {
      allowJs: true,
      noLib: true,
      noResolve: true,
      types: [],
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      jsx: ts.JsxEmit.Preserve,
    };
    this.checker = ts.createProgram({ rootNames: [tree.fileName], options, host }).getTypeChecker();
  }

  isStrict(node: ts.Node): boolean {
    return isStrictCode(node, this.strict);
  }

  /** The (first) declaration of what a name refers to or declares; null for a global. */
  resolve(name: ts.Identifier): ts.Declaration | null {
    const symbol = ts.isShorthandPropertyAssignment(name.parent)
      ? this.checker.getShorthandAssignmentValueSymbol(name.parent)
      : ts.isExportSpecifier(name.parent)
        ? this.checker.getExportSpecifierLocalTargetSymbol(name.parent)
        : this.checker.getSymbolAtLocation(name);
    return (symbol && declarationOf(symbol)) ?? null;
  }
}

/** Undefined for what is built into the language (`undefined`, `arguments`). */
function declarationOf(symbol: ts.Symbol): ts.Declaration | undefined {
  return symbol.declarations?.find(
    (node) =>
      ts.isVariableDeclaration(node) ||
      ts.isBindingElement(node) ||
      ts.isParameter(node) ||
      ts.isFunctionLike(node) ||
      ts.isClassLike(node) ||
      ts.isImportClause(node) ||
      ts.isImportSpecifier(node) ||
      ts.isNamespaceImport(node),
  );
}

/** Whether an identifier stands for a variable, rather than for a property, a label or part of a declaration. */
export function isReference(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === name;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === name;
  if (ts.isBindingElement(parent)) return parent.initializer === name;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isPropertyDeclaration(parent)) {
    return parent.initializer === name;
  }
  if (ts.isExportSpecifier(parent)) return (parent.propertyName ?? parent.name) === name;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  return !(
    (ts.isFunctionLike(parent) && parent.name === name) ||
    (ts.isClassLike(parent) && parent.name === name) ||
    ts.isLabeledStatement(parent) ||
    ts.isBreakOrContinueStatement(parent) ||
    ts.isImportClause(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isNamespaceImport(parent) ||
    ts.isMetaProperty(parent) ||
    ts.isJsxAttribute(parent)
  );
}
