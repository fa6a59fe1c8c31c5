import ts from 'typescript';

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
