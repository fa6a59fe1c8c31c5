import assert from 'node:assert/strict';
import fc from 'fast-check';
import { conform } from '../../../src/analyzer/inputs/conform.ts';
import { createGenerator } from '../../../src/analyzer/inputs/generate.ts';
import { shrinkInput } from '../../../src/analyzer/inputs/shrink.ts';
import { ANY_GRAPH, ANY_NUMBER, ANY_STRING, arrayOf, type InputSpec } from '../../../src/analyzer/inputs/spec.ts';
import { parameter, spec } from './support.ts';

const INTEGER = { ...ANY_NUMBER, integer: true } as const;
const LIST = spec([parameter('a', arrayOf(INTEGER))]);
const isUnsorted = (args: unknown[]): Promise<boolean> => {
  const [list] = args as [number[]];
  return Promise.resolve(list.some((x, i) => i > 0 && x < list[i - 1]!));
};

describe('inputs: shrinking', () => {
  it('makes an unsorted list of 10 a list of 2', async () => {
    assert.deepEqual(await shrinkInput(LIST, [[5, 9, 3, 7, -2, 8, 8, 1, 100, 4]], isUnsorted), [[1, 0]]);
  });

  it('keeps a list sorted while its target shrinks with it', async () => {
    const from = spec(
      [parameter('a', arrayOf(INTEGER, { order: 'ascending' })), parameter('x', INTEGER)],
      [{ kind: 'member', value: 'x', of: 'a' }],
    );
    const isSecond = ([a, x]: unknown[]): Promise<boolean> =>
      Promise.resolve((a as number[]).indexOf(x as number) >= 1);
    assert.deepEqual(await shrinkInput(from, [[1, 3, 5, 9, 12, 44, 60], 44], isSecond), [[0, 1], 1]);
  });

  it('keeps what mostly holds where it held, and not where it did not', async () => {
    const from = spec([parameter('a', arrayOf(INTEGER, { order: 'ascending', mostly: true }))]);
    const isLong = ([a]: unknown[]): Promise<boolean> =>
      Promise.resolve((a as number[]).length >= 2 && new Set(a as number[]).size > 1);
    assert.deepEqual(await shrinkInput(from, [[3, 4, 8, 9]], isLong), [[0, 1]]);
    assert.deepEqual(await shrinkInput(from, [[9, 4, 8, 3]], isUnsorted), [[1, 0]]);
  });

  it('keeps lists as long as each other, graphs square and positions inside', async () => {
    const pair = spec([parameter('a', arrayOf(INTEGER)), parameter('b', arrayOf(INTEGER))], [{ kind: 'sameLength', of: ['a', 'b'] }]); // prettier-ignore
    const differ = ([a, b]: unknown[]): Promise<boolean> => Promise.resolve((a as number[]).some((x, i) => x > (b as number[])[i]!)); // prettier-ignore
    assert.deepEqual(await shrinkInput(pair, [[1, 5, 2, 4], [3, 2, 9, 9]], differ), [[1], [0]]); // prettier-ignore
    const graph = spec([parameter('g', ANY_GRAPH), parameter('s', INTEGER)], [{ kind: 'index', index: 's', of: 'g', axis: 'rows' }]); // prettier-ignore
    const input = createGenerator(graph, 4).next(9, { exact: true });
    const small = await shrinkInput(graph, input, ([g]) =>
      Promise.resolve((g as number[][]).flat().some((w) => w > 0)),
    );
    assert.equal((small[0] as unknown[]).length, 2);
    assert.equal(conform(graph, small).broken, null);
  });

  it('shrinks strings to plain letters', async () => {
    const from = spec([parameter('s', ANY_STRING), parameter('t', ANY_STRING)]);
    const fails = ([s, t]: unknown[]): Promise<boolean> => Promise.resolve((s as string).length > 2 && (t as string).includes('l')); // prettier-ignore
    assert.deepEqual(await shrinkInput(from, ['hello world', 'yellow birds'], fails), ['aaa', 'l']);
  });

  it('always fails still, conforms, and stops at its limits', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1 }), fc.integer({ min: 0, max: 40 }), async (list, maxCalls) => {
        const total = (args: unknown[]): number => (args[0] as number[]).reduce((sum, x) => sum + Math.abs(x), 0);
        const half = total([list]) / 2;
        let calls = 0;
        const small = await shrinkInput(LIST, [list], (args) => Promise.resolve((calls++, total(args) >= half)), { maxCalls });
        assert.ok(total(small) >= half && calls <= maxCalls);
        assert.equal(conform(LIST, small).broken, null);
      }),
      { numRuns: 60, seed: 2 },
    ); // prettier-ignore
    let time = 0;
    const slow: InputSpec = LIST;
    const kept = await shrinkInput(slow, [[3, 2, 1]], () => Promise.resolve(true), {
      deadlineMs: 0,
      now: () => time++,
    });
    assert.deepEqual(kept, [[3, 2, 1]]);
  });
});
