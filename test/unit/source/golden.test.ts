import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describeFile, fixture, fixtureNames } from './fixtures.ts';

/** `UPDATE_GOLDEN=1` writes what is found now; read the difference before you commit it. */
const GOLDEN = fixture('expected.txt');
/** Covered by their own tests. */
const LEFT_OUT = ['broken.js', 'precise.ts'];

describe('what is found in the fixtures', () => {
  const names = fixtureNames().filter((name) => !LEFT_OUT.includes(name));

  before(async function () {
    if (process.env['UPDATE_GOLDEN'] === undefined) return;
    this.timeout(60_000);
    const parts: string[] = [];
    for (const name of names) parts.push(`# ${name}\n${await describeFile(fixture(name))}`);
    writeFileSync(GOLDEN, parts.join('\n'));
  });

  for (const name of names) {
    it(`${name} as in expected.txt`, async () => {
      const parts = readFileSync(GOLDEN, 'utf8').split(/^# /m);
      const expected = parts
        .find((part) => part.startsWith(`${name}\n`))
        ?.slice(name.length + 1)
        .trimEnd();
      assert.equal((await describeFile(fixture(name))).trimEnd(), expected);
    });
  }
});
