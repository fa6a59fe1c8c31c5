import ts from 'typescript';
import type { Coded, Context } from './context.ts';
import { quote } from './context.ts';
import { engineText } from './names.ts';

export function literal(cx: Context, node: ts.Node, value: string | number | boolean | null | bigint): Coded {
  cx.literal(value);
  const code = typeof value === 'string' ? quote(value) : typeof value === 'bigint' ? `${value}n` : String(value);
  return cx.value(node, { kind: 'leaf', literal: true }, code);
}

export function leaf(cx: Context, node: ts.Node, name: string): Coded {
  return cx.value(node, { kind: 'leaf', literal: false }, name);
}

/** `undefined` that the syntax supplies (`let x;`). */
export function implicitUndefined(cx: Context, node: ts.Node): Coded {
  return cx.value(node, { kind: 'leaf', literal: true }, 'void 0');
}

/** List elements or arguments; a spread one is read out into an array first, so that it is iterated once. */
export function list(cx: Context, nodes: readonly ts.Expression[]): { items: Coded[]; spread: boolean[] } {
  const items: Coded[] = [];
  const spread: boolean[] = [];
  for (const node of nodes) {
    if (ts.isSpreadElement(node)) {
      const inner = cx.visit.expression(cx, node.expression);
      const text = engineText(node.expression);
      const spreadOut = `[...${cx.runtime}.iterable(${inner.code},${quote(text)})]`;
      const item = cx.value(node, { kind: 'spread', child: inner.id }, spreadOut);
      cx.texts[item.id] = text;
      items.push(item);
      spread.push(true);
    } else {
      items.push(cx.visit.expression(cx, node));
      spread.push(false);
    }
  }
  return { items, spread };
}

export function spreadFlags(flags: readonly boolean[]): { spread?: readonly boolean[] } {
  return flags.includes(true) ? { spread: flags } : {};
}
