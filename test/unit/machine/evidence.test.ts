import assert from 'node:assert/strict';
import { Evidence } from '../../../src/trainer/machine/observe/evidence.ts';

describe('evidence', () => {
  it('takes back a visit that was cut off while it was noted', () => {
    const evidence = new Evidence();
    const [plus, minus, times] = ['+', '-', '*'].map((name) => evidence.add({ kind: 'property', name }));
    assert.ok(plus !== undefined && minus !== undefined && times !== undefined);
    evidence.note([plus, minus]);
    for (const cut of [0, 1]) assert.throws(() => evidence.note(endingAt(cut, [plus, minus, times])), /cut off/);
    assert.deepEqual(evidence.survivors(), [plus, minus]);
    assert.deepEqual(evidence.evidence(), [{ consistent: [plus, minus], count: 1 }]);
    assert.throws(() => evidence.note(endingAt(1, [plus, minus])), /cut off/);
    assert.deepEqual(evidence.evidence(), [{ consistent: [plus, minus], count: 1 }]);
    evidence.note([plus]);
    assert.deepEqual(evidence.survivors(), [plus]);
    assert.equal(evidence.evaluated, 2);
  });
});

/** A list that ends whoever reads one of its items a second time. */
function endingAt(at: number, items: readonly number[]): readonly number[] {
  let reads = 0;
  const list = [...items];
  Object.defineProperty(list, at, {
    get: () => {
      if (++reads === 2) throw new Error('cut off');
      return items[at];
    },
  });
  return list;
}
