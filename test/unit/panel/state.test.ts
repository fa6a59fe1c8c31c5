import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hasStep, stateAt } from '../../../media/panel/player/state.ts';
import type { ReplayStep, ReplayTrack } from '../../../src/shared/replay.ts';
import type { Wire } from '../../../src/shared/values.ts';

function step(index: number, variables: Record<string, Wire>, whole = false): ReplayStep {
  return { index, range: null, kind: 'write', name: 'x', value: 0, depth: 1, whole, variables };
}

function track(steps: readonly ReplayStep[], total: number): ReplayTrack {
  return { outcome: { output: null, threw: null, mutated: [], sameAs: null }, refused: null, total, steps };
}

describe('a step of a replay', () => {
  it('has every variable as it is after it, whichever windows were recorded', () => {
    const writes = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(9)), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(writes, fc.nat(59), fc.nat(30), (all, start, length) => {
        const from = start % all.length;
        const known: Record<string, Wire> = {};
        const states = all.map(([name, value]) => ({ ...Object.assign(known, { [name]: value }) }));
        const windowed = all.slice(from, from + length + 1).map(([name, value], i) => {
          return i === 0 ? step(from, states[from] ?? {}, true) : step(from + i, { [name]: value });
        });
        const recorded = track(windowed, all.length);
        for (const [index, expected] of states.entries()) {
          const inside = index >= from && index <= from + length;
          const state = stateAt(recorded, index);
          assert.equal(hasStep(recorded, index), inside);
          assert.deepEqual(state && Object.fromEntries(state.variables), inside ? expected : null);
        }
      }),
    );
  });

  it('tells what it changed, but not where a window begins', () => {
    const recorded = track([step(5, { a: [1, 2], i: 0 }, true), step(6, { a: [1, 3] }), step(7, { j: 1 })], 9);
    assert.equal(stateAt(recorded, 5)?.changes.size, 0);
    assert.deepEqual([...(stateAt(recorded, 6)?.changes.get('a') ?? [])], ['1']);
    assert.deepEqual([...(stateAt(recorded, 7)?.changes.get('j') ?? [])], ['']);
    assert.equal(hasStep(recorded, 9), true);
  });
});
