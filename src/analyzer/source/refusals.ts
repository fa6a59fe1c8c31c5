import ts from 'typescript';
import { STACK } from '../../shared/report.ts';
import { isReference, type Bindings } from './bindings.ts';
import {
  isLanguageGlobal,
  refusalOfCall,
  refusalOfGlobal,
  refusalOfMember,
  refusalOfNodeModule,
  refusalOfRecent,
} from './globals.ts';
import { sloppyFindingAt } from './sloppy.ts';
import { assignedTargets, rootOf } from './writes.ts';

/** Helpers that compilers add for what the language does not have yet. */
const HELPERS: ReadonlyMap<string, string> = new Map([
  ['__decorate', 'decorators run code around the function that is not in it; take them off'],
  ['__esDecorate', 'decorators run code around the function that is not in it; take them off'],
  ['__decorateClass', 'decorators run code around the function that is not in it; take them off'],
  ['__decoratorStart', 'decorators run code around the function that is not in it; take them off'],
  ['__decorateElement', 'decorators run code around the function that is not in it; take them off'],
  ['__addDisposableResource', '`using` frees something outside the function; make the function work on plain values'],
  ['__using', '`using` frees something outside the function; make the function work on plain values'],
]);

/** Why a node can't be part of a learned function, itself and not what is in it; null if it can. */
export function findingAt(node: ts.Node, bindings: Bindings): string | null {
  const sloppy = sloppyFindingAt(node, bindings);
  if (sloppy !== null) return sloppy;
  // A tag's name is part of the element, which is refused as a whole.
  if (ts.isIdentifier(node)) return isReference(node) && !isTagName(node) ? findingAtName(node, bindings) : null;
  if (ts.isPropertyAccessExpression(node)) return findingAtMember(node, bindings) ?? findingAtStack(node, bindings);
  if (ts.isElementAccessExpression(node) || ts.isBindingElement(node)) return findingAtStack(node, bindings);
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    return findingAtCall(node, bindings) ?? changesBuiltIn(node, bindings);
  }
  return findingAtSyntax(node) ?? writesToSuper(node) ?? changesBuiltIn(node, bindings);
}

/** The node to show for a finding: the whole `console.log` rather than `console`, a function's name rather than its body. */
export function shownNode(node: ts.Node): ts.Node {
  if (ts.isFunctionLike(node)) return node.name ?? node;
  const isObject = ts.isIdentifier(node) && ts.isPropertyAccessExpression(node.parent);
  return isObject && node.parent.expression === node ? node.parent : node;
}

/** `Math.random`, read from `Math` in any way. */
export function isUnrepeatable(node: ts.Node, bindings: Bindings): boolean {
  if (ts.isPropertyAccessExpression(node)) {
    return node.name.text === 'random' && globalName(node.expression, bindings) === 'Math';
  }
  if (!ts.isBindingElement(node)) return false;
  const key = node.propertyName ?? node.name;
  const declaration = node.parent.parent;
  return (
    ts.isIdentifier(key) &&
    key.text === 'random' &&
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer !== undefined &&
    globalName(declaration.initializer, bindings) === 'Math'
  );
}

function findingAtName(name: ts.Identifier, bindings: Bindings): string | null {
  const { parent } = name;
  const declaration = bindings.resolve(name);
  if (declaration) {
    const module = nodeModuleOf(declaration);
    return module === null
      ? (HELPERS.get(name.text) ?? null)
      : `\`${name.text}\` is from \`${module}\`, which ${refusalOfNodeModule(module)}`;
  }
  if (name.text === 'globalThis') {
    return ts.isPropertyAccessExpression(parent)
      ? null
      : '`globalThis` is the table of all globals; name the one you need';
  }
  if (ts.isTypeOfExpression(parent)) return null;
  const refusal = refusalOfGlobal(name.text);
  if (refusal === null) return null;
  // The whole call or property read says more than its first name.
  const shown = ts.isPropertyAccessExpression(parent) && parent.expression === name ? parent.getText() : name.text;
  return `\`${shown}\` ${refusal}`;
}

/** Files have been put together before, so what is still imported is Node's own. */
function nodeModuleOf(declaration: ts.Declaration): string | null {
  let up: ts.Node = declaration;
  while (ts.isImportSpecifier(up) || ts.isNamedImports(up) || ts.isNamespaceImport(up) || ts.isImportClause(up)) {
    up = up.parent;
  }
  return ts.isImportDeclaration(up) && ts.isStringLiteral(up.moduleSpecifier) ? up.moduleSpecifier.text : null;
}

