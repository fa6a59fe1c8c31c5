import assert from 'node:assert/strict';
import ts from 'typescript';
import { findFunction, listFunctions } from '../../../src/analyzer/source/functions.ts';
import { openSource } from '../../../src/analyzer/source/open.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { fixture, sliceOf } from './fixtures.ts';

const usage = (message: RegExp) => (error: unknown) =>
  error instanceof UserError && error.exitCode === 2 && message.test(error.message);

describe('findFunction', () => {
  it('takes the only function', () => {
    assert.equal(findFunction(openSource(fixture('plain.ts'))).name, 'insertionSort');
  });

  it('lists the names where there are several and none is given', () => {
    const source = openSource(fixture('bag.js'));
    assert.throws(
      () => findFunction(source),
      usage(/holds 3 functions; say which one, .*: utils\.sum, utils\.add, utils\.odd name\.$/),
    );
  });

  it('suggests the nearest name', () => {
    const source = openSource(fixture('classes.ts'));
    assert.throws(
      () => findFunction(source, 'Stack.psuh'),
      usage(/no function Stack\.psuh .* Did you mean Stack\.push\? It holds: Shape/),
    );
    assert.throws(
      () => findFunction(source, 'nonsense'),
      (error: Error) => !error.message.includes('Did you mean'),
    );
  });

  it('takes a member by its own name where only one has it', () => {
    assert.equal(findFunction(openSource(fixture('classes.ts')), 'push').name, 'Stack.push');
  });

  it('finds a function by every name it is exported under', () => {
    const names = (file: string, ...asked: string[]) =>
      asked.map((name) => findFunction(openSource(fixture(file)), name).name);
    assert.deepEqual(names('several.ts', 'first', 'renamed', 'default', 'string name'), [
      'renamed',
      'renamed',
      'byAnnotation',
      'local',
    ]);
    assert.deepEqual(names('exports.cjs', 'double', 'head', 'first'), ['twice', 'first', 'first']);
    assert.deepEqual(
      names('exports-function.cjs', 'levenshtein', 'default', 'module.exports'),
      Array(3).fill('levenshtein'),
    );
    assert.deepEqual(names('default-anonymous.ts', 'default'), ['default']);
  });

  it('names the module to look in where a file only passes functions on', () => {
    const source = openSource(fixture('reexports.ts'));
    assert.throws(
      () => findFunction(source),
      usage(/holds no function .*; give the file it takes them from: \.\/helpers\.ts\.$/),
    );
  });
});

describe('listFunctions', () => {
  it('gives an overloaded function’s implementation, and all its signatures', () => {
    const source = openSource(fixture('several.ts'));
    const fn = findFunction(source, 'overloaded');
    assert.ok(fn.node.body);
    assert.deepEqual(
      fn.signatures.map((signature) => source.checker.signatureToString(signature)),
      ['(x: number): number', '(x: string): string'],
    );
    assert.notEqual(fn.declaration, fn.node);
  });

  it('gives the declaration file’s parameters for JavaScript', () => {
    const { declaration, node } = findFunction(openSource(fixture('described.js')), 'Finder.find');
    assert.equal(declaration.parameters[0]!.type!.getText(), 'number[]');
    assert.ok(ts.isMethodDeclaration(node) && node.body);
  });

  it('gives the places of the declaration and of the name', () => {
    const places = (file: string, name: string) => {
      const { range, nameRange } = findFunction(openSource(fixture(file)), name);
      return [sliceOf(range).split('\n')[0], sliceOf(nameRange)];
    };
    assert.deepEqual(places('plain.ts', 'insertionSort'), [
      'export function insertionSort(a: number[]): number[] {',
      'insertionSort',
    ]);
    assert.deepEqual(places('classes.ts', 'Stack.of'), ['static of<U>(...items: U[]): Stack<U> {', 'of']);
    assert.deepEqual(places('several.ts', 'byAnnotation'), [
      'byAnnotation: Compare<string> = (a, b) => (a < b ? -1 : local(0))',
      'byAnnotation',
    ]);
  });

  it('is in source order and lists nothing twice', () => {
    const functions = listFunctions(openSource(fixture('several.ts')));
    const starts = functions.map(({ range }) => range.start.line);
    assert.deepEqual(
      starts,
      [...starts].sort((a, b) => a - b),
    );
    assert.equal(new Set(functions.map(({ node }) => node)).size, functions.length);
  });
});
