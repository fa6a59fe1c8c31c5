import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { translateText } from '../../support/pseudocode.ts';
import { DIALECT_SAMPLES, nameOf, SAMPLES } from './samples.ts';

const GOLDEN = new URL('golden/', import.meta.url);

/** Title, source, `==>`, dialect and TypeScript; `UPDATE_GOLDEN=1` writes what is there now. */
function golden(file: string): string {
  const samples = SAMPLES.filter((sample) => sample.file === file);
  return samples
    .map((sample) => {
      const { code, dialects, problems } = translateText(sample.source, nameOf(sample));
      assert.deepEqual(
        problems.map(({ message }) => message),
        [],
        `${sample.file}: ${sample.title}`,
      );
      return `### ${sample.title}\n${sample.source}==> ${dialects.join(', ')}\n${code}`;
    })
    .join('\n');
}

describe('pseudocode, sample by sample', () => {
  it('has at least 60 samples in twelve dialects, and the 30 of CLRS-30', () => {
    assert(DIALECT_SAMPLES.length >= 55);
    assert.equal(new Set(DIALECT_SAMPLES.map(({ file }) => file)).size, 12);
  });

  for (const file of new Set(SAMPLES.map((sample) => sample.file))) {
    it(`${file} becomes the TypeScript that it is known to become`, () => {
      const place = new URL(`${file}.txt`, GOLDEN);
      const actual = golden(file);
      if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(place, actual);
      assert.equal(actual, readFileSync(place, 'utf8'));
    });
  }
});
