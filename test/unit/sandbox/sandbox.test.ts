import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox } from '../../../src/analyzer/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/analyzer/sandbox/sandbox.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { LimitError } from '../../../src/shared/executor.ts';
import { buildScripts } from './build.ts';
import type { Scripts } from './build.ts';

function alive(pid: number | undefined): boolean {
  assert.ok(pid !== undefined);
  try {
    process.kill(pid, 0);
    // Where nothing reaps orphans, a dead one keeps its entry as a zombie.
    return process.platform !== 'linux' || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function gone(pid: number | undefined, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs;
  while (performance.now() < end) {
    if (!alive(pid)) return;
    await sleep(10);
  }
  assert.fail(`process ${pid} is still there after ${withinMs} ms`);
}

describe('sandbox', function () {
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

  it('answers calls in the order they were made', async () => {
    const first = (await sandbox.call('count', null)) as number;
    const rest = await Promise.all([1, 2, 3].map(() => sandbox.call('count', null)));
    assert.deepEqual(rest, [first + 1, first + 2, first + 3]);
  });

  it('passes 30 MB there and back', async () => {
    const text = '"é\n\u2028🂡'.repeat(3e6);
    const { echoed } = (await sandbox.call('echo', { echoed: text })) as { echoed: string };
    assert.ok(echoed === text);
  });

  it('passes on what a handler throws, by its message', async () => {
    await assert.rejects(sandbox.call('run', { code: 'throw new TypeError("no such thing")' }), {
      name: 'Error',
      message: 'TypeError: no such thing',
    });
    await assert.rejects(sandbox.call('run', { code: 'not a program' }), /^Error: SyntaxError: /);
    await assert.rejects(sandbox.call('run', { code: 'throw { toString() { throw 1 } }' }), /cannot be shown/);
  });

  it('passes on errors meant for a person as such', async () => {
    await assert.rejects(sandbox.call('refuse', null), (error) => {
      assert.ok(error instanceof UserError);
      assert.equal(error.message, 'That is not to be had: ask for something else.');
      assert.equal(error.exitCode, 3);
      return true;
    });
  });

  it('tells time inside the realm', async () => {
    assert.ok(((await sandbox.call('elapsed', null)) as number) > 0);
  });

  it('says what is wrong when the realm script fails', async () => {
    const realmScript = `${scripts.realmScript}.broken.js`;
    await writeFile(realmScript, 'var understudyRealm = { start() { throw new Error("half built") } };');
    await assert.rejects(startSandbox({ ...scripts, realmScript }), /could not be started: Error: half built/);
  });

  it('says what is wrong when there is no such Node.js', async () => {
    await assert.rejects(startSandbox({ ...scripts, execPath: '/no/such/node' }), UserError);
  });

  // With a shell script in the place of Node.js.
  const posix = process.platform === 'win32' ? null : it;
  posix?.('runs no user code where the permission model is not in force', async () => {
    const execPath = `${scripts.processScript}.sh`;
    const script = `exec '${process.execPath}' --no-warnings '${scripts.processScript}'`;
    await writeFile(execPath, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    await assert.rejects(startSandbox({ ...scripts, execPath }), /no permission model/);
  });

  const linux = process.platform === 'linux' ? it : null;
  linux?.('uses no processor time while idle', async () => {
    const ticks = (): number => {
      const fields = readFileSync(`/proc/${sandbox.pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ');
      return Number(fields[11]) + Number(fields[12]);
    };
    await sandbox.call('count', null);
    await sleep(500);
    const before = ticks();
    await sleep(1000);
    // A hundredth of a second each; the collector may still be tidying up.
    assert.ok(ticks() - before <= 1, `${ticks() - before} ticks`);
  });

  it('leaves no process when disposed of, and fails the call under way', async () => {
    const other = await startSandbox({ ...scripts, lowPriority: true });
    const { pid } = other;
    const call = assert.rejects(other.call('run', { code: 'for (;;);' }), /closed before the call had ended/);
    await sleep(50);
    await other.dispose();
    await call;
    assert.equal(alive(pid), false);
    await assert.rejects(other.call('count', null), /closed/);
    await other.dispose();
  });

  it('says that what was loaded is lost when the process dies, also between calls, and then starts again', async () => {
    const other = await startSandbox(scripts);
    await other.call('count', null);
    process.kill(other.pid as number, 'SIGKILL');
    await gone(other.pid, 1000);
    await assert.rejects(other.call('count', null), (error) => {
      assert.ok(error instanceof LimitError);
      assert.deepEqual([error.kind, error.lost], ['exit', true]);
      return true;
    });
    assert.equal(await other.call('count', null), 1);
    await other.dispose();
  });

  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    it(`dies within a second when its parent gets ${signal}, even in the middle of an endless call`, async () => {
      const { parentScript, realmScript, processScript } = scripts;
      const parent = spawn(process.execPath, [parentScript, realmScript, processScript], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];
      await sleep(100);
      assert.equal(alive(Number(line)), true);
      parent.kill(signal);
      await gone(Number(line), 1000);
    });
  }

  /** The exit code of a program that begins with a sandbox. */
  async function exitOf(program: string): Promise<number> {
    const source = `
      import { startSandbox } from ${JSON.stringify(new URL('../../../src/analyzer/sandbox/sandbox.ts', import.meta.url).href)};
      const sandbox = await startSandbox(${JSON.stringify({ realmScript: scripts.realmScript, processScript: scripts.processScript })});
      ${program}`;
    const flags = ['--import', 'tsx', '--input-type=module', '-e', source];
    const parent = spawn(process.execPath, flags, { stdio: ['ignore', 'ignore', 'inherit'] });
    const [code] = (await once(parent, 'exit')) as [number];
    return code;
  }

  it('does not keep an idle parent from ending', async () => {
    assert.equal(await exitOf(''), 0);
  });

  it('keeps a parent that waits for its end, also where an answer comes in between', async () => {
    const program = `
      process.exitCode = 9;
      sandbox.call('count', null).catch(() => {});
      await new Promise((resolve) => setImmediate(resolve));
      const until = Date.now() + 500;
      while (Date.now() < until);
      await sandbox.dispose();
      process.exitCode = 7;`;
    assert.equal(await exitOf(program), 7);
  });
});
