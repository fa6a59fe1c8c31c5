import ts from 'typescript';
import type { Coded, Context } from './context.ts';
import { DEFAULT_NAME, lexicalNames } from './names.ts';
import { implicitUndefined } from './operands.ts';
import { bindPattern } from './patterns.ts';

/** A block with a scope of its own if it declares anything. `first` writes code that belongs at its start. */
export function block(cx: Context, list: readonly ts.Statement[], first: () => string = () => ''): string {
  const names = lexicalNames(list);
  if (names.size === 0) return `{${first()}${cx.visit.statements(cx, list)}}`;
  return cx.within(names, (scope) => {
    const enter = cx.step(null, { kind: 'scope', target: scope.id });
    return `{const ${cx.scopeName(scope.id)}=${cx.frame}.scope(${enter});${first()}${cx.visit.statements(cx, list)}}`;
  });
}

export function bodyOf(cx: Context, node: ts.Statement): string {
  return block(cx, ts.isBlock(node) ? node.statements : [node]);
}

export function keywordOf(list: ts.VariableDeclarationList): 'var' | 'let' | 'const' {
  if (!(list.flags & ts.NodeFlags.BlockScoped)) return 'var';
  return list.flags & ts.NodeFlags.Const ? 'const' : 'let';
}

/** Declarations of a `var`, `let` or `const` list as statements. */
export function declarations(cx: Context, list: ts.VariableDeclarationList): string {
  const keyword = keywordOf(list);
  const isVar = keyword === 'var';
  let out = '';
  for (const declaration of list.declarations) {
    const { name, initializer } = declaration;
    if (ts.isIdentifier(name)) {
      if (!initializer && isVar) {
        out += `var ${name.text};`;
        continue;
      }
      const value = initializer
        ? cx.visit.expression(cx, initializer, name.text === DEFAULT_NAME ? 'default' : name.text)
        : implicitUndefined(cx, declaration);
      const declares = keyword === 'var' ? undefined : keyword;
      out += `${keyword} ${name.text}=${cx.write(declaration, name.text, value, declares)};`;
    } else if (initializer) {
      const value = cx.visit.expression(cx, initializer);
      const parts = [value.code];
      bindPattern(cx, name, value.id, parts, keyword, { kind: 'initializer', node: initializer });
      out += `${parts.join(';')};`;
    }
  }
  return out;
}

export function condition(cx: Context, node: ts.Expression): Coded {
  return cx.decide(cx.visit.expression(cx, node), 'truthy');
}
