// The whole way through the extension with the keyboard alone. The tests share one window and depend on the order they stand in.
import assert from 'node:assert/strict';
import { engines, eventually, keepPicture, startWindow } from './start.mjs';

const LEARNED_MS = 120_000;
/** More controls than the panel has: who has not come by then is caught. */
const MANY = 150;

describe('with the keyboard alone', function () {
  this.timeout(300_000);
  let window, workbench, page, panel, server, question;

  before(async () => {
    window = await startWindow({ settings: { 'workbench.colorTheme': 'Default Dark Modern' } });
    ({ workbench, server } = window);
    ({ page, panel } = workbench);
    question = page.locator('.monaco-dialog-box', { hasText: 'Delete what was learned of shippingCost?' });
    await page.evaluate(() => {
      globalThis.clicks = 0;
      document.addEventListener('pointerdown', () => globalThis.clicks++, { capture: true });
    });
  });

  after(() => window?.stop());

  afterEach(function () {
    return keepPicture(this, workbench);
  });

  it('learns the function at the cursor from the palette', async () => {
    await workbench.openFile('shipping-cost.ts');
    await workbench.lens('Learn').waitFor();
    await goToLine(12);
    await workbench.command('Understudy: Learn This Algorithm');
    await panel.locator('.phase.done').waitFor({ timeout: LEARNED_MS });
    assert.equal(await inPanel(), null, 'the text keeps the keyboard');
  });

  it('goes to where the two part as to a problem, and offers what to do there', async () => {
    await goToLine(1);
    await page.keyboard.press('F8');
    await page.locator('.zone-widget', { hasText: 'part here' }).waitFor();
    await page.keyboard.press('Escape');
    await fix('Copy this input as a test');
    await eventually(async () =>
      assert.match(await page.evaluate(() => window.navigator.clipboard.readText()), /deepStrictEqual\(shippingCost\(/),
    );
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    await page.locator('.monaco-hover:not(.hidden)', { hasText: 'Train on this input' }).first().waitFor();
    await page.keyboard.press('Escape');
    await fix('Replay where network and function part');
  });

  it('steps through a replay that takes the keyboard to the player', async () => {
    await at('Step of the run');
    const first = await panel.locator('.count').innerText();
    await page.keyboard.press('ArrowLeft');
    assert.notEqual(await panel.locator('.count').innerText(), first);
    await page.keyboard.press('Home');
    await tabTo('Step', { back: true });
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    assert.match(await panel.locator('.count').innerText(), /^3 \//);
    await tabTo('First difference');
    await page.keyboard.press('Space');
    await panel.locator('.track.differs').waitFor();
    await tabTo('Play', { back: true });
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await panel.getByText(/^2 \//).waitFor();
    await page.keyboard.press('Enter');
    assert.equal((await inPanel()).name, 'Play');
  });

  it('reaches everything in the panel, sees where it is, and gets out again at both ends', async () => {
    await intoPanel();
    await at('Play');
    const back = await walk('Shift+Tab');
    const forth = await walk('Tab');
    const names = forth.map(({ name }) => name);
    for (const name of [
      'Learn again',
      'Options',
      'Table of the sizes',
      'Table of the curves',
      'Copy as test',
      'Play',
      'Show line 12',
    ])
      assert.ok(names.includes(name), `${name} is not among ${names.join(', ')}`);
    assert.deepEqual(
      forth.filter(({ outline, hidden }) => hidden || outline === 'none').map(({ name }) => name),
      [],
      'where the focus is can be seen',
    );
    assert.ok(back.length < forth.length);
  });

  it('opens tables and options, and learns as they say', async () => {
    await workbench.command('Understudy: Show Training Panel');
    await isInPanel();
    await tabTo('Table of the sizes', { back: true });
    await page.keyboard.press('Enter');
    await panel.getByRole('columnheader', { name: 'refused' }).waitFor();
    await tabTo('Options', { back: true });
    await page.keyboard.press('Space');
    await tabTo('Seed');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('2');
    await tabTo('Learn again', { back: true });
    await page.keyboard.press('Enter');
    await panel.locator('.phase.learning, .phase.waiting').waitFor();
    await panel.locator('.phase.done').waitFor({ timeout: LEARNED_MS });
    assert.equal((await inPanel()).name, 'Learn again');
  });

  it('learns from the input on which the two parted', async () => {
    await workbench.openFile('shipping-cost.ts');
    await goToLine(1);
    await eventually(async () => assert.equal((await workbench.hints()).length > 0, true));
    await page.keyboard.press('F8');
    await page.locator('.zone-widget', { hasText: 'part here' }).waitFor();
    await page.keyboard.press('Escape');
    await fix('Train on this input');
    await workbench.lens('exact to 1,000').waitFor({ timeout: LEARNED_MS });
  });

  it('pauses, goes on, stops and forgets', async () => {
    await workbench.openFile('slow.ts');
    await workbench.lens('Learn').waitFor();
    await goToLine(3);
    await workbench.command('Understudy: Learn This Algorithm');
    await workbench.status.waitFor();
    await workbench.command('Understudy: Show Training Panel');
    await isInPanel();
    await tabTo('Pause');
    await page.keyboard.press('Enter');
    await workbench.lens('paused').waitFor();
    await at('Go on');
    await page.keyboard.press('Enter');
    await workbench.lens('paused').waitFor({ state: 'hidden' });
    await tabTo('Stop');
    await page.keyboard.press('Enter');
    await workbench.lens('stopped').waitFor();
    await at('Learn');
    await eventually(() => assert.deepEqual(engines(server), []));
    await tabTo('Forget');
    await page.keyboard.press('Enter');
    await at('shippingCost');
    await page.keyboard.press('Enter');
    await panel.locator('h1', { hasText: 'shippingCost' }).waitFor();
  });

  it('asks before it forgets what was learned, and leaves it where the answer is no', async () => {
    await tabTo('Forget');
    await page.keyboard.press('Enter');
    await question.waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'hidden' });
    await at('Forget');
    await panel.locator('h1', { hasText: 'shippingCost' }).waitFor();
  });

  it('does with learned algorithms what can be done from their menu', async () => {
    await inTree('Compare with the Function as It Is Now');
    await inTree('Go to the Function');
    await page.locator('.tab.active', { hasText: 'shipping-cost.ts' }).waitFor();
    assert.equal(await page.locator('.editor-group-container').count(), 2, 'it is shown beside the panel, not over it');
    await inTree('Learn Again');
    await workbench.status.waitFor();
    await workbench.lens('exact to').waitFor({ timeout: LEARNED_MS });
    await workbench.status.waitFor({ state: 'hidden' });
    await inTree('Export as a Module…');
    await page.locator('.quick-input-widget input.input').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: 'shipping-cost.learned.ts' }).waitFor();
    await inTree('Show Training Panel');
    await panel.locator('h1').waitFor();
    assert.equal(await workbench.menuItem('Replay Where They Part').count(), 0);
    await inTree('Delete');
    await question.waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.pane-body .monaco-list-row', { hasText: 'shippingCost' }).waitFor({ state: 'hidden' });
  });

  it('closes the panel, without ever having used the mouse', async () => {
    await intoPanel();
    await workbench.command('View: Close Editor');
    await page.locator('iframe.webview').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => globalThis.clicks), 0);
  });

  async function goToLine(line) {
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Control+G');
    await page.locator('.quick-input-widget input.input').waitFor();
    await page.keyboard.type(`${line}`);
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Chooses from the light bulb's menu, once it is offered. */
  async function fix(title) {
    const row = page.locator('.action-widget .monaco-list-row', { hasText: title });
    await eventually(async () => {
      await page.keyboard.press('Control+.');
      await row.waitFor({ timeout: 5000 });
    });
    await arrowTo(page.locator('.action-widget .monaco-list-row.focused', { hasText: title }));
  }

  /** Chooses from the menu of the learned algorithm that is on top. */
  async function inTree(title) {
    // VS Code finds nothing to focus in a view that it shows for the first time.
    await eventually(async () => {
      await workbench.command('Focus on Learned Algorithms View');
      await page.locator('.pane-body .monaco-list:focus-within').waitFor({ timeout: 5000 });
    });
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+F10');
    await workbench.menuItem(title).waitFor();
    await arrowTo(page.locator('.monaco-menu .action-item.focused', { hasText: title }));
  }

  async function arrowTo(focused) {
    for (let left = 30; (await focused.count()) === 0; left--) {
      assert.ok(left > 0, 'the arrow keys do not get there');
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
  }

  /** The control of the panel that has the keyboard; null where the keyboard is elsewhere. */
  async function inPanel() {
    if (!(await page.evaluate(() => document.activeElement?.matches('iframe.webview')))) return null;
    return panel.locator('body').evaluate(() => {
      const { activeElement: element } = document;
      if (!document.hasFocus() || element === document.body) return null;
      const { top, bottom } = element.getBoundingClientRect();
      const name = element.ariaLabel || element.labels?.[0]?.innerText || element.innerText;
      const header = document.querySelector('header')?.getBoundingClientRect().bottom ?? 0;
      const behind = !element.closest('header') && top < header - 4;
      const hidden = behind || bottom > window.innerHeight + 1;
      return { name: name.split('\n')[0].trim(), outline: getComputedStyle(element).outlineStyle, hidden };
    });
  }

  async function intoPanel() {
    await page.keyboard.press('Control+2');
    await isInPanel();
  }

  function isInPanel() {
    return eventually(async () => assert.ok(await panel.locator('body').evaluate(() => document.hasFocus())));
  }

  function at(name) {
    return eventually(async () => assert.equal((await inPanel())?.name, name));
  }

  async function tabTo(name, { back = false } = {}) {
    const seen = [];
    for (let left = MANY; left > 0; left--) {
      const here = await inPanel();
      if (here?.name === name) return;
      seen.push(here?.name);
      await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
    }
    assert.fail(`${name} is not among ${seen.join(', ')}`);
  }

  /** Every control from the panel's beginning or end until the keyboard leaves it. */
  async function walk(key) {
    const controls = [];
    for (let left = MANY; left > 0; left--) {
      await page.keyboard.press(key);
      const here = await inPanel();
      if (here) controls.push(here);
      else if (controls.length > 0) return controls;
    }
    assert.fail(`the panel does not let go: ${controls.slice(-5).map(({ name }) => name)}`);
  }
});
