import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { plainTracer } from '../../../src/analyzer/instrument/plain-tracer.ts';
import { callOn, instrumentText, runInstrumented, runPlain } from '../../support/evaluate.ts';

/** Bodies of `f(n)`, called with 7, that an engine throws an error of its own at; one a line. */
const BODIES = readFileSync(new URL('wording.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');

describe('errors of the engine', () => {
  for (const body of BODIES) {
    it(`read as in the original: ${body}`, async () => {
      const source = `export function f(n){ ${body} }`;
      const made = instrumentText(source);
      const registers = made.program.steps.map((step) => step.register);
      const traced = runInstrumented(made, plainTracer(registers, () => undefined))['f']; // prettier-ignore
      const plain = (await runPlain(source))['f'];
      assert.ok(plain && traced);
      const expected = callOn(plain, [7]);
      assert.ok(expected.threw !== undefined);
      assert.deepEqual(callOn(traced, [7]), expected);
    });
  }
});
