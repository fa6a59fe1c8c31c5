import ts from 'typescript';
import type { ClassMember, FunctionId, StepId } from '../../shared/program.ts';
import type { Coded, Context } from './context.ts';
import { quote } from './context.ts';
import { callable, named, openFunction, prologue } from './functions.ts';
import { hasModifier, hoistedNames, lexicalNames } from './names.ts';
import { keyOf } from './objects.ts';

const K = ts.SyntaxKind;

/** Instruments a class: methods and accessors as functions, fields as functions that make their initial value. */
export function classLike(cx: Context, node: ts.ClassLikeDeclaration, nameHint?: string): Coded {
  const decorated = ts.canHaveDecorators(node) && ts.getDecorators(node);
  const odd = node.members.find(
    (member) => hasModifier(member, K.AccessorKeyword) || hasModifier(member, K.AsyncKeyword),
  );
  if (decorated) return cx.opaque(node, 'decorators are not supported');
  if (odd) return cx.opaque(node, 'asynchronous methods and `accessor` fields are not supported');
  const { fn } = cx;
  const around = fn.strict;
  fn.strict = true;
  const made = namedClass(cx, node, nameHint);
  fn.strict = around;
  return made;
}

function namedClass(cx: Context, node: ts.ClassLikeDeclaration, nameHint: string | undefined): Coded {
  const own = node.name?.text;
  if (own === undefined || !(ts.isClassExpression(node) || runsAtOnce(node)))
    return classBody(cx, node, nameHint, null);
  // A class has a name of its own inside, which static initial values find before the outer one is written.
  return cx.within([own], (scope) => {
    const name = cx.scopeName(scope.id);
    cx.fn.declared.push(name);
    const entered = cx.step(null, { kind: 'scope', target: scope.id });
    const made = classBody(cx, node, nameHint, own);
    return { id: made.id, code: `(${name}=${cx.frame}.scope(${entered}),${made.code})` };
  });
}

/** Whether some of a class's code runs while the class is being made. */
function runsAtOnce(node: ts.ClassLikeDeclaration): boolean {
  return node.members.some(
    (member) =>
      ts.isClassStaticBlockDeclaration(member) ||
      (ts.isPropertyDeclaration(member) && hasModifier(member, K.StaticKeyword) && member.initializer !== undefined),
  );
}

function classBody(
  cx: Context,
  node: ts.ClassLikeDeclaration,
  nameHint: string | undefined,
  ownName: string | null,
): Coded {
  const heritage = node.heritageClauses?.find((clause) => clause.token === K.ExtendsKeyword)?.types[0];
  const base = heritage ? cx.visit.expression(cx, heritage.expression) : null;
  const members: ClassMember[] = [];
  const parts: string[] = [];
  let binding: StepId = -1;
  const found = ownName === null ? null : cx.lookup(ownName);
  if (ownName !== null && found) {
    const { scope: target, slot } = found;
    binding = cx.step(null, {
      kind: 'write',
      child: -1,
      target,
      slot,
      name: ownName,
      source: 'class',
      declares: 'const',
    });
    parts.push(`static {${cx.frame}.w(${binding},this);}`);
  }
  let constructorFn: FunctionId = -1;
  for (const member of node.members) {
    if (ts.isSemicolonClassElement(member)) continue;
    const isStatic = hasModifier(member, K.StaticKeyword);
    if (ts.isConstructorDeclaration(member)) {
      const { fn, code } = callable(cx, member, undefined, { derived: base !== null });
      constructorFn = fn;
      parts.push(code);
    } else if (ts.isClassStaticBlockDeclaration(member)) {
      const { fn, code } = staticBlock(cx, member);
      members.push({ kind: 'staticBlock', isStatic: true, key: null, fn });
      parts.push(`static {${code}}`);
    } else if (ts.isPropertyDeclaration(member)) {
      const { member: field, code } = fieldOf(cx, member, isStatic);
      members.push(field);
      parts.push(code);
    } else if (ts.isMethodDeclaration(member) || ts.isAccessor(member)) {
      const { key, head } = memberKey(cx, member.name);
      const { fn, code } = callable(cx, member, head);
      const kind = ts.isGetAccessor(member) ? 'get' : ts.isSetAccessor(member) ? 'set' : 'method';
      members.push({ kind, isStatic, key, fn });
      parts.push(code);
    }
  }
  const name = node.name?.text ?? '';
  const extending = base ? ` extends (${base.code})` : '';
  const text = `class ${name}${extending}{${parts.join('\n')}}`;
  return cx.value(
    node,
    { kind: 'class', name: name || (nameHint ?? ''), heritage: base ? base.id : -1, constructorFn, binding, members },
    name ? `(${text})` : named(text, nameHint),
  );
}

function memberKey(cx: Context, name: ts.PropertyName): { key: ClassMember['key']; head: string; hint: string } {
  if (ts.isPrivateIdentifier(name)) return { key: { name: name.text }, head: name.text, hint: name.text };
  const { key, code, text } = keyOf(cx, name);
  return { key, head: code === null ? `[${quote(text)}]` : `[${code}]`, hint: text };
}

function fieldOf(
  cx: Context,
  member: ts.PropertyDeclaration,
  isStatic: boolean,
): { member: ClassMember; code: string } {
  const { key, head, hint } = memberKey(cx, member.name);
  const before = isStatic ? 'static ' : '';
  if (!member.initializer) return { member: { kind: 'field', isStatic, key, fn: -1 }, code: `${before}${head};` };
  const initializer = member.initializer;
  const parent = cx.scope ? cx.scopeName(cx.scope.id) : 'null';
  const { fn, code } = openFunction(cx, member, plain('initializer', hint), [], new Set(), (open, scopeName) => {
    const value = cx.visit.expression(cx, initializer, hint || undefined);
    const id = cx.step(initializer, { kind: 'return', child: value.id });
    const text = `${prologue(cx, open, scopeName, parent, '[]')}return ${cx.frame}.r(${id},${value.code});`;
    return { fn: open.id, code: `(()=>{${text}})()` };
  });
  return { member: { kind: 'field', isStatic, key, fn }, code: `${before}${head}=${code};` };
}

function staticBlock(cx: Context, member: ts.ClassStaticBlockDeclaration): { fn: FunctionId; code: string } {
  const hoisted = hoistedNames(member.body);
  const names = lexicalNames(member.body.statements, new Set(hoisted));
  const parent = cx.scope ? cx.scopeName(cx.scope.id) : 'null';
  return openFunction(cx, member, plain('staticBlock', ''), names, hoisted, (open, scopeName) => {
    const body = cx.visit.statements(cx, member.body.statements);
    const end = cx.step(null, { kind: 'return', child: -1 });
    return { fn: open.id, code: `${prologue(cx, open, scopeName, parent, '[]')}${body}${cx.frame}.r(${end});` };
  });
}

function plain(kind: 'initializer' | 'staticBlock', name: string) {
  return {
    kind,
    name,
    generator: false,
    strict: true,
    length: 0,
    simple: true,
    parameters: 0,
    usesArguments: false,
    derived: false,
  } as const;
}
