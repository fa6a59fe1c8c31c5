// In a workspace that the user has not said to trust, nothing of it is run.
import assert from 'node:assert/strict';
import { engines, keepPicture, startWindow } from './start.mjs';

describe('in a workspace that is not trusted', function () {
  this.timeout(300_000);
  let window, workbench;

  before(async () => {
    const settings = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' };
    window = await startWindow({ settings, openFile: 'shipping-cost.ts' });
    ({ workbench } = window);
  });

  after(() => window?.stop());

  afterEach(function () {
    return keepPicture(this, workbench);
  });

  it('runs nothing and says what to do', async () => {
    const told = workbench.notification('trust this workspace first');
    await workbench.click(workbench.lens('Learn'), (timeout) => told.waitFor({ timeout }));
    await workbench.screenshot('untrusted');
    assert.deepEqual(
      engines(window.server).filter((line) => line.includes('sandbox')),
      [],
    );
    await workbench.status.waitFor({ state: 'hidden' });
  });
});
