import ts from 'typescript';
import type { Candidate, Reach } from './found.ts';

/**
 * The methods of a class that can be learned as functions: static ones as they are, others on an object that
 * the constructor makes without arguments. Private `#methods` and computed names can't be called from outside.
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
    candidates.push({
      name: `${name}.${method}`,
      aliases: [],
      node: fn,
      declared: member,
      nameNode: member.name,
      reach: reachMethod(tree, node, code, method, isStatic(member)),
    });
  }
  return candidates;
}

function fieldFunction(member: ts.ClassElement): ts.ArrowFunction | ts.FunctionExpression | null {
  const value = ts.isPropertyDeclaration(member) ? member.initializer : undefined;
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : null;
}

function reachMethod(
  tree: ts.SourceFile,
  node: ts.ClassLikeDeclaration,
  code: string,
  method: string,
  isStaticMethod: boolean,
): Reach {
  if (isStaticMethod) return { kind: 'expression', code: `(...args) => ${code}.${method}(...args)` };
  const advice = `make a function that creates the object and calls \`${method}\`, and learn that`;
  if (ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.AbstractKeyword)) {
    return { kind: 'unreachable', reason: `\`${code}\` is abstract, so no object of it can be made; ${advice}` };
  }
  const needed = requiredConstructorParameters(tree, node);
  if (needed > 0) {
    const count = needed === 1 ? 'an argument' : `${needed} arguments`;
    return { kind: 'unreachable', reason: `the constructor of \`${code}\` needs ${count}; ${advice}` };
  }
  return { kind: 'expression', code: `(...args) => new ${code}().${method}(...args)` };
}

/** How many arguments `new` needs; a class without a constructor needs what its base class in this file needs. */
function requiredConstructorParameters(tree: ts.SourceFile, node: ts.ClassLikeDeclaration): number {
  const seen = new Set<ts.ClassLikeDeclaration>();
  for (let current: ts.ClassLikeDeclaration | undefined = node; current && !seen.has(current);) {
    seen.add(current);
    const constructor = current.members.find((member) => ts.isConstructorDeclaration(member) && member.body);
    if (constructor && ts.isConstructorDeclaration(constructor)) {
      const optional = constructor.parameters.findIndex((p) => p.initializer || p.questionToken || p.dotDotDotToken);
      return optional < 0 ? constructor.parameters.length : optional;
    }
    current = baseClass(tree, current);
  }
  return 0;
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