function findingAtMember(node: ts.PropertyAccessExpression, bindings: Bindings): string | null {
  const member = node.name.text;
  if (ts.isIdentifier(node.expression) && node.expression.text === 'globalThis' && !bindings.resolve(node.expression)) {
    const refusal = refusalOfGlobal(member);
    return refusal === null ? null : `\`${node.getText()}\` ${refusal}`;
  }
  const name = globalName(node.expression, bindings);
  const refusal = name === null ? null : refusalOfMember(name, member);
  return refusal === null ? null : `\`${name}.${member}()\` ${refusal}`;
}

/**
 * `new Error().stack`, also as an element or taken apart. What is caught is another matter: that may be anything, and never
 * happen. Whoever reads its stack after all is noticed when it runs (see sandbox/outside.ts).
 */
function findingAtStack(
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.BindingElement,
  bindings: Bindings,
): string | null {
  if (!isStackRead(node)) return null;
  const object = ts.isBindingElement(node) ? takenApart(node) : node.expression;
  return object && isError(object, bindings) ? `\`${node.getText()}\` ${STACK}` : null;
}

function isStackRead(node: ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.BindingElement): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'stack';
  const key = ts.isBindingElement(node) ? (node.propertyName ?? node.name) : node.argumentExpression;
  const isName = ts.isBindingElement(node) && ts.isIdentifier(key);
  return (isName || ts.isStringLiteralLike(key)) && key.text === 'stack';
}

/** What a variable's pattern takes apart. */
function takenApart(node: ts.BindingElement): ts.Expression | null {
  const declaration = node.parent.parent;
  return ts.isVariableDeclaration(declaration) ? (declaration.initializer ?? null) : null;
}

/** What is made by an error's constructor, or a variable that holds it. */
function isError(node: ts.Node, bindings: Bindings): boolean {
  if (ts.isParenthesizedExpression(node)) return isError(node.expression, bindings);
  if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
    return globalName(node.expression, bindings)?.endsWith('Error') ?? false;
  }
  if (!ts.isIdentifier(node)) return false;
  const declaration = bindings.resolve(node);
  if (!declaration || !ts.isVariableDeclaration(declaration)) return false;
  return declaration.initializer !== undefined && isError(declaration.initializer, bindings);
}

function findingAtCall(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): string | null {
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return '`import()` loads code while the program runs; import it at the top of the file';
  }
  const [first] = node.arguments ?? [];
  // The bundler leaves calls of `require` for Node's own modules, under this name.
  if (ts.isIdentifier(node.expression) && node.expression.text === '__require' && first && ts.isStringLiteral(first)) {
    return `\`${first.text}\` ${refusalOfNodeModule(first.text)}`;
  }
  const made = findingAtMaker(node, bindings) ?? findingAtRecent(node, bindings);
  if (made !== null) return made;
  const name = globalName(node.expression, bindings);
  // How libraries find the table of globals, whatever it is called where they run.
  if (name === 'Function' && first && ts.isStringLiteralLike(first) && first.text === 'return this') return null;
  const isNew = ts.isNewExpression(node);
  const refusal = name === null ? null : refusalOfCall(name, node.arguments?.length ?? 0, isNew);
  return refusal === null ? null : `\`${isNew ? 'new ' : ''}${name}()\` ${refusal}`;
}

/** A call of what this Node lacks, unless the code looks whether it is there. */
function findingAtRecent(
  { expression: callee }: ts.CallExpression | ts.NewExpression,
  bindings: Bindings,
): string | null {
  if (!ts.isPropertyAccessExpression(callee)) return null;
  const name = globalName(callee.expression, bindings);
  const refusal = name === null ? null : refusalOfRecent(name, callee.name.text);
  if (refusal === null) return null;
  const text = callee.getText();
  for (let up: ts.Node = callee; !ts.isSourceFile(up); up = up.parent) {
    const test = ts.isIfStatement(up) ? up.expression : ts.isConditionalExpression(up) ? up.condition : null;
    const left = ts.isBinaryExpression(up) ? up.left : null;
    if ([test, left].some((each) => each?.getText().includes(text) && !isInside(callee, each))) return null;
  }
  return `\`${text}()\` ${refusal}`;
}

function isInside(node: ts.Node, outer: ts.Node): boolean {
  return outer.pos <= node.pos && node.end <= outer.end;
}

