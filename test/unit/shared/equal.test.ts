import assert from 'node:assert/strict';
import { sameValue } from '../../../src/shared/equal.ts';

describe('sameValue', () => {
  class Point {
    constructor(readonly x: number) {}
  }
  const cycle = (x: number): unknown => {
    const node: { x: number; self?: unknown } = { x };
    node.self = node;
    return node;
  };
  const sparse = (): unknown[] => {
    const list: unknown[] = [1, 2, 3];
    delete list[1];
    return list;
  };
  const failing = (message: string): unknown => ({
    get x(): never {
      throw new Error(message);
    },
  });
  const twice = (item: unknown): unknown => [item, item];

  const same: readonly (readonly [string, unknown, unknown])[] = [
    ['NaN', NaN, NaN],
    ['nested values', { a: [1, { b: 'x' }] }, { a: [1, { b: 'x' }] }],
    ['maps in order', new Map([[1, [2]]]), new Map([[1, [2]]])],
    ['sets', new Set([1, 2]), new Set([1, 2])],
    ['instances of classes', new Point(1), new Point(1)],
    ['typed arrays', new Uint8Array([1, 2]), new Uint8Array([1, 2])],
    ['dates', new Date(5), new Date(5)],
    ['regular expressions', /a/g, /a/g],
    ['errors', new RangeError('m'), new RangeError('m')],
    ['cycles', cycle(1), cycle(1)],
    ['holes', sparse(), sparse()],
    ['functions', () => 1, () => 2],
    ['symbols by description', Symbol('s'), Symbol('s')],
    ['what is shared in both', twice([1]), twice([1])],
    ['getters that throw the same', failing('m'), failing('m')],
  ];
  for (const [name, a, b] of same) it(`finds equal: ${name}`, () => assert.ok(sameValue(a, b) && sameValue(b, a)));

  const different: readonly (readonly [string, unknown, unknown])[] = [
    ['0 and −0', 0, -0],
    ['1 and "1"', 1, '1'],
    ['null and undefined', null, undefined],
    ['a hole and undefined', sparse(), [1, undefined, 3]],
    ['a missing and an undefined property', {}, { a: undefined }],
    ['another order of keys', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['another order of a set', new Set([1, 2]), new Set([2, 1])],
    ['an array and an object with its keys', ['x'], { 0: 'x' }],
    ['another class', new Point(1), { x: 1 }],
    ['a list and a typed array', [1], new Uint8Array([1])],
    ['no prototype', Object.create(null), {}],
    ['another kind of error', new RangeError('m'), new Error('m')],
    ['another message', new Error('m'), new Error('n')],
    ['another flag', /a/, /a/g],
    ['another date', new Date(5), new Date(6)],
    ['a bigint and a number', 1n, 1],
    ['one list twice and two lists', twice([1]), [[1], [1]]],
    ['a cycle and a copy of its first turn', cycle(1), { x: 1, self: { x: 1 } }],
    ['getters that throw something else', failing('m'), failing('n')],
    ['a getter that throws and a value', failing('m'), { x: 1 }],
  ];
  for (const [name, a, b] of different) {
    it(`tells apart: ${name}`, () => assert.ok(!sameValue(a, b) && !sameValue(b, a)));
  }
});
