import ts from 'typescript';
import { isCommonJsWrapper } from './bundled.ts';

export function hasUseStrict(statements: readonly ts.Statement[]): boolean {
  for (const statement of statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) return false;
    if (statement.expression.text === 'use strict') return true;
  }
  return false;
}

/** Whether a node's code is in strict mode. `module`: whether the code of its file is, outside of what a bundler wrapped. */
export function isStrictCode(node: ts.Node, module: boolean): boolean {
  for (let up = node; !ts.isSourceFile(up); up = up.parent) {
    if (ts.isClassLike(up)) return true;
    if (!ts.isFunctionLike(up)) continue;
    const body = 'body' in up ? up.body : undefined;
    if (body && ts.isBlock(body) && hasUseStrict(body.statements)) return true;
    if (isCommonJsWrapper(up)) return false;
  }
  return module;
}
