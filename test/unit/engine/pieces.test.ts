import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sourcePieces } from '../../../src/engine/pieces.ts';
import { openTarget } from '../../../src/engine/target.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'understudy-pieces-'));
after(() => rmSync(folder, { recursive: true }));

function write(name: string, lines: readonly string[]): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, lines.join('\n'));
  return file;
}

/** What a function is made of besides itself, a line of text each. */
async function piecesOf(target: string): Promise<string[]> {
  const pieces = await sourcePieces(await openTarget(target));
  return pieces.map(({ file, line, text }) => `${path.relative(folder, file)}:${line} ${text.replaceAll('\n', '⏎')}`);
}

describe('what a function is made of besides its own text', () => {
  it('helpers and values of its file that it reaches, as whole lines', async () => {
    const file = write('same.ts', [
      'const RATE = 3; // a third',
      'const UNUSED = 4;',
      'interface Item { price: number }',
      'function rated(n: number): number {',
      '  return n * RATE;',
      '}',
      'export const unused = (n: number): number => n + UNUSED;',
      'export function total(items: Item[]): number {',
      '  let sum = 0;',
      '  for (const item of items) sum += rated(item.price);',
      '  return sum;',
      '}',
    ]);
    assert.deepEqual(await piecesOf(`${file}#total`), [
      'same.ts:1 const RATE = 3; // a third',
      'same.ts:4 function rated(n: number): number {⏎  return n * RATE;⏎}',
    ]);
    assert.deepEqual(await piecesOf(`${file}#rated`), ['same.ts:1 const RATE = 3; // a third']);
  });

  it('those of files that it imports, but not of packages', async () => {
    write('node_modules/known/package.json', ['{ "name": "known", "main": "index.js", "type": "module" }']);
    write('node_modules/known/index.js', ['export function twice(n) { return 2 * n; }']);
    write('lib/helper.ts', [
      'export const more = (n: number): number => n + 1;',
      'export function less(n: number): number {',
      '  return n - 1;',
      '}',
    ]);
    const file = write('imports.ts', [
      "import { twice } from 'known';",
      "import { less } from './lib/helper.ts';",
      'export function f(n: number): number {',
      '  return twice(less(n));',
      '}',
    ]);
    assert.deepEqual(await piecesOf(`${file}#f`), [
      'lib/helper.ts:2 export function less(n: number): number {⏎  return n - 1;⏎}',
    ]);
  });

  it('the class of a method', async () => {
    const file = write('class.ts', [
      'export class Counter {',
      '  private n = 1;',
      '  next(by: number): number {',
      '    this.n += by;',
      '    return this.n;',
      '  }',
      '}',
    ]);
    const [first, ...others] = await piecesOf(`${file}#Counter.next`);
    assert.match(first ?? '', /^class\.ts:1 export class Counter \{⏎ {2}private n = 1;⏎/);
    assert.deepEqual(others, []);
  });

  it('other routines of pseudocode, as they are written', async () => {
    const file = write('max.pseudo', [
      'function larger(a, b)',
      '  if a > b then return a',
      '  return b',
      '',
      'function largest(A)',
      '  m ← A[1]',
      '  for i ← 2 to length(A) do',
      '    m ← larger(m, A[i])',
      '  return m',
    ]);
    assert.deepEqual(await piecesOf(`${file}#largest`), [
      'max.pseudo:1 function larger(a, b)⏎  if a > b then return a⏎  return b',
    ]);
  });

  it('nothing where it stands alone', async () => {
    const file = write('alone.ts', ['/** One. */', 'export function f(n: number): number {', '  return n;', '}']);
    assert.deepEqual(await piecesOf(`${file}#f`), []);
  });
});
