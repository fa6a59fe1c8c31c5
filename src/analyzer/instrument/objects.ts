import ts from 'typescript';
import type { Key, ObjectPart } from '../../shared/program.ts';
import type { Coded, Context } from './context.ts';
import { quote } from './context.ts';

/** A property name as a key; a computed one is a step that has to run first. */
export function keyOf(
  cx: Context,
  name: ts.PropertyName | ts.BindingName,
): { key: Key; code: string | null; text: string } {
  if (ts.isComputedPropertyName(name)) {
    const computed = cx.visit.expression(cx, name.expression);
    return { key: { step: computed.id }, code: computed.code, text: '' };
  }
  const text = 'text' in name ? name.text : cx.text(name);
  cx.written(text);
  return { key: { name: text }, code: null, text };
}

export function objectLiteral(cx: Context, node: ts.ObjectLiteralExpression): Coded {
  const parts: ObjectPart[] = [];
  const code: string[] = [];
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) {
      const value = cx.visit.expression(cx, property.expression);
      parts.push({ kind: 'spread', value: value.id });
      code.push(`...${value.code}`);
    } else if (ts.isShorthandPropertyAssignment(property)) {
      const name = cx.written(property.name.text);
      const value = cx.visit.expression(cx, property.name);
      parts.push({ kind: 'value', key: { name }, value: value.id });
      code.push(`[${quote(name)}]:${value.code}`);
    } else if (ts.isPropertyAssignment(property)) {
      const key = keyOf(cx, property.name);
      const value = cx.visit.expression(cx, property.initializer, key.text || undefined);
      parts.push({ kind: 'value', key: key.key, value: value.id });
      code.push(`${key.code === null ? quote(key.text) : `[${key.code}]`}:${value.code}`);
    } else {
      const key = keyOf(cx, property.name);
      const head = key.code === null ? `[${quote(key.text)}]` : `[${key.code}]`;
      const { fn, code: text } = cx.visit.callable(cx, property, head);
      if (fn < 0) return cx.opaque(node, 'asynchronous functions can’t be imitated');
      const kind = ts.isGetAccessor(property) ? 'get' : ts.isSetAccessor(property) ? 'set' : 'method';
      parts.push({ kind, key: key.key, fn });
      code.push(text);
    }
  }
  return cx.value(node, { kind: 'object', parts }, `({${code.join(',')}})`);
}
