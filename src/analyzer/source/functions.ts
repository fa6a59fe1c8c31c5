import ts from 'typescript';
import { callOnNew, classMethods, makerBy } from './classes.ts';
import type { Candidate, FoundFunction, FunctionNode, Reach } from './found.ts';
import type { Source } from './open.ts';
import { lazySignatures } from './signatures.ts';
import { chooseFunction } from './choose.ts';
import { accessPath, isAssignment, isFunctionExpression, unwrap } from './syntax.ts';
import { functionOf, wrappedFunctions } from './wrappers.ts';

/** Every function of the module that can be reached from its top level, in source order. */
export function listFunctions(source: Source): readonly FoundFunction[] {
  const { candidates, aliases } = new Collector(source.tree).collect();
  const seen = new Set<FunctionNode>();
  const found: FoundFunction[] = [];
  for (const candidate of [...candidates].sort((a, b) => a.node.pos - b.node.pos)) {
    if (seen.has(candidate.node)) continue;
    seen.add(candidate.node);
    const all = [...candidate.aliases, ...(aliases.get(candidate.name) ?? [])];
    const name = source.origin ? source.origin.nameOf(candidate.name) : candidate.name;
    if (name === null) continue;
    const others = [...new Set([candidate.name, ...all])].filter((alias) => alias !== name);
    const complete = { ...candidate, name, aliases: others };
    found.push(
      lazySignatures(source, complete, {
        name: complete.name,
        aliases: complete.aliases,
        node: complete.node,
        range: source.rangeOf(complete.declared),
        nameRange: source.rangeOf(complete.nameNode),
        reach: complete.reach,
        ...(complete.maker && { maker: complete.maker }),
      }),
    );
  }
  return found;
}

/**
 * The function asked for, or the file's only one.
 * @throws {UserError} exit 2, with the names there are.
 */
export function findFunction(source: Source, name?: string): FoundFunction {
  const functions = listFunctions(source);
  const isListed = functions.some((fn) => fn.name === name || fn.aliases.includes(name ?? ''));
  const bound = name === undefined || isListed ? null : boundFunction(source, name);
  return bound ?? chooseFunction(source, functions, name);
}

/** `const f = tools.f`: a variable of the module that holds a function written elsewhere. */
function boundFunction(source: Source, name: string): FoundFunction | null {
  const declarations = source.tree.statements.flatMap((statement) =>
    ts.isVariableStatement(statement) ? [...statement.declarationList.declarations] : [],
  );
  const declared = declarations.find((each) => ts.isIdentifier(each.name) && each.name.text === name);
  if (!declared?.initializer) return null;
  const [signature] = source.checker.getTypeAtLocation(declared.name).getCallSignatures();
  const node = signature?.declaration;
  if (!node || !isWritten(node)) return null;
  const reach: Reach = { kind: 'name', name };
  const place = { range: source.rangeOf(declared), nameRange: source.rangeOf(declared.name) };
  const candidate = { name, aliases: [], node, declared, nameNode: declared.name, reach };
  return lazySignatures(source, candidate, { name, aliases: [], node, ...place, reach });
}

function isWritten(node: ts.SignatureDeclaration | ts.JSDocSignature): node is FunctionNode {
  return 'body' in node && node.body !== undefined && !node.getSourceFile().isDeclarationFile;
}

class Collector {
  private readonly candidates: Candidate[] = [];
  /** Local name → names it is exported under. */
  private readonly aliases = new Map<string, string[]>();

  constructor(private readonly tree: ts.SourceFile) {}

  collect(): { candidates: readonly Candidate[]; aliases: ReadonlyMap<string, readonly string[]> } {
    for (const statement of this.tree.statements) {
      this.statement(statement);
      this.candidates.push(...wrappedFunctions(statement));
    }
    return { candidates: this.candidates, aliases: this.aliases };
  }

