import ts from 'typescript';
import { strip } from './syntax.ts';

/** A function whose body can be walked. */
export type Implementation = ts.SignatureDeclaration & { readonly body?: ts.Node };

/** The function or method of the program that a name stands for; null for what is written elsewhere or unknown. */
export function writtenFunction(name: ts.MemberName, checker: ts.TypeChecker): Implementation | null {
  const symbol = checker.getSymbolAtLocation(name);
  const isAlias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  const declaration = (isAlias ? checker.getAliasedSymbol(symbol) : symbol)?.valueDeclaration;
  if (!declaration || declaration.getSourceFile().isDeclarationFile) return null;
  if (ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration)) return declaration;
  if (!ts.isVariableDeclaration(declaration) || !declaration.initializer) return null;
  const value = strip(declaration.initializer);
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? value : null;
}
