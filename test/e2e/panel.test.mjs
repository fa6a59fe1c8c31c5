// The training panel by itself, fed with what the engine found: looks, keyboard, policy.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureChromium } from '../host/install.mjs';
import { openPanels } from './panel-page.mjs';
import { learnFor, panelState, replayFor } from './recorded.mjs';

const example = (name) => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
const artefacts = fileURLToPath(new URL('../artefacts/', import.meta.url));
const THEMES = ['dark', 'light', 'high-contrast', 'high-contrast-light'];

describe('the training panel', function () {
  this.timeout(120_000);
  let panels, recorded, state;

  before(async () => {
    mkdirSync(artefacts, { recursive: true });
    panels = await openPanels(ensureChromium());
    recorded = await learnFor(example('insertion-sort.ts'), 'insertionSort');
    const replay = await replayFor(recorded, [[5, 2, 4, 6, 1, 3]]);
    state = panelState(recorded.states.at(-1), { replay: { status: 'ready', replay } });
  });

  after(async () => {
    await panels?.close();
    recorded?.remove();
  });

  for (const theme of THEMES) {
    for (const width of [320, 700, 1200]) {
      it(`fits into ${width} pixels in the theme ${theme} and keeps to its policy`, async () => {
        const panel = await panels.open(state, { theme, width });
        const { page } = panel;
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.body.clientWidth);
        assert.ok(beyond <= 0, `the page is ${beyond} pixels too wide`);
        await page.screenshot({ path: `${artefacts}panel-${theme}-${width}.png`, fullPage: true });
        assert.deepEqual(panel.problems, []);
        await panel.close();
      });
    }
  }
});
