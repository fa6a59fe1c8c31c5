import assert from 'node:assert/strict';
import { listFunctions } from '../../../src/analyzer/source/functions.ts';
import { openSource } from '../../../src/analyzer/source/open.ts';
import { fixture, load, textOf } from './fixtures.ts';

const FILE = fixture('wrapped.cjs');

async function call(name: string, ...args: unknown[]): Promise<unknown> {
  return load(await textOf(FILE, name))(...args);
}

describe('functions inside wrappers', () => {
  it('are listed', () => {
    const names = listFunctions(openSource(FILE)).map((fn) => fn.name);
    assert.deepEqual(names, ['inner', 'out.twice', 'memoize', 'square', 'made']);
  });

  it('can be called from outside', async () => {
    assert.equal(await call('inner', 4), 5);
    assert.equal(await call('twice', 4), 10);
    assert.equal(await call('square', 4), 16);
    assert.equal(await call('made', 4), 12);
  });
});
