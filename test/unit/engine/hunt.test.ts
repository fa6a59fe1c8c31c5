import assert from 'node:assert/strict';
import { decodeInput } from '../../../src/analyzer/inputs/functions.ts';
import { hunt } from '../../../src/engine/hunt.ts';
import type { Failure, RealmMethods } from '../../../src/engine/realm/protocol.ts';
import { RealmClient } from '../../../src/engine/realm-client.ts';
import { encode, type Wire } from '../../../src/shared/values.ts';
import { infer } from '../inputs/support.ts';

const SPEC = infer('export function f(values: number[]): number { return values.length; }');
const OUTCOME = { output: null, threw: null, mutated: [], sameAs: null };

/** A realm whose network fails on lists that `fails` tells, found on those that are given. */
function realm(given: readonly number[][], fails: (list: readonly number[]) => boolean): RealmClient {
  const failure = (list: readonly number[], step: number): Failure => {
    const refusal = { step, kind: 'ambiguous' as const };
    return { input: [encode(list)], kind: 'refused', expected: OUTCOME, got: OUTCOME, refusal };
  };
  const methods: { [M in 'hunt' | 'draw' | 'differs']: (request: RealmMethods[M][0]) => RealmMethods[M][1] } = {
    hunt: () => given.filter(fails).map((list) => failure(list, list[0] ?? 0)),
    draw: ({ count }) => Array.from({ length: count }, () => [encode([1, -9, 8])]),
    differs: ({ input }) => {
      const [list] = decodeInput(input) as [number[]];
      return fails(list) ? failure(list, 0) : null;
    },
  };
  const call = (method: string, request: Wire): Promise<Wire> =>
    Promise.resolve(methods[method as keyof typeof methods](request as never) as unknown as Wire);
  return new RealmClient({ call, dispose: () => Promise.resolve() });
}

const longList = (...first: number[]): number[] => [...first, ...Array.from({ length: 30 }, (_, i) => i % 5)];
const options = { inputs: { kind: 'spec', spec: SPEC }, size: 16, seed: 1, ms: 10_000 } as const;

describe('a hunt for failures beyond the training sizes', () => {
  it('gives the few items of a long list that a failure needs', async () => {
    const found = await hunt(
      realm([longList(7, 1), longList(2), longList(7, 2)], (list) => list.includes(7)),
      options,
    );
    assert.deepEqual(found, [[[7]]]);
  });

  it('gives one input for each place at which the network refuses', async () => {
    const found = await hunt(
      realm([longList(6), longList(7)], (list) => list.some((item) => item > 5)),
      options,
    );
    assert.equal(found.length, 2);
  });

  it('gives nothing that is larger than what is learned from, in length or in numbers', async () => {
    assert.deepEqual(
      await hunt(
        realm([longList(7)], (list) => list.length > 20),
        options,
      ),
      [],
    );
    assert.deepEqual(
      await hunt(
        realm([longList(99)], (list) => list.some((item) => item > 50)),
        options,
      ),
      [],
    );
  });

  it('leaves the inputs of a user’s own generator alone', async () => {
    const inputs = { kind: 'generator', code: '' } as const;
    assert.deepEqual(
      await hunt(
        realm([longList(7)], () => true),
        { ...options, inputs },
      ),
      [],
    );
  });
});
