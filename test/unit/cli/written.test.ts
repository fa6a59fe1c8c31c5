import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { CommandLine } from '../../support/cli.ts';
import { SMALL, writeShy } from './learned.ts';

describe('modules that are written', function () {
  this.timeout(120_000);
  let cli: CommandLine;

  before(async () => {
    cli = new CommandLine();
    writeShy(cli);
    await Promise.all([
      cli.json(0, 'learn', 'sorts.ts#bubble', ...SMALL, '--out', 'sort'),
      cli.json(0, 'learn', 'shy.ts', ...SMALL, '--out', 'shy'),
    ]);
  });

  after(() => cli.remove());

  it('export writes a module with name, signature, throws and mutations, that needs nothing', async () => {
    await cli.json(0, 'learn', 'values.ts#changeThenThrow', ...SMALL, '--out', 'throws');
    const exported = await Promise.all([
      cli.run('export', 'sort', '--format', 'ts', '--out', 'network.ts'),
      cli.run('export', 'sort', '--format', 'ts', '--out', 'network.mjs'),
      cli.run('export', 'throws', '--out', 'throws.mjs'),
      cli.run('export', 'shy', '--out', 'shy.mjs'),
      cli.run('export', 'shy', '--out', 'guess.mjs', '--guess'),
    ]);
    assert.deepEqual(
      exported.map(({ code, stdout, stderr }) => [code, stdout, stderr]),
      exported.map(() => [0, '', '']),
    );
    const typed = readFileSync(cli.at('network.ts'), 'utf8');
    assert.match(typed, /export function bubble\(values: number\[\]\): number\[\]/);
    assert.doesNotMatch(typed, /^\s*import\b|\brequire\(|\bimport\(/m);
    mkdirSync(cli.at('..', 'alone'));
    const load = async <M>(file: string): Promise<M> => {
      const alone = cli.at('..', 'alone', file);
      cpSync(cli.at(file), alone);
      return (await import(pathToFileURL(alone).href)) as M;
    };
    type Sort = { bubble: (values: unknown[]) => unknown[] };
    for (const file of ['network.ts', 'network.mjs']) {
      const { bubble } = await load<Sort>(file);
      const list = [3, 1, 2];
      assert.equal(bubble(list), list);
      assert.deepEqual(list, [1, 2, 3]);
      assert.equal(bubble.name, 'bubble');
    }
    const { changeThenThrow } = await load<{ changeThenThrow: (list: number[], limit: number) => number }>(
      'throws.mjs',
    );
    const list = [1];
    assert.equal(changeThenThrow(list, 4), 2);
    assert.throws(
      () => changeThenThrow(list, -2),
      (error) => error instanceof RangeError && error.message === 'limit -2',
    );
    assert.throws(
      () => changeThenThrow(list, 0),
      (error) => error === 'zero',
    );
    assert.deepEqual(list, [1, 4, -2, 0]);
    type Discount = { discount: (price: number) => number };
    const shy = await load<Discount>('shy.mjs');
    assert.equal(shy.discount(7), 7);
    assert.throws(() => shy.discount(60), /does not know: line 4, column 7: .*(never true|agree on every trace)/);
    assert.equal(typeof (await load<Discount>('guess.mjs')).discount(60), 'number');
  });

  it('a method whose object is made with arguments takes them first', async () => {
    const source = `export class Queue<T> {
  constructor(private items: T[]) {}
  at(i: number, fallback: T): T { return this.items[i] ?? fallback; }
  since(items: number): T[] { return this.items.slice(items); }
}`;
    writeFileSync(cli.at('queue.ts'), source);
    await Promise.all(['at', 'since'].map((name) => cli.json(0, 'learn', `queue.ts#Queue.${name}`, ...SMALL, '--out', name))); // prettier-ignore
    const given = '[[5,6,7],1,9]';
    assert.equal(
      (await cli.run('run', 'at', '--input', given)).stdout,
      'returns 6\n  queue.ts:2:23 this.items = [5,6,7]\n',
    );
    assert.equal((await cli.run('trace', 'queue.ts#Queue.since', '--input', '[[5,6],1]')).code, 0);
    for (const name of ['at', 'since']) assert.equal((await cli.run('export', name, '--out', `${name}.ts`)).code, 0);
    const head = (name: string): string => readFileSync(cli.at(`${name}.ts`), 'utf8').split('\n').find((line) => line.startsWith('export ')) ?? ''; // prettier-ignore
    assert.equal(head('at'), 'export function at(items: T[], i: number, fallback: T): T {');
    assert.equal(head('since'), 'export function since(new_items: T[], items: number): T[] {');
    type At = { at: (items: number[], i: number, fallback: number) => number };
    const { at } = (await import(pathToFileURL(cli.at('at.ts')).href)) as At;
    assert.deepEqual([at([5, 6, 7], 2, 9), at([5, 6, 7], 8, 9)], [7, 9]);
  });

  it('a name that no function can have, a default export and patterns are exported so that they can be called', async () => {
    const source = `export class Box { delete(x: number): number { return x + 1; } }
export const tools = { 'add-one': (x: number) => x + 1, Map: (x: number) => [...new Map([[x, 1]]).keys()] };
export default function gcd(a: number, b: number): number { while (b) [a, b] = [b, a % b]; return a; }
export function sum({ a, b = 2 }: { a: number; b?: number }, [c]: [number] = [1], ...rest: number[]): number {
  return a + b + c + rest.length;
}`;
    writeFileSync(cli.at('names.ts'), source);
    const load = async (name: string, ending: string): Promise<Record<string, (...args: unknown[]) => unknown>> => {
      const [model, file] = [name.replace(/\W/g, '-'), `names-${name.replace(/\W/g, '-')}.${ending}`];
      if (ending === 'ts') await cli.json(0, 'learn', `names.ts#${name}`, ...SMALL, '--out', model);
      assert.equal((await cli.run('export', model, '--out', file)).code, 0);
      return (await import(pathToFileURL(cli.at(file)).href)) as Record<string, (...args: unknown[]) => unknown>;
    };
    for (const ending of ['ts', 'mjs']) {
      const box = await load('Box.delete', ending);
      assert.deepEqual([box['delete']?.(1), box['default']?.(1), box['delete']?.name], [2, 2, 'delete']);
      assert.equal((await load('tools.add-one', ending))['add-one']?.(1), 2);
      assert.deepEqual((await load('tools.Map', ending))['Map']?.(1), [1]);
      const gcd = await load('gcd', ending);
      assert.deepEqual([gcd['default']?.(12, 18), gcd['gcd']?.(12, 18), gcd['gcd']?.length], [6, 6, 2]);
      const { sum } = await load('sum', ending);
      assert.deepEqual([sum?.({ a: 1 }), sum?.({ a: 1, b: 1 }, [5], 1, 1)], [4, 9]);
      assert.throws(() => sum?.(), TypeError);
    }
  });

  it('TypeScript that becomes CommonJS is instrumented under its own ending', async () => {
    writeFileSync(cli.at('words.cts'), 'export function twice(x: number): number { return 2 * x; }');
    assert.equal((await cli.run('instrument', 'words.cts', '--out', 'words-traced.cts')).code, 0);
    assert.match(readFileSync(cli.at('words-traced.cts'), 'utf8'), /export ?\{ ?twice ?\}/);
  });

  it('instrument writes a module with the same exports and behaviour, that tells a listener of each step', async () => {
    mkdirSync(cli.at('out', 'deep'), { recursive: true });
    const ended = await Promise.all([
      cli.run('instrument', 'sorts.ts', '--out', 'out/deep/sorts.ts'),
      cli.run('instrument', 'module.mjs', '--out', 'out/module.js'),
      cli.run('instrument', 'kinds.ts', '--out', 'out/kinds.mjs'),
      cli.run('instrument', 'waits.mjs', '--out', 'out/waits.mjs'),
    ]);
    assert.deepEqual(
      ended.map(({ code, stdout, stderr }) => [code, stdout, stderr]),
      ended.map(() => [0, '', '']),
    );
    writeFileSync(cli.at('out', 'package.json'), '{"type":"module"}');
    const load = async (file: string): Promise<Record<string, (...args: unknown[]) => unknown>> =>
      (await import(pathToFileURL(cli.at('out', file)).href)) as Record<string, (...args: unknown[]) => unknown>;
    const sorts = await load('deep/sorts.ts');
    assert.deepEqual(Object.keys(sorts).sort(), ['bubble', 'discount']);
    const heard: unknown[][] = [];
    const hooks = globalThis as unknown as Record<symbol, unknown>;
    const hook = Symbol.for('understudy.trace');
    const list = [2, 1];
    assert.equal(sorts['bubble']?.(list), list);
    hooks[hook] = (...step: unknown[]) => heard.push(step);
    try {
      assert.deepEqual(sorts['bubble']([2, 1]), [1, 2]);
    } finally {
      delete hooks[hook];
    }
    assert.ok(heard.length > 20);
    const count = heard.length;
    assert.deepEqual([sorts['bubble']([2, 1]), list, heard.length], [[1, 2], [1, 2], count]);
    assert.deepEqual((await load('module.js'))['half']?.(3), 1.5);
    assert.deepEqual(Object.keys(await load('waits.mjs')).sort(), ['Later', 'default', 'later', 'many', 'now']);
    const waits = await load('waits.mjs');
    assert.deepEqual([waits['now']?.(2), await waits['later']?.(2), await waits['default']?.(2)], [3, 4, 5]);
    const kinds = await load('kinds.mjs');
    assert.deepEqual(Object.keys(kinds).sort(), ['Counter', 'default', 'double', 'padded']);
    assert.deepEqual([kinds['padded']?.('ab'), kinds['default']?.(1)], ['  ab', 2]);
  });
});
