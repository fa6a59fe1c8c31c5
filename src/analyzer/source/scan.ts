import ts from 'typescript';
import { isReference, type Bindings } from './bindings.ts';
import { isNeverRun } from './guards.ts';
import { findingAt, isUnrepeatable, shownNode } from './refusals.ts';
import { writesAt, type Write } from './writes.ts';

export interface Finding {
  readonly node: ts.Node;
  readonly reason: string;
}

/** What a piece of code mentions and does, functions nested in it included. */
export interface Scan {
  /** Variables, functions and classes it mentions. */
  readonly mentions: ReadonlySet<ts.Declaration>;
  /** Those of them that are used other than by reading a named property, calling or constructing. */
  readonly handsOn: ReadonlySet<ts.Declaration>;
  /** Those that are given to a call, which may change them. */
  readonly passes: ReadonlySet<ts.Declaration>;
  /** Those that are called outside of any function in the piece. */
  readonly callsAtLoad: ReadonlySet<ts.Declaration>;
  /** Property names it reads or calls. */
  readonly names: ReadonlySet<string>;
  /** It calls a method whose name is computed. */
  readonly callsAnyName: boolean;
  readonly findings: readonly Finding[];
  readonly random: readonly ts.Node[];
  readonly writes: readonly Write[];
}

/**
 * Scans a piece of the program text.
 * @param isApart whether a node inside it is scanned on its own
 */
export function scan(root: ts.Node, isApart: (node: ts.Node) => boolean, bindings: Bindings): Scan {
  const mentions = new Set<ts.Declaration>();
  const handsOn = new Set<ts.Declaration>();
  const passes = new Set<ts.Declaration>();
  const callsAtLoad = new Set<ts.Declaration>();
  const names = new Set<string>();
  const findings: Finding[] = [];
  const random: ts.Node[] = [];
  const writes: Write[] = [];
  let callsAnyName = false;

  const mention = (name: ts.Identifier, depth: number): void => {
    const variable = bindings.resolve(name);
    if (!variable) return;
    mentions.add(variable);
    const { parent } = name;
    const isArgument = isCall(parent) && parent.expression !== name;
    const isCallee = isCall(parent) && parent.expression === name;
    if (isArgument) passes.add(variable);
    if (isCallee && depth === 0) callsAtLoad.add(variable);
    const isNamedRead =
      (ts.isPropertyAccessExpression(parent) && parent.expression === name) ||
      (ts.isElementAccessExpression(parent) && ts.isStringLiteralLike(parent.argumentExpression));
    if (!isNamedRead && !isCallee) handsOn.add(variable);
  };

  const visit = (node: ts.Node, depth: number): void => {
    if (isApart(node) || isNeverRun(node, bindings)) return;
    if (ts.isIdentifier(node)) {
      if (isReference(node)) mention(node, depth);
    } else if (ts.isPropertyAccessExpression(node)) {
      if (!isAssigned(node)) names.add(node.name.text);
    }
    if (ts.isElementAccessExpression(node)) {
      if (ts.isStringLiteralLike(node.argumentExpression)) names.add(node.argumentExpression.text);
      else if (isCall(node.parent) && node.parent.expression === node) callsAnyName = true;
    } else if (ts.isBindingElement(node)) {
      const key = node.propertyName ?? node.name;
      if (ts.isIdentifier(key) || ts.isStringLiteral(key)) names.add(key.text);
    }
    const reason = findingAt(node, bindings);
    if (reason !== null) findings.push({ node: shownNode(node), reason });
    if (isUnrepeatable(node, bindings)) random.push(node);
    writes.push(...writesAt(node, bindings));
    const inner = ts.isFunctionLike(node) && !isCalledAtOnce(node) ? depth + 1 : depth;
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  visit(root, 0);
  return { mentions, handsOn, passes, callsAtLoad, names, callsAnyName, findings, random, writes };
}

/** `(function () { … })()`: its body runs where it stands. */
export function isCalledAtOnce(node: ts.Node): boolean {
  let callee = node;
  while (ts.isParenthesizedExpression(callee.parent)) callee = callee.parent;
  const call = callee.parent;
  if (ts.isPropertyAccessExpression(call) && ['call', 'apply'].includes(call.name.text)) return isCallee(call);
  return isCallee(callee);
}

/** `exports.f = …` gives a property rather than asking for it. */
function isAssigned(node: ts.PropertyAccessExpression): boolean {
  const { parent } = node;
  const isAssignment = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isAssignment && parent.left === node;
}

function isCallee(node: ts.Node): boolean {
  return isCall(node.parent) && node.parent.expression === node;
}

function isCall(node: ts.Node): node is ts.CallExpression | ts.NewExpression {
  return ts.isCallExpression(node) || ts.isNewExpression(node);
}
