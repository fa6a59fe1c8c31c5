import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { call, plainFunction } from '../../support/learn-here.ts';
import { checkInstrumented, checkLearned } from '../../support/program-checks.ts';
import { inputLists, programs } from '../../support/random-programs.ts';

/** Fixed, so that the ring is the same every time; `npm run bench -- programs` looks further. */
const SEED = 20260101;

describe('random programs', function () {
  this.timeout(120_000);

  it('are valid, and most of them do something', () => {
    const sample = fc.sample(programs, { numRuns: 100, seed: SEED });
    const ends = sample.map((source) => inspect(call(plainFunction(source), [[3, 1, 2], 4, 'ab c']).output));
    assert.ok(new Set(ends).size > 30, `${new Set(ends).size} different results of 100`);
  });

  it('behave the same when instrumented: result, throw and arguments', () => {
    const property = fc.property(programs, inputLists(4), (source, inputs) => {
      assert.equal(checkInstrumented(source, inputs).difference, null);
    });
    fc.assert(property, { numRuns: 300, seed: SEED });
  });

  const [draws, fresh] = [inputLists(40), inputLists(20)];

  for (const [learner, numRuns] of [
    ['elimination', 60],
    ['network', 20],
  ] as const) {
    it(`are the same or refused, never silently wrong, when learned by ${learner}`, async () => {
      const property = fc.asyncProperty(programs, draws, fresh, async (source, inputs, others) => {
        assert.equal((await checkLearned(source, learner, inputs, others)).difference, null);
      });
      await fc.assert(property, { numRuns, seed: SEED });
    });
  }
});
