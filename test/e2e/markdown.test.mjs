// Fenced blocks of pseudocode in Markdown have their colours, and nothing around them has.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, keepPicture, startWindow } from './start.mjs';

const BLOCK = 'FIND-IT(A, k)\n  while true do\n    return 7\n';
const FENCES = [
  ['```pseudocode', '```'],
  ['~~~algorithm', '~~~'],
  ['````Algo', '````'],
  ['```pseudo title="Find"', '```'],
  ['```{.pseudocode #find}', '```'],
];

describe('a Markdown file', function () {
  this.timeout(300_000);
  let window, workbench;

  before(async () => {
    window = await startWindow({ settings: { 'editor.semanticHighlighting.enabled': false } });
    ({ workbench } = window);
    const text = FENCES.map(([begin, end]) => `Prose while true.\n\n${begin}\n${BLOCK}${end}\n`).join('\n');
    writeFileSync(join(window.folder, 'fences.md'), text);
    writeFileSync(join(window.folder, 'whole.pseudo'), BLOCK);
    writeFileSync(
      join(window.folder, 'others.md'),
      '```ts\nwhile (true) {}\n```\n\n````md\n```pseudocode\nwhile true do\n```\n````\n\n```text\nwhile true do\n```\n\n- *last*\n',
    );
  });

  after(() => window?.stop());

  afterEach(function () {
    return keepPicture(this, workbench);
  });

  it('has its pseudocode in the colours of a file of pseudocode', async () => {
    await workbench.openFile('whole.pseudo');
    const wanted = await eventually(async () => {
      const found = await colours(['FIND-IT', 'while', '7']);
      assert.equal(new Set(found.flat()).size, 3, `${found}`);
      return found.map(([colour]) => colour);
    });
    await workbench.openFile('fences.md');
    await eventually(async () => {
      const [names, loops, numbers] = await colours(['FIND-IT', 'while', '7']);
      const each = FENCES.map(() => wanted[1]);
      assert.deepEqual(loops, each);
      assert.deepEqual([names, numbers], [FENCES.map(() => wanted[0]), FENCES.map(() => wanted[2])]);
    });
  });

  it('keeps its other blocks as they are', async () => {
    await workbench.openFile('others.md');
    await eventually(async () => {
      const [loops, last] = await colours(['while', 'last']);
      assert.equal(loops.length, 1, 'that of TypeScript alone is a token of its own');
      assert.equal(last.length, 0);
    });
  });

  /** @returns for each word the colours of the tokens that are just this word, from above */
  function colours(words) {
    return workbench.editor.evaluate((editor, wanted) => {
      const tokens = [...editor.querySelectorAll('.view-line span span')];
      tokens.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
      return wanted.map((word) =>
        tokens.filter(({ innerText }) => innerText.trim() === word).map((token) => getComputedStyle(token).color),
      );
    }, words);
  }
});
