import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { holdsResult, treeKind, type TreeKind } from '../../../src/extension/learning/state.ts';
import { divergence, learned, report } from './learned.ts';

const parted = report({ divergence: divergence() });

describe('the state of a learned function', () => {
  it('tells one that parts from its function from one that does not', () => {
    assert.equal(treeKind(learned(), false), 'learned');
    assert.equal(treeKind(learned({ report: parted }), false), 'parted');
    assert.equal(treeKind(learned({ recheck: parted }), false), 'parted');
    assert.equal(treeKind(learned({ report: parted, recheck: report() }), false), 'learned');
  });

  it('tells what is under way', () => {
    assert.equal(treeKind(learned({ phase: 'learning', report: null }), true), 'busy');
    assert.equal(treeKind(learned({ phase: 'checking', report: parted }), true), 'busy');
    assert.equal(treeKind(learned({ phase: 'learning', report: null, paused: true }), true), 'paused');
    assert.equal(treeKind(learned({ phase: 'failed', report: null }), false), 'unfinished');
  });

  it('decides which of the menu in the view there is', () => {
    const kinds: readonly TreeKind[] = ['learned', 'parted', 'paused', 'busy', 'unfinished'];
    const where = (command: string): TreeKind[] => kinds.filter((kind) => inMenu(command, kind));
    assert.deepEqual(where('replay'), ['parted']);
    for (const command of ['recheck', 'compare', 'export']) assert.deepEqual(where(command), ['learned', 'parted']);
    assert.deepEqual(where('relearn'), ['learned', 'parted', 'unfinished']);
    assert.deepEqual(where('cancel'), ['paused', 'busy']);
    assert.deepEqual(where('remove'), kinds);
  });

  it('holds a result once there was one, whatever has become of it since', () => {
    assert.equal(holdsResult(learned()), true);
    assert.equal(holdsResult(learned({ phase: 'checking' })), true);
    for (const phase of ['failed', 'cancelled', 'interrupted', 'learning'] as const)
      assert.equal(holdsResult(learned({ phase, report: null })), false, phase);
    const result = { networks: [] } as never;
    const comparison = { state: 'done', doing: '', result, text: '' } as const;
    assert.equal(holdsResult(learned({ phase: 'failed', report: null, comparison })), true);
  });
});

/** Whether a command is in the menu of a tree item; all of its places must agree. */
function inMenu(command: string, kind: TreeKind): boolean {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { menus: { 'view/item/context': { command: string; when: string }[] } };
  };
  const shown = contributes.menus['view/item/context']
    .filter((item) => item.command === `understudy.${command}`)
    .map(({ when }) => {
      const [, is, matches] = /viewItem (?:== (\w+)|=~ \/(.+)\/)$/.exec(when) ?? [];
      return is === undefined ? new RegExp(matches ?? '').test(kind) : is === kind;
    });
  assert.equal(new Set(shown).size, 1, command);
  return shown[0] === true;
}
