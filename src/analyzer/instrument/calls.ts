import ts from 'typescript';
import type { Coded, Context } from './context.ts';
import { quote } from './context.ts';
import { calledText } from './engine-text.ts';
import { unwrap } from './names.ts';
import { argumentsOf, spreadFlags } from './operands.ts';

const K = ts.SyntaxKind;

/**
 * A call over operands that stand in their registers. `target` reads the callee once, before the arguments,
 * as JavaScript does; it waits in the call's own register.
 */
export function emitCall(
  cx: Context,
  node: ts.Node,
  operands: { before: readonly Coded[]; args: readonly Coded[]; spread: readonly boolean[] },
  target: string,
  receiver: string,
  text: string,
): Coded {
  const { before, args, spread } = operands;
  const flags = [...before.map(() => false), ...spread];
  const children = [...before, ...args].map((operand) => operand.id);
  const id = cx.step(node, { kind: 'call', children, ...spreadFlags(flags) });
  cx.texts[id] = text;
  const held = cx.register(id);
  const values = args.map((arg, i) => (spread[i] ? '...' : '') + cx.register(arg.id)).join(',');
  const parts = [...before.map((b) => b.code), `${held}=${target}`, ...args.map((a) => a.code), `${cx.frame}.b(${id})`];
  return {
    id,
    code: `(${parts.join(',')},${cx.frame}.v(${id},${cx.runtime}.call(${held},${receiver},[${values}],${id})))`,
  };
}

export function call(cx: Context, node: ts.CallExpression): Coded {
  const callee = unwrap(node.expression);
  if (callee.kind === K.SuperKeyword) return superCall(cx, node);
  if (callee.kind === K.ImportKeyword) return cx.opaque(node, '`import()` is asynchronous');
  const text = calledText(node);
  if (ts.isPropertyAccessExpression(callee)) {
    if (callee.expression.kind === K.SuperKeyword) return superMethod(cx, node, callee);
    const object = cx.visit.expression(cx, callee.expression);
    if (ts.isPrivateIdentifier(callee.name)) return privateCall(cx, node, object, callee.name.text);
    const name = cx.written(callee.name.text);
    const { items, spread } = argumentsOf(cx, node.arguments);
    const receiver = cx.register(object.id);
    return emitCall(cx, node, { before: [object], args: items, spread }, `${receiver}.${name}`, receiver, text);
  }
  if (ts.isElementAccessExpression(callee)) {
    if (callee.expression.kind === K.SuperKeyword) return superMethod(cx, node, callee);
    const object = cx.visit.expression(cx, callee.expression);
    const key = cx.visit.expression(cx, callee.argumentExpression);
    const { items, spread } = argumentsOf(cx, node.arguments);
    const receiver = cx.register(object.id);
    const target = `${receiver}[${cx.register(key.id)}]`;
    return emitCall(cx, node, { before: [object, key], args: items, spread }, target, receiver, text);
  }
  const fn = cx.visit.expression(cx, callee);
  const { items, spread } = argumentsOf(cx, node.arguments);
  return emitCall(cx, node, { before: [fn], args: items, spread }, cx.register(fn.id), 'void 0', text);
}

export function construct(cx: Context, node: ts.NewExpression): Coded {
  const fn = cx.visit.expression(cx, node.expression);
  const { items, spread } = argumentsOf(cx, node.arguments ?? []);
  const flags = [false, ...spread];
  const id = cx.step(node, {
    kind: 'call',
    children: [fn.id, ...items.map((item) => item.id)],
    ...spreadFlags(flags),
  });
  cx.texts[id] = calledText(node);
  const values = items.map((item, i) => (spread[i] ? '...' : '') + cx.register(item.id)).join(',');
  const parts = [fn.code, ...items.map((item) => item.code), `${cx.frame}.b(${id})`];
  const make = `${cx.runtime}.construct(${cx.register(fn.id)},[${values}],${id})`;
  return { id, code: `(${parts.join(',')},${cx.frame}.v(${id},${make}))` };
}

function superCall(cx: Context, node: ts.CallExpression): Coded {
  const { items, spread } = argumentsOf(cx, node.arguments);
  const children = items.map((item) => item.id);
  const args = items.map((item, i) => (spread[i] ? '...' : '') + item.code).join(',');
  return cx.value(node, { kind: 'superCall', children, ...spreadFlags(spread) }, `super(${args})`);
}

function superMethod(
  cx: Context,
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): Coded {
  const computed = ts.isElementAccessExpression(callee) ? cx.visit.expression(cx, callee.argumentExpression) : null;
  const name = ts.isPropertyAccessExpression(callee) ? cx.written(callee.name.text) : '';
  const { items, spread } = argumentsOf(cx, node.arguments);
  const children = items.map((item) => item.id);
  const args = items.map((item, i) => (spread[i] ? '...' : '') + item.code).join(',');
  const key = computed ? { step: computed.id } : { name };
  const id = cx.step(node, { kind: 'superMethod', key, children, ...spreadFlags(spread) });
  cx.texts[id] = calledText(node);
  const method = computed ? `super[${computed.code}]` : `super.${name}`;
  return { id, code: `${cx.frame}.v(${id},${cx.runtime}.call(${method},this,[${args}],${id}))` };
}

function privateCall(cx: Context, node: ts.CallExpression, object: Coded, name: string): Coded {
  const { items, spread } = argumentsOf(cx, node.arguments);
  const children = items.map((item) => item.id);
  const args = items.map((item, i) => (spread[i] ? '...' : '') + item.code).join(',');
  const id = cx.step(node, { kind: 'privateCall', object: object.id, name, children, ...spreadFlags(spread) });
  cx.texts[id] = calledText(node);
  const code = `${cx.runtime}.call(${object.code}.${name},${cx.register(object.id)},[${args}],${id})`;
  return { id, code: `${cx.frame}.v(${id},${code})` };
}

/** The strings object of a tagged template is one object per place, however often it runs. */
export function taggedTemplate(cx: Context, node: ts.TaggedTemplateExpression): Coded {
  const callee = unwrap(node.tag);
  const isMethod =
    ts.isPropertyAccessExpression(callee) &&
    callee.expression.kind !== K.SuperKeyword &&
    !ts.isPrivateIdentifier(callee.name);
  const first = cx.visit.expression(cx, isMethod ? callee.expression : callee);
  const source = templateObject(node.template);
  const strings = cx.value(
    node.template,
    { kind: 'constant', source },
    `${cx.runtime}.once(${cx.steps.length},()=>${source})`,
  );
  const spans = ts.isTemplateExpression(node.template) ? node.template.templateSpans : [];
  const args = [strings, ...spans.map((span) => cx.visit.expression(cx, span.expression))];
  const spread = args.map(() => false);
  const text = calledText(node);
  const held = cx.register(first.id);
  if (isMethod) {
    const name = cx.written(callee.name.text);
    return emitCall(cx, node, { before: [first], args, spread }, `${held}.${name}`, held, text);
  }
  return emitCall(cx, node, { before: [first], args, spread }, held, 'void 0', text);
}

function templateObject(template: ts.TemplateLiteral): string {
  const pieces = ts.isNoSubstitutionTemplateLiteral(template)
    ? [template]
    : [template.head, ...template.templateSpans.map((span) => span.literal)];
  const cooked = pieces.map((piece) => quote(piece.text)).join(',');
  const raw = pieces.map((piece) => quote(piece.rawText ?? piece.text)).join(',');
  return `Object.freeze(Object.defineProperty([${cooked}],'raw',{value:Object.freeze([${raw}])}))`;
}
