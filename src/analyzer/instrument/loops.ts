import ts from 'typescript';
import type { Coded, Context } from './context.ts';
import { quote } from './context.ts';
import { notIterableInLoop } from './engine-text.ts';
import { boundNames, unwrap } from './names.ts';
import { implicitUndefined } from './operands.ts';
import { bindPattern } from './patterns.ts';
import { store, target } from './targets.ts';
import { block, bodyOf, condition, declarations, keywordOf } from './blocks.ts';

export function whileLoop(cx: Context, node: ts.WhileStatement, labels: string): string {
  const test = condition(cx, node.expression);
  return `${labels}while(${test.code})${bodyOf(cx, node.statement)}`;
}

export function doLoop(cx: Context, node: ts.DoStatement, labels: string): string {
  const body = bodyOf(cx, node.statement);
  return `${labels}do ${body} while(${condition(cx, node.expression).code});`;
}

/**
 * The loop's own variables get a scope of their own, copied before each increment: closures made in one iteration keep
 * that iteration's values.
 */
export function forLoop(cx: Context, node: ts.ForStatement, labels: string): string {
  const { initializer } = node;
  if (!initializer || !ts.isVariableDeclarationList(initializer)) {
    const first = initializer ? cx.visit.expression(cx, initializer).code : '';
    return `${labels}for(${first};${rest(cx, node, null)}`;
  }
  if (!(initializer.flags & ts.NodeFlags.BlockScoped)) {
    return `{${declarations(cx, initializer)}${labels}for(;${rest(cx, node, null)}}`;
  }
  const names = new Set<string>();
  for (const declaration of initializer.declarations) boundNames(declaration.name, names);
  return cx.within(names, (scope) => {
    const enter = cx.step(null, { kind: 'scope', target: scope.id });
    const name = cx.scopeName(scope.id);
    const keyword = keywordOf(initializer) === 'const' ? 'const' : 'let';
    const parts: string[] = [];
    for (const declaration of initializer.declarations) {
      const value = declaration.initializer
        ? cx.visit.expression(
            cx,
            declaration.initializer,
            ts.isIdentifier(declaration.name) ? declaration.name.text : undefined,
          )
        : implicitUndefined(cx, declaration);
      if (ts.isIdentifier(declaration.name)) {
        parts.push(`${declaration.name.text}=${cx.write(declaration, declaration.name.text, value, keyword)}`);
        continue;
      }
      // A pattern can't be written as one declarator: its names are declared, and it is taken apart in a dummy.
      const out = [value.code];
      const origin = { kind: 'initializer', node: declaration.initializer as ts.Expression } as const;
      bindPattern(cx, declaration.name, value.id, out, 'listed', origin);
      parts.push(...boundNames(declaration.name), `${cx.prefix}d=(${out.join(',')})`);
    }
    const made = `${name}=${cx.frame}.scope(${enter})`;
    // What never changes needs no copy.
    const isFixed = keyword === 'const' && initializer.declarations.every((each) => ts.isIdentifier(each.name));
    if (isFixed) return `{const ${made};${labels}for(const ${parts.join(',')};${rest(cx, node, null)}}`;
    const copy = `${name}=${cx.frame}.copy(${cx.step(null, { kind: 'copyScope', target: scope.id })})`;
    return `${labels}for(let ${made},${parts.join(',')};${rest(cx, node, copy)}`;
  });
}

/** `condition;increment)body`, in the order in which the steps are read. */
function rest(cx: Context, node: ts.ForStatement, copy: string | null): string {
  const test = node.condition ? condition(cx, node.condition).code : '';
  const body = bodyOf(cx, node.statement);
  const increment = node.incrementor ? cx.visit.expression(cx, node.incrementor).code : '';
  return `${test};${[copy, increment].filter((part) => part).join(',')})${body}`;
}

export function forOfLoop(cx: Context, node: ts.ForOfStatement | ts.ForInStatement, labels: string): string {
  const keys = ts.isForInStatement(node);
  const outer = cx.fn.region;
  const iterated = cx.visit.expression(cx, node.expression);
  const iterate = cx.step(node.expression, { kind: 'iterate', child: iterated.id, keys });
  const wording = notIterableInLoop(node.expression);
  if (wording) cx.texts[iterate] = wording;
  const next = cx.step(node.initializer, { kind: 'next', iterator: iterate }, 'truthy');
  const item = cx.step(node.initializer, { kind: 'item', next });
  const inner = ts.isBlock(node.statement) ? node.statement.statements : [node.statement];
  const variable = `${cx.prefix}x${iterate}`;
  if (!keys) cx.openRegion({ kind: 'loop', catchStep: -1, finallyStep: -1, iterate });
  const body = loopBody(cx, node.initializer, inner, { id: item, code: variable });
  cx.fn.region = outer;
  const source = keys
    ? `${cx.runtime}.keys(${iterated.code})`
    : `${cx.runtime}.iterable(${iterated.code},${quote(wording)})`;
  const loop = (over: string): string =>
    `${labels}for(const ${variable} of ${cx.frame}.it(${iterate},${next},${item},${over}))${body}`;
  const unborn = namesBefore(node);
  if (unborn.length === 0) return loop(source);
  // The loop's own variables are there while it is being asked what it goes over, and stay without a value.
  const [held, label] = [`${variable}s`, `${variable}l`];
  return `{let ${held};${label}:{${held}=${source};break ${label};let ${unborn.join(',')};}${loop(held)}}`;
}

/** Variables of a loop that are mentioned in what it goes over: `for (const x of x)`. */
function namesBefore({ initializer, expression }: ts.ForOfStatement | ts.ForInStatement): string[] {
  if (!ts.isVariableDeclarationList(initializer) || keywordOf(initializer) === 'var') return [];
  const names = initializer.declarations.flatMap(({ name }) => [...boundNames(name)]);
  const mentioned = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) mentioned.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(expression);
  return names.filter((name) => mentioned.has(name));
}

function loopBody(cx: Context, head: ts.ForInitializer, inner: readonly ts.Statement[], item: Coded): string {
  if (!ts.isVariableDeclarationList(head)) {
    return block(cx, inner, () => {
      const place = unwrap(head);
      if (ts.isArrayLiteralExpression(place) || ts.isObjectLiteralExpression(place)) {
        const out: string[] = [];
        bindPattern(cx, place, item.id, out, null, { kind: 'part' });
        return `${out.join(';')};`;
      }
      const to = target(cx, place);
      if (!to) return `${cx.opaque(place, 'assigning to a member of `super` is not supported').code};`;
      return `${[...to.before, store(cx, head, to, item).code].join(';')};`;
    });
  }
  const name = head.declarations[0]?.name;
  if (!name) return block(cx, inner);
  const keyword = keywordOf(head);
  const isVar = keyword === 'var';
  const declare = (): string => {
    const begins = keyword === 'var' ? undefined : keyword;
    if (ts.isIdentifier(name)) return `${keyword} ${name.text}=${cx.write(head, name.text, item, begins)};`;
    const out: string[] = [];
    bindPattern(cx, name, item.id, out, keyword, { kind: 'item' });
    return `${out.join(';')};`;
  };
  if (isVar) return block(cx, inner, declare);
  return cx.within(boundNames(name), (scope) => {
    const enter = cx.step(null, { kind: 'scope', target: scope.id });
    return `{const ${cx.scopeName(scope.id)}=${cx.frame}.scope(${enter});${declare()}${block(cx, inner)}}`;
  });
}
