import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { conform } from '../../../src/analyzer/inputs/conform.ts';
import { createGenerator } from '../../../src/analyzer/inputs/generate.ts';
import { infer } from './support.ts';

// Title, source, `==>`, and what the parameters are described as.
const text = readFileSync(new URL('golden.txt', import.meta.url), 'utf8');
const cases = text
  .split(/^# /m)
  .slice(1)
  .map((block) => {
    const [head = '', expected = ''] = block.split('\n==>\n');
    const end = head.indexOf('\n');
    return { file: head.slice(0, end), source: head.slice(end + 1), expected: expected.trim() };
  });

describe('inputs: what functions are described as', () => {
  it('has some forty functions to read', () => assert.ok(cases.length >= 40));
  for (const { file, source, expected } of cases) {
    it(file, () => {
      const spec = infer(source, file);
      assert.equal(spec.parameters.map(({ name, role }) => `${name}: ${role}`).join('\n'), expected);
    });
  }
});

describe('inputs: what is generated for them', () => {
  for (const { file, source } of cases) {
    it(`${file} as described, the same for the same seed, and plain data`, () => {
      const spec = infer(source, file);
      assert.deepEqual(JSON.parse(JSON.stringify(spec)), spec);
      const [one, other] = [createGenerator(spec, 7), createGenerator(spec, 7)];
      for (let i = 0; i < 60; i++) {
        const exact = i % 5 === 4;
        const args = one.next(12, { exact });
        assert.deepEqual(other.next(12, { exact }), args);
        assert.equal(conform(spec, args).broken, null, inspect(args));
      }
    });
  }
});
