import ts from 'typescript';
import type { Coded, Context } from './context.ts';
import { quote } from './context.ts';
import { notIterable, notIterableArgument, spreadText } from './engine-text.ts';

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

/** Items of a list, or arguments; a spread one is read out into an array first, so that it is iterated once. */
interface Operands {
  readonly items: Coded[];
  readonly spread: boolean[];
}

/** @param wording what is wrong if one that is spread can't be gone through; see `iterable` in runtime.ts */
function operands(cx: Context, nodes: readonly ts.Expression[], wording: (node: ts.SpreadElement) => string): Operands {
  const items: Coded[] = [];
  const spread: boolean[] = [];
  for (const node of nodes) {
    if (ts.isSpreadElement(node)) {
      const inner = cx.visit.expression(cx, node.expression);
      const text = wording(node);
      const spreadOut = `${cx.runtime}.spread(${inner.code},${quote(text)})`;
      const item = cx.value(node, { kind: 'spread', child: inner.id }, spreadOut);
      if (text) cx.texts[item.id] = text;
      items.push(item);
      spread.push(true);
    } else {
      items.push(cx.visit.expression(cx, node));
      spread.push(false);
    }
  }
  return { items, spread };
}

export function list(cx: Context, nodes: readonly ts.Expression[]): Operands {
  return operands(cx, nodes, (node) => notIterable(node.expression));
}

/** Engines make a list of arguments first, and tell less of it, unless only the last one is spread. */
export function argumentsOf(cx: Context, nodes: readonly ts.Expression[]): Operands {
  const isPlain = nodes.findIndex(ts.isSpreadElement) === nodes.length - 1;
  return operands(cx, nodes, (node) =>
    isPlain ? `spread: ${spreadText(node)}` : notIterableArgument(node.expression),
  );
}

export function spreadFlags(flags: readonly boolean[]): { spread?: readonly boolean[] } {
  return flags.includes(true) ? { spread: flags } : {};
}
