import ts from 'typescript';
import type { Bindings } from './bindings.ts';
import { commonJsWrapper, isHelper } from './bundled.ts';
import { scan, type Scan } from './scan.ts';

/** A piece of a module that is needed or not needed as a whole. */
export interface Unit {
  readonly node: ts.Node;
  /** It does something when the module is loaded, rather than only when it is called. */
  readonly runsAtLoad: boolean;
  /** It was added by the compiler or the bundler, whose code may do what the user's may not. */
  readonly isHelper: boolean;
  /** Which of several functions that a text hands out it is for; undefined for what is the user's. */
  readonly entry?: number;
  readonly scan: Scan;
}

/** Statements that hand out functions, each for one of several; none where a text hands out one function alone. */
export type HandOuts = ReadonlyMap<ts.Node, number>;

/** A function that is needed only if somebody asks for a property of its name. */
export interface Member {
  readonly name: string;
  readonly unit: Unit;
}

/** A module taken apart; CommonJS modules in a bundle are taken apart like the module around them. */
export interface Units {
  readonly all: readonly Unit[];
  /** What declares a variable, function or class, and statements that fill it when the module is loaded. */
  readonly of: (variable: ts.Declaration) => readonly Unit[];
  /** Methods of a class, and functions in a module-level object. */
  readonly membersOf: (owner: ts.Declaration) => readonly Member[];
  /** Functions whose body is module level: the wrappers that a bundler puts around CommonJS modules. */
  readonly wrappers: ReadonlySet<ts.Node>;
}

export function takeApart(tree: ts.SourceFile, bindings: Bindings, handOuts: HandOuts = new Map()): Units {
  const builder = new UnitBuilder(bindings, handOuts);
  builder.statements(tree.statements);
  builder.handOutsInside();
  return builder.finish();
}

class UnitBuilder {
  private readonly all: Unit[] = [];
  private readonly declared = new Map<ts.Declaration, Unit[]>();
  private readonly members = new Map<ts.Declaration, Member[]>();
  private readonly wrappers = new Set<ts.Node>();

  private entry: number | undefined;

  constructor(
    private readonly bindings: Bindings,
    private readonly handOuts: HandOuts,
  ) {}

  /** What hands out a function inside of a wrapper is needed with all of the wrapper, and by nobody else. */
  handOutsInside(): void {
    const units = new Map(this.all.map((unit) => [unit.node, unit]));
    for (const [statement, entry] of this.handOuts) {
      let around: ts.Node = statement;
      while (!units.has(around) && !ts.isSourceFile(around)) around = around.parent;
      const wrapper = units.get(around);
      if (!wrapper || around === statement) continue;
      this.entry = entry;
      const unit = this.unit(statement, true);
      for (const { variable } of unit.scan.writes) if (variable) add(this.declared, variable, wrapper);
    }
    this.entry = undefined;
  }

  finish(): Units {
    for (const unit of this.all) {
      if (!unit.runsAtLoad || ts.isVariableDeclaration(unit.node)) continue;
      // Statements at module level fill what they write to or hand out.
      const written = unit.scan.writes.flatMap(({ variable }) => variable ?? []);
      for (const variable of new Set([...written, ...unit.scan.passes])) add(this.declared, variable, unit);
    }
    const { declared, members } = this;
    return {
      all: this.all,
      of: (variable) => declared.get(variable) ?? [],
      membersOf: (owner) => members.get(owner) ?? [],
      wrappers: this.wrappers,
    };
  }

  statements(statements: readonly ts.Statement[]): void {
    for (const statement of statements) {
      this.entry = this.handOuts.get(statement);
      this.statement(statement);
    }
    this.entry = undefined;
  }

