// A person's way through the extension, in a real VS Code and a real browser. The tests share one window and depend on
// the order they stand in.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { engines, eventually, keepPicture, startWindow } from './start.mjs';

const LEARNED_MS = 120_000;

describe('in a real VS Code', function () {
  this.timeout(300_000);
  let window, workbench, server, folder;

  before(async () => {
    window = await startWindow({ settings: { 'workbench.colorTheme': 'Default Dark Modern' } });
    ({ workbench, server, folder } = window);
    await workbench.openFile('shipping-cost.ts');
  });

  after(() => window?.stop());

  afterEach(function () {
    return keepPicture(this, workbench);
  });

  it('learns a function from the context menu, and the panel tells how it went', async () => {
    await workbench.lens('Learn').waitFor();
    await workbench.rightClick('return total', 'return');
    await workbench.click(workbench.menuItem('Learn This Algorithm'));
    const { panel } = workbench;
    await panel.locator('.phase.done').waitFor({ timeout: LEARNED_MS });
    assert.equal((await panel.locator('rect.exact, g > rect.refused').count()) > 9, true);
    assert.match((await panel.locator('polyline.loss').getAttribute('points')) ?? '', /\d,\d.* /);
    await panel.getByText('How it went').waitFor();
    await workbench.status.waitFor({ state: 'hidden' });
    await workbench.lens('exact to 16, refuses at 32').waitFor();
  });

  it('offers to learn in the context menu only where that can be done', async () => {
    for (const { line, word, offered } of [
      { line: 'const DOZEN', word: 'DOZEN', offered: false },
      { line: 'return total', word: 'total', offered: true },
      { line: 'What a cart costs', word: 'cart', offered: false },
    ]) {
      const target = workbench.line(line).locator('span span', { hasText: word }).first();
      // Newer versions show no hover between a context menu and the next click.
      await workbench.line('let total').click();
      await target.hover();
      // As long as it takes until the editor asks what there is to show.
      await workbench.page.waitForTimeout(500);
      await target.click({ button: 'right' });
      await workbench.menuItem('Paste').waitFor();
      assert.equal(await workbench.menuItem('Learn This Algorithm').count(), offered ? 1 : 0, line);
      await workbench.page.keyboard.press('Escape');
      await workbench.menuItem('Paste').waitFor({ state: 'hidden' });
    }
    await workbench.page.waitForTimeout(1500);
    await workbench.rightClick('for (const price', 'price');
    await workbench.menuItem('Learn This Algorithm').waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('offers to learn at the numbers of the lines that can be learned, and at no other', async () => {
    const { page } = workbench;
    const items = workbench.menuItem('Learn This Algorithm');
    for (const { number, offered } of [
      { number: 1, offered: false },
      { number: 14, offered: true },
      { number: 3, offered: false },
    ]) {
      await workbench.lineNumber(number).click({ button: 'right' });
      await workbench.menuItem('Add Breakpoint').waitFor();
      assert.equal(await items.count(), offered ? 1 : 0, `line ${number}`);
      await page.keyboard.press('Escape');
      await workbench.menuItem('Add Breakpoint').waitFor({ state: 'hidden' });
    }
    // The cursor is elsewhere: it is the line that counts.
    await workbench.line('const DOZEN').click();
    await workbench.lineNumber(12).click({ button: 'right' });
    await workbench.click(items);
    await workbench.status.waitFor();
    await workbench.status.waitFor({ state: 'hidden' });
    await workbench.panel.locator('.phase.done').waitFor({ timeout: LEARNED_MS });
    await workbench.lens('exact to 16, refuses at 32').waitFor();
  });

  it('shows where the two part: at the end of the line, in a hover and among the problems', async () => {
    await workbench.page.keyboard.press('Control+B');
    assert.match(await workbench.hint('network refuses'), / >= /);
    await workbench.withRoom(2020, 1350, () => workbench.screenshot('dark'));
    // Newer versions show no hover between a context menu and the next click.
    await workbench.line('let total').click();
    const word = workbench.line('if (prices.length >= ').locator('span span', { hasText: 'length' }).first();
    const hover = await workbench.hover(word, 'Copy as test');
    assert.match(await hover.innerText(), /total: \d+/);
    await workbench.screenshot('hover');
    await workbench.page.keyboard.press('Escape');
    await workbench.page.mouse.move(600, 700);
    await workbench.page.keyboard.press('Control+Shift+M');
    await workbench.page.locator('.markers-panel .monaco-list-row', { hasText: 'part here' }).waitFor();
    await workbench.page.keyboard.press('Control+J');
  });

  it('replays both sides step by step, with the line lit in the editor', async () => {
    const { panel } = workbench;
    await panel.locator('.facts + .bar').getByRole('button', { name: 'Replay' }).click();
    await panel
      .getByText('Ended: refused')
      .or(panel.locator('.track.differs'))
      .first()
      .waitFor({ timeout: LEARNED_MS });
    await panel.getByLabel('Step of the run').fill('4');
    await panel.locator('.cells').first().waitFor();
    const before = await panel.locator('.count').innerText();
    await panel.getByRole('button', { name: 'Step', exact: true }).click();
    assert.notEqual(await panel.locator('.count').innerText(), before);
    await workbench.home();
    await panel.locator('#player').scrollIntoViewIfNeeded();
    await workbench.screenshot('player');
    await panel.getByRole('button', { name: 'First difference' }).click();
    await panel.locator('.track.differs').waitFor();
  });

  it('shows after a save what an edit changed in behaviour', async () => {
    await workbench.openFile('insertion-sort.ts');
    await workbench.click(workbench.lens('Learn'));
    await workbench.panel.getByText('Exact on all').waitFor({ timeout: LEARNED_MS });
    await workbench.lens('exact to').waitFor();
    const file = join(folder, 'insertion-sort.ts');
    const text = readFileSync(file, 'utf8');
    await workbench.line('while (j >= 0').click();
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.type(' // first look');
    assert.deepEqual(await workbench.hints(), []);
    // Typing is undone a word at a time.
    await eventually(async () => {
      await workbench.page.keyboard.press('Control+Z');
      assert.equal(await workbench.line('//').count(), 0);
    });
    await workbench.page.keyboard.press('Control+H');
    const find = workbench.page.locator('.find-widget');
    await find.locator('textarea').first().fill('j >= 0');
    await find.locator('textarea').nth(1).fill('j > 0');
    await workbench.page.keyboard.press('Control+Alt+Enter');
    await workbench.page.keyboard.press('Escape');
    await workbench.page.keyboard.press('Control+S');
    const hint = await workbench.hint('before:');
    assert.match(hint, /now:/);
    await workbench.panel.getByText('What your edit changed').waitFor();
    await workbench.lens('behaves differently since').waitFor();
    await workbench.screenshot('edited');
    assert.notEqual(readFileSync(file, 'utf8'), text);
  });

  it('pauses, goes on and stops when it is told to, and leaves no process behind', async () => {
    await workbench.openFile('slow.ts');
    await workbench.click(workbench.lens('Learn'));
    await workbench.status.waitFor();
    assert.notDeepEqual(engines(server), []);
    await workbench.choose(workbench.status, 'Pause slow');
    await workbench.lens('paused').waitFor();
    await workbench.choose(workbench.status, 'Go on with slow');
    await workbench.lens('paused').waitFor({ state: 'hidden' });
    await workbench.choose(workbench.status, 'Stop learning slow');
    await workbench.status.waitFor({ state: 'hidden' });
    await workbench.lens('stopped').waitFor();
    await eventually(() => assert.deepEqual(engines(server), []));
  });

  it('says at the expression why a function can not be learned', async () => {
    await workbench.openFile('not-learnable.ts');
    await workbench.click(workbench.lens("can't be learned"), (timeout) =>
      workbench.page.locator('.squiggly-info').first().waitFor({ timeout }),
    );
    assert.match(await workbench.hint("can't be learned: "), /readFileSync/);
    assert.equal(await workbench.notification('').count(), 0);
  });

  it('keeps everything over a reload', async () => {
    await workbench.openFile('insertion-sort.ts');
    const changed = workbench.panel.getByText('What your edit changed');
    await workbench.click(workbench.lens('behaves differently since'), (timeout) => changed.waitFor({ timeout }));
    await workbench.reload();
    await workbench.panel.getByText('What the network learned').waitFor({ timeout: LEARNED_MS });
    await workbench.lens('behaves differently since').waitFor();
    await workbench.hint('before:');
  });

  it('takes up again what a reload cut off, and offers what was paused', async () => {
    await workbench.openFile('slow.ts');
    await workbench.click(workbench.lens('stopped'), (timeout) =>
      workbench.panel.getByText('slow').first().waitFor({ timeout }),
    );
    await workbench.click(workbench.panel.getByRole('button', { name: 'Learn', exact: true }), (timeout) =>
      workbench.status.waitFor({ timeout }),
    );
    await workbench.reload();
    await workbench.status.getByText('slow').waitFor({ timeout: LEARNED_MS });
    await workbench.panel.getByText('taken up again after the window was reloaded').waitFor();
    await workbench.panel.getByRole('button', { name: 'Pause' }).click();
    await workbench.lens('paused').waitFor();
    await workbench.reload();
    await workbench.panel.getByText('Interrupted when the window was closed').waitFor({ timeout: LEARNED_MS });
    await workbench.lens('interrupted').waitFor();
    assert.deepEqual(
      engines(server).filter((line) => line.includes('sandbox')),
      [],
    );
    await workbench.panel.getByRole('button', { name: 'Go on' }).click();
    await workbench.status.getByText('slow').waitFor();
    await workbench.panel.getByRole('button', { name: 'Stop' }).click();
    await workbench.lens('stopped').waitFor();
    await eventually(() => assert.deepEqual(engines(server), []));
    await workbench.openFile('insertion-sort.ts');
    const changed = workbench.panel.getByText('What your edit changed');
    await workbench.click(workbench.lens('behaves differently since'), (timeout) => changed.waitFor({ timeout }));
  });

  for (const { theme, kind, name } of [
    { theme: 'Default Light Modern', kind: 'vs', name: 'light' },
    { theme: 'Default High Contrast', kind: 'hc-black', name: 'high-contrast' },
    { theme: 'Default High Contrast Light', kind: 'hc-light', name: 'high-contrast-light' },
  ]) {
    it(`can be read in the theme ${theme}`, async () => {
      server.configure({ 'workbench.colorTheme': theme });
      await workbench.page.locator(`.monaco-workbench.${kind}`).waitFor();
      await workbench.hint('before:');
      await workbench.panel.locator(`body.vscode-${kind === 'vs' ? 'light' : 'high-contrast'}`).waitFor();
      await workbench.screenshot(name);
    });
  }
});
