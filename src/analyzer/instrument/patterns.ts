import ts from 'typescript';
import type { Key, StepId } from '../../shared/program.ts';
import type { Coded, Context } from './context.ts';
import { quote } from './context.ts';
import { valueText, notIterableArgument, notIterableByDefault, notIterableInDeclaration } from './engine-text.ts';
import { unwrap } from './names.ts';
import { keyOf } from './objects.ts';
import { store, target } from './targets.ts';

type Pattern = ts.BindingPattern | ts.ArrayLiteralExpression | ts.ObjectLiteralExpression;
type Place = ts.BindingName | ts.Expression;

/** One element of a pattern: where the value goes, and what stands in if it is undefined. */
interface Slot {
  readonly place: Place;
  readonly fallback: ts.Expression | undefined;
}

/**
 * What is taken apart, as it decides how engines name it: an expression (`fallback`: the default of a pattern inside of
 * a pattern, `defaulted`: of a parameter), an item of a loop, an error, an argument; a field of what is taken apart by a
 * declaration's outermost pattern, or any other part.
 */
export type Origin =
  | { readonly kind: 'initializer' | 'assigned' | 'fallback' | 'defaulted'; readonly node: ts.Expression }
  | { readonly kind: 'item' | 'caught' | 'argument' | 'part' }
  | { readonly kind: 'field'; readonly text: string };

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
  const text = wordingOfList(origin);
  if (text) cx.texts[taken] = text;
  const last = elements.findLastIndex((element) => !ts.isOmittedExpression(element));
  const numbers = [count, rest, last].join(',');
  out.push(`${cx.frame}.v(${taken},${cx.runtime}.take(${cx.register(source)},${numbers},${quote(text)}))`);
  elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) return;
    const slot = slotOf(element);
    put(cx, slot, out, declares, { kind: 'part' }, () =>
      cx.value(
        slot.place,
        { kind: 'element', child: taken, index },
        `${cx.runtime}.item(${cx.register(taken)},${index})`,
      ),
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
  const text = firstText(elements[0], originText(origin));
  const field: Origin = { kind: 'field', text: originText(origin) ?? '' };
  const inner =
    origin.kind === 'part' || origin.kind === 'field' || origin.kind === 'fallback'
      ? ({ kind: 'part' } as const)
      : field;
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
      put(cx, { place, fallback: undefined }, out, declares, inner, () =>
        cx.value(place, { kind: 'omit', child: source, keys }, `${cx.runtime}.omit(${held},[${list}])`),
      );
      continue;
    }
    const { key, slot } = propertySlot(cx, element, out);
    used.push(key);
    const code = 'name' in key ? quote(key.name) : cx.register(key.step);
    put(cx, slot, out, declares, inner, () =>
      cx.value(slot.place, { kind: 'field', child: source, key }, `${held}[${code}]`),
    );
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
  const name =
    first && ts.isBindingElement(first) && !first.dotDotDotToken
      ? (first.propertyName ?? first.name)
      : first && (ts.isPropertyAssignment(first) || ts.isShorthandPropertyAssignment(first))
        ? first.name
        : undefined;
  return name && (ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name)) ? name.text : '';
}

/** How engines name what an object pattern takes apart; empty: by its value; null: they name the key alone. */
function originText(origin: Origin): string | null {
  switch (origin.kind) {
    case 'initializer':
    case 'assigned':
      return valueText(origin.node);
    case 'item':
      return '.for';
    case 'caught':
      return '.catch';
    case 'argument':
      return '';
    case 'defaulted':
      return '(intermediate value)'.repeat(3);
    default:
      return null;
  }
}

/** A default of the first property is what comes before it. */
function firstText(first: ts.Node | undefined, text: string | null): string | null {
  if (!first || text === null) return text;
  if (ts.isShorthandPropertyAssignment(first)) return first.objectAssignmentInitializer ? null : text;
  const slot = ts.isBindingElement(first)
    ? slotOf(first)
    : ts.isPropertyAssignment(first)
      ? splitDefault(first.initializer)
      : undefined;
  if (!slot?.fallback) return text;
  const isObject = ts.isObjectBindingPattern(slot.place) || ts.isObjectLiteralExpression(slot.place);
  return isObject ? valueText(slot.fallback) : null;
}

/** What is wrong if an array pattern can't go through a value; see `iterable` in runtime.ts. */
function wordingOfList(origin: Origin): string {
  if (origin.kind === 'initializer') return notIterableInDeclaration(origin.node);
  if (origin.kind === 'fallback') return notIterableByDefault(origin.node);
  if (origin.kind === 'defaulted') return notIterableArgument(origin.node);
  if (origin.kind === 'item') return '.for is not iterable';
  return origin.kind === 'field' ? `field: ${origin.text}` : '';
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

function put(cx: Context, slot: Slot, out: string[], declares: Declares, inner: Origin, read: () => Coded): void {
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
    const origin: Origin = slot.fallback ? { kind: 'fallback', node: slot.fallback } : inner;
    bindPattern(cx, place, chosen.id, out, declares, origin);
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