  private statement(statement: ts.Statement): void {
    if (ts.isFunctionDeclaration(statement)) this.declares(statement.name, this.unit(statement, false));
    else if (ts.isClassDeclaration(statement)) this.classLike(statement, statement.name, statement);
    else if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) this.variable(declaration);
    } else if (ts.isImportDeclaration(statement)) this.imports(statement);
    else if (ts.isExpressionStatement(statement)) this.expression(statement);
    else if (!ts.isExportDeclaration(statement)) this.unit(statement, true);
  }

  private imports(statement: ts.ImportDeclaration): void {
    const unit = this.unit(statement, true);
    const clause = statement.importClause;
    this.declares(clause?.name, unit);
    const bindings = clause?.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings)) this.declares(bindings.name, unit);
    else bindings?.elements.forEach((element) => this.declares(element.name, unit));
  }

  private variable(declaration: ts.VariableDeclaration): void {
    const value = declaration.initializer;
    const wrapper = value && commonJsWrapper(value);
    if (wrapper) {
      this.wrappers.add(wrapper);
      this.statements(wrapper.body?.statements ?? []);
      const shell = this.unit(declaration, false, new Set<ts.Node>([wrapper.body ?? wrapper]));
      this.declares(declaration.name, shell);
      // Whoever loads the module gets its exports.
      const loader = this.keyOf(declaration.name) ?? declaration;
      for (const parameter of wrapper.parameters) this.alias(loader, this.keyOf(parameter.name));
      return;
    }
    if (value && ts.isClassExpression(value)) {
      this.classLike(value, declaration.name, declaration);
      return;
    }
    const owner = this.keyOf(declaration.name);
    const root = value && ts.isPropertyAccessExpression(value) ? rootName(value) : null;
    if (root) this.alias(this.bindings.resolve(root), owner);
    const skip = owner && value && ts.isObjectLiteralExpression(value) ? this.bag(value, owner) : new Set<ts.Node>();
    this.declares(declaration.name, this.unit(declaration, value !== undefined && !isFunctionExpression(value), skip));
  }

  /** `a.b = function …` is a member of `a`; every other statement is taken as it is. */
  private expression(statement: ts.ExpressionStatement): void {
    const { expression } = statement;
    const isAssignment =
      ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    const left = isAssignment ? expression.left : null;
    const root = left && ts.isPropertyAccessExpression(left) ? rootName(left) : null;
    const owner = root && this.bindings.resolve(root);
    if (!isAssignment || !owner || !left || !ts.isPropertyAccessExpression(left)) {
      this.unit(statement, true);
      return;
    }
    const value = expression.right;
    const isWhole = left.name.text === 'exports' || left.name.text === 'prototype';
    if (isWhole && ts.isObjectLiteralExpression(value)) {
      this.unit(statement, true, this.bag(value, owner));
    } else if (!isWhole && (isFunctionExpression(value) || ts.isIdentifier(value))) {
      this.unit(statement, true, new Set([value]));
      add(this.members, owner, { name: left.name.text, unit: this.unit(value, false) });
    } else this.unit(statement, true);
  }

  private classLike(node: ts.ClassLikeDeclaration, name: ts.BindingName | undefined, whole: ts.Node): void {
    const skip = new Set<ts.Node>();
    const owner = name && this.keyOf(name);
    for (const member of node.members) {
      const key = member.name && propertyName(member.name);
      if (key === undefined || !(ts.isMethodDeclaration(member) || ts.isAccessor(member)) || !owner) continue;
      skip.add(member);
      add(this.members, owner, { name: key, unit: this.unit(member, false) });
    }
    this.declares(name, this.unit(whole, true, skip));
  }

  /** Makes the functions in an object its members. @returns what is left out of the object's own unit */
  private bag(object: ts.ObjectLiteralExpression, owner: ts.Declaration): Set<ts.Node> {
    const skip = new Set<ts.Node>();
    for (const property of object.properties) {
      const key = property.name && propertyName(property.name);
      if (key === undefined) continue;
      const value = ts.isPropertyAssignment(property) ? property.initializer : property;
      const isFunction =
        ts.isMethodDeclaration(value) ||
        ts.isAccessor(value) ||
        isFunctionExpression(value) ||
        ts.isShorthandPropertyAssignment(value);
      if (!isFunction) continue;
      skip.add(value);
      add(this.members, owner, { name: key, unit: this.unit(value, false) });
    }
    return skip;
  }

  private unit(node: ts.Node, runsAtLoad: boolean, skip: ReadonlySet<ts.Node> = new Set()): Unit {
    const { bindings, handOuts, entry } = this;
    const isApart = (inner: ts.Node): boolean => skip.has(inner) || (inner !== node && handOuts.has(inner));
    let known: Scan | undefined;
    const unit: Unit = {
      node,
      runsAtLoad,
      isHelper: isHelper(node),
      ...(entry === undefined ? {} : { entry }),
      get scan() {
        return (known ??= scan(node, isApart, bindings));
      },
    };
    this.all.push(unit);
    return unit;
  }

  private declares(name: ts.BindingName | undefined, unit: Unit): void {
    if (!name) return;
    if (ts.isIdentifier(name)) {
      const variable = this.bindings.resolve(name);
      if (variable) add(this.declared, variable, unit);
    } else {
      for (const element of name.elements) if (ts.isBindingElement(element)) this.declares(element.name, unit);
    }
  }

  /** `const exports = module.exports`: what is done to one is done to the other. */
  private alias(variable: ts.Declaration | null, other: ts.Declaration | null): void {
    if (variable && other) add(this.declared, variable, mentionOf(other));
  }

  private keyOf(name: ts.BindingName): ts.Declaration | null {
    return ts.isIdentifier(name) ? this.bindings.resolve(name) : null;
  }
}

/** A unit that does nothing but mention a variable. */
function mentionOf(variable: ts.Declaration): Unit {
  const none = new Set<never>();
  return {
    node: variable,
    runsAtLoad: false,
    isHelper: false,
    scan: {
      mentions: new Set([variable]),
      handsOn: none,
      passes: none,
      callsAtLoad: none,
      names: none,
      callsAnyName: false,
      findings: [],
      random: [],
      writes: [],
    },
  };
}

export function isFunctionExpression(value: ts.Node): boolean {
  return ts.isFunctionExpression(value) || ts.isArrowFunction(value);
}

function rootName(node: ts.Expression): ts.Identifier | null {
  let current = node;
  while (ts.isPropertyAccessExpression(current)) current = current.expression;
  return ts.isIdentifier(current) ? current : null;
}

function propertyName(name: ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isPrivateIdentifier(name) ? name.text : undefined;
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
