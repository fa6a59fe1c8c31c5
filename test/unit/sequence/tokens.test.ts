import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encode, type Wire } from '../../../src/shared/values.ts';
import { placesOf } from '../../../src/trainer/sequence/positions.ts';
import { inputTokens, outcomeTokens, readOutcome } from '../../../src/trainer/sequence/tokens.ts';
import { Vocabulary } from '../../../src/trainer/sequence/vocabulary.ts';

const value = fc
  .jsonValue({ maxDepth: 3 })
  .map((json) => encode(json))
  .filter((wire) => !JSON.stringify(wire).includes('"$"') && !JSON.stringify(wire).includes('__proto__'));
const special = fc.constantFrom<Wire>({ $: 'undefined' }, { $: 'NaN' }, { $: '-0' }, -12.5, 1e-7, 1e21);
const anyValue = fc.oneof(value, special, fc.array(special));
const input = fc.array(anyValue, { minLength: 1, maxLength: 3 });

describe('calls as tokens', () => {
  it('numbers need no separators', () => {
    assert.deepEqual(inputTokens([[12, -5, 7], 'ab', null]), [
      ...['[', '#1', '2', '#-', '5', '#7', ']'],
      ...['"', "'a", "'b", '"', 'null'],
    ]);
  });

  it('what is written is read back', () => {
    const call = fc.record({
      input,
      output: anyValue,
      threw: fc.option(fc.string()),
      same: fc.boolean(),
      changed: anyValue,
    });
    fc.assert(
      fc.property(call, ({ input: args, output, threw, same, changed }) => {
        const mutated = [changed, ...args.slice(1)];
        const sameAs = same && threw === null ? 0 : null;
        const outcome = { output: threw !== null ? null : sameAs === 0 ? changed : output, threw, mutated, sameAs };
        assert.deepEqual(readOutcome(outcomeTokens({ input: args, outcome }), args), outcome);
      }),
    );
  });

  it('different outcomes are different sequences, cut-off and garbled ones none', () => {
    for (const tokens of [
      [],
      ['returns'],
      ['returns', '['],
      ['same3'],
      ['#1'],
      ['returns', '#0', '1'],
      ['throws', '"', "'a"],
    ]) {
      assert.equal(readOutcome(tokens, [1]), null, tokens.join(' '));
    }
  });

  it('places tell element and row, whatever the number of digits', () => {
    const places = placesOf(inputTokens([[[10, 2], [345]]]));
    const at = (token: number) => [places[token]?.row, places[token]?.column];
    //  [ [ #1 0 #2 ] [ #3 4 5 ] ]
    assert.deepEqual([2, 3, 4, 7, 9].map(at), [
      [1, 1],
      [1, 1],
      [1, 2],
      [2, 1],
      [2, 1],
    ]);
  });

  it('tokens that training never showed look alike and can not be written', () => {
    const example = (n: number) => {
      const outcome = { output: n, threw: null, mutated: [n], sameAs: null };
      return { input: [n], outcome };
    };
    const vocabulary = Vocabulary.of([example(12)]);
    assert.ok(vocabulary.canWrite(example(12)));
    assert.ok(!vocabulary.canWrite(example(13)));
    assert.deepEqual(vocabulary.sequence(example(13)).tokens, vocabulary.sequence(example(14)).tokens);
  });
});
