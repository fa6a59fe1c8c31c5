import ts from 'typescript';
import type { StepId } from '../../shared/program.ts';
import { emitCall } from './calls.ts';
import type { Coded, Context } from './context.ts';
import { calledText } from './engine-text.ts';
import { argumentsOf } from './operands.ts';

type Link = ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.CallExpression;

/**
 * `a?.b.c(d)`: each value before a `?.` is tested; if it is null or undefined, the rest of the chain is skipped and the
 * whole is `undefined`. The parts are evaluated left to right, each into its register.
 * @param deletes whether the last part, a member, is deleted in place of read
 */
export function optionalChain(cx: Context, node: ts.Expression, deletes = false): Coded {
  const links: Link[] = [];
  let root: ts.Expression = node;
  while (root.flags & ts.NodeFlags.OptionalChain && isLink(root)) {
    links.unshift(root);
    root = root.expression;
  }
  const resets: StepId[] = [];
  let prefix = '';
  const start = startOf(cx, root, links[0]);
  let current: Coded = start.value;
  let receiver: StepId | null = start.receiver;

  const test = (): void => {
    current = cx.decide(current, 'nullish');
    resets.push(current.id);
    const held = cx.register(current.id);
    prefix += `(${current.code},${held}===null||${held}===void 0)?void 0:`;
    current = { id: current.id, code: held };
  };

  for (let i = 0; i < links.length; i++) {
    const link = links[i] as Link;
    if (link.questionDotToken) test();
    if (ts.isCallExpression(link)) {
      const { items, spread } = argumentsOf(cx, link.arguments);
      const text = calledText(link);
      const held = cx.register(current.id);
      if (receiver === null) {
        current = emitCall(cx, link, { before: [current], args: items, spread }, held, 'void 0', text);
      } else {
        const self = cx.register(receiver);
        const before = [{ id: receiver, code: self }, current];
        current = emitCall(cx, link, { before, args: items, spread }, held, self, text);
      }
      receiver = null;
      continue;
    }
    const next = links[i + 1];
    const object = current;
    if (next && ts.isCallExpression(next) && !next.questionDotToken && !isPrivate(link)) {
      current = method(cx, link, next, object);
      receiver = null;
      i++;
      continue;
    }
    receiver = object.id;
    current = deletes && i === links.length - 1 ? remove(cx, link, object) : read(cx, link, object);
  }
  const id = cx.step(node, { kind: 'select', children: [current.id], resets });
  return { id, code: `${cx.frame}.s(${id},${prefix}${current.code})` };
}

function isLink(node: ts.Node): node is Link {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node);
}

function isPrivate(link: Link): boolean {
  return ts.isPropertyAccessExpression(link) && ts.isPrivateIdentifier(link.name);
}

/** `o.m?.()` calls `m` on `o`, so the value of `o` has to be kept. */
function startOf(cx: Context, root: ts.Expression, first: Link | undefined): { value: Coded; receiver: StepId | null } {
  const member = ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root);
  if (!first || !ts.isCallExpression(first) || !member || root.expression.kind === ts.SyntaxKind.SuperKeyword) {
    return { value: cx.visit.expression(cx, root), receiver: null };
  }
  const object = cx.visit.expression(cx, root.expression);
  return { value: read(cx, root, object), receiver: object.id };
}

function read(cx: Context, link: ts.PropertyAccessExpression | ts.ElementAccessExpression, object: Coded): Coded {
  if (ts.isElementAccessExpression(link)) {
    const key = cx.visit.expression(cx, link.argumentExpression);
    return cx.value(link, { kind: 'op', children: [object.id, key.id] }, `${object.code}[${key.code}]`);
  }
  const name = link.name.text;
  if (ts.isPrivateIdentifier(link.name)) {
    return cx.value(link, { kind: 'privateGet', object: object.id, name }, `${object.code}.${name}`);
  }
  cx.written(name);
  return cx.value(link, { kind: 'op', children: [object.id] }, `${object.code}.${name}`);
}

function remove(cx: Context, link: ts.PropertyAccessExpression | ts.ElementAccessExpression, object: Coded): Coded {
  if (ts.isElementAccessExpression(link)) {
    const key = cx.visit.expression(cx, link.argumentExpression);
    const code = `delete ${object.code}[${key.code}]`;
    return cx.value(link, { kind: 'delete', object: object.id, key: { step: key.id } }, code);
  }
  const name = cx.written(link.name.text);
  return cx.value(link, { kind: 'delete', object: object.id, key: { name } }, `delete ${object.code}.${name}`);
}

function method(
  cx: Context,
  link: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  call: ts.CallExpression,
  object: Coded,
): Coded {
  const self = cx.register(object.id);
  const text = calledText(call);
  if (ts.isElementAccessExpression(link)) {
    const key = cx.visit.expression(cx, link.argumentExpression);
    const { items, spread } = argumentsOf(cx, call.arguments);
    const target = `${self}[${cx.register(key.id)}]`;
    return emitCall(cx, call, { before: [object, key], args: items, spread }, target, self, text);
  }
  const name = cx.written(link.name.text);
  const { items, spread } = argumentsOf(cx, call.arguments);
  return emitCall(cx, call, { before: [object], args: items, spread }, `${self}.${name}`, self, text);
}