  private statement(statement: ts.Statement): void {
    if (ts.isFunctionDeclaration(statement)) this.functionDeclaration(statement);
    else if (ts.isClassDeclaration(statement)) {
      const name = statement.name?.text;
      if (name !== undefined) this.candidates.push(...classMethods(this.tree, statement, name, name));
    } else if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) {
        if (ts.isIdentifier(declaration.name) && declaration.initializer) {
          this.value(
            declaration.initializer,
            declaration.name.text,
            declaration.name.text,
            declaration,
            declaration.name,
          );
        }
      }
    } else if (ts.isExportAssignment(statement)) this.exportAssignment(statement);
    else if (ts.isExportDeclaration(statement)) this.exportDeclaration(statement);
    else if (ts.isExpressionStatement(statement)) this.assignment(statement.expression, statement);
    else if (ts.isModuleDeclaration(statement)) this.namespace(statement, '');
  }

  private functionDeclaration(node: ts.FunctionDeclaration): void {
    if (!node.body) return;
    const isDefault = node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword) ?? false;
    this.candidates.push({
      name: node.name?.text ?? 'default',
      aliases: isDefault ? ['default'] : [],
      node,
      declared: node,
      nameNode: node.name ?? node,
      reach: node.name ? { kind: 'name', name: node.name.text } : { kind: 'default', statement: node },
    });
  }

  /** `export default …` and TypeScript's `export = …`. */
  private exportAssignment(statement: ts.ExportAssignment): void {
    const value = unwrap(statement.expression);
    const alias = statement.isExportEquals ? 'module.exports' : 'default';
    if (ts.isIdentifier(value)) this.alias(value.text, alias);
    else if (isFunctionExpression(value)) {
      this.candidates.push({
        name: value.name?.text ?? 'default',
        aliases: [alias],
        node: value,
        declared: statement,
        nameNode: value.name ?? value,
        reach: { kind: 'default', statement },
      });
    }
  }

  private exportDeclaration(statement: ts.ExportDeclaration): void {
    if (statement.moduleSpecifier || !statement.exportClause || !ts.isNamedExports(statement.exportClause)) return;
    for (const { name, propertyName } of statement.exportClause.elements) {
      if (propertyName) this.alias(propertyName.text, name.text);
    }
  }

  /** `exports.f = …`, `module.exports = …`, `F.prototype.m = …`, `F.s = …`, `f = …`, and chains of them. */
  private assignment(expression: ts.Expression, statement: ts.Node): void {
    if (!isAssignment(expression)) return;
    const targets: ts.Expression[] = [];
    let value: ts.Expression = expression;
    while (isAssignment(value)) {
      targets.push(value.left);
      value = unwrap(value.right);
    }
    const [target] = targets;
    const path = target && accessPath(target);
    if (!target || !path) return;
    this.assigned(path, value, statement, target);
    for (const other of targets.slice(1)) {
      const otherPath = accessPath(other);
      const name = otherPath && exportedName(otherPath);
      const last = path[path.length - 1];
      if (name !== undefined && last !== undefined) this.alias(exportedName(path) ?? last, name);
    }
  }

  private assigned(path: readonly string[], value: ts.Expression, statement: ts.Node, target: ts.Expression): void {
    const code = path.join('.');
    const exported = exportedName(path);
    if (exported !== undefined && ts.isIdentifier(value)) {
      this.alias(value.text, exported);
    } else if (exported === 'module.exports') {
      const node = functionOf(value);
      if (node) {
        const name = node.name?.text ?? 'default';
        this.candidates.push({
          name,
          aliases: ['default', 'module.exports'],
          node,
          declared: statement,
          nameNode: node.name ?? node,
          reach: callThrough(code),
        });
      } else if (ts.isObjectLiteralExpression(value)) this.bag(value, '', code);
      else if (ts.isClassExpression(value)) {
        this.candidates.push(...classMethods(this.tree, value, value.name?.text ?? 'default', code));
      }
    } else if (exported !== undefined) {
      this.value(value, exported, code, statement, target);
    } else if (path.length === 3 && path[1] === 'prototype' && isFunctionExpression(value)) {
      const [constructor = '', , method = ''] = path;
      const written = this.constructorFunction(constructor);
      const maker = written ? makerBy(constructor, written) : undefined;
      this.candidates.push({
        name: `${constructor}.${method}`,
        aliases: [],
        node: value,
        declared: statement,
        nameNode: target,
        reach: { kind: 'expression', code: callOnNew(constructor, method, maker) },
        ...(maker && { maker }),
      });
    } else this.value(value, code, code, statement, target);
  }

  /** The function of the module that `new` calls by this name. */
  private constructorFunction(name: string): ts.FunctionDeclaration | ts.FunctionExpression | null {
    for (const statement of this.tree.statements) {
      if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) return statement;
      if (!ts.isVariableStatement(statement)) continue;
      const found = statement.declarationList.declarations.find(
        (each) => ts.isIdentifier(each.name) && each.name.text === name,
      );
      const value = found?.initializer && unwrap(found.initializer);
      if (value && ts.isFunctionExpression(value)) return value;
    }
    return null;
  }

  /** A function, class or object of functions that the module's code can reach by `code`. */
  private value(initializer: ts.Expression, name: string, code: string, declared: ts.Node, nameNode: ts.Node): void {
    let value = unwrap(initializer);
    // `const f = (exports.f = …)`: the name declared is the function's name, the others are aliases.
    while (isAssignment(value)) {
      const path = accessPath(value.left);
      const exported = path && exportedName(path);
      if (exported !== undefined) this.alias(name, exported);
      value = unwrap(value.right);
    }
    if (isFunctionExpression(value)) {
      const reach: Reach = /^[\w$]+$/.test(code) ? { kind: 'name', name: code } : callThrough(code);
      this.candidates.push({ name, aliases: [], node: value, declared, nameNode, reach });
    } else if (ts.isClassExpression(value)) this.candidates.push(...classMethods(this.tree, value, name, code));
    else if (ts.isObjectLiteralExpression(value)) this.bag(value, `${name}.`, code);
    else {
      const node = functionOf(value);
      const reach: Reach = /^[\w$]+$/.test(code) ? { kind: 'name', name: code } : callThrough(code);
      if (node) this.candidates.push({ name, aliases: [], node, declared, nameNode, reach });
    }
  }

  private bag(object: ts.ObjectLiteralExpression, prefix: string, code: string): void {
    for (const property of object.properties) {
      if (!property.name || !(ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))) continue;
      const key = property.name.text;
      const name = prefix + key;
      const reach = callThrough(ts.isIdentifier(property.name) ? `${code}.${key}` : `${code}[${JSON.stringify(key)}]`);
      const place = { aliases: [], declared: property, nameNode: property.name, reach };
      if (ts.isMethodDeclaration(property)) this.candidates.push({ name, node: property, ...place });
      else if (ts.isShorthandPropertyAssignment(property)) {
        if (prefix !== '') this.alias(key, name);
      } else if (ts.isPropertyAssignment(property)) {
        const value = unwrap(property.initializer);
        if (isFunctionExpression(value)) this.candidates.push({ name, node: value, ...place });
        else if (ts.isIdentifier(value)) this.alias(value.text, name);
      }
    }
  }

  private namespace(node: ts.ModuleDeclaration, prefix: string): void {
    if (!ts.isIdentifier(node.name) || !node.body || !ts.isModuleBlock(node.body)) return;
    const code = `${prefix}${node.name.text}`;
    for (const statement of node.body.statements) {
      const exported =
        ts.canHaveModifiers(statement) &&
        ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);
      if (!exported) continue;
      if (ts.isFunctionDeclaration(statement) && statement.body && statement.name) {
        const name = `${code}.${statement.name.text}`;
        this.candidates.push({
          name,
          aliases: [],
          node: statement,
          declared: statement,
          nameNode: statement.name,
          reach: callThrough(name),
        });
      } else if (ts.isModuleDeclaration(statement)) this.namespace(statement, `${code}.`);
    }
  }

  private alias(local: string, exported: string): void {
    const known = this.aliases.get(local);
    if (known) known.push(exported);
    else this.aliases.set(local, [exported]);
  }
}

/** Called through its object, so that `this` is what the author meant. */
function callThrough(code: string): Reach {
  return { kind: 'expression', code: `(...args) => ${code}(...args)` };
}

/** The name that CommonJS exports by assigning to this path. */
function exportedName(path: readonly string[]): string | undefined {
  if (path[0] === 'exports' && path.length === 2) return path[1];
  if (path[0] !== 'module' || path[1] !== 'exports') return undefined;
  return path.length === 2 ? 'module.exports' : path.length === 3 ? path[2] : undefined;
}
