import ts from 'typescript';
import type { Candidate, FunctionNode } from './found.ts';
import { accessPath, isAssignment, isFunctionExpression, unwrap } from './syntax.ts';

/**
 * Functions inside a wrapper that runs when the module is loaded: `(function () { … })()`, or a factory that is handed to
 * one, as in UMD modules. They have no name outside, so the wrapper itself is made to hand them out.
 */
export function wrappedFunctions(statement: ts.Statement): Candidate[] {
  const found: Candidate[] = [];
  for (const body of wrapperBodies(statement)) {
    const start = afterDirectives(body);
    for (const inner of body.statements) {
      if (ts.isFunctionDeclaration(inner) && inner.body && inner.name) {
        // Declarations are there from the start, whatever returns before them.
        found.push(candidate(inner.name.text, inner, inner, inner.name, inner.name.text, start));
      } else if (ts.isVariableStatement(inner)) {
        for (const { name, initializer } of inner.declarationList.declarations) {
          const value = initializer && functionOf(initializer);
          if (value && ts.isIdentifier(name))
            found.push(candidate(name.text, value, inner, name, name.text, inner.end));
        }
      } else if (ts.isExpressionStatement(inner)) found.push(...assigned(inner));
    }
  }
  return found;
}

/** `X.f = function …` inside a wrapper is `X.f`. */
function assigned(statement: ts.ExpressionStatement): Candidate[] {
  const { expression } = statement;
  if (!isAssignment(expression)) return [];
  const value = functionOf(expression.right);
  const path = accessPath(expression.left);
  if (!value || !path) return [];
  const code = path.length === 1 ? path.join('') : `(...args) => ${path.join('.')}(...args)`;
  return [candidate(path.join('.'), value, statement, expression.left, code, statement.end)];
}

/** A function, also one that goes through another before it gets its name: `memoize(function …)`, or comes out of one. */
export function functionOf(expression: ts.Expression): ts.FunctionExpression | ts.ArrowFunction | undefined {
  const value = unwrap(expression);
  if (isFunctionExpression(value)) return value;
  if (!ts.isCallExpression(value)) return undefined;
  const callee = unwrap(value.expression);
  if (isFunctionExpression(callee)) return returnedFunction(callee.body);
  return value.arguments.map((argument) => unwrap(argument)).find(isFunctionExpression);
}

/** What `(function () { …; return function … })()` gives. */
function returnedFunction(body: ts.ConciseBody): ts.FunctionExpression | ts.ArrowFunction | undefined {
  if (!ts.isBlock(body)) return undefined;
  const returned = body.statements.filter(ts.isReturnStatement).at(-1)?.expression;
  const value = returned && unwrap(returned);
  return value && isFunctionExpression(value) ? value : undefined;
}

function candidate(
  name: string,
  node: FunctionNode,
  declared: ts.Node,
  nameNode: ts.Node,
  code: string,
  at: number,
): Candidate {
  return { name, aliases: [], node, declared, nameNode, reach: { kind: 'inside', code, at } };
}

function afterDirectives(body: ts.Block): number {
  const directives = body.statements.filter((s) => ts.isExpressionStatement(s) && ts.isStringLiteral(s.expression));
  return directives.at(-1)?.end ?? body.getStart() + 1;
}

/** Bodies of functions that a statement calls at once, or hands to one that it calls at once. */
function wrapperBodies(statement: ts.Statement): ts.Block[] {
  const bodies: ts.Block[] = [];
  const visit = (expression: ts.Expression): void => {
    const value = unwrap(expression);
    if (ts.isCallExpression(value)) {
      const callee = unwrap(
        ts.isPropertyAccessExpression(value.expression) ? value.expression.expression : value.expression,
      );
      if (!isFunctionExpression(callee)) return;
      for (const part of [callee, ...value.arguments.map((argument) => unwrap(argument))]) {
        if (isFunctionExpression(part) && ts.isBlock(part.body)) bodies.push(part.body);
      }
    } else if (ts.isPrefixUnaryExpression(value) || ts.isVoidExpression(value)) {
      visit(ts.isVoidExpression(value) ? value.expression : value.operand);
    } else if (isAssignment(value)) visit(value.right);
  };
  if (ts.isExpressionStatement(statement)) visit(statement.expression);
  else if (ts.isVariableStatement(statement)) {
    for (const { initializer } of statement.declarationList.declarations) if (initializer) visit(initializer);
  }
  return bodies;
}
