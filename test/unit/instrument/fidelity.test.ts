import assert from 'node:assert/strict';
import { plainTracer } from '../../../src/analyzer/instrument/plain-tracer.ts';
import { createRandom } from '../../../src/shared/random.ts';
import { CONSTRUCTS, argumentsFor } from '../../support/constructs.ts';
import { callOn, openConstruct, runInstrumented } from '../../support/evaluate.ts';

describe('instrumented code behaves as the original', () => {
  for (const construct of CONSTRUCTS) {
    it(construct.name, async () => {
      const { made, plain } = await openConstruct(construct);
      assert.deepEqual(made.unsupported, []);
      let steps = 0;
      const registers = made.program.steps.map((step) => step.register);
      const traced = runInstrumented(
        made,
        plainTracer(registers, () => steps++),
      )['f'];
      assert.ok(traced);
      const random = createRandom(7);
      for (let i = 0; i < 60; i++) {
        const args = argumentsFor(construct.inputs, random, i % 4 === 3);
        assert.deepEqual(callOn(traced, args), callOn(plain, args), `arguments ${JSON.stringify(args)}`);
      }
      assert.ok(steps > 60);
    });
  }
});
