import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createBins, valuesOf, valueWidth, writeValue } from '../../../src/trainer/sequence/numbers.ts';
import { inputTokens } from '../../../src/trainer/sequence/tokens.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });

describe('values of numbers', () => {
  it('stand where the number begins', () => {
    const values = valuesOf(inputTokens([[12, -0.5, { $: 'Infinity' }], '7', null, 1e-7]));
    const told = values.filter((value) => !Number.isNaN(value));
    assert.deepEqual(told, [12, -0.5, Infinity, 1e-7]);
    assert.deepEqual(values.slice(0, 4), [NaN, 12, NaN, -0.5]);
  });

  it('the greater of two numbers reaches no less far into any bin, and those in different bins are told apart', () => {
    const numbers = fc.array(finite, { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(numbers, finite, finite, (seen, x, y) => {
        const bins = createBins([...seen, NaN, Infinity]);
        const told = [Math.min(x, y), Math.max(x, y)].map((value) => {
          const out = new Float32Array(valueWidth(bins));
          writeValue(out, 0, bins, value);
          return [...out];
        }) as [number[], number[]];
        const rank = told.map((parts) => (bins.length > 1 ? (parts.pop() ?? NaN) : 0)) as [number, number];
        assert.ok(rank[0] >= -2 && rank[0] <= rank[1] && rank[1] <= 2);
        assert.ok(told[0].every((part, i) => part >= 0 && part <= (told[1][i] ?? -1)));
        const apart = bins.some((bound, i) => i > 0 && bins.length > 1 && x <= (bins[i - 1] ?? 0) && bound <= y);
        if (apart) assert.notDeepEqual(told[0], told[1]);
      }),
    );
  });

  it('a function without numbers has bins too', () => {
    assert.deepEqual(createBins([NaN, Infinity]), []);
    assert.equal(valueWidth([]), 1);
  });
});
