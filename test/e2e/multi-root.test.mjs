// A workspace of two folders that hold files of the same names, with models out of sight and in the folders. The tests of a
// window depend on the order they stand in.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { engines, eventually, keepPicture, startWindow } from './start.mjs';

const LEARNED_MS = 120_000;
const ROOTS = ['first', 'second'];
const FILE = 'insertion-sort.ts';

for (const storage of ['workspaceStorage', 'workspaceFolder']) {
  describe(`in a workspace of two folders, models in ${storage}`, function () {
    this.timeout(300_000);
    let window, workbench, server, folder;

    before(async () => {
      window = await startWindow({ roots: ROOTS, settings: { 'understudy.storage': storage } });
      ({ workbench, server, folder } = window);
    });

    after(() => window?.stop());

    afterEach(function () {
      return keepPicture(this, workbench);
    });

    it('learns functions of the same name in both', async () => {
      for (const root of ROOTS) {
        await workbench.openFile(`${root}/${FILE}`);
        await workbench.click(workbench.lens('Learn'), (timeout) =>
          workbench.lens('Learn').waitFor({ state: 'hidden', timeout }),
        );
      }
      for (const root of ROOTS) {
        await workbench.openFile(`${root}/${FILE}`);
        await workbench.lens('exact to').waitFor({ timeout: LEARNED_MS });
      }
      await eventually(() => assert.deepEqual(engines(server), []));
      assert.deepEqual(ROOTS.map(stored), storage === 'workspaceFolder' ? [1, 1] : [0, 0]);
    });

    it('shows an edit in the one that was edited, after a save', async () => {
      await workbench.openFile(`second/${FILE}`);
      await edit();
      await workbench.hint('before:');
      await workbench.panel.getByText('What your edit changed').waitFor();
      await workbench.openFile(`first/${FILE}`);
      await workbench.lens('exact to').waitFor();
      assert.deepEqual(await workbench.hints(), []);
    });

    it('and in the other one', async () => {
      await edit();
      await workbench.hint('before:');
      await workbench.lens('behaves differently since').waitFor();
      await eventually(() => assert.deepEqual(engines(server), []));
    });

    it('lists both, and leads to the one that is chosen', async () => {
      await workbench.command('Focus on Learned Algorithms View');
      const rows = workbench.page.locator('.pane-body .monaco-list-row', { hasText: 'insertionSort' });
      await eventually(async () => assert.equal(await rows.count(), 2));
      for (const root of ROOTS) {
        const row = rows.filter({ hasText: root });
        await row.hover();
        await row.getByRole('button', { name: 'Go to the Function' }).click();
        await workbench.tab(`${root}/${FILE}`).waitFor();
        await row.click();
        await workbench.panel
          .locator('option:checked', { hasText: `insertionSort (${root}/${FILE})` })
          .waitFor({ state: 'attached' });
      }
    });

    it('restores both after a reload', async () => {
      await workbench.reload();
      for (const root of ROOTS) {
        await workbench.openFile(`${root}/${FILE}`);
        await workbench.lens('behaves differently since').waitFor({ timeout: LEARNED_MS });
        await workbench.hint('before:');
      }
    });

    /** How many models a folder holds. */
    function stored(root) {
      const there = readdirSync(join(folder, root)).includes('.understudy');
      return there ? readdirSync(join(folder, root, '.understudy')).filter((name) => name.endsWith('.json')).length : 0;
    }

    async function edit() {
      const { page } = workbench;
      await workbench.line('while (j >= 0').click();
      await page.keyboard.press('Control+H');
      const find = page.locator('.find-widget.visible');
      await find.locator('textarea').first().fill('j >= 0');
      await find.locator('textarea').nth(1).fill('j > 0');
      await page.keyboard.press('Control+Alt+Enter');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+S');
    }
  });
}
