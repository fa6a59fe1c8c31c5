import assert from 'node:assert/strict';
import fc from 'fast-check';
import { apart, linear, logarithmic, roundTicks } from '../../../media/panel/scales.ts';
import { shownEntries } from '../../../media/panel/story-entries.ts';
import type { StoryEntry } from '../../../src/shared/panel.ts';

const places = { from: 46, to: 400 };

describe('scales', () => {
  it('put equal ratios of sizes at equal distances, inside the axis', () => {
    const x = logarithmic([2, 4, 8, 1000], places);
    assert.ok(Math.abs(x(8) - x(4) - (x(4) - x(2))) < 1e-9);
    fc.assert(
      fc.property(fc.array(fc.nat(1e6), { minLength: 1 }), (sizes) => {
        const scale = logarithmic(sizes, places);
        for (const size of sizes) assert.ok(scale(size) > places.from && scale(size) < places.to);
      }),
    );
    assert.equal(x(0), x(1));
  });

  it('stay finite where all values are one', () => {
    assert.ok(Number.isFinite(linear({ from: 3, to: 3 }, places)(3)));
    assert.ok(Number.isFinite(logarithmic([1], places)(1)));
  });

  it('have few round ticks that do not run into each other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (most) => {
        const ticks = roundTicks(most);
        assert.ok(ticks.length >= 2 && ticks.length <= 12, `${ticks.length} ticks up to ${most}`);
        assert.equal(new Set(ticks).size, ticks.length);
        const scale = linear({ from: 0, to: most }, places);
        const kept = apart(ticks, scale, 30).map(scale);
        for (const [i, at] of kept.entries()) if (i > 0) assert.ok(at - (kept[i - 1] ?? 0) >= 30);
        assert.equal(apart(ticks, scale, 30).at(-1), ticks.at(-1));
      }),
    );
  });
});

describe('the story of a run', () => {
  const traced = (informative: number, traces = 1): StoryEntry => ({
    kind: 'traced',
    traces,
    steps: 9,
    informative,
    inputs: [],
  });
  const trained: StoryEntry = { kind: 'trained', round: 0, iterations: 5, loss: 1, accuracy: 1, choices: 2, only: 1 };

  it('tells searches that found nothing as one, and nothing else', () => {
    const shown = shownEntries([traced(0), trained, traced(0, 2), traced(0, 3), traced(1, 4), traced(0, 5)]);
    assert.deepEqual(
      shown.map((each) => (each.kind === 'quiet' ? [each.searches, each.last.traces] : each.entry.kind)),
      ['traced', 'trained', [2, 3], 'traced', [1, 5]],
    );
    assert.deepEqual(
      shown.map((each) => each.kind === 'entry' && each.isFirst),
      [true, false, false, false, false],
    );
  });
});
