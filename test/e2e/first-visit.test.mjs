// Somebody who has just installed the extension follows the walkthrough, from a window with nothing in it.
import assert from 'node:assert/strict';
import { keepPicture, startWindow } from './start.mjs';

/** What a first visit may take, from the walkthrough to the first curve. */
const LIMIT_MS = 60_000;

describe('on a first visit', function () {
  this.timeout(300_000);
  let window, workbench;

  before(async () => {
    window = await startWindow({ empty: true, settings: { 'security.workspace.trust.enabled': true } });
    ({ workbench } = window);
  });

  after(() => window?.stop());

  afterEach(function () {
    return keepPicture(this, workbench);
  });

  it('the walkthrough leads to the first curve within a minute', async () => {
    const { page, panel } = workbench;
    const started = performance.now();
    await workbench.walkthrough('Learn your first algorithm');
    await page.getByRole('button', { name: 'Open an Example' }).click();
    await workbench.lens('Learn').waitFor();
    // Back to the walkthrough, whose next step has a button of its own.
    await page.locator('.tab', { hasText: /Walkthrough|Welcome/ }).click();
    const learn = page.getByRole('button', { name: 'Learn This Algorithm' });
    await workbench.click(page.getByText('Learn it', { exact: true }), (timeout) => learn.waitFor({ timeout }));
    await workbench.click(learn);
    await panel.locator('polyline.loss').waitFor();
    const ms = performance.now() - started;
    await panel.getByText('Exact on all').waitFor();
    await workbench.screenshot('first-visit');
    assert.ok(ms < LIMIT_MS, `took ${(ms / 1000).toFixed(1)} s`);
    assert.equal(await workbench.notification('').count(), 0, 'no question in the way');
  });
});
