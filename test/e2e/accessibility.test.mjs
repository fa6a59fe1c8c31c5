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
