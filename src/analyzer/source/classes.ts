import ts from 'typescript';
import type { Candidate, Maker, Reach } from './found.ts';

/**
 * The methods of a class that can be learned as functions: static ones as they are, others on an object that
 * the constructor makes; the arguments that it needs come before the method's. Private `#methods` and computed names can't be called from outside.
 * @param name what the class is called in function names
 * @param code how the module's code gets at the class
 */
export function classMethods(
  tree: ts.SourceFile,
  node: ts.ClassLikeDeclaration,
  name: string,
  code: string,
): Candidate[] {
  const candidates: Candidate[] = [];
  for (const member of node.members) {
    if (!member.name || !ts.isIdentifier(member.name)) continue;
    const fn = ts.isMethodDeclaration(member) && member.body ? member : fieldFunction(member);
    if (!fn) continue;
    const method = member.name.text;
    const maker = isStatic(member) ? undefined : makerOf(tree, node, code);
    candidates.push({
      name: `${name}.${method}`,
      aliases: [],
      node: fn,
      declared: member,
      nameNode: member.name,
      reach: isStatic(member)
        ? { kind: 'expression', code: `(...args) => ${code}.${method}(...args)` }
        : reachMethod(node, code, method, maker),
      ...(maker && { maker }),
    });
  }
  return candidates;
}

function fieldFunction(member: ts.ClassElement): ts.ArrowFunction | ts.FunctionExpression | null {
  const value = ts.isPropertyDeclaration(member) ? member.initializer : undefined;
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : null;
}

function reachMethod(node: ts.ClassLikeDeclaration, code: string, method: string, maker: Maker | undefined): Reach {
  if (ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.AbstractKeyword)) {
    const advice = `make a function that creates the object and calls \`${method}\`, and learn that`;
    return { kind: 'unreachable', reason: `\`${code}\` is abstract, so no object of it can be made; ${advice}` };
  }
  return { kind: 'expression', code: callOnNew(code, method, maker) };
}

/** A function that makes the object and calls a method of it. */
export function callOnNew(code: string, method: string, maker: Maker | undefined): string {
  const made = Array.from({ length: maker?.count ?? 0 }, (_, i) => `$${i}`);
  return `(${[...made, '...args'].join(', ')}) => new ${code}(${made.join(', ')}).${method}(...args)`;
}

/** The constructor, where `new` needs arguments; a class without one needs what its base class in this file needs. */
function makerOf(tree: ts.SourceFile, node: ts.ClassLikeDeclaration, code: string): Maker | undefined {
  const seen = new Set<ts.ClassLikeDeclaration>();
  for (let current: ts.ClassLikeDeclaration | undefined = node; current && !seen.has(current);) {
    seen.add(current);
    const constructor = current.members.find((member) => ts.isConstructorDeclaration(member) && member.body);
    if (constructor && ts.isConstructorDeclaration(constructor)) return makerBy(code, constructor);
    current = baseClass(tree, current);
  }
  return undefined;
}

/** Undefined where it needs no arguments. */
export function makerBy(code: string, node: Maker['node']): Maker | undefined {
  const optional = node.parameters.findIndex((p) => p.initializer ?? p.questionToken ?? p.dotDotDotToken);
  const count = optional < 0 ? node.parameters.length : optional;
  return count > 0 ? { code, node, count } : undefined;
}

function baseClass(tree: ts.SourceFile, node: ts.ClassLikeDeclaration): ts.ClassDeclaration | undefined {
  const clause = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  const base = clause?.types[0]?.expression;
  if (!base || !ts.isIdentifier(base)) return undefined;
  return tree.statements.filter(ts.isClassDeclaration).find(({ name }) => name?.text === base.text);
}

function isStatic(member: ts.ClassElement): boolean {
  return (
    ts.canHaveModifiers(member) &&
    (ts.getModifiers(member)?.some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword) ?? false)
  );
}
