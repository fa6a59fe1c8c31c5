import ts from 'typescript';
import type { Key } from '../../shared/program.ts';
import type { Coded, Context } from './context.ts';
import { quote } from './context.ts';
import { unwrap } from './names.ts';
import { leaf } from './operands.ts';

const K = ts.SyntaxKind;

/** What can stand left of `=`; `before` is the code that has to run first. */
export type Target =
  | { kind: 'name'; node: ts.Node; name: string; before: readonly string[] }
  | { kind: 'member'; node: ts.Node; object: Coded; key: Key; before: readonly string[] }
  | { kind: 'private'; node: ts.Node; object: Coded; name: string; before: readonly string[] };

/** null for targets that can't be traced (`super.x = …`). */
export function target(cx: Context, expression: ts.Expression): Target | null {
  const node = unwrap(expression);
  if (ts.isIdentifier(node)) return { kind: 'name', node, name: node.text, before: [] };
  if (ts.isPropertyAccessExpression(node) && node.expression.kind !== K.SuperKeyword) {
    const object = cx.visit.expression(cx, node.expression);
    if (ts.isPrivateIdentifier(node.name)) {
      return { kind: 'private', node, object, name: node.name.text, before: [object.code] };
    }
    return { kind: 'member', node, object, key: { name: cx.written(node.name.text) }, before: [object.code] };
  }
  if (ts.isElementAccessExpression(node) && node.expression.kind !== K.SuperKeyword) {
    const object = cx.visit.expression(cx, node.expression);
    const key = cx.visit.expression(cx, node.argumentExpression);
    return { kind: 'member', node, object, key: { step: key.id }, before: [object.code, key.code] };
  }
  return null;
}

export function keyCode(cx: Context, key: Key): string {
  return 'name' in key ? quote(key.name) : cx.register(key.step);
}

/** Reads a target that has been evaluated. */
export function read(cx: Context, to: Target): Coded {
  if (to.kind === 'name') return leaf(cx, to.node, to.name);
  const object = cx.register(to.object.id);
  if (to.kind === 'private') {
    return cx.value(to.node, { kind: 'privateGet', object: to.object.id, name: to.name }, `${object}.${to.name}`);
  }
  const children = 'step' in to.key ? [to.object.id, to.key.step] : [to.object.id];
  return cx.value(to.node, { kind: 'op', children }, `${object}[${keyCode(cx, to.key)}]`);
}

/** Writes a value to a target that has been evaluated. */
export function store(cx: Context, node: ts.Node, to: Target, value: Coded): Coded {
  if (to.kind === 'name') return { id: value.id, code: `(${to.name}=${cx.write(node, to.name, value)})` };
  const object = cx.register(to.object.id);
  if (to.kind === 'private') {
    const id = cx.step(node, { kind: 'privateSet', object: to.object.id, name: to.name, value: value.id });
    return { id: value.id, code: `(${object}.${to.name}=${cx.frame}.e(${id},${value.code}))` };
  }
  const id = cx.step(node, { kind: 'set', object: to.object.id, key: to.key, value: value.id });
  cx.texts[id] = cx.text(to.node).replace(/\s+/g, ' ');
  return { id: value.id, code: `(${object}[${keyCode(cx, to.key)}]=${cx.frame}.e(${id},${value.code}))` };
}
