// Other networks and inputs of one's own, from the editor. The tests share one window and depend on their order.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { engines, eventually, keepPicture, startWindow } from './start.mjs';

const LEARNED_MS = 120_000;

describe('networks to compare with', function () {
  this.timeout(300_000);
  let window, workbench, panel, folder, server;

  before(async () => {
    const settings = {
      'workbench.colorTheme': 'Default Dark Modern',
      'understudy.budget': 8,
      'understudy.sizes': [2, 4, 8, 16, 32, 64],
      'understudy.runsPerSize': 20,
    };
    window = await startWindow({ settings });
    ({ workbench, folder, server } = window);
    ({ panel } = workbench);
    await workbench.openFile('minimum.ts');
  });

  after(() => window?.stop());

  afterEach(function () {
    return keepPicture(this, workbench);
  });

  it('are learned from the panel, which tells what there is to tell of them', async () => {
    await workbench.click(workbench.lens('Learn'));
    await panel.locator('.phase.done').waitFor({ timeout: LEARNED_MS });
    await panel.getByText('Options').click();
    await panel.getByLabel('Network to train').selectOption('transformer');
    await panel.getByRole('button', { name: 'Learn again' }).click();
    await panel.getByText('by a transformer').waitFor({ timeout: LEARNED_MS });
    await panel.getByText('answers a call as a whole').waitFor();
    await panel.getByLabel('Arguments of minimum').fill('[5, 2, 4]');
    await panel.locator('form').getByRole('button', { name: 'Replay', exact: true }).click();
    await panel.getByText('it answers the call as a whole').waitFor({ timeout: LEARNED_MS });
    await panel.locator('.track').first().getByText('let least = Infinity').waitFor();
    await workbench.screenshot('transformer');
    await panel.getByLabel('Network to train').selectOption('machine');
    await panel.getByLabel('Steps it watches').selectOption('statement');
    await panel.getByRole('button', { name: 'Learn again' }).click();
    await panel.getByText('Exact on all').waitFor({ timeout: LEARNED_MS });
  });

  it('have curves, scores and runs by size like the machine, and are looked at with inputs of their own', async () => {
    await panel.getByLabel('Network to train').selectOption('mpnn');
    await panel.getByLabel('Budget, seconds').fill('5');
    await panel.getByLabel('Sizes measured').fill('4, 8, 16');
    await panel.getByLabel('Sizes measured').press('Tab');
    await panel.getByRole('button', { name: 'Learn again' }).click();
    await panel.getByText('by an MPNN').waitFor({ timeout: LEARNED_MS });
    const points = await panel.locator('polyline.loss').getAttribute('points');
    assert.ok(points.split(' ').length > 2, `a curve of loss: ${points}`);
    assert.equal(await panel.locator('g > rect.exact').count(), 3);
    await panel.locator('.legend').getByText('CLRS score').waitFor();
    await panel.getByText('Table of the sizes').click();
    const scores = await panel.locator('details[open] tbody tr td:last-child').allInnerTexts();
    assert.ok(scores.length === 3 && scores.every((score) => /^\d+\.\d%$/.test(score)), scores.join());
    await panel.getByText(/^Trained .* weights on calls of size up to 16/).waitFor();
    await workbench.screenshot('mpnn');
  });

  it('are compared in the background, and the chart is kept as a file', async () => {
    const section = panel.locator('section', { hasText: 'Networks side by side' });
    await section.getByRole('checkbox', { name: 'mpnn' }).uncheck();
    await section.getByRole('button', { name: 'Compare networks' }).click();
    await workbench.status.getByText('comparing networks').waitFor();
    await section.getByText('Table of the comparison').waitFor({ timeout: LEARNED_MS });
    await workbench.status.waitFor({ state: 'hidden', timeout: LEARNED_MS });
    await eventually(async () => assert.equal(await section.locator('g.series').count(), 3));
    await section.scrollIntoViewIfNeeded();
    await workbench.screenshot('compared');
    for (const [format, begin] of [
      ['svg', '<svg'],
      ['html', '<!doctype html>'],
    ]) {
      await section.getByRole('button', { name: `Save as ${format.toUpperCase()}` }).click();
      const input = workbench.page.locator('.quick-input-widget input.input');
      await input.waitFor();
      await workbench.page.keyboard.press('Enter');
      const file = join(folder, `minimum.compared.${format}`);
      await eventually(() => assert.ok(existsSync(file)));
      await eventually(() => assert.ok(readFileSync(file, 'utf8').startsWith(begin)));
    }
    await eventually(() => assert.deepEqual(engines(server), []));
  });

  it('have a specification, as a table', async () => {
    await panel.getByRole('button', { name: 'Infer it' }).click();
    await panel.locator('.probes').getByText('values', { exact: true }).waitFor({ timeout: LEARNED_MS });
    await panel.getByLabel('Hints are sampled').waitFor();
    await panel.locator('.probes').scrollIntoViewIfNeeded();
    await workbench.screenshot('specification');
  });

  it('learn from inputs of one’s own, where none can be made', async () => {
    const { page } = workbench;
    await workbench.openFile('bag.ts');
    await workbench.click(workbench.lens("can't be learned"), (timeout) =>
      page.locator('.squiggly-info').first().waitFor({ timeout }),
    );
    await workbench.hint('Learn with Inputs of My Own');
    const begin = page.locator('.quick-input-list .monaco-list-row', { hasText: 'Write countLarge.inputs.mjs' });
    // The place is selected: what can be done about it is in its light bulb.
    await page.keyboard.press('Control+.');
    await page.locator('.action-widget').getByText('Learn with inputs of my own…').waitFor();
    await page.keyboard.press('Enter');
    await begin.click();
    await page.locator('.tab.active', { hasText: 'countLarge.inputs.mjs' }).waitFor();
    const file = join(folder, 'countLarge.inputs.mjs');
    const text = readFileSync(file, 'utf8');
    assert.match(text, /export function inputs\(size, random\)/);
    writeFileSync(file, text.replace('return [', 'return [{ items: ').replace(/\];\n\}/, ' }];\n}'));
    await workbench.openFile('bag.ts');
    await workbench.line('let count').click();
    await workbench.command('Learn with Inputs of My Own');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Use countLarge.inputs.mjs' }).click();
    await panel.getByText('Exact on all').waitFor({ timeout: LEARNED_MS });
    await workbench.lens('exact to 64').waitFor();
    await panel.locator('.options').getByText('countLarge.inputs.mjs').waitFor({ state: 'attached' });
  });
});
