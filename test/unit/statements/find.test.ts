import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compile, operation, sameValue } from '../../../src/trainer/machine/statements/trees.ts';
import { Bank, readings } from '../../../src/trainer/machine/statements/bank.ts';
import { findConditions } from '../../../src/trainer/machine/statements/conditions.ts';
import type { Candidate } from '../../../src/trainer/machine/bank/candidates.ts';
import type { Moment } from '../../../src/trainer/machine/statements/moment.ts';
import { FAILED } from '../../../src/trainer/machine/statements/values.ts';

const LIMITS = { entries: 400, tried: 4_000 };

/** Moments of a function with variables a, b (numbers), list (numbers) and word. */
interface Values {
  readonly a: number;
  readonly b: number;
  readonly list: readonly number[];
  readonly word: string | undefined;
}

function momentOf({ a, b, list, word }: Values): Moment {
  const variables = [a, b, list, word];
  return { variable: (_scope, slot) => variables[slot], register: () => undefined, calls: 0 };
}

const LEAVES: readonly Candidate[] = [
  ...[0, 1, 2, 3].map((slot): Candidate => ({ kind: 'variable', scope: 0, slot })),
  { kind: 'constant', literal: 0 },
  { kind: 'constant', literal: 1 },
];

const values = fc.record({
  a: fc.integer({ min: -3, max: 9 }),
  b: fc.integer({ min: -3, max: 9 }),
  list: fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 6 }),
  word: fc.option(fc.string({ maxLength: 4 }), { nil: undefined }),
});

function bankOf(all: readonly Values[], cost: number): Bank {
  const bank = new Bank({ leaves: LEAVES, names: ['length'], entered: () => 0 }, all.map(momentOf), LIMITS, true);
  bank.grow(cost);
  return bank;
}

describe('the bank of whole expressions', () => {
  it('gives each expression the values that it has', () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 6 }), (all) => {
        for (const entry of bankOf(all, 8).entries) {
          all.forEach((each, i) => {
            let given: unknown = FAILED;
            try {
              given = compile(entry.tree)(momentOf(each));
            } catch {
              // It threw, as it is noted.
            }
            assert.ok(Object.is(given, entry.values[i]));
          });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('keeps one expression for each row of values, and others that gave the same beside it', () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 6 }), (all) => {
        const bank = bankOf(all, 8);
        const rows = bank.entries.map((entry) => entry.row.join(','));
        assert.equal(new Set(rows).size, rows.length);
        for (const entry of bank.entries) {
          for (const reading of readings(entry, 8)) {
            all.forEach((each, i) => {
              if (entry.values[i] === FAILED) return;
              assert.ok(Object.is(compile(reading)(momentOf(each)), entry.values[i]));
            });
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('brings what costs less first', () => {
    const bank = bankOf([{ a: 1, b: 5, list: [2, 7, 1], word: 'xy' }], 9);
    const costs = bank.entries.map((entry) => entry.cost);
    assert.deepEqual(
      costs,
      [...costs].sort((x, y) => x - y),
    );
  });
});

describe('conditions', () => {
  const truth: readonly (readonly [name: string, holds: (v: Values) => boolean])[] = [
    ['a < b', ({ a, b }) => a < b],
    ['list[a] > b', ({ a, b, list }) => (list[a] ?? NaN) > b],
    ['a >= 0 && list[a] > b', ({ a, b, list }) => a >= 0 && (list[a] ?? NaN) > b],
    ['a === b || b === 0', ({ a, b }) => a === b || b === 0],
    ['word !== undefined && word.length > 1', ({ word }) => word !== undefined && word.length > 1],
  ];
  for (const [name, holds] of truth) {
    it(`are found: ${name}`, () => {
      const all = fc.sample(values, { numRuns: 400, seed: 7 });
      const yes = all.filter(holds).slice(0, 24);
      const chosen = [...yes, ...all.filter((each) => !holds(each)).slice(0, 24)];
      const found = findConditions(bankOf(chosen, 8), chosen.map(holds), false);
      assert.ok(found.length > 0);
      // On inputs that it was not found with.
      const fresh = fc.sample(values, { numRuns: 400, seed: 8 });
      const right = found.filter(({ tree }) =>
        fresh.every((each) => Boolean(compile(tree)(momentOf(each))) === holds(each)),
      );
      assert.ok(right.length > 0, `${found.length} readings, none right`);
    });
  }

  it('are compared before what costs more is taken for true', () => {
    // `a % b` is 0 where `a < b` ends, as long as `a` rises by 1.
    const all = [1, 2, 3, 4].flatMap((b) =>
      Array.from({ length: b }, (_, i): Values => ({ a: i + 1, b, list: [], word: 'x' })),
    );
    const isLess = ({ a, b }: Values): boolean => a < b;
    const found = findConditions(bankOf(all, 8), all.map(isLess), false);
    const beyond: Values = { a: 5, b: 3, list: [], word: 'x' };
    const ways = new Set(found.map(({ tree }) => Boolean(compile(tree)(momentOf(beyond)))));
    assert.deepEqual(ways, new Set([false, true]));
  });

  it('fit all the moments that they were found with', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(values, fc.boolean()), { minLength: 2, maxLength: 10 }), (given) => {
        const all = given.map(([each]) => each);
        const held = given.map(([, yes]) => yes);
        for (const { tree } of findConditions(bankOf(all, 6), held, false)) {
          all.forEach((each, i) => assert.equal(Boolean(compile(tree)(momentOf(each))), held[i]));
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a whole expression', () => {
  it('computes the second operand only where JavaScript does', () => {
    const throwing: Candidate = {
      kind: 'tree',
      head: { kind: 'property', name: 'length' },
      parts: [{ kind: 'variable', scope: 0, slot: 3 }],
    };
    const and = compile({
      kind: 'tree',
      head: { kind: 'logical', index: 0 },
      parts: [LEAVES[4] as Candidate, throwing],
    });
    assert.equal(and(momentOf({ a: 0, b: 0, list: [], word: undefined })), 0);
    assert.throws(() => compile(throwing)(momentOf({ a: 0, b: 0, list: [], word: undefined })));
  });

  it('is the same as a list that it makes, not as another that holds the same', () => {
    const list = [1];
    assert.ok(sameValue([1], list, true));
    assert.ok(!sameValue([1], list, false));
    assert.ok(!sameValue([1, 2], list, true));
  });

  it('has no head that calls', () => {
    assert.throws(() => operation({ kind: 'call' }));
  });
});