/** `Function` called in a roundabout way, and the constructor of what is seen to be a function. */
function findingAtMaker(node: ts.CallExpression | ts.NewExpression, bindings: Bindings): string | null {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee)) return null;
  const { expression: object, name } = callee;
  const refusal = `\`${callee.getText()}()\` ${refusalOfCall('Function', 1, false)}`;
  if (name.text === 'constructor') return isFunctionValue(object, bindings) ? refusal : null;
  const first = node.arguments?.[0];
  const called = globalName(object, bindings) === 'Reflect' ? first : object;
  const isRoundabout = ['construct', 'apply', 'call', 'bind'].includes(name.text);
  return isRoundabout && called && globalName(called, bindings) === 'Function' ? refusal : null;
}

/** A function written out or declared, or the constructor of a constructor. */
function isFunctionValue(node: ts.Expression, bindings: Bindings): boolean {
  if (ts.isParenthesizedExpression(node)) return isFunctionValue(node.expression, bindings);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return true;
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'constructor';
  if (!ts.isIdentifier(node)) return false;
  const declaration = bindings.resolve(node);
  if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer) {
    return ts.isArrowFunction(declaration.initializer) || ts.isFunctionExpression(declaration.initializer);
  }
  return declaration !== null && (ts.isFunctionDeclaration(declaration) || ts.isFunctionExpression(declaration));
}

function findingAtSyntax(node: ts.Node): string | null {
  if (ts.isFunctionLike(node) && ts.canHaveModifiers(node)) {
    const isAsync = ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword);
    if (isAsync) return 'an async function gives its result later, and a network answers at once; make it synchronous';
  }
  if (ts.isAwaitExpression(node)) return '`await` waits, and a network answers at once; make the function synchronous';
  if (ts.isForOfStatement(node) && node.awaitModifier) {
    return '`for await` waits, and a network answers at once; make the function synchronous';
  }
  if (ts.isWithStatement(node)) return '`with` hides which variable a name means; write the object before each name';
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
    return '`import.meta` depends on where the file is; pass what you need as an argument';
  }
  if (isMarkup(node) && !ts.isJsxElement(node.parent) && !ts.isJsxFragment(node.parent)) {
    return 'JSX makes elements of a page, and a network returns plain values; return data instead';
  }
  return null;
}

function isMarkup(node: ts.Node): boolean {
  return ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node);
}

function isTagName({ parent }: ts.Identifier): boolean {
  return ts.isJsxOpeningElement(parent) || ts.isJsxSelfClosingElement(parent) || ts.isJsxClosingElement(parent);
}

function writesToSuper(node: ts.Node): string | null {
  const target = assignedTargets(node).find(
    (each) =>
      (ts.isPropertyAccessExpression(each) || ts.isElementAccessExpression(each)) &&
      each.expression.kind === ts.SyntaxKind.SuperKeyword,
  );
  return target ? `assigning to \`${target.getText()}\` is not supported; assign to the member of \`this\`` : null;
}

/** Assigning to a global, to a property of a built-in object, or to the prototype of whatever there is. */
function changesBuiltIn(node: ts.Node, bindings: Bindings): string | null {
  for (const target of assignedTargets(node)) {
    const root = rootOf(target);
    const text = target.getText();
    if (mentionsPrototypeOfAll(target)) {
      return `\`${text}\` changes the prototype of other objects, and so what every other function sees; don't`;
    }
    if (!root || !ts.isIdentifier(root) || bindings.resolve(root)) continue;
    if (root === target && root.text !== 'arguments') {
      return `\`${text}\` is assigned but not declared, so it would be a global; declare it with \`let\``;
    }
    if (isLanguageGlobal(root.text) && root.text !== 'arguments') {
      return `\`${text}\` changes a built-in object, and so what every other function sees; don't`;
    }
  }
  return null;
}

function mentionsPrototypeOfAll(target: ts.Node): boolean {
  for (
    let node = target;
    ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
    node = node.expression
  ) {
    if (ts.isPropertyAccessExpression(node)) {
      const object = node.expression;
      const isConstructors =
        node.name.text === 'prototype' && ts.isPropertyAccessExpression(object) && object.name.text === 'constructor';
      if (node.name.text === '__proto__' || isConstructors) return true;
    } else if (ts.isStringLiteralLike(node.argumentExpression) && node.argumentExpression.text === '__proto__')
      return true;
  }
  return false;
}

function globalName(node: ts.Expression, bindings: Bindings): string | null {
  if (ts.isIdentifier(node)) return bindings.resolve(node) ? null : node.text;
  const isMember =
    ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'globalThis';
  return isMember ? node.name.text : null;
}
