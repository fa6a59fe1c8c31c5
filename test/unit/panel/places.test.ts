import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changedPlaces, pointersInto, visible } from '../../../media/panel/player/places.ts';
import type { Wire } from '../../../src/shared/values.ts';

describe('what the player shows of a long array', () => {
  it('is in order, as much as fits, and holds what matters', () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.array(fc.integer({ min: -3, max: 520 }), { maxLength: 5 }),
        fc.integer({ min: 6, max: 30 }),
        (length, focus, most) => {
          const shown = visible(length, focus, most);
          assert.equal(shown.length, Math.min(length, most));
          assert.deepEqual(
            [...shown].sort((a, b) => a - b),
            shown,
          );
          assert.equal(new Set(shown).size, shown.length);
          for (const at of focus) if (at >= 0 && at < length) assert.ok(shown.includes(at));
        },
      ),
    );
  });

  it('is the beginning where nothing matters', () => {
    assert.deepEqual(visible(100, [], 4), [0, 1, 2, 3]);
  });
});

describe('pointers', () => {
  it('are the variables that index an array, up to one past its end', () => {
    const variables = new Map<string, Wire>([
      ['i', 2],
      ['j', 3],
      ['k', 4],
      ['x', 1],
      ['half', 0.5],
    ]);
    const indices = ['i', 'j', 'k', 'half'].map((name) => ({ of: 'a', name, axis: 0 }));
    assert.deepEqual(
      pointersInto('a', 0, 3, variables, [
        ...indices,
        { of: 'b', name: 'x', axis: 0 },
        { of: 'a', name: 'x', axis: 1 },
      ]),
      [
        ['i', 2],
        ['j', 3],
      ],
    );
  });
});

describe('what a step changed', () => {
  it('is named down to the place', () => {
    assert.deepEqual([...changedPlaces([1, 2, 3], [1, 9, 3])], ['1']);
    assert.deepEqual([...changedPlaces([[0], [1]], [[0], [2]])], ['1.0']);
    assert.deepEqual([...changedPlaces([1], [1, 2])], ['1']);
    assert.deepEqual([...changedPlaces([1, 2], [1])], ['']);
    assert.deepEqual([...changedPlaces({ a: 1 }, { a: 1, b: 2 })], ['b']);
    const map = (...pairs: Wire[]): Wire => ({ $: 'Map', value: pairs });
    assert.deepEqual([...changedPlaces(map(['a', 1]), map(['a', 2], ['b', 1]))], ['"a"', '"b"']);
    assert.deepEqual([...changedPlaces('ab', 'abc')], ['2']);
    assert.deepEqual([...changedPlaces(1, [1])], ['']);
  });

  it('is nothing where nothing did', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) =>
        assert.equal(changedPlaces(value as Wire, structuredClone(value) as Wire).size, 0),
      ),
    );
  });
});
