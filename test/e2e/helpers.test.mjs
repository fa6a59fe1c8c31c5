// What a learned function calls is edited, in its own file and in one that it imports. The tests depend on the order they stand in.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { engines, eventually, keepPicture, startWindow } from './start.mjs';

const LEARNED_MS = 120_000;

describe('a learned function that calls others', function () {
  this.timeout(300_000);
  let window, workbench, server, page;

  before(async () => {
    window = await startWindow();
    ({ workbench, server } = window);
    ({ page } = workbench);
    await workbench.openFile('basket.ts');
    await workbench.lens('Learn').waitFor();
    await workbench.rightClick('return total', 'return');
    await workbench.click(workbench.menuItem('Learn This Algorithm'));
    await workbench.lens('exact to').waitFor({ timeout: LEARNED_MS });
  });

  after(() => window?.stop());

  afterEach(function () {
    return keepPicture(this, workbench);
  });

  it('is changed when a helper in its file is, and told of what that changed after a save', async () => {
    await replace('return price - 2', 'price - 2', 'price - 3');
    await workbench.lens('changed since it was learned').waitFor();
    await page.keyboard.press('Control+S');
    await workbench.lens('behaves differently since').waitFor({ timeout: LEARNED_MS });
    assert.match(await workbench.hint('before:'), /now:/);
    await replace('return price - 3', 'price - 3', 'price - 2');
    await page.keyboard.press('Control+S');
    await workbench.lens('exact to').waitFor();
    await idle();
  });

  it('is not when its helpers are only elsewhere', async () => {
    await workbench.openFile('rates.ts');
    await workbench.line('const HIGH').click();
    await page.keyboard.press('Control+Shift+Enter');
    await page.keyboard.type('// Rates by price.');
    await workbench.line('by price.').waitFor();
    await page.keyboard.press('Control+S');
    await workbench.openFile('basket.ts');
    await workbench.lens('exact to').waitFor();
    await idle();
  });

  it('is changed when a file that it imports is, with the place shown there', async () => {
    await workbench.openFile('rates.ts');
    await replace('const HIGH', 'HIGH = 100', 'HIGH = 200');
    await page.keyboard.press('Control+S');
    assert.match(await workbench.hint('before:'), /now:/);
    await workbench.openFile('basket.ts');
    await workbench.lens('behaves differently since').waitFor();
    await idle();
  });

  it('remembers that over a reload, and sees what is taken back', async () => {
    await workbench.reload();
    await workbench.lens('behaves differently since').waitFor({ timeout: LEARNED_MS });
    await workbench.openFile('rates.ts');
    await workbench.hint('before:');
    await replace('const HIGH', 'HIGH = 200', 'HIGH = 100');
    await page.keyboard.press('Control+S');
    await workbench.openFile('basket.ts');
    await workbench.lens('exact to').waitFor();
  });

  it('is changed while another program has written something else into a file that it imports', async () => {
    const file = join(window.folder, 'rates.ts');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('HIGH = 100', 'HIGH = 300'));
    await workbench.lens('changed since it was learned').waitFor();
    writeFileSync(file, text);
    await workbench.lens('exact to').waitFor();
    await idle();
  });

  async function replace(line, what, by) {
    await workbench.line(line).click();
    await page.keyboard.press('Control+H');
    const find = page.locator('.find-widget.visible');
    await find.locator('textarea').first().fill(what);
    await find.locator('textarea').nth(1).fill(by);
    await page.keyboard.press('Control+Alt+Enter');
    await page.keyboard.press('Escape');
  }

  function idle() {
    return eventually(() => assert.deepEqual(engines(server), []));
  }
});
