import ts from 'typescript';
import { Slot } from './slot.ts';

/** `keyof T`, or a type parameter that extends it: names of properties. */
export function isKeyType(type: ts.Type): boolean {
  if (type.flags & ts.TypeFlags.Index) return true;
  return (type.getSymbol()?.declarations ?? []).some(
    (node) =>
      ts.isTypeParameterDeclaration(node) &&
      node.constraint !== undefined &&
      ts.isTypeOperatorNode(node.constraint) &&
      node.constraint.operator === ts.SyntaxKind.KeyOfKeyword,
  );
}

/** `values[Symbol.iterator]`: what has it can be gone through, and the method is none of its elements; null for any other key. */
export function iteratorOf(object: Slot, key: ts.Expression): Slot | null {
  const isIterator =
    ts.isPropertyAccessExpression(key) &&
    ts.isIdentifier(key.expression) &&
    key.expression.text === 'Symbol' &&
    key.name.text === 'iterator';
  if (!isIterator) return null;
  object.own.sequence += 1;
  return new Slot();
}
