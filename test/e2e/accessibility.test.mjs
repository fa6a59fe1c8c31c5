// The training panel for those who use it without a mouse, enlarged, or by ear: audited by axe-core in every theme.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { ensureChromium } from '../host/install.mjs';
import { openPanels } from './panel-page.mjs';
import { compareFor, learnFor, panelState, replayFor, specifyFor } from './recorded.mjs';

const example = (name) => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
const artefacts = fileURLToPath(new URL('../artefacts/', import.meta.url));
const THEMES = ['dark', 'light', 'high-contrast', 'high-contrast-light'];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

describe('the training panel for everybody', function () {
  this.timeout(180_000);
  let panels, recorded, shipping, states;

  before(async () => {
    panels = await openPanels(ensureChromium());
    recorded = await learnFor(example('insertion-sort.ts'), 'insertionSort', { sizes: [2, 8, 32], runs: 20 });
    shipping = await learnFor(example('shipping-cost.ts'), 'shippingCost', { sizes: [2, 8, 32], runs: 20 });
    const done = recorded.states.at(-1);
    const parted = shipping.states.at(-1);
    const replay = await replayFor(recorded, [[5, 2, 4, 6, 1, 3]]);
    const refused = await replayFor(shipping, parted.report.divergence.input);
    const compared = await compareFor(recorded, ['machine', 'transformer'], 1, { budget: 2, sizes: [2, 8], runs: 5 });
    const specification = { status: 'ready', report: await specifyFor(recorded) };
    const range = { file: '/f.ts', start: { line: 4, column: 1 }, end: { line: 4, column: 2 } };
    const failure = { message: 'It reads a file.', reasons: [{ range, reason: 'reads a file' }] };
    states = {
      'nothing learned': panelState(null, { others: [{ id: 'a', name: 'a' }] }),
      'what can not be learned': panelState({ ...recorded.states[0], phase: 'failed', failure }),
      'while it learns': panelState({ ...recorded.states[3], phase: 'learning' }),
      'an exact network': panelState(done, { replay: { status: 'ready', replay }, specification }),
      'a network that parts': panelState(parted, { replay: { status: 'ready', replay: refused } }),
      'after an edit': panelState({ ...parted, recheck: parted.report }),
      'networks side by side': panelState(compared),
    };
  });

  after(async () => {
    await panels?.close();
    recorded?.remove();
    shipping?.remove();
  });

  for (const theme of THEMES) {
    it(`has nothing that axe objects to in the theme ${theme}`, async () => {
      const panel = await panels.open(null, { theme, width: 900 });
      const found = [];
      for (const [name, state] of Object.entries(states)) {
        await panel.show(state);
        await unfold(panel.page);
        found.push(...(await audit(panel.page)).map((each) => `${name}: ${each}`));
      }
      assert.equal(found.join('\n'), '');
      await panel.close();
    });
  }

  it('keeps the keyboard where it is while the function is learned', async () => {
    const panel = await panels.open(states['an exact network'], { width: 900 });
    const { page } = panel;
    await unfold(page);
    const focused = () => page.evaluate(() => document.activeElement === window.held);
    for (const [role, name] of [
      ['button', 'Learn again'],
      ['button', 'Forget'],
      ['spinbutton', 'Budget, seconds'],
      ['combobox', 'Network to train'],
    ]) {
      await panel.show(states['an exact network']);
      const control = page.getByRole(role, { name });
      await control.focus();
      await control.evaluate((element) => (window.held = element));
      for (const current of recorded.states) {
        await panel.show(panelState(current));
        assert.ok(await focused(), `${name} has lost the focus`);
      }
    }
    await panel.close();
  });

  it('takes the keyboard to what is nearest when its control goes', async () => {
    const panel = await panels.open(states['while it learns'], { width: 900 });
    const { page } = panel;
    const focused = () => page.evaluate(() => document.activeElement.innerText);
    await page.getByRole('button', { name: 'Stop' }).focus();
    await panel.show(states['an exact network']);
    assert.equal(await focused(), 'Learn again');
    await panel.show(states['a network that parts']);
    await page.getByRole('button', { name: 'Train on this input' }).focus();
    await panel.show(states['while it learns']);
    assert.equal(await focused(), 'Pause');
    await panel.show(states['an exact network']);
    await page.getByRole('button', { name: 'Step', exact: true }).focus();
    await page.keyboard.press('End');
    assert.equal(await focused(), '▶', 'a button that is off stays where it is');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowLeft');
    assert.match(await page.locator('.count').innerText(), /^(\d+) \/ (?!\1$)\d+$/);
    await panel.close();
  });

  it('leaves the focus alone when it was given up', async () => {
    const panel = await panels.open(states['while it learns'], { width: 900 });
    const { page } = panel;
    await page.getByRole('button', { name: 'Stop' }).focus();
    await page.locator('body').click({ position: { x: 1, y: 1 } });
    await panel.show(states['an exact network']);
    assert.equal(await page.evaluate(() => document.activeElement.localName), 'body');
    await panel.close();
  });

  it('says what becomes of a run when it changes, not at each tick', async () => {
    const panel = await panels.open(null, { width: 900 });
    const { page } = panel;
    const said = [];
    await page.exposeFunction('say', (text) => said.at(-1) !== text && said.push(text));
    await panel.show(panelState(recorded.states[0]));
    await page.evaluate(() => {
      const tell = () => {
        for (const each of document.querySelectorAll('[role="status"], [role="alert"], [aria-live]')) {
          if (each.textContent) window.say(each.textContent);
        }
      };
      new MutationObserver(tell).observe(document.body, { childList: true, subtree: true, characterData: true });
      tell();
    });
    for (const current of recorded.states) await panel.show(panelState(current));
    assert.ok(recorded.states.length > said.length, `${recorded.states.length} states, said: ${said.join(' | ')}`);
    assert.deepEqual(said, ['Learning', 'Measuring on fresh inputs', 'Learned. exact up to size 32']);
    await panel.close();
  });

  it('takes who asks for a replay to the player, and leaves alone who types there', async () => {
    const panel = await panels.open(panelState(shipping.states.at(-1)), { width: 900, height: 500 });
    const { page } = panel;
    const replay = await replayFor(shipping, shipping.states.at(-1).report.divergence.input);
    const label = () => page.evaluate(() => document.activeElement.ariaLabel ?? document.activeElement.localName);
    await page.locator('.facts + .bar').getByRole('button', { name: 'Replay' }).focus();
    await page.keyboard.press('Enter');
    const loading = { status: 'loading', input: replay.input };
    await panel.show(panelState(shipping.states.at(-1), { replay: loading }));
    await panel.show(panelState(shipping.states.at(-1), { replay: { status: 'ready', replay } }));
    await page.waitForFunction(() => document.activeElement.ariaLabel === 'Step of the run');
    const [below, top] = await page.evaluate(() => [
      document.querySelector('header').getBoundingClientRect().bottom,
      document.querySelector('#player-title').getBoundingClientRect().top,
    ]);
    assert.ok(top >= below && top < 400, `the player begins at ${top}, the header ends at ${below}`);
    await page.getByLabel('Arguments of shippingCost').focus();
    await panel.show(panelState(shipping.states.at(-1), { replay: loading }));
    await panel.show(panelState(shipping.states.at(-1), { replay: { status: 'ready', replay } }));
    await page.getByLabel('Step of the run').waitFor();
    assert.equal(await label(), 'input');
    await panel.close();
  });

  it('fits into its place with text twice as large', async () => {
    const panel = await panels.open(null, { width: 640 });
    const { page } = panel;
    await page.evaluate(() => document.documentElement.style.setProperty('--vscode-font-size', '26px'));
    for (const [name, state] of Object.entries(states)) {
      await panel.show(state);
      await unfold(page);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.body.clientWidth);
      assert.ok(beyond <= 0, `${name}: ${beyond} pixels too wide`);
    }
    await panel.show(states['a network that parts']);
    await page.screenshot({ path: `${artefacts}panel-large-text.png`, fullPage: true });
    await page.setViewportSize({ width: 320, height: 900 });
    const source = page.locator('.listing td:nth-child(2)').filter({ visible: true });
    assert.ok(
      (await source.allInnerTexts()).every((text) => text !== ''),
      'no room is left for source that is not there',
    );
    await panel.close();
  });
});

/** Shows what is folded away, tables behind charts among it. */
function unfold(page) {
  return page.evaluate(() => {
    for (const each of document.querySelectorAll('details')) each.open = true;
  });
}

/** @returns what is wrong, a line for each element */
async function audit(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: 'tag', values } }),
    RULES,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any, all }) => `${id}: ${html.slice(0, 150)} ${[...any, ...all][0]?.message ?? ''}`),
  );
}
