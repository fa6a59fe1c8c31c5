import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listing } from '../../../src/engine/listing.ts';
import { listFunctions, openFile, prepare, refusals } from '../../../src/engine/target.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures/source');
const SHARED = [
  'bag.js',
  'exports.cjs',
  'exports-object.cjs',
  'fills.js',
  'given.js',
  'helpers.ts',
  'precise.ts',
  'plain.ts',
  'prototype.cjs',
  'requires.cjs',
  'sloppy.cjs',
  'state.ts',
  'wrapped.cjs',
];
const folder = mkdtempSync(path.join(tmpdir(), 'understudy-listing-'));
after(() => rmSync(folder, { recursive: true }));

function write(name: string, lines: readonly string[]): string {
  const file = path.join(folder, name);
  writeFileSync(file, lines.join('\n'));
  return file;
}

/** What a list tells of each function, and what is told of it when it is prepared alone. */
async function bothWays(file: string): Promise<{ readonly listed: unknown[]; readonly alone: unknown[] }> {
  const source = openFile(file);
  const functions = listFunctions(source);
  const list = await listing(source, functions);
  const [listed, alone]: [unknown[], unknown[]] = [[], []];
  for (const fn of functions) {
    listed.push({ name: fn.name, ...(await list(fn)) });
    const target = await prepare(source, fn);
    alone.push({ name: fn.name, steps: target.instrumented.program.steps.length, reasons: refusals(target) });
  }
  return { listed, alone };
}

/** How often a file's text is taken to be compiled while all its functions are listed. */
async function compilations(file: string): Promise<number> {
  const source = openFile(file);
  let reads = 0;
  const counting = Object.create(source, {
    text: {
      get: () => {
        reads++;
        return source.text;
      },
    },
  }) as typeof source;
  const functions = listFunctions(source);
  const list = await listing(counting, functions);
  for (const fn of functions) await list(fn);
  return reads;
}

describe('a list of functions', () => {
  for (const name of SHARED) {
    it(`says of ${name} what is said of each function alone`, async () => {
      const { listed, alone } = await bothWays(path.join(FIXTURES, name));
      assert.deepEqual(listed, alone);
    });
  }

  it('prepares one text for all functions, however many there are', async () => {
    const numbered = (count: number): string =>
      write(
        `of-${count}.js`,
        Array.from({ length: count }, (_, i) => `export function f${i}(x) { return x + ${i % 10}; }`),
      );
    const few = await compilations(numbered(2));
    assert.ok(few > 0);
    assert.equal(await compilations(numbered(60)), few);
  });

  it('says the same of functions inside a wrapper, with what each does not need and what is refused', async () => {
    const file = write('wrapped.js', [
      '(function () {',
      '  function twice(x) { return 2 * x; }',
      '  var later = async function () { return 1; };',
      '  twice.more = function (x) { return twice(x) + 1; };',
      '}.call(this));',
      'function pure(x) { return x; }',
      'function logs(x) { console.log(x); return x; }',
      'var logged = { at: logs, plain: function (x) { return pure(x); } };',
      'logs(1);',
      'try { logged.plain(1); } catch {}',
    ]);
    const { listed, alone } = await bothWays(file);
    assert.deepEqual(listed, alone);
  });
});
