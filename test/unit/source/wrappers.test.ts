import assert from 'node:assert/strict';
import path from 'node:path';
import { plainExpression } from '../../../src/analyzer/instrument/expression.ts';
import { findFunction, listFunctions } from '../../../src/analyzer/source/functions.ts';
import { openSource } from '../../../src/analyzer/source/open.ts';
import { ENTRY, programText } from '../../../src/analyzer/source/text.ts';

const FILE = path.resolve('test/fixtures/source/wrapped.cjs');

async function call(name: string, ...args: unknown[]): Promise<unknown> {
  const source = openSource(FILE);
  const { code } = await programText(source, findFunction(source, name));
  const module = (0, eval)(plainExpression(code)) as () => Record<string, (...args: unknown[]) => unknown>;
  return module()[ENTRY]?.(...args);
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
