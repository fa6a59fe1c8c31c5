import assert from 'node:assert/strict';
import { statusText, valueText } from '../../../src/extension/learning/text.ts';
import { exactTo } from '../../../src/shared/report.ts';
import { divergence, learned, report } from './learned.ts';

describe('texts of the editor', () => {
  it('writes values as code does, and cuts them', () => {
    assert.equal(valueText([1, 'a', { $: 'undefined' }, { $: 'bigint', value: '7' }]), '[1, "a", undefined, 7n]');
    assert.equal(valueText({ $: 'Map', value: [[1, 2]] }), 'Map { 1 → 2 }');
    assert.equal(valueText(Array.from({ length: 99 }, () => 1)).length, 40);
  });

  it('counts sizes as exact only up to the first failure', () => {
    const size = { runs: 10, refused: 0, wrong: 0, limited: 0, seconds: 0 };
    const sizes = [2, 4, 8].map((each) => ({ ...size, size: each, exact: each === 4 ? 9 : 10 }));
    assert.equal(exactTo(sizes), 2);
    assert.equal(exactTo([]), null);
  });

  it('tells a function in a few words', () => {
    assert.equal(statusText(learned({ phase: 'learning', progress: 0.42 })), '42%');
    assert.equal(statusText(learned({ report: report({ divergence: divergence() }) })), 'exact to 16, diverges at 32');
    assert.equal(statusText(learned({ recheck: report({ divergence: divergence() }) })), 'behaves differently since');
    assert.equal(statusText(learned({ recheck: report() })), 'edited, behaves the same');
  });
});
