import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inTheEditor } from '../../../src/extension/engine/advice.ts';

/** Options that are named where an editor never comes: it gives no dialect, learns register machines only, and prints no steps. */
const COMMAND_LINE_ONLY = ['dialect', 'network', 'loop', 'no-steps'];

describe("the engine's advice in the editor", () => {
  it('names settings in place of options', () => {
    assert.equal(
      inTheEditor('The disk is full: give a folder on another disk with --out.'),
      'The disk is full: give a folder on another disk with the setting understudy.storage.',
    );
    assert.match(inTheEditor('allow more time (--timeout), or'), /\(the setting understudy\.timeout\), or/);
  });

  it('knows every option that a message of the engine names', () => {
    const unknown = ['engine', 'analyzer/sandbox', 'trainer'].flatMap((folder) => {
      const root = path.join('src', folder);
      return readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .flatMap(
          (name) => readFileSync(path.join(root, name), 'utf8').match(/(?:with|pass|leave|\() ?--[a-z-]+/g) ?? [],
        )
        .filter((text) => !COMMAND_LINE_ONLY.some((option) => text.endsWith(option)))
        .filter((text) => inTheEditor(text) === text);
    });
    assert.deepEqual(unknown, []);
  });
});
