import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pseudocodeTestText, testText } from '../../../src/extension/learning/test-text.ts';
import type { Outcome } from '../../../src/shared/report.ts';
import { encode, type Wire } from '../../../src/shared/values.ts';
import { divergence } from './learned.ts';

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** The right answer of each function, so that every test passes if it reaches the function; `wrong` has to fail. */
const CASES: readonly Case[] = [
  ['add.ts', 'add', 'export function add(a: number, b = 1): number { return a + b; }', [2, 3], 5],
  ['mean.ts', 'default', 'export default function (values: readonly number[]): number { return values.length; }', [[1]], 1],
  ['last.ts', 'last', 'const last = (values: number[]): number => values.at(-1) ?? NaN;\nexport { last as final };', [[]], NaN],
  ['sort.ts', 'sort', 'export function sort(values: number[]): void { values.sort((a, b) => a - b); }', [[3, 1]], undefined, { mutated: [[1, 3]] }],
  ['empty.ts', 'fill', 'export function fill(values: number[], n: number): number[] { values.push(n); return values; }', [[], 1], [1], { mutated: [[1], 1], sameAs: 0 }],
  ['up.ts', 'up', "export function* up(n: number): Generator<number> { for (let i = 0; i < n; i++) yield i; }", [2], [0, 1]],
  ['stack.ts', 'Stack.size', 'export class Stack { size(values: string[]): number { return values.length; }\n  static of(n: bigint): Stack { return Object.assign(new Stack(), { n }); } }', [['a', '"']], 2],
  ['static.ts', 'Stack.of', 'export class Stack { static of(n: bigint): Stack { return Object.assign(new Stack(), { n }); } }', [3n], { $: 'instance', class: 'Stack', value: { n: { $: 'bigint', value: '3' } } }],
  ['strict.ts', 'strict', "export function strict(n: number): number { if (n < 0) throw new RangeError('no'); return n; }", [-1], null, { threw: 'RangeError: no' }],
  ['kinds.ts', 'kinds', 'export const kinds = (m: Map<string, number>, o: { [key: string]: number | undefined }): number => m.size + Object.keys(o).length;', [new Map([['a', 1]]), { 'b-c': -0, d: undefined }], 3],
  ['styled.ts', 'styled', "import { add } from './add.js';\nexport function styled(n: number): number { return add(n); }", [1], 2],
  ['plain.mjs', 'plain', 'export const plain = (text) => [...text].reverse().join("");', ['ab'], 'ba'],
  ['old.cjs', 'old', 'function old(n) { return n * 2; }\nmodule.exports = { other: 1, old };', [2], 4],
  ['whole.cjs', 'whole', 'module.exports = function whole(n) { return n + 1; };', [2], 3],
  ['named.cjs', 'named', 'exports.named = (n) => n;', [2], 2],
]; // prettier-ignore

type Case = readonly [file: string, name: string, source: string, input: unknown[], output: unknown, more?: object];

describe('a divergence copied as a test', function () {
  this.timeout(120_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'understudy-test-text-'));
    symlinkSync(modules, join(folder, 'node_modules'));
  });

  after(() => rmSync(folder, { recursive: true }));

  function write([file, name, source, input, output, more]: Case): string {
    const expected = outcome(output, { mutated: input.map((value) => encode(value)), ...more });
    const text = testText({ name, file: join(folder, file), source }, divergence({ input: input.map((value) => encode(value)), expected })); // prettier-ignore
    writeFileSync(join(folder, file), source);
    const test = join(folder, file.replace(/\.(\w+)$/, '.test.$1'));
    writeFileSync(test, text);
    return test;
  }

  function run(...files: string[]): string {
    return execFileSync(process.execPath, ['--import', 'tsx', '--test', '--test-reporter', 'tap', ...files], {
      cwd: folder,
      encoding: 'utf8',
      // Or it believes to be run by the runner that runs this.
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    });
  }

  it('runs as it is, in TypeScript and JavaScript, and passes where the function is right', () => {
    const files = CASES.map(write);
    assert.match(run(...files), new RegExp(`# pass ${CASES.length}\n# fail 0`));
  });

  it('fails where the function is not', () => {
    const file = write(['wrong.ts', 'wrong', 'export const wrong = (n: number): number => n;', [1], 2]);
    assert.throws(() => run(file), ({ stdout }: { stdout: string }) => /not ok 1 - wrong on a case that its network/.test(stdout)); // prettier-ignore
  });

  it('has no type errors under strict rules', () => {
    const files = CASES.map(write).filter((file) => file.endsWith('.ts'));
    const flags = ['--noEmit', '--strict', '--allowImportingTsExtensions', '--module', 'nodenext', '--types', 'node', '--target', 'es2022', '--ignoreConfig']; // prettier-ignore
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const compiler = join(modules, 'typescript/bin/tsc');
    execFileSync(process.execPath, [compiler, ...flags, ...files], { cwd: folder, encoding: 'utf8' });
  });

  it('says of what is not exported where the test can be put, and runs there', () => {
    const source = 'const twice = (n: number): number => 2 * n;\n';
    const fn = { name: 'twice', file: join(folder, 'inner.ts'), source };
    const text = testText(fn, divergence({ input: [2], expected: outcome(4, { mutated: [2] }) }));
    assert.match(text, /twice is not exported: .* at the end of inner\.ts/);
    const file = join(folder, 'inner.test.ts');
    writeFileSync(file, source + text);
    assert.match(run(file), /# pass 1\n/);
  });

  it('brings the TypeScript of an algorithm in pseudocode along', () => {
    const typescript = 'export function LARGEST(A: number[]): number {\n  return Math.max(...A);\n}\n';
    const text = pseudocodeTestText('LARGEST', typescript, divergence({ input: [[1, 4]], expected: outcome(4, { mutated: [[1, 4]] }) })); // prettier-ignore
    const file = join(folder, 'largest.test.ts');
    writeFileSync(file, text);
    assert.doesNotMatch(text, /not exported/);
    assert.match(run(file), /# pass 1\n/);
  });
});

function outcome(output: unknown, more: object = {}): Outcome {
  const isWire = typeof output === 'object' && output !== null && '$' in output;
  return { output: isWire ? (output as Wire) : encode(output), threw: null, mutated: [], sameAs: null, ...more };
}
