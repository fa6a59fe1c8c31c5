import ts from 'typescript';
import type { Key, StepId } from '../../shared/program.ts';
import type { Coded, Context } from './context.ts';
import { quote } from './context.ts';
import { engineText, unwrap } from './names.ts';
import { keyOf } from './objects.ts';
import { store, target } from './targets.ts';

type Pattern = ts.BindingPattern | ts.ArrayLiteralExpression | ts.ObjectLiteralExpression;
type Place = ts.BindingName | ts.Expression;

/** One element of a pattern: where the value goes, and what stands in if it is undefined. */
interface Slot {
  readonly place: Place;
  readonly fallback: ts.Expression | undefined;
}

/** The expression that is taken apart; `inside`: a part of another pattern; null: an argument, an item, an error. */
type Origin = ts.Node | 'inside' | null;

export type Declares = 'var' | 'let' | 'const' | 'listed' | null;

/**
 * Takes the value in the register of `source` apart. Pushes code onto `out`, in evaluation order.
 * `declares`: how the names are being declared, each in a statement of its own; `listed`: they have been declared in
 * front; null: they are assigned to.
 */
export function bindPattern(
  cx: Context,
  pattern: Pattern,
  source: StepId,
  out: string[],
  declares: Declares,
  origin: Origin,
): void {
  if (ts.isArrayBindingPattern(pattern) || ts.isArrayLiteralExpression(pattern)) {
    bindArray(cx, pattern, source, out, declares, origin);
  } else {
    bindObject(cx, pattern, source, out, declares, origin);
  }
}

function bindArray(
  cx: Context,
  pattern: ts.ArrayBindingPattern | ts.ArrayLiteralExpression,
  source: StepId,
  out: string[],
  declares: Declares,
  origin: Origin,
): void {
  const elements = [...pattern.elements];
  const rest = elements.findIndex((e) => (ts.isBindingElement(e) && e.dotDotDotToken) || ts.isSpreadElement(e));
  const count = rest >= 0 ? rest : elements.length;
  const taken = cx.step(pattern, { kind: 'take', child: source, count, rest });
  if (origin && origin !== 'inside' && ts.isExpression(origin)) cx.texts[taken] = engineText(origin);
  const text = quote(cx.texts[taken] ?? '');
  out.push(`${cx.frame}.v(${taken},${cx.runtime}.take(${cx.register(source)},${count},${rest},${text}))`);
  elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) return;
    const slot = slotOf(element);
    put(cx, slot, out, declares, () =>
      cx.value(slot.place, { kind: 'element', child: taken, index }, `${cx.register(taken)}[${index}]`),
    );
  });
}

function slotOf(element: ts.Expression | ts.BindingElement): Slot {
  if (ts.isBindingElement(element)) return { place: element.name, fallback: element.initializer };
  if (ts.isSpreadElement(element)) return { place: element.expression, fallback: undefined };
  return splitDefault(element);
}

function splitDefault(node: ts.Expression): Slot {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return { place: node.left, fallback: node.right };
  }
  return { place: node, fallback: undefined };
}

function bindObject(
  cx: Context,
  pattern: ts.ObjectBindingPattern | ts.ObjectLiteralExpression,
  source: StepId,
  out: string[],
  declares: Declares,
  origin: Origin,
): void {
  const elements = ts.isObjectBindingPattern(pattern) ? [...pattern.elements] : [...pattern.properties];
  const held = cx.register(source);
  const first = firstKey(elements);
  const checked = cx.step(pattern, { kind: 'destructure', child: source, key: first });
  const text = origin === 'inside' ? null : originText(origin);
  if (text !== null) cx.texts[checked] = text;
  out.push(
    `${cx.runtime}.destructure(${held},${quote(first)},${text === null ? 'null' : quote(text)})`,
    `${cx.frame}.n(${checked})`,
  );
  const used: Key[] = [];
  for (const element of elements) {
    const isRest = (ts.isBindingElement(element) && element.dotDotDotToken) || ts.isSpreadAssignment(element);
    if (isRest) {
      const place = ts.isBindingElement(element) ? element.name : element.expression;
      const keys = [...used];
      const list = keys.map((key) => ('name' in key ? quote(key.name) : cx.register(key.step))).join(',');
      put(cx, { place, fallback: undefined }, out, declares, () =>
        cx.value(place, { kind: 'omit', child: source, keys }, `${cx.runtime}.omit(${held},[${list}])`),
      );
      continue;
    }
    const { key, slot } = propertySlot(cx, element, out);
    used.push(key);
    const code = 'name' in key ? quote(key.name) : cx.register(key.step);
    put(cx, slot, out, declares, () => cx.value(slot.place, { kind: 'field', child: source, key }, `${held}[${code}]`));
  }
}

