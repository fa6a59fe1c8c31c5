import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFunction } from '../../../src/analyzer/source/functions.ts';
import { openSource } from '../../../src/analyzer/source/open.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { fixture, load, textOf } from './fixtures.ts';

const usage = (message: RegExp) => (error: unknown) =>
  error instanceof UserError && error.exitCode === 2 && message.test(error.message);

describe('openSource', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'understudy-source-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string): string => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };

  it('says so when there is no such file, when it is a folder, and when it is in another language', () => {
    assert.throws(() => openSource(path.join(folder, 'no.ts')), usage(/^There is no file .*no\.ts; check the path\.$/));
    mkdirSync(path.join(folder, 'folder.ts'));
    assert.throws(() => openSource(path.join(folder, 'folder.ts')), usage(/is not a file/));
    assert.throws(() => openSource(write('a.py', '')), usage(/a\.py is not TypeScript or JavaScript; .*\.mts/));
  });

  it('says so at once when a file is too large', () => {
    const file = write('large.js', `function f() {}\n${' '.repeat(4_000_000)}`);
    assert.throws(() => openSource(file), usage(/large\.js is too large \(4\.0 MB, at most 4 MB are read\); put the/));
  });

  it('gives the first syntax error with its line and column', () => {
    assert.throws(
      () => openSource(fixture('broken.js')),
      usage(/broken\.js:2:13 does not parse: Expression expected\./),
    );
    const types = write('types.js', 'export const x = 1;\nexport function f(a: number) {}\n');
    assert.throws(() => openSource(types), usage(/types\.js:2:22 does not parse: Type annotations can only be used/));
  });

  it('opens every ending', () => {
    for (const ending of ['ts', 'tsx', 'mts', 'cts', 'js', 'mjs', 'cjs']) {
      const source = openSource(write(`f.${ending}`, 'export const f = (x) => x;\n'));
      assert.equal(findFunction(source).name, 'f', ending);
      assert.equal(source.isJavaScript, ending.endsWith('js'), ending);
    }
  });

  it('is not disturbed by a byte order mark', async () => {
    const file = write('bom.ts', '\uFEFFexport function f(x: number) { return x + 1; }');
    assert.deepEqual(findFunction(openSource(file)).range.start, { line: 1, column: 1 });
    assert.equal(load(await textOf(file))(1), 2);
  });

  it('follows the paths of the nearest tsconfig, for types and for the program alike', async () => {
    write(
      'tsconfig.json',
      '{ // comment\n "compilerOptions": { "paths": { "@lib/*": ["./library/*"] }, "strict": false } }',
    );
    write('library/pair.ts', 'export interface Pair { a: number; b: string[] }\nexport const one = 1;\n');
    const file = write(
      'deep/f.ts',
      "import { one, type Pair } from '@lib/pair';\nexport const f = (p: Pair) => p.a + one;\n",
    );
    const source = openSource(file);
    assert.equal(source.checker.typeToString(findFunction(source).signatures[0]!.getReturnType()), 'number');
    assert.equal(load(await textOf(file))({ a: 2 }), 3);
  });

  it('opens a file whose tsconfig can’t be read', () => {
    write('tsconfig.json', '{ "extends": "./nowhere.json", ');
    assert.equal(
      findFunction(openSource(write('f.ts', 'export const f = (x: number) => [x];'))).signature,
      'f(x: number): number[]',
    );
  });

  it('takes types of JavaScript from the declarations of its package', async () => {
    write('node_modules/tiny/package.json', '{ "name": "tiny", "main": "lib/index.js", "types": "lib/types.d.ts" }');
    write('node_modules/tiny/lib/types.d.ts', 'declare function tiny(words: string[]): number;\nexport = tiny;\n');
    const entry = write('node_modules/tiny/lib/index.js', "module.exports = require('./impl');\n");
    const impl = write(
      'node_modules/tiny/lib/impl.js',
      'module.exports = function tiny(words) { return words.length; };\n',
    );
    assert.throws(() => findFunction(openSource(entry)), usage(/holds no function/));
    assert.equal(findFunction(openSource(impl)).signature, 'tiny(words: any): any');
    write('node_modules/other/package.json', '{ "name": "@scope/other" }');
    write('node_modules/@types/scope__other/package.json', '{ "types": "index.d.ts" }');
    write(
      'node_modules/@types/scope__other/index.d.ts',
      'declare const f: (n: bigint) => bigint;\nexport default f;\n',
    );
    const other = write('node_modules/other/index.js', 'module.exports = (n) => n;\n');
    assert.equal(findFunction(openSource(other)).signature, 'default(n: bigint): bigint');

    const user = write('user.mjs', "import tiny from 'tiny';\nexport const count = (s) => tiny(s.split(' '));\n");
    assert.equal(load(await textOf(user))('a b c'), 3);
  });
});
