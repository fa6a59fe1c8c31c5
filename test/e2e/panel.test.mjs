// The training panel by itself, fed with what the engine found: looks, keyboard, policy.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { translatableTexts } from '../../scripts/l10n.mjs';
import { ensureChromium } from '../host/install.mjs';
import { openPanels } from './panel-page.mjs';
import { compareFor, learnFor, panelState, replayFor, specifyFor } from './recorded.mjs';

const example = (name) => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
const artefacts = fileURLToPath(new URL('../artefacts/', import.meta.url));
const BFS = `BFS(G, s)
  for each vertex u in G.V
      u.d = ∞
  s.d = 0
  Q = ∅
  ENQUEUE(Q, s)
  while Q ≠ ∅
      u = DEQUEUE(Q)
      for each v in G.Adj[u]
          if v.d == ∞
              v.d = u.d + 1
              ENQUEUE(Q, v)
`;
const TREE = `interface Tree { value: number; left: Tree | null; right: Tree | null }
export function total(tree: Tree | null): number {
  if (tree === null) return 0;
  return tree.value + total(tree.left) + total(tree.right);
}
`;
const LIST = `interface List { value: number; next: List | null }
export function last(list: List | null): number {
  let found = 0;
  let node = list;
  while (node !== null) {
    found = node.value;
    node = node.next;
  }
  return found;
}
`;
const RECORDS = `interface Person { name: string; age: number }
export function oldest(people: Person[]): number {
  let age = 0;
  for (const person of people) if (person.age > age) age = person.age;
  return age;
}
`;
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

  it('can be used with the keyboard alone, and tells the editor what is asked', async () => {
    const panel = await panels.open(state, { width: 900 });
    const { page } = panel;
    await page.getByRole('button', { name: 'Step', exact: true }).focus();
    assert.equal(await page.locator('.count').innerText(), '1 / 60');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.locator('.count').innerText(), '3 / 60');
    await page.keyboard.press('End');
    assert.equal(await page.locator('.count').innerText(), '60 / 60');
    await page.keyboard.press('Home');
    const lit = (await panel.requests()).filter(({ type }) => type === 'light').map(({ range }) => range.start.line);
    assert.deepEqual([lit[0], lit.length > 3], [8, true]);
    await page.locator('body').click({ position: { x: 1, y: 1 } });
    const reached = [];
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(() => document.activeElement.ariaLabel ?? document.activeElement.innerText));
    }
    for (const name of ['Learn again', 'Replay', 'Play', 'Step of the run', 'Show line 8']) {
      assert.ok(reached.includes(name), `${name} is not reached: ${reached.join(', ')}`);
    }
    await panel.close();
  });

  it('has a name for everything that can be used or seen', async () => {
    const panel = await panels.open(state, { width: 900 });
    for (const role of ['button', 'combobox', 'textbox', 'slider', 'img', 'table', 'spinbutton', 'checkbox']) {
      for (const each of await panel.page.getByRole(role).all()) {
        const text = await each.evaluate((node) => node.ariaLabel || node.innerText || node.labels?.[0]?.innerText);
        assert.ok(text, `a ${role} has no name: ${await each.evaluate((node) => node.outerHTML.slice(0, 200))}`);
      }
    }
    await panel.close();
  });

  it('names what is wrong with arguments, and replays them once they are right', async () => {
    const panel = await panels.open(state);
    const box = panel.page.getByLabel('Arguments of insertionSort');
    for (const [text, problem] of [
      ['[3, 1', 'a comma or ] was expected, at character 6'],
      ['[1], 2', 'insertionSort takes 1 argument; here: 2.'],
    ]) {
      await box.fill(text);
      await panel.page.keyboard.press('Enter');
      await panel.page.getByRole('alert').getByText(problem).waitFor();
    }
    await panel.requests();
    await box.fill('[3, 1, Infinity]');
    await panel.page.keyboard.press('Enter');
    const asked = (await panel.requests()).filter(({ type }) => type === 'replay');
    assert.deepEqual(asked, [{ type: 'replay', id: state.current.id, input: [[3, 1, { $: 'Infinity' }]] }]);
    await panel.close();
  });

  it('speaks the language of the editor throughout', async () => {
    const texts = Object.fromEntries(translatableTexts().map((text) => [text, `⟦${text}⟧`]));
    const panel = await panels.open(state, { width: 900, language: 'de', texts });
    const { page } = panel;
    const said = () =>
      page.evaluate(() => {
        const found = [];

        for (const node of document.body.querySelectorAll('*')) {
          if (['SCRIPT', 'CODE'].includes(node.tagName)) continue;
          const own = [...node.childNodes].filter(({ nodeType }) => nodeType === 3);
          const attributes = ['title', 'aria-label', 'aria-valuetext', 'placeholder'].map((name) =>
            node.getAttribute(name),
          );
          if (!node.closest('.cell, .scalars, .structure .name'))
            found.push(own.map(({ data }) => data).join(''), ...attributes);
        }
        return found.filter((text) => /\p{L}/u.test(text ?? ''));
      });
    // What the engine says, and what is the function's or a network's name.
    const given = /^(Understudy|insertionSort|machine|machine:statement|mpnn|transformer|SVG|HTML)$/;
    const others = { ...state.current, phase: 'failed', failure: { message: '', reasons: [] } };
    for (const shown of [
      state,
      ...recorded.states.map((each) => panelState(each)),
      panelState(others),
      panelState(null),
    ]) {
      await panel.show(shown);
      const untold = (await said()).filter((text) => {
        let left = text;
        while (/⟦[^⟦⟧]*⟧/.test(left)) left = left.replaceAll(/⟦[^⟦⟧]*⟧/g, '');
        return /\p{L}{2}/u.test(left) && !given.test(left.trim());
      });
      assert.deepEqual(untold, []);
    }
    await panel.show(state);
    await page.locator('text.tick', { hasText: '1.000' }).first().waitFor();
    await panel.close();
  });

  it('shows every state on the way, and asks to stop and to pause', async () => {
    const panel = await panels.open(panelState(recorded.states[0]));
    for (const current of recorded.states) await panel.show(panelState(current));
    await panel.page.getByText('Exact on all').waitFor();
    await panel.show(panelState({ ...recorded.states[2], phase: 'learning' }));
    await panel.page.getByRole('button', { name: 'Pause' }).click();
    await panel.show(panelState({ ...recorded.states[2], phase: 'learning', paused: true }));
    await panel.page.getByRole('button', { name: 'Go on' }).click();
    await panel.page.getByRole('button', { name: 'Stop' }).click();
    const asked = (await panel.requests()).map(({ type }) => type).filter((type) => type !== 'light');
    assert.deepEqual(asked, ['ready', 'pause', 'resume', 'stop']);
    assert.deepEqual(panel.problems, []);
    await panel.close();
  });

  it('shows of what can not be learned why, and no empty charts', async () => {
    const range = { file: '/f.ts', start: { line: 4, column: 1 }, end: { line: 4, column: 2 } };
    const failure = { message: 'It reads a file.', reasons: [{ range, reason: 'reads a file' }] };
    const panel = await panels.open(panelState({ ...recorded.states[0], phase: 'failed', failure }));
    const { page } = panel;
    await page.getByRole('alert').getByText('It reads a file.').waitFor();
    assert.equal(await page.locator('svg').count(), 0);
    await panel.requests();
    await page.getByRole('button', { name: 'line 4' }).click();
    assert.deepEqual(await panel.requests(), [{ type: 'reveal', range }]);
    await panel.close();
  });

  it('keeps its options with the editor, and offers steps to the network that takes some', async () => {
    const panel = await panels.open(state, { width: 900 });
    const { page } = panel;
    await page.getByText('Options').click();
    await page.getByLabel('Steps it watches').selectOption('statement');
    await page.getByLabel('Seed', { exact: true }).fill('7');
    await page.keyboard.press('Tab');
    await page.getByLabel('Network to train').selectOption('mpnn');
    assert.equal(await page.getByLabel('Steps it watches').isDisabled(), true);
    const sizes = page.getByLabel('Sizes measured');
    await sizes.focus();
    await sizes.fill('4, 8');
    await panel.show(state);
    assert.equal(await sizes.inputValue(), '4, 8', 'what is being typed stays');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Choose a module…' }).click();
    const asked = await panel.requests();
    const { wanted } = asked.filter(({ type }) => type === 'configure').at(-1);
    assert.deepEqual([wanted.network, wanted.steps, wanted.seed, wanted.sizes], ['mpnn', 'statement', 7, [4, 8]]);
    assert.deepEqual(asked.at(-1), { type: 'chooseGenerator', id: state.current.id });
    await panel.show({ ...state, current: { ...state.current, wanted: { ...wanted, generator: '/home/me/own.mjs' } } });
    await page.getByText('own.mjs').waitFor();
    await page.getByRole('button', { name: 'Infer', exact: true }).click();
    const { wanted: inferred } = (await panel.requests()).find(({ type }) => type === 'configure');
    assert.deepEqual([inferred.generator, inferred.network, inferred.seed], [null, 'mpnn', 7]);
    await panel.close();
  });

  it('shows networks side by side, and asks for them to be kept', async () => {
    const settings = { budget: 2, sizes: [2, 8, 32, 128], runs: 20 };
    const current = await compareFor(recorded, ['machine', 'transformer'], 2, settings);
    const panel = await panels.open(panelState(current), { width: 900 });
    const { page } = panel;
    const section = page.locator('section', { hasText: 'Networks side by side' });
    assert.equal(await section.locator('g.series').count(), 2);
    await section.getByText(/^machine: [\d,]+ parameters, [\d.]+ s of training, 2 seeds$/).waitFor();
    await section.getByText('Table of the comparison').click();
    assert.match(await section.locator('table').first().innerText(), /machine\s+100%\s+100%\s+100%\s+100%/);
    await section.getByRole('button', { name: 'Save as SVG' }).click();
    await section.getByRole('checkbox', { name: 'mpnn' }).uncheck();
    await section.getByRole('button', { name: 'Compare again' }).click();
    const networks = ['machine', 'machine:statement', 'transformer'];
    assert.deepEqual((await panel.requests()).slice(-2), [
      { type: 'saveComparison', id: current.id, format: 'svg' },
      { type: 'compare', id: current.id, networks, seeds: 1 },
    ]);
    await section.scrollIntoViewIfNeeded();
    for (const theme of THEMES) {
      await panel.theme(theme);
      await section.screenshot({ path: `${artefacts}compared-${theme}.png` });
    }
    assert.deepEqual(panel.problems, []);
    await panel.close();
  });

  it('tells of a network that takes no steps what there is to tell', async () => {
    const minimum = await learnFor(example('clrs/minimum.ts'), 'minimum', {
      ...{ network: 'transformer', budget: 15, sizes: [2, 4, 8, 16, 32, 64], runs: 20 },
    });
    try {
      const replay = await replayFor(minimum, [[5, 2, 4]]);
      const current = minimum.states.at(-1);
      const panel = await panels.open(panelState(current, { replay: { status: 'ready', replay } }), { width: 900 });
      const { page } = panel;
      await page.getByText('answers a call as a whole').waitFor();
      await page.getByText('it answers the call as a whole').waitFor();
      await page
        .locator('.track')
        .nth(1)
        .getByText(/^Answers: /)
        .waitFor();
      assert.match(await page.locator('polyline.accuracy').getAttribute('points'), /\d,\d/);
      assert.equal(await page.getByText('What it does not know').count(), 0);
      await page.screenshot({ path: `${artefacts}panel-transformer.png`, fullPage: true });
      assert.deepEqual(panel.problems, []);
      await panel.close();
    } finally {
      minimum.remove();
    }
  });

  it('shows the CLRS specification, and samples hints at the loop that is chosen', async () => {
    const bellman = await learnFor(example('clrs/bellman-ford.ts'), 'bellmanFord', { sizes: [8], runs: 5 });
    try {
      const report = await specifyFor(bellman);
      const panel = await panels.open(panelState(bellman.states.at(-1)), { width: 900 });
      const { page } = panel;
      await page.getByRole('button', { name: 'Infer it' }).click();
      await panel.show(panelState(bellman.states.at(-1), { specification: { status: 'ready', report } }));
      assert.equal(await page.locator('.probes tbody tr').count(), report.probes.length);
      const other = report.cycles.find(({ chosen }) => !chosen).range.start.line;
      await page.getByLabel('Hints are sampled').selectOption(`${other}`);
      const { id } = bellman.states[0];
      const asked = (await panel.requests()).filter(({ type }) => type === 'specify');
      assert.deepEqual(asked, [
        { type: 'specify', id, loop: null },
        { type: 'specify', id, loop: other },
      ]);
      await page
        .locator('section', { hasText: 'CLRS specification' })
        .screenshot({ path: `${artefacts}specification.png` });
      await page.setViewportSize({ width: 320, height: 900 });
      const lines = await page
        .locator('.probes code')
        .evaluateAll((names) => names.map((name) => name.getClientRects().length));
      assert.deepEqual(new Set(lines), new Set([1]), 'names stay whole where the table has to scroll');
      await panel.close();
    } finally {
      bellman.remove();
    }
  });

  it('goes through a run of a million steps, window by window', async () => {
    const walk = await learnFor(fileURLToPath(new URL('workspace/walk.ts', import.meta.url)), 'walk', {
      sizes: [8],
      runs: 5,
    });
    try {
      const first = await replayFor(walk, [2000]);
      assert.ok(first.real.total > 1_000_000, `${first.real.total} steps`);
      assert.ok(JSON.stringify(first).length < 1_000_000);
      const shown = panelState(walk.states.at(-1), { replay: { status: 'ready', replay: first } });
      const panel = await panels.open(shown);
      await panel.page.getByLabel('Step of the run').fill('1000000');
      await panel.page.getByText('Loading').first().waitFor();
      await panel.page.waitForFunction(() => window.requests.some(({ type }) => type === 'window'));
      const { from } = (await panel.requests()).find(({ type }) => type === 'window');
      assert.equal(from, 1_000_000);
      const next = await replayFor(walk, [2000], [{ from: from - 750, count: 1500 }]);
      await panel.show({ ...shown, replay: { status: 'ready', replay: next } });
      await panel.page.getByText('1,000,001 /').waitFor();
      await panel.page.locator('.scalars').first().getByText('sum =').waitFor();
      await panel.close();
    } finally {
      walk.remove();
    }
  });

  it('draws a graph that is an object, and what is told of its vertices', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'understudy-graph-'));
    const file = join(folder, 'bfs.pseudo');
    writeFileSync(file, BFS);
    const bfs = await learnFor(file, 'BFS', { sizes: [8], runs: 5 });
    try {
      const graph = { V: [1, 2, 3, 4], Adj: [[2, 3], [4], [4], []] }; // prettier-ignore
      const replay = await replayFor(bfs, [graph, 1]);
      const shown = panelState(bfs.states.at(-1), { replay: { status: 'ready', replay } });
      const panel = await panels.open(shown, { width: 900 });
      const at = replay.real.steps.find(({ name, value }) => name === 'v' && value === 4).index;
      await panel.page.getByLabel('Step of the run').fill(`${at}`);
      const track = panel.page.locator('.track').first();
      assert.deepEqual(await track.locator('.node > text:not(.pointer)').allTextContents(), ['1', '2', '3', '4']);
      assert.equal(await track.locator('.edge').count(), 4);
      await track.locator('.node.on').getByText('v', { exact: true }).waitFor();
      await track.getByText('.d', { exact: true }).waitFor();
      await panel.page.locator('#player').screenshot({ path: `${artefacts}player-graph.png` });
      assert.deepEqual(panel.problems, []);
      await panel.close();
    } finally {
      bfs.remove();
      rmSync(folder, { recursive: true });
    }
  });

  it('draws a tree as one, a linked list as cells and records as a table', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'understudy-nested-'));
    const leaf = (value) => ({ value, left: null, right: null });
    const shots = [
      ['tree', TREE, 'total', [{ value: 5, left: { ...leaf(3), right: leaf(4) }, right: leaf(8) }]],
      ['list', LIST, 'last', [{ value: 1, next: { value: 2, next: { value: 3, next: null } } }]],
      ['records', RECORDS, 'oldest', [[{ name: 'Ann', age: 31 }, { name: 'Bob', age: 47 }]]], // prettier-ignore
    ];
    try {
      const drawn = {};
      for (const [name, source, fn, input] of shots) {
        const file = join(folder, `${name}.ts`);
        writeFileSync(file, source);
        const learned = await learnFor(file, fn, { sizes: [4], runs: 5 });
        const replay = await replayFor(learned, input);
        const panel = await panels.open(panelState(learned.states.at(-1), { replay: { status: 'ready', replay } }));
        const first = panel.page.locator('.track').first();
        const texts = (selector) => first.locator('.structure').first().locator(selector).allInnerTexts();
        const nodes = await first.locator('.node > text').allTextContents();
        drawn[name] = [nodes, await texts('.cell code'), await texts('thead th')];
        await panel.page.locator('#player').screenshot({ path: `${artefacts}player-${name}.png` });
        assert.deepEqual(panel.problems, []);
        await panel.close();
        learned.remove();
      }
      assert.deepEqual(drawn, {
        tree: [['5', '3', '4', '8'], [], []],
        list: [[], ['1', '2', '3'], []],
        records: [[], [], ['name', 'age']],
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('draws a graph with the edge that is looked at', async () => {
    const bfs = await learnFor(example('clrs/bfs.ts'), 'bfs', { sizes: [8], runs: 5 });
    try {
      const ring = [0, 1, 2, 3, 4].map((u) =>
        [0, 1, 2, 3, 4].map((v) => ((u + 1) % 5 === v || (v + 1) % 5 === u ? 1 : 0)),
      );
      const replay = await replayFor(bfs, [ring, 0]);
      const panel = await panels.open(panelState(bfs.states.at(-1), { replay: { status: 'ready', replay } }), {
        width: 900,
      });
      const at = replay.real.steps.find(({ name, value, index }) => name === 'v' && value === 1 && index > 0).index;
      await panel.page.getByLabel('Step of the run').fill(`${at}`);
      assert.equal(await panel.page.locator('.track').first().locator('.edge').count(), 5);
      assert.equal(await panel.page.locator('.track').first().locator('.edge.on').count(), 1);
      await panel.page.getByRole('button', { name: 'as table' }).first().click();
      await panel.page.locator('table.grid').first().waitFor();
      await panel.close();
    } finally {
      bfs.remove();
    }
  });
});
