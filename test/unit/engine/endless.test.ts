import assert from 'node:assert/strict';
import { Endless } from '../../../src/engine/realm/endless.ts';

describe('inputs that a function does not end on', () => {
  it('are told by what none that ended had', () => {
    const endless = new Endless();
    endless.noteEnded(['abc', 'a']);
    endless.noteEnded(['', 'b']);
    assert.equal(endless.likely(['abc', '']), false);
    endless.noteHung(['abc', '']);
    assert.equal(endless.likely(['x', '']), true);
    assert.equal(endless.likely(['', 'x']), false);
  });

  it('two things together are blamed when it happened twice', () => {
    const endless = new Endless();
    for (const input of [[0, 5, 1], [5, 2, -1], [3, 3, 0]]) endless.noteEnded(input); // prettier-ignore
    endless.noteHung([1, 9, -1]);
    assert.equal(endless.likely([2, 7, -2]), false);
    endless.noteHung([2, 8, -3]);
    assert.equal(endless.likely([2, 7, -2]), true);
    assert.equal(endless.likely([7, 2, -2]), false);
  });

  it('an input like one that ended later is drawn again', () => {
    const endless = new Endless();
    endless.noteHung([0]);
    assert.equal(endless.likely([0]), true);
    endless.noteEnded([0]);
    assert.equal(endless.likely([0]), false);
  });
});
