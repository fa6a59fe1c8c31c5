import assert from 'node:assert/strict';
import ts from 'typescript';
import type { ProgramText } from '../../../src/analyzer/source/text.ts';
import { fixture, sliceOf, textOf } from './fixtures.ts';

/** Everything that can be a step or part of one. */
function isTraced(node: ts.Node): boolean {
  const isName = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
  if (isName || ts.isOmittedExpression(node)) return false;
  return (
    ts.isExpression(node) ||
    (ts.isStatement(node) && !ts.isExportDeclaration(node)) ||
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node) ||
    ts.isCatchClause(node) ||
    ts.isCaseOrDefaultClause(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isAccessor(node)
  );
}

interface Pair {
  readonly kind: string;
  readonly compiled: string;
  readonly written: string | null;
}

/** Every traced node of a program text, with what it is mapped to. */
function pairs({ code, map }: ProgramText): Pair[] {
  const tree = ts.createSourceFile('program.js', code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const found: Pair[] = [];
  const visit = (node: ts.Node): void => {
    if (isTraced(node)) {
      const range = map.rangeOf(node.getStart(tree), node.end, node.kind);
      found.push({
        kind: ts.SyntaxKind[node.kind],
        compiled: node.getText(tree),
        written: range && sliceOf(range),
      });
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(tree, visit);
  return found;
}

/** The text without types, parentheses, comments and layout: what two nodes must share to be the same. */
function essence(kind: string, text: string): string {
  const frames: Readonly<Record<string, readonly [string, string]>> = {
    Parameter: ['function f(', ') {}'],
    VariableDeclaration: ['let ', ';'],
    BindingElement: ['function f({', '}) {}'],
    CatchClause: ['try {} ', ''],
    CaseClause: ['switch (0) {', '}'],
    DefaultClause: ['switch (0) {', '}'],
    MethodDeclaration: ['class A {', '}'],
    GetAccessor: ['class A {', '}'],
    SpreadElement: ['[', ']'],
  };
  const isStatement = /Statement|Block|^(Function|Class)Declaration$/.test(kind);
  const [before, after] = frames[kind] ?? (isStatement ? ['', ''] : ['0, (', ')']);
  const options = { target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true, removeComments: true };
  const { outputText } = ts.transpileModule(before + text + after, { compilerOptions: options });
  return outputText
    .replace(/[\s();]/g, '')
    .replace(/'/g, '"')
    .replace(/,(?=[}\]])/g, '');
}

describe('RangeMap', () => {
  it('maps every expression and statement of a compiled file to exactly what was written', async function () {
    this.timeout(20_000);
    const found = pairs(await textOf(fixture('precise.ts'), 'f'));
    const wrong = found.filter(
      ({ kind, compiled, written }) => written !== null && essence(kind, compiled) !== essence(kind, written),
    );
    assert.deepEqual(wrong, []);
    const missing = found.filter(({ written }) => written === null).map(({ compiled }) => compiled);
    assert.deepEqual(missing, ['f', '$understudy_target'], 'only the added export was not written by the user');
    assert.ok(found.length > 400, `${found.length} nodes compared`);
  });

  it('includes what was erased inside a node, and leaves out what was erased around it', async () => {
    const found = pairs(await textOf(fixture('plain.ts')));
    const written = (compiled: string) => found.find((pair) => pair.compiled === compiled)?.written;
    assert.equal(written('a[j + 1] = a[j--]'), 'a[j + 1] = a[j--] as number');
    assert.equal(written('a[j--]'), 'a[j--]');
    assert.equal(written('a[j] > x'), 'a[j]! > x');
    assert.equal(written('a[j]'), 'a[j]');
    assert.equal(written('x = a[i]'), 'x = a[i]!');
  });

  it('maps what a bundle renamed, inlined or reached through an import object', async () => {
    const found = pairs(await textOf(fixture('imports.ts'), 'combine'));
    const written = (compiled: string) => [
      ...new Set(found.filter((p) => p.compiled === compiled).map((p) => p.written)),
    ];
    assert.deepEqual(written('middle(xs)'), ['middle(xs as readonly number[])']);
    assert.deepEqual(written('half(m)'), ['helpers.half(m)']);
    assert.deepEqual(written('half(x)'), ['halved(x!)']);
    assert.deepEqual(written('xs.filter((x) => x > 2 /* Down */)'), ['xs.filter((x) => x > Direction.Down)']);
    assert.deepEqual(written('2').sort(), ['2', 'Direction.Down', null], 'null in the table, which is JSON');
    assert.deepEqual(written('(0, import_exports_anonymous.default)(m, 2)'), ['power(m, 2)']);
    assert.deepEqual(written('table_default.weights[0]'), ['(table as { weights: number[] }).weights[0]']);
    assert.deepEqual(written('a ** b'), ['a ** b']);
    assert.deepEqual(written('Math.floor(half(xs.length))'), ['Math.floor(half(xs.length))']);
  });

  it('maps enums, parameter properties and namespaces to their declarations', async () => {
    const found = pairs(await textOf(fixture('constructs.ts'), 'use'));
    const written = (compiled: string) => found.find((pair) => pair.compiled === compiled)?.written;
    assert.equal(written('new Point(n).sum()'), 'new Point(n).sum()');
    assert.equal(written('this.x + this.y'), 'this.x + this.y');
    assert.equal(written('x + Space.k'), 'x + k');
    assert.equal(written('Color.Green'), 'Color.Green');
    assert.equal(written('Color[Color["Green"] = 5] = "Green"'), 'Green');
    assert.equal(written('this.y = y'), 'y');
  });

  it('does not map what Understudy or a bundler added', async () => {
    const wrapper = pairs(await textOf(fixture('bag.js'), 'utils.add')).filter(({ compiled }) =>
      compiled.includes('...args'),
    );
    assert.ok(wrapper.length > 3);
    assert.ok(wrapper.every(({ written }) => written === null));
    const helpers = pairs(await textOf(fixture('requires.cjs'), 'go')).filter(({ compiled }) =>
      compiled.startsWith('__getOwn'),
    );
    assert.ok(helpers.length > 2);
    assert.ok(helpers.every(({ written }) => written === null));
  });
});
