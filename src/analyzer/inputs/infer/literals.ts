import ts from 'typescript';
import { join, literal } from './facts.ts';
import type { Walk } from './operators.ts';
import { Slot } from './slot.ts';
import { regexpTokens, regexpWords } from './tokens.ts';

/** The slot of an expression that is written out: a literal, array, object, template or regular expression; else null. */
export function writtenOut(node: ts.Expression, walk: Walk): Slot | null {
  if (ts.isNumericLiteral(node)) return literal(Number(node.text));
  if (ts.isStringLiteralLike(node)) return literal(node.text);
  if (ts.isArrayLiteralExpression(node)) return arrayLiteral(node, walk);
  if (ts.isObjectLiteralExpression(node)) return objectLiteral(node, walk);
  if (ts.isTemplateExpression(node)) {
    node.templateSpans.forEach((span) => walk.value(span.expression));
    return new Slot().note('string', 1);
  }
  if (!ts.isRegularExpressionLiteral(node)) return null;
  regexpTokens(node.text).forEach((token) => walk.token(token));
  regexpWords(node.text).forEach((word) => walk.word(word));
  return new Slot();
}

/** A list of literals is a list; other elements may each be of a kind of their own, as in `[node, distance]`. */
function arrayLiteral(node: ts.ArrayLiteralExpression, walk: Walk): Slot {
  const slot = new Slot().note('array', 1);
  node.elements.forEach((element, i) => {
    const part = walk.value(element);
    if (part.own.constant) {
      for (const value of part.own.literals) {
        slot.element.own.literals.add(value);
        if (typeof value === 'string') walk.token(value);
      }
    } else if (ts.isSpreadElement(element) || node.elements.length === 1) slot.element.unite(part);
    else slot.field(String(i)).unite(part);
  });
  return slot;
}

/** An object with this many names is a table, whose names are probably data. */
const TABLE = 3;

function objectLiteral(node: ts.ObjectLiteralExpression, walk: Walk): Slot {
  const slot = new Slot().note('object', 1);
  for (const property of node.properties) {
    if (ts.isPropertyAssignment(property)) {
      const { name } = property;
      const value = walk.value(property.initializer);
      if (ts.isComputedPropertyName(name)) walk.value(name.expression);
      else {
        const field = slot.field(name.text);
        if (value.own.constant) join(field, value);
        else field.unite(value);
        if (node.properties.length >= TABLE) walk.token(name.text);
      }
    } else if (ts.isShorthandPropertyAssignment(property))
      slot.field(property.name.text).unite(walk.shorthand(property));
    else if (ts.isSpreadAssignment(property)) slot.unite(walk.value(property.expression).note('object', 1));
  }
  return slot;
}
