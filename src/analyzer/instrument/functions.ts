import ts from 'typescript';
import type { FunctionId, FunctionInfo, FunctionKind } from '../../shared/program.ts';
import type { Coded, Context, OpenFunction } from './context.ts';
import { quote } from './context.ts';
import { hasUseStrict } from '../source/strictness.ts';
import { DEFAULT_NAME, boundNames, hasModifier, hoistedNames, lexicalNames, mentionsArguments } from './names.ts';
import { bindPattern, parameterDefault, type Origin } from './patterns.ts';

const K = ts.SyntaxKind;

export interface Callable {
  /** −1 where the function is asynchronous: it is left as it stands. */
  readonly fn: FunctionId;
  readonly code: string;
}

function kindOf(node: ts.FunctionLikeDeclaration): FunctionKind {
  switch (node.kind) {
    case K.ArrowFunction:
      return 'arrow';
    case K.MethodDeclaration:
      return 'method';
    case K.GetAccessor:
      return 'getter';
    case K.SetAccessor:
      return 'setter';
    case K.Constructor:
      return 'constructor';
    default:
      return 'function';
  }
}

interface Options {
  /** `class … extends`. */
  readonly derived?: boolean;
  readonly kind?: FunctionKind;
}

/** Opens a function, lets `write` produce its text, closes it. `variables` are those of its own scope. */
export function openFunction<X>(
  cx: Context,
  node: ts.Node | null,
  info: Omit<FunctionInfo, 'id' | 'scope' | 'parentScope' | 'enter' | 'registers' | 'range' | 'hoisted'>,
  variables: Iterable<string>,
  hoisted: ReadonlySet<string>,
  write: (fn: OpenFunction, scopeName: string) => X,
): X {
  const outer = cx.fn;
  const fn: OpenFunction = {
    id: cx.functions.length,
    strict: info.strict,
    registers: 0,
    region: -1,
    declared: [],
  };
  const parentScope = cx.scope ? cx.scope.id : -1;
  const range = node ? cx.rangeOf(node.getStart(cx.file), node.getEnd(), node.kind) : null;
  const entry: FunctionInfo = {
    ...info,
    id: fn.id,
    scope: -1,
    parentScope,
    enter: -1,
    registers: 0,
    range,
    hoisted: [],
  };
  cx.functions.push(entry);
  cx.fn = fn;
  const scope = cx.openScope(variables);
  const enter = cx.step(null, { kind: 'enter' });
  const result = write(fn, cx.scopeName(scope.id));
  cx.closeScope(scope);
  cx.fn = outer;
  cx.functions[fn.id] = {
    ...entry,
    scope: scope.id,
    enter,
    registers: fn.registers,
    hoisted: [...hoisted].map((name) => scope.slots.get(name) ?? -1).filter((slot) => slot >= 0),
  };
  return result;
}

/** The line that begins every instrumented function. */
export function prologue(cx: Context, fn: OpenFunction, scopeName: string, parent: string, args: string): string {
  const declared = fn.declared.length > 0 ? `let ${fn.declared.join(',')};` : '';
  return `const ${cx.frame}=${cx.runtime}.enter(${fn.id},${parent},${args}),${scopeName}=${cx.frame}.root;${declared}`;
}

/** Instruments a function, method, accessor, constructor or arrow function. `head` replaces a method's written name. */
export function callable(
  cx: Context,
  node: ts.FunctionLikeDeclaration,
  head?: string,
  options: Options = {},
): Callable {
  if (hasModifier(node, K.AsyncKeyword)) {
    const range = cx.rangeOf(node.getStart(cx.file), node.getEnd(), node.kind);
    if (range) cx.unsupported.push({ range, reason: 'asynchronous functions can’t be imitated' });
    return { fn: -1, code: cx.text(node) };
  }
  const kind = options.kind ?? kindOf(node);
  const body = node.body;
  if (!body) return { fn: -1, code: cx.text(node) };
  const { names, hoisted, simple, length, ownName, usesArguments } = readVariables(node, body, kind);
  const declaredName = node.name && 'text' in node.name ? node.name.text : '';
  const parent = cx.scope ? cx.scopeName(cx.scope.id) : 'null';
  const declared = ts.isBlock(body) && hasUseStrict(body.statements);
  const isGenerator = 'asteriskToken' in node && node.asteriskToken !== undefined;
  const info = {
    kind,
    name: declaredName || (kind === 'function' || kind === 'arrow' ? (head ?? '') : ''),
    generator: isGenerator,
    strict: cx.fn.strict || declared,
    length,
    simple,
    parameters: node.parameters.length,
    usesArguments,
    derived: options.derived === true,
  };
  return openFunction(cx, node, info, names, hoisted, (fn, scopeName) => {
    const args = argumentList(cx, node, simple, length, usesArguments);
    const before = special(cx, ownName, usesArguments) + (simple ? '' : bindParameters(cx, node));
    const inner = ts.isBlock(body) ? blockBody(cx, body) : conciseBody(cx, body);
    const directive = declared && simple ? '"use strict";' : '';
    const text = `{${directive}${prologue(cx, fn, scopeName, parent, args.captured)}${before}${inner}}`;
    return { fn: fn.id, code: assemble(cx, node, kind, isGenerator, args.written, text, head) };
  });
}

