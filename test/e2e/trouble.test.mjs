// What goes wrong around the extension: it says so or recovers, and nothing stays busy. The tests share one window.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engines, eventually, keepPicture, ofGroup, startWindow } from './start.mjs';

/** A disk as small as one likes is there for who may mount it; where that is not allowed, the device that is always full has to do. */
function canMount() {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-mount-'));
  try {
    mount('-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', folder);
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function mount(...given) {
  execFileSync('mount', given, { stdio: 'ignore' });
}

const LEARNED_MS = 120_000;

describe('in trouble', function () {
  this.timeout(300_000);
  let window, workbench, server;

  before(async () => {
    window = await startWindow();
    ({ workbench, server } = window);
    await workbench.openFile('insertion-sort.ts');
    await workbench.click(workbench.lens('Learn'));
    await workbench.lens('exact to').waitFor({ timeout: LEARNED_MS });
  });

  after(() => window?.stop());

  afterEach(function () {
    return keepPicture(this, workbench);
  });

  /** Where the models of the workspace are, and the name of the only one. */
  function models() {
    const storage = join(server.home, 'data/User/workspaceStorage');
    const [folder] = readdirSync(storage)
      .map((name) => join(storage, name, 'understudy.understudy/models'))
      .filter((path) => readdirSync(join(path, '..', '..')).includes('understudy.understudy'));
    const [record] = readdirSync(folder).filter((name) => name.endsWith('.json'));
    return { folder, name: record.slice(0, -'.json'.length) };
  }

  async function idle() {
    await workbench.status.waitFor({ state: 'hidden' });
    await eventually(() => assert.deepEqual(engines(server), []));
  }

  it('tells that a full disk could not take the result, and shows it all the same', async () => {
    const { folder, name } = models();
    symlinkSync('/dev/full', join(folder, `${name}.json.new`));
    await workbench.panel.getByRole('button', { name: 'Learn again' }).click();
    const told = workbench.notification('could not be stored: ENOSPC');
    await told.waitFor({ timeout: LEARNED_MS });
    await workbench.lens('exact to').waitFor();
    await idle();
    assert.ok(!readdirSync(folder).includes(`${name}.json.new`));
    await workbench.command('Notifications: Clear All Notifications');
    await told.waitFor({ state: 'hidden' });
  });

  if (canMount()) {
    it('says that the disk is full when a model does not fit, and goes on once there is room', async () => {
      const { folder } = models();
      mount('-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', folder);
      try {
        await workbench.panel.getByRole('button', { name: 'Learn again' }).click();
        const told = workbench.panel.getByRole('alert').getByText(/disk is full/);
        await told.waitFor({ timeout: LEARNED_MS });
        await workbench.lens('could not be learned').waitFor();
        await idle();
      } finally {
        execFileSync('umount', ['-l', folder]);
      }
      await workbench.command('Notifications: Clear All Notifications');
      await workbench.panel.getByRole('button', { name: 'Learn', exact: true }).click();
      await workbench.lens('exact to').waitFor({ timeout: LEARNED_MS });
      await idle();
    });
  }

  it('says that the model is gone when its folder was deleted, and learns it again', async () => {
    const { folder, name } = models();
    rmSync(join(folder, name), { recursive: true });
    await workbench.line('return values').click();
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.type('values.length; ');
    await workbench.page.keyboard.press('Control+S');
    const { panel } = workbench;
    assert.match(await panel.getByRole('alert').innerText(), /model/);
    await workbench.lens('changed since it was learned').waitFor();
    await idle();
    await panel.getByRole('button', { name: 'Learn again' }).click();
    await workbench.lens('exact to').waitFor({ timeout: LEARNED_MS });
    await panel.getByRole('alert').waitFor({ state: 'hidden' });
    assert.ok(readdirSync(folder).includes(name));
    await idle();
  });

  it('leaves no engine behind when the extension host is killed, and takes its work up again', async () => {
    await workbench.openFile('slow.ts');
    await workbench.click(workbench.lens('Learn'));
    await workbench.status.waitFor();
    const before = await working();
    for (const line of hosts()) process.kill(pidOf(line), 'SIGKILL');
    await eventually(() => assert.deepEqual(alive(before), []));
    await workbench.status.getByText('slow').waitFor({ timeout: LEARNED_MS });
  });

  it('leaves no engine behind when all of VS Code is killed', async () => {
    const before = await working();
    process.kill(server.pid, 'SIGKILL');
    for (const line of hosts()) process.kill(pidOf(line), 'SIGKILL');
    await eventually(() => assert.deepEqual(alive(before), []));
  });

  /** Processes of an engine that trains, once its sandbox is there. */
  function working() {
    return eventually(() => {
      const lines = engines(server);
      assert.ok(lines.some((line) => line.includes('sandbox')));
      return lines.map(pidOf);
    });
  }

  function hosts() {
    return ofGroup(server.pid, /--type=extensionHost/);
  }
});

function pidOf(line) {
  return Number.parseInt(line, 10);
}

function alive(pids) {
  const now = execFileSync('ps', ['-eo', 'pid'], { encoding: 'utf8' }).split('\n').map(pidOf);
  return pids.filter((pid) => now.includes(pid));
}
