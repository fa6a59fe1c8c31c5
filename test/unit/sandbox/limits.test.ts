import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox } from '../../../src/analyzer/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/analyzer/sandbox/sandbox.ts';
import { LimitError } from '../../../src/shared/executor.ts';
import type { LimitKind } from '../../../src/shared/executor.ts';
import { buildScripts } from './build.ts';
import type { Scripts } from './build.ts';

describe('sandbox limits', function () {
  this.timeout(120_000);
  let scripts: Scripts;
  let sandbox: Sandbox;
  /** With little memory, so that filling it is quick. */
  let small: Sandbox;

  before(async () => {
    scripts = await buildScripts();
    [sandbox, small] = await Promise.all([startSandbox(scripts), startSandbox({ ...scripts, memoryMb: 128 })]);
  });
  after(async () => {
    await Promise.all([sandbox.dispose(), small.dispose()]);
    await scripts.remove();
  });

  async function ends(call: Promise<unknown>, kind: LimitKind, lost: boolean): Promise<void> {
    await assert.rejects(call, (error) => {
      assert.ok(error instanceof LimitError, String(error));
      assert.deepEqual([error.kind, error.lost], [kind, lost]);
      assert.match(error.message, /: \w.*\.$/, 'says what to do next');
      return true;
    });
  }

  const endless: Record<string, string> = {
    'a loop': 'for (;;);',
    'a loop in try/finally': 'for (;;) try { for (;;); } finally { for (;;); }',
    'a loop in a catch-all': 'for (;;) try { for (;;); } catch { continue; }',
    'a loop in a function that catches and calls itself': '(function f() { try { for (;;); } finally { f(); } })()',
    'a generator': '[...(function* () { for (;;) yield; })()].length',
    'a regular expression': '/^(a+)+$/.test("a".repeat(40) + "b")',
    'promise jobs': '(function f() { Promise.resolve().then(f); })()',
    'a getter read by the handler': '({ toString() { for (;;); } })',
  };
  for (const [name, code] of Object.entries(endless)) {
    it(`ends ${name} and keeps what was loaded`, async () => {
      const before = (await sandbox.call('count', null)) as number;
      await ends(sandbox.call('run', { code }, { timeoutMs: 100 }), 'time', false);
      assert.equal(await sandbox.call('count', null), before + 1);
    });
  }

  it('drops promise jobs of a call that ran out of time', async () => {
    const code = 'globalThis.late = 0; (function f() { late++; Promise.resolve().then(f); })(); for (;;);';
    await ends(sandbox.call('run', { code }, { timeoutMs: 50 }), 'time', false);
    const late = await sandbox.call('run', { code: 'late' });
    assert.equal(await sandbox.call('run', { code: 'late' }), late);
  });

  it('kills the process for a built-in function that cannot be interrupted', async () => {
    const code = 'Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)';
    await ends(sandbox.call('run', { code }, { timeoutMs: 100 }), 'time', true);
    assert.equal(await sandbox.call('count', null), 1);
  });

  it('ends limits inside limits one by one', async () => {
    assert.equal(await sandbox.call('nest', { code: 'for (;;);', ms: 50 }), 'time in ok');
    assert.equal(await sandbox.call('nest', { code: '1', ms: 50 }), 'ok in ok');
    assert.equal(await sandbox.call('nest', { code: 'for (;;);', ms: 10_000 }), 'unreached in time');
    // Both at about the same moment: the inner one must not swallow the end of the outer one.
    for (const ms of [385, 395, 400]) {
      assert.match(
        (await sandbox.call('nest', { code: 'for (;;);', ms })) as string,
        /^(time in ok|unreached in time)$/,
      );
    }
  });

  // A stopped process is one that the machine gives no time at all.
  const posix = process.platform === 'win32' ? null : it;
  posix?.('does not count time in which the process could not run, and runs what it ended again', async () => {
    const { pid } = sandbox;
    assert.ok(pid !== undefined);
    // Ends by the clock on the wall, whether the timer or the loop is first to see that it is late.
    const code = '() => { globalThis.begun ??= Date.now(); while (Date.now() < begun + 3000); return "done"; }';
    const call = sandbox.call('settle', { code, ms: 2000 });
    await sleep(200);
    process.kill(pid, 'SIGSTOP');
    await sleep(3200);
    process.kill(pid, 'SIGCONT');
    assert.equal(await call, 'value done');
    await sandbox.call('run', { code: 'delete globalThis.begun' });
  });

  it('runs promise jobs before a limit ends', async () => {
    const code = 'async () => { let n = 0; for (let i = 0; i < 1000; i++) n += await i; return n; }';
    assert.equal(await sandbox.call('settle', { code }), 'value 499500');
    assert.equal(await sandbox.call('settle', { code: 'async () => { throw 7; }' }), 'error 7');
    assert.equal(await sandbox.call('settle', { code: '() => new Promise(() => {})' }), 'pending');
    assert.equal(await sandbox.call('settle', { code: 'async () => { for (;;) await 0; }', ms: 50 }), 'time');
  });

  it('does not mind rejections that nobody handles', async () => {
    const before = (await sandbox.call('count', null)) as number;
    await sandbox.call('run', { code: 'void Promise.reject(new Error("unheard"))' });
    assert.equal(await sandbox.call('count', null), before + 1);
  });

  it('lets recursion go 50,000 deep', async () => {
    const code = '(function f(a, b, c, d) { return a === 0 ? 0 : 1 + f(a - 1, b, c, [d]); })(50000, 1, 2, 3)';
    assert.equal(await sandbox.call('run', { code }), '50000');
  });

  it('lets the realm catch unbounded recursion, and reports it when it does not', async () => {
    const caught = 'function f() { f(); } try { f(); } catch (e) { String(e instanceof RangeError); }';
    assert.equal(await sandbox.call('run', { code: caught }), 'true');
    await ends(sandbox.call('run', { code: '(function f() { f(); })()' }), 'stack', false);
  });

  const hungry: Record<string, string> = {
    objects: 'const all = []; for (;;) all.push({ x: [1, 2, 3] });',
    'typed arrays': 'const all = []; for (;;) all.push(new Uint8Array(1e6).fill(1));',
    'array buffers': 'const all = []; for (;;) { all.push(new ArrayBuffer(1e6)); new Uint8Array(all.at(-1)).fill(1); }',
    strings: 'const all = []; for (let i = 0; ; i++) all.push(("x".repeat(1e5) + i).split("").reverse().join(""));',
    'one array': 'const all = []; for (;;) all.push(1.5);',
    'promise jobs': 'const f = () => { for (let i = 0; i < 1000; i++) Promise.resolve({}).then(f); }; f();',
  };
  for (const [name, code] of Object.entries(hungry)) {
    it(`ends a call that fills memory with ${name}`, async () => {
      await ends(small.call('run', { code: `{ ${code} }` }, { timeoutMs: 60_000 }), 'memory', true);
      assert.equal(await small.call('count', null), 1);
    });
  }

  it("leaves doubling a string to V8's own limit", async () => {
    await assert.rejects(small.call('run', { code: '{ let s = "x"; for (;;) s += s; }' }), /Invalid string length/);
  });
});
