import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sameValue } from '../../../src/shared/equal.ts';
import { decode, encode, WireError, type Wire } from '../../../src/shared/values.ts';

describe('wire values', () => {
  const leaf = fc.oneof(
    fc.string(),
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom(null, undefined, -0, NaN, Infinity, -Infinity),
    fc.bigInt(),
    fc.date().map((date) => new Date(date)),
    fc.uint8Array(),
    fc.float64Array(),
    fc.bigInt64Array(),
  );
  const key = fc.oneof(fc.string(), fc.constantFrom('$', '__proto__', 'constructor', 'value', '0'));
  const value = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(key, tie('any'), { maxKeys: 4, noNullPrototype: true }),
      fc.array(fc.tuple(tie('any'), tie('any')), { maxLength: 3 }).map((entries) => new Map(entries)),
      fc.array(tie('any'), { maxLength: 3 }).map((items) => new Set(items)),
    ),
  })).any;

  it('go through JSON and come back the same', () => {
    const property = fc.property(value, (given) => {
      const text = JSON.stringify(encode(given));
      assert.ok(sameValue(decode(JSON.parse(text) as Wire), given), text);
    });
    fc.assert(property, { numRuns: 500, seed: 1 });
  });

  it('are written as the contract says', () => {
    assert.deepEqual(encode([Infinity, -Infinity, NaN, -0, undefined, 12n]), [
      { $: 'Infinity' },
      { $: '-Infinity' },
      { $: 'NaN' },
      { $: '-0' },
      { $: 'undefined' },
      { $: 'bigint', value: '12' },
    ]);
    assert.deepEqual(encode(new Map([['k', new Set([1])]])), { $: 'Map', value: [['k', { $: 'Set', value: [1] }]] });
  });

  it('show what can not be read back', () => {
    const self: unknown[] = [];
    self.push(self);
    const failing = Object.defineProperty({}, 'x', {
      enumerable: true,
      get() {
        throw new Error('no');
      },
    });
    assert.deepEqual(encode([function named() {}, Symbol('s'), self, failing]), [
      { $: 'function', value: 'named' },
      { $: 'symbol', value: 's' },
      [{ $: 'cycle', value: 1 }],
      { x: { $: 'unreadable' } },
    ]);
  });

  it('read back what contains itself', () => {
    interface Node {
      key: number;
      next: Node | null;
      prev: Node | null;
      all: Node[];
    }
    const first: Node = { key: 1, next: null, prev: null, all: [] };
    Object.assign(first, { next: { key: 2, next: null, prev: first, all: [first] } });
    const again = decode(encode(first)) as Node;
    assert.notEqual(again, first);
    const { next } = again;
    assert.deepEqual([next?.prev === again, next?.all[0] === again], [true, true]);
  });

  it('are refused with a sentence that names the part', () => {
    const bad: readonly (readonly [Wire, RegExp])[] = [
      [{ $: 'nonsense' }, /nonsense/],
      [{ $: 'function', value: 'f' }, /function/],
      [{ $: 'bigint', value: '1.5' }, /bigint.*digits/],
      [{ $: 'bigint' }, /bigint.*digits/],
      [{ $: 'Map', value: [[1]] }, /Map.*pairs/],
      [{ $: 'Set', value: 3 }, /Set.*list/],
      [{ $: 'Uint8Array', value: null }, /Uint8Array.*list/],
      [{ $: 'BigInt64Array', value: [1] }, /BigInt64Array/],
      [{ $: 'Uint8Array', value: ['x'] }, /Uint8Array.*numbers/],
      [{ $: 'RegExp', value: ['(', ''] }, /RegExp/],
      [{ $: 'RegExp', value: ['a', 'zz'] }, /RegExp/],
      [{ $: 'Date', value: 'tomorrow' }, /Date/],
      [{ $: null }, /null/],
      [[{ deep: { $: 'nonsense' } }], /nonsense/],
      [{ $: 'cycle', value: 1 }, /cycle.*levels up/],
      [[{ $: 'cycle', value: 0 }], /cycle.*levels up/],
      [[{ $: 'cycle', value: 'up' }], /cycle.*levels up/],
    ];
    for (const [wire, message] of bad) {
      assert.throws(
        () => decode(wire),
        (error) => error instanceof WireError && message.test(error.message),
        JSON.stringify(wire),
      );
    }
  });
});