/** What a function's own scope holds, and how its parameters come in. */
function readVariables(node: ts.FunctionLikeDeclaration, body: ts.Node, kind: FunctionKind) {
  const { parameters } = node;
  const simple = parameters.every((p) => ts.isIdentifier(p.name) && !p.initializer && !p.dotDotDotToken);
  const firstOptional = parameters.findIndex((p) => p.initializer ?? p.dotDotDotToken);
  const length = firstOptional < 0 ? parameters.length : firstOptional;
  const names = new Set<string>();
  for (const parameter of parameters) boundNames(parameter.name, names);
  const hoisted = new Set<string>();
  if (ts.isBlock(body)) {
    for (const name of hoistedNames(body)) if (!names.has(name)) hoisted.add(name);
    for (const name of hoisted) names.add(name);
    lexicalNames(body.statements, names);
  }
  const ownName = ts.isFunctionExpression(node) && node.name && !names.has(node.name.text) ? node.name.text : null;
  if (ownName) names.add(ownName);
  const usesArguments = kind !== 'arrow' && !names.has('arguments') && mentionsArguments(body);
  if (usesArguments) names.add('arguments');
  return { names, hoisted, simple, length, ownName, usesArguments };
}

function argumentList(
  cx: Context,
  node: ts.FunctionLikeDeclaration,
  simple: boolean,
  length: number,
  usesArguments: boolean,
): { written: string; captured: string } {
  if (simple) {
    const written = node.parameters.map((p) => cx.text(p.name)).join(',');
    return { written, captured: usesArguments ? '[...arguments]' : `[${written}]` };
  }
  if (ts.isSetAccessor(node)) return { written: `${cx.prefix}0`, captured: `[${cx.prefix}0]` };
  const fixed = Array.from({ length }, (_, i) => `${cx.prefix}${i}`);
  const written = [...fixed, `...${cx.prefix}r`].join(',');
  return { written, captured: `[${written}]` };
}

/** A function expression's own name and `arguments` are variables that the call itself sets. */
function special(cx: Context, ownName: string | null, usesArguments: boolean): string {
  let code = '';
  const write = (name: string, source: 'self' | 'arguments'): void => {
    const found = cx.lookup(name);
    if (!found) return;
    const body = { kind: 'write', child: -1, target: found.scope, slot: found.slot, name, source } as const;
    const told = source === 'self' ? ({ ...body, declares: 'const' } as const) : body;
    code += `${cx.frame}.w(${cx.step(null, told)},${name});`;
  };
  if (ownName) write(ownName, 'self');
  if (usesArguments) write('arguments', 'arguments');
  return code;
}

function bindParameters(cx: Context, node: ts.FunctionLikeDeclaration): string {
  const out: string[] = [];
  // A parameter that the body declares again is one variable with that.
  const again = new Set<string>();
  if (node.body && ts.isBlock(node.body)) {
    hoistedNames(node.body, again);
    lexicalNames(node.body.statements, again);
  }
  node.parameters.forEach((parameter, index) => {
    const rest = parameter.dotDotDotToken !== undefined;
    const read = rest ? `${cx.frame}.A.slice(${index})` : `${cx.frame}.A[${index}]`;
    const value = cx.value(parameter, { kind: 'argument', index, rest }, read);
    out.push(value.code);
    const held: Coded = { id: value.id, code: cx.register(value.id) };
    const chosen = parameter.initializer ? parameterDefault(cx, value, parameter) : held;
    const keyword = [...boundNames(parameter.name)].some((name) => again.has(name)) ? 'var' : 'let';
    if (ts.isIdentifier(parameter.name)) {
      const { text } = parameter.name;
      const begins = keyword === 'let' ? keyword : undefined;
      out.push(`${keyword} ${text}=${cx.write(parameter.name, text, chosen, begins)}`);
    } else {
      if (parameter.initializer) out.push(chosen.code);
      const { initializer } = parameter;
      const origin: Origin = initializer ? { kind: 'defaulted', node: initializer } : { kind: 'argument' };
      bindPattern(cx, parameter.name, chosen.id, out, keyword, origin);
    }
  });
  return `${out.join(';')};`;
}

function blockBody(cx: Context, body: ts.Block): string {
  const code = cx.visit.statements(cx, body.statements);
  const end = cx.step(null, { kind: 'return', child: -1 });
  return `${code}${cx.frame}.r(${end});`;
}

function conciseBody(cx: Context, body: ts.Expression): string {
  const value = cx.visit.expression(cx, body);
  const id = cx.step(body, { kind: 'return', child: value.id });
  return `return ${cx.frame}.r(${id},${value.code});`;
}

function assemble(
  cx: Context,
  node: ts.FunctionLikeDeclaration,
  kind: FunctionKind,
  generator: boolean,
  parameters: string,
  text: string,
  head: string | undefined,
): string {
  const star = generator ? '*' : '';
  if (ts.isArrowFunction(node)) return named(`(${parameters})=>${text}`, head);
  if (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node)) {
    const name = node.name ? node.name.text : ts.isFunctionDeclaration(node) ? DEFAULT_NAME : '';
    const code = `function${star} ${name}(${parameters})${text}`;
    if (ts.isFunctionDeclaration(node)) return code;
    return node.name ? `(${code})` : named(`(${code})`, head);
  }
  const name = kind === 'constructor' ? 'constructor' : (head ?? cx.text(node.name as ts.Node));
  const isStatic = hasModifier(node, K.StaticKeyword) ? 'static ' : '';
  const accessor = kind === 'getter' ? 'get ' : kind === 'setter' ? 'set ' : '';
  return `${isStatic}${accessor}${star}${name}(${parameters})${text}`;
}

/** Gives an anonymous function or class the `name` it would have had where it stood. */
export function named(code: string, name: string | undefined): string {
  return name ? `({${quote(name)}:${code}})[${quote(name)}]` : `(${code})`;
}
