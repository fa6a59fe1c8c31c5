import ts from 'typescript';
import { isReference, type Bindings } from './bindings.ts';
import { MUTATORS } from './globals.ts';
import { assignedTargets } from './writes.ts';

const STRICT = 'or begin the file with "use strict"';

/** Why code that is not strict can't be part of a learned function; null if it can, or if it is strict. */
export function sloppyFindingAt(node: ts.Node, bindings: Bindings): string | null {
  if (!MAYBE.has(node.kind) || bindings.isStrict(node)) return null;
  if (ts.isIdentifier(node)) {
    if (node.text === 'arguments' && isReference(node)) return findingAtArguments(node, bindings);
    return isAssigned(node) ? findingAtOwnName(node, bindings) : null;
  }
  if (ts.isDeleteExpression(node) && ts.isIdentifier(node.expression)) {
    return `\`${node.getText()}\` does nothing to a variable; leave it out`;
  }
  if (node.kind === ts.SyntaxKind.SuperKeyword) {
    return `\`super\` in code that is not strict is not supported; use a class, ${STRICT}`;
  }
  if (ts.isFunctionDeclaration(node)) return findingAtInnerFunction(node, bindings);
  if (ts.isParameter(node)) return findingAtParameter(node);
  return null;
}

const MAYBE: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.Identifier,
  ts.SyntaxKind.DeleteExpression,
  ts.SyntaxKind.SuperKeyword,
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.Parameter,
]);

/** Plain parameters and the elements of `arguments` are the same variables. */
function findingAtArguments(name: ts.Identifier, bindings: Bindings): string | null {
  const { parent } = name;
  const member = ts.isPropertyAccessExpression(parent) ? parent.name.text : '';
  if (member === 'callee') return '`arguments.callee` is the function itself; give the function a name and call that';
  const fn = ownerOf(name);
  if (!fn || !fn.parameters.every((p) => ts.isIdentifier(p.name) && !p.initializer && !p.dotDotDotToken)) return null;
  if (isAssigned(name))
    return '`arguments` is assigned, and so no longer what the function was called with; use a variable';
  if (fn.parameters.length === 0 || member === 'length') return null;
  const own = new Set<ts.Declaration>(fn.parameters);
  let changes = isChanged(name);
  const visit = (node: ts.Node): void => {
    const writes = assignedTargets(node).some((target) => {
      const declared = ts.isIdentifier(target) ? bindings.resolve(target) : null;
      return declared !== null && own.has(declared);
    });
    changes ||= writes && !isReadBefore(name, node, fn);
    if (!changes) ts.forEachChild(node, visit);
  };
  if (fn.body) visit(fn.body);
  if (!changes) return null;
  return `\`arguments\` and the parameters change together in code that is not strict, and here they change; use a rest parameter, ${STRICT}`;
}

/** Whether `arguments` is read, and not kept, before a parameter is written, and never after: `a = [].slice.call(arguments)`. */
function isReadBefore(name: ts.Identifier, write: ts.Node, fn: ts.FunctionLikeDeclaration): boolean {
  if (!isReadAtOnce(name) || name.end > write.end) return false;
  let apart = true;
  for (let up: ts.Node = name.parent; up !== fn; up = up.parent) {
    const again = ts.isFunctionLike(up) || ts.isIterationStatement(up, false);
    if (again && (ts.isFunctionLike(up) || contains(up, write))) apart = false;
  }
  for (let up: ts.Node = write.parent; up !== fn; up = up.parent) if (ts.isFunctionLike(up)) apart = false;
  return apart;
}

function contains(outer: ts.Node, inner: ts.Node): boolean {
  return outer.pos <= inner.pos && inner.end <= outer.end;
}

/** `arguments[0]`, `arguments.length`, `...arguments`, `f.apply(o, arguments)`, `[].slice.call(arguments, 1)`. */
function isReadAtOnce(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isSpreadElement(parent)) return true;
  if (ts.isElementAccessExpression(parent) || ts.isPropertyAccessExpression(parent)) return parent.expression === name;
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) return false;
  const { expression: callee, name: how } = parent.expression;
  if (how.text === 'apply') return parent.arguments[1] === name;
  return how.text === 'call' && ts.isPropertyAccessExpression(callee) && callee.name.text === 'slice';
}

function ownerOf(node: ts.Node): ts.FunctionLikeDeclaration | null {
  for (let up = node.parent; !ts.isSourceFile(up); up = up.parent) {
    if (ts.isFunctionLike(up) && !ts.isArrowFunction(up)) return up as ts.FunctionLikeDeclaration;
  }
  return null;
}

/** `arguments[0] = …`, `shift.call(arguments)`, `arguments.length = …`. */
function isChanged(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isElementAccessExpression(parent) || ts.isPropertyAccessExpression(parent)) {
    for (let up: ts.Node = parent.parent; ; up = up.parent) {
      if (assignedTargets(up).includes(parent)) return true;
      if (ts.isStatement(up) || ts.isSourceFile(up)) return false;
    }
  }
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) return false;
  const { expression: method, name: how } = parent.expression;
  const isIndirect = how.text === 'call' || how.text === 'apply';
  return (
    isIndirect &&
    parent.arguments[0] === name &&
    ts.isPropertyAccessExpression(method) &&
    MUTATORS.has(method.name.text)
  );
}

function isAssigned(name: ts.Identifier): boolean {
  for (let up: ts.Node = name.parent; ; up = up.parent) {
    if (assignedTargets(up).includes(name)) return true;
    if (ts.isStatement(up) || ts.isSourceFile(up)) return false;
  }
}

function findingAtOwnName(name: ts.Identifier, bindings: Bindings): string | null {
  const declared = bindings.resolve(name);
  if (!declared || !ts.isFunctionExpression(declared)) return null;
  return `assigning to \`${name.text}\`, the function's own name, does nothing; leave it out`;
}

/** A function declared in a block is also a variable of the function around it, from when the block has run. */
function findingAtInnerFunction(node: ts.FunctionDeclaration, bindings: Bindings): string | null {
  const { name, parent } = node;
  if (!name || ts.isSourceFile(parent) || (ts.isBlock(parent) && ts.isFunctionLike(parent.parent))) return null;
  const around = ownerOf(node)?.body ?? node.getSourceFile();
  const isUse = (other: ts.Node): boolean => {
    if (!ts.isIdentifier(other) || other.text !== name.text || !isReference(other)) return false;
    const declared = bindings.resolve(other);
    return declared === null || ownerOf(declared) === ownerOf(node);
  };
  const uses = (other: ts.Node): boolean =>
    other !== parent && (isUse(other) || ts.forEachChild(other, (child) => uses(child) || undefined) === true);
  if (!uses(around)) return null;
  return `\`${name.text}\` is declared in a block and used outside of it; declare it outside of the block`;
}

function findingAtParameter(node: ts.ParameterDeclaration): string | null {
  const { name, parent } = node;
  const isTwin = (other: ts.ParameterDeclaration): boolean =>
    ts.isIdentifier(name) && ts.isIdentifier(other.name) && other.name.text === name.text;
  const isSecond = parent.parameters.slice(0, parent.parameters.indexOf(node)).some(isTwin);
  return isSecond ? `two parameters are called \`${name.getText()}\`; give each a name of its own` : null;
}
