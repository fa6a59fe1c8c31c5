import assert from 'node:assert/strict';
import { startSandbox } from '../../../src/analyzer/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/analyzer/sandbox/sandbox.ts';
import { buildScripts } from './build.ts';
import type { Scripts } from './build.ts';

describe('guard of the built-ins', function () {
  this.timeout(60_000);
  let scripts: Scripts;
  let sandbox: Sandbox;

  before(async () => {
    scripts = await buildScripts();
    sandbox = await startSandbox(scripts);
  });
  after(async () => {
    await sandbox.dispose();
    await scripts.remove();
  });

  /** What evaluating `code` is said to have changed; and that it is as before after that. */
  async function change(code: string, control = ''): Promise<unknown> {
    const [, first, second] = (await sandbox.call('guarded', { code })) as unknown[];
    assert.equal(second, null, 'undone');
    if (control !== '') assert.equal(await sandbox.call('run', { code: control }), 'true');
    return first;
  }

  const changes: [code: string, sentence: string, control: string][] = [
    ['Array.prototype.last = 1', 'adds Array.prototype.last', '!("last" in [])'],
    ['Object.prototype.x = 1', 'adds Object.prototype.x', '!("x" in {})'],
    ['total = 3', 'adds the global variable total', 'typeof total === "undefined"'],
    ['delete Math.max', 'deletes Math.max', 'Math.max(1, 2) === 2'],
    ['Map.prototype.get = () => 0', 'changes Map.prototype.get', 'new Map([[1, 2]]).get(1) === 2'],
    ['Array = 1', 'changes the global variable Array', 'Array.isArray([])'],
    ['String.prototype[Symbol.iterator] = 0', 'changes String.prototype[Symbol.iterator]', '[..."ab"].length === 2'],
    ['Object.getPrototypeOf([].values()).next = 0', 'changes ArrayIterator.prototype.next', '[...[1, 2]].length === 2'],
    ['Object.getPrototypeOf(Int8Array).from = 0', 'changes TypedArray.from', 'Int8Array.from([3])[0] === 3'],
    ['(async () => {}).constructor.prototype.x = 0', 'adds AsyncFunction.prototype.x', '!("x" in (async () => {}))'],
    [
      'Intl.Collator.prototype.compare2 = 0',
      'adds Intl.Collator.prototype.compare2',
      '!("compare2" in Intl.Collator.prototype)',
    ],
    ['Error.stackTraceLimit = 3', 'changes Error.stackTraceLimit', 'Error.stackTraceLimit === 10'],
    ['void Object.setPrototypeOf(Map, null)', 'changes the prototype of Map', 'Map instanceof Function'],
    [
      'Object.defineProperty(Date, "now", { enumerable: true })',
      'changes Date.now',
      '!Object.getOwnPropertyDescriptor(Date, "now").enumerable',
    ],
  ];
  for (const [code, sentence, control] of changes) {
    it(`sees and undoes ${code}`, async () => {
      assert.equal(await change(code, control), `the function ${sentence}, which outlives the call`);
    });
  }

  it('says nothing of code that changes nothing lasting', async () => {
    assert.equal(
      await change('{ let a = [3, 1, 2]; a.extra = 1; class B extends Array {} new B().last = 1; a.sort(); }'),
      null,
    );
    assert.equal(await change('/(a)/.exec("a"); RegExp.$1'), null);
  });

  it('counts further changes', async () => {
    assert.equal(
      await change('Array.prototype.last = 1; Set.prototype.x = 2; total = 3'),
      'the function adds Array.prototype.last (and 2 more), which outlives the call',
    );
  });

  it('works while what it would use is broken', async () => {
    const code = `
      Reflect.ownKeys = Reflect.defineProperty = Object.is = () => { throw 1 };
      Array.prototype[Symbol.iterator] = Array.prototype.push = Array.prototype.map = () => { throw 2 };`;
    assert.match(String(await change(code, '[...[1, 2]].map((x) => x).length === 2')), /and 5 more/);
  });

  it('says so when a change cannot be undone', async () => {
    const other = await startSandbox(scripts);
    const code = 'Object.defineProperty(Set.prototype, "stuck", { value: 1 })';
    const [, first, second] = (await other.call('guarded', { code })) as unknown[];
    assert.equal(first, 'the function adds Set.prototype.stuck, which outlives the call and cannot be undone');
    assert.equal(second, first);
    await other.dispose();
  });

  it('sees that a built-in was frozen', async () => {
    const other = await startSandbox(scripts);
    const [, first] = (await other.call('guarded', { code: 'Object.freeze(Map.prototype)' })) as unknown[];
    assert.match(String(first), /changes Map\.prototype\..*cannot be undone/);
    await other.dispose();
  });

  it('takes a few milliseconds at most', async () => {
    await sandbox.call('cost', null);
    const ms = (await sandbox.call('cost', null)) as number;
    assert.ok(ms < 10, `a check took ${ms} ms`);
  });
});