function propertySlot(
  cx: Context,
  element: ts.BindingElement | ts.ObjectLiteralElementLike,
  out: string[],
): { key: Key; slot: Slot } {
  if (ts.isBindingElement(element)) {
    const { key, code } = keyOf(cx, element.propertyName ?? element.name);
    if (code !== null) out.push(code);
    return { key, slot: { place: element.name, fallback: element.initializer } };
  }
  if (ts.isShorthandPropertyAssignment(element)) {
    const { key } = keyOf(cx, element.name);
    return { key, slot: { place: element.name, fallback: element.objectAssignmentInitializer } };
  }
  if (ts.isPropertyAssignment(element)) {
    const { key, code } = keyOf(cx, element.name);
    if (code !== null) out.push(code);
    return { key, slot: splitDefault(element.initializer) };
  }
  throw new Error('methods can’t stand in an assignment pattern');
}

function firstKey(elements: readonly ts.Node[]): string {
  const first = elements[0];
  if (!first) return '';
  if (ts.isBindingElement(first)) {
    const name = first.propertyName ?? first.name;
    return !first.dotDotDotToken && ts.isIdentifier(name) ? name.text : '';
  }
  if ((ts.isPropertyAssignment(first) || ts.isShorthandPropertyAssignment(first)) && ts.isIdentifier(first.name)) {
    return first.name.text;
  }
  return '';
}

function originText(origin: ts.Node | null): string {
  if (!origin) return '';
  return ts.isExpression(origin) ? engineText(origin) : '';
}

/** The value, or the default where it is undefined. */
function withDefault(cx: Context, value: Coded, fallback: ts.Expression | undefined, name: string): Coded {
  if (!fallback) return value;
  cx.decide(value, 'undefined');
  const other = cx.visit.expression(cx, fallback, name || undefined);
  const id = cx.step(fallback, { kind: 'select', children: [value.id, other.id], resets: [] });
  const held = cx.register(value.id);
  return { id, code: `${cx.frame}.s(${id},${held}!==void 0?${held}:${other.code})` };
}

function put(cx: Context, slot: Slot, out: string[], declares: Declares, read: () => Coded): void {
  const place = ts.isExpression(slot.place) ? unwrap(slot.place) : slot.place;
  const isPattern =
    ts.isObjectBindingPattern(place) ||
    ts.isArrayBindingPattern(place) ||
    ts.isObjectLiteralExpression(place) ||
    ts.isArrayLiteralExpression(place);
  if (isPattern) {
    const value = read();
    out.push(value.code);
    const chosen = withDefault(cx, value, slot.fallback, '');
    if (slot.fallback) out.push(chosen.code);
    bindPattern(cx, place, chosen.id, out, declares, 'inside');
    return;
  }
  const held = (value: Coded): Coded => ({ id: value.id, code: cx.register(value.id) });
  if (declares && ts.isIdentifier(place)) {
    const value = read();
    out.push(value.code);
    const chosen = slot.fallback ? withDefault(cx, value, slot.fallback, place.text) : held(value);
    const keyword = declares === 'listed' ? '' : `${declares} `;
    const begins = declares === 'const' ? 'const' : declares === 'var' ? undefined : 'let';
    out.push(`${keyword}${place.text}=${cx.write(place, place.text, chosen, begins)}`);
    return;
  }
  const to = target(cx, place);
  if (!to) {
    out.push(cx.opaque(place, 'assigning to a member of `super` is not supported').code);
    return;
  }
  out.push(...to.before);
  const value = read();
  out.push(value.code);
  const chosen = slot.fallback ? withDefault(cx, value, slot.fallback, to.kind === 'name' ? to.name : '') : held(value);
  out.push(store(cx, place, to, chosen).code);
}

/** A parameter's value or its default; shared with function prologues. */
export function parameterDefault(cx: Context, value: Coded, parameter: ts.ParameterDeclaration): Coded {
  return withDefault(cx, value, parameter.initializer, ts.isIdentifier(parameter.name) ? parameter.name.text : '');
}
