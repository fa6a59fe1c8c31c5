import ts from 'typescript';
import type { Reached } from './reach.ts';
import { isCalledAtOnce } from './scan.ts';
import type { Units } from './units.ts';

/**
 * Places, in functions, that change what outlives the call: module-level variables, the objects they hold, static
 * fields, and variables of a function that ran when the module was loaded. An object that is reached under another
 * name is not seen.
 */
export function findState({ wrappers }: Units, { units }: Reached): ts.Node[] {
  const calledAtLoad = new Set([...units].filter((u) => u.runsAtLoad).flatMap((u) => [...u.scan.callsAtLoad]));

  const isAtLoad = (fn: ts.Node): boolean => wrappers.has(fn) || isCalledAtOnce(fn);
  const runsOnCall = (node: ts.Node): boolean => enclosingFunctions(node).some((fn) => !isAtLoad(fn));

  const outlives = (variable: ts.Declaration, write: ts.Node): boolean => {
    const around = enclosingFunctions(variable).filter((fn) => !isAtLoad(fn));
    const [owner, ...others] = around;
    if (!owner) return true;
    // A factory called at load leaves its variables to the functions it made.
    return others.length === 0 && calledAtLoad.has(namedBy(owner)) && enclosingFunctions(write)[0] !== owner;
  };

  const ownerOutlives = (write: ts.Node): boolean => {
    const fn = enclosingFunctions(write).find((candidate) => !ts.isArrowFunction(candidate));
    if (!fn) return false;
    if (ts.isObjectLiteralExpression(fn.parent)) return !runsOnCall(fn.parent);
    if (isGivenTo(fn)) return !runsOnCall(fn.parent);
    if (!ts.isClassLike(fn.parent) || ts.isConstructorDeclaration(fn)) return false;
    const isStatic =
      ts.canHaveModifiers(fn) && ts.getModifiers(fn)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
    return isStatic === true || calledAtLoad.has(namedBy(fn.parent));
  };

  const found = new Set<ts.Node>();
  for (const { scan } of units) {
    for (const { node, variable } of scan.writes) {
      if (!runsOnCall(node)) continue;
      if (variable ? outlives(variable, node) : ownerOutlives(node)) found.add(node);
    }
  }
  return [...found];
}

/** `bag.f = function …`: called on `bag`. What is given to a prototype is called on objects that are made, unless the text says otherwise. */
function isGivenTo(fn: ts.Node): boolean {
  const { parent } = fn;
  if (!ts.isBinaryExpression(parent) || parent.right !== fn || !ts.isPropertyAccessExpression(parent.left))
    return false;
  const holder = parent.left.expression;
  const isPrototype = ts.isPropertyAccessExpression(holder) && holder.name.text === 'prototype';
  return !isPrototype || fn.getSourceFile().text.includes(`${parent.left.getText()}(`);
}

/** Innermost first; a parameter is inside its function. */
function enclosingFunctions(node: ts.Node): ts.Node[] {
  const functions: ts.Node[] = [];
  // A function's own name belongs to the scope around it.
  const start = ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) ? node.parent : node;
  for (let up: ts.Node = start; !ts.isSourceFile(up); up = up.parent) if (ts.isFunctionLike(up)) functions.push(up);
  return functions;
}

/** The declaration that a function or class expression gets its name from, else itself. */
function namedBy(node: ts.Node): ts.Declaration {
  return (ts.isVariableDeclaration(node.parent) ? node.parent : node) as ts.Declaration;
}
