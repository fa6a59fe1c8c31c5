import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ENTRY } from '../../../src/analyzer/source/text.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { fixture, load, sliceOf, textOf } from './fixtures.ts';

/** [file, function, arguments, result] */
const CALLS: readonly (readonly [string, string | undefined, readonly unknown[], unknown])[] = [
  ['plain.ts', undefined, [[3, 1, 2]], [1, 2, 3]],
  ['several.ts', 'byAnnotation', ['b', 'a'], 1],
  ['several.ts', 'renamed', [[7, 8]], 7],
  ['several.ts', 'wrapped', [5], 5],
  ['default-anonymous.ts', 'default', ['abc'], 3],
  ['default-anonymous.ts', 'inner', [], 1],
  ['default-arrow.js', undefined, [[1, 2]], [2, 4]],
  ['classes.ts', 'Stack.push', ['x'], 1],
  ['classes.ts', 'Stack.sum', [1, 2], 3],
  ['classes.ts', 'Named.twice', [4], 8],
  ['bag.js', 'utils.sum', [[1, 2, 3]], 6],
  ['bag.js', 'utils.odd name', ['x'], 'x'],
  ['namespace.ts', 'Geometry.triangle', [3, 4], 6],
  ['namespace.ts', 'Geometry.Solid.cube', [2], 8],
  ['constructs.ts', 'use', [1], 12],
  ['exports.cjs', 'add', [1, 2], 21],
  ['loader.cjs', 'twice', [3], 6],
  ['bound.mjs', 'down', [9], 7],
  ['exports.cjs', 'twice', [4], 8],
  ['exports.cjs', 'first', [[9]], 9],
  ['exports.cjs', 'helper', [0], 6],
  ['exports-object.cjs', 'h', [2], 5],
  ['exports-object.cjs', 'alias', [2], 6],
  ['exports-function.cjs', undefined, ['ab', 'abc'], 3],
  ['exports-anonymous.cjs', undefined, [2, 5], 32],
  ['prototype.cjs', 'Counter.next', [2], 2],
  ['prototype.cjs', 'proto.twice', [2], 4],
  ['prototype.cjs', 'Counter.zero', [], 0],
  ['requires.cjs', 'go', [1], 12],
  ['imports.ts', 'combine', [[1, 4, 9]], 5],
  ['main-program.ts', 'pure', [2], 5],
  ['methods.ts', 'Log.push', [2], 1],
  ['state.ts', 'fib', [10], 55],
  ['jsdoc.js', 'gcd', [12, 18], 6],
  ['sloppy.cjs', 'ignored', [5], [5, 'object']],
  ['sloppy.cjs', 'strict', [5], 5],
  ['sloppy-and-strict.mjs', 'modes', [5], [undefined, 'object', 'object', 'object', 5, 'object']],
];

describe('programText', () => {
  for (const [file, name, args, result] of CALLS) {
    it(`${file}#${name ?? ''}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`, async () => {
      const text = await textOf(fixture(file), name);
      assert.equal(text.entry, ENTRY);
      assert.doesNotMatch(text.code, /^import /m);
      assert.deepEqual(load(text)(...args), result);
    });
  }

  it('follows links to where a file and its imports really are', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'understudy-'));
    try {
      symlinkSync(path.dirname(fixture('imports.ts')), path.join(folder, 'linked'));
      const text = await textOf(path.join(folder, 'linked', 'imports.ts'), 'combine');
      assert.deepEqual(load(text)([1, 4, 9]), 5);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('runs in a module without a file, with nothing printed on loading', async () => {
    const { code } = await textOf(fixture('main-program.ts'), 'pure');
    const gone = ['import ', 'Date.now', 'Math.random', 'console.log', 'await ', 'main();'];
    assert.deepEqual(
      gone.filter((piece) => code.includes(piece)),
      [],
    );
    assert.match(code, /table\.push\(i\)/);
  });

  it('keeps what is refused where it fills what the function reads', async () => {
    const { code, effects } = await textOf(fixture('fills.js'), 'isPrime');
    assert.match(code, /^sieve\(\);$/m);
    assert.equal(effects.reasons.length, 1);
  });

  it('tells of what a method changes that outlives the call, unless its object is made for the call', async () => {
    const state = async (file: string, name: string): Promise<boolean> =>
      (await textOf(fixture(file), name)).effects.state.length > 0;
    assert.deepEqual(
      [
        await state('given.js', 'bag.add'),
        await state('given.js', 'Made.add'),
        await state('given-inside.js', 'Hash.prototype.add'),
      ],
      [true, false, true],
    );
  });

  it('names the import that is missing, and its place', async () => {
    const missing = (message: RegExp) => (error: unknown) =>
      error instanceof UserError && error.exitCode === 2 && message.test(error.message);
    await assert.rejects(
      textOf(fixture('missing-import.ts')),
      missing(/"\.\/nowhere\.ts" at .*missing-import\.ts:2:25 can't be found; check/),
    );
    await assert.rejects(
      textOf(fixture('missing-package.ts')),
      missing(/"no-such-package" at .*:2:19 .*npm install no-such-package/),
    );
  });

  it('refuses a method whose object can’t be made, at its name', async () => {
    await assert.rejects(textOf(fixture('classes.ts'), 'Shape.describe'), (error: unknown) => {
      assert.ok(error instanceof UserError);
      assert.equal(error.exitCode, 3);
      assert.match(error.message, /`Shape` is abstract, so no object of it can be made; make a function/);
      assert.equal(sliceOf(error.reasons[0]!.range), 'describe');
      return true;
    });
  });

  it('is the same every time, and bundles can be made side by side', async () => {
    const texts = await Promise.all([1, 2, 3].map(() => textOf(fixture('imports.ts'), 'combine')));
    assert.equal(new Set(texts.map(({ code }) => code)).size, 1);
  });
});
