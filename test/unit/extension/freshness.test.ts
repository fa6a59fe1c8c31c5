import assert from 'node:assert/strict';
import { Freshness } from '../../../src/extension/learning/freshness.ts';
import { divergence, learned, report } from './learned.ts';

const OWN = 'function f(a) {\n  const b = g(a);\n  return b;\n}';
const HELPER = 'function g(a) {\n  return a + N;\n}';
const VALUE = 'export const N = 3;';

describe('whether a function is as it was learned', () => {
  const fn = learned({
    text: OWN,
    line: 1,
    report: report({ divergence: divergence() }),
    pieces: [
      { file: '/work/f.ts', line: 6, text: HELPER },
      { file: '/work/n.ts', line: 1, text: VALUE },
    ],
  });
  const over = (texts: Record<string, string>): Freshness =>
    new Freshness({ textOf: (file) => texts[file], read: () => Promise.resolve() });
  const file = `${OWN}\n\n${HELPER}\n`;

  it('it is while its text and all that it is made of are there', () => {
    const texts = { '/work/f.ts': file, '/work/n.ts': VALUE };
    assert.equal(over(texts).isChanged(fn), false);
    assert.equal(over(texts).isChanged(fn, OWN), false);
    assert.equal(over({ ...texts, '/work/n.ts': `// Three.\n${VALUE}` }).isChanged(fn), false);
    assert.equal(over({}).isChanged(fn), false, 'what nobody has read');
  });

  it('it is not when its text, a helper or a value that it uses is another', () => {
    const texts = { '/work/f.ts': file, '/work/n.ts': VALUE };
    assert.equal(over(texts).isChanged(fn, OWN.replace('b;', 'a;')), true);
    assert.equal(over({ ...texts, '/work/f.ts': file.replace('return b', 'return a') }).isChanged(fn), true);
    assert.equal(over({ ...texts, '/work/f.ts': file.replace('a + N', 'a - N') }).isChanged(fn, OWN), true);
    assert.equal(over({ ...texts, '/work/n.ts': VALUE.replace('3', '4') }).isChanged(fn, OWN), true);
  });

  it('its places go along with its own text and with each piece', () => {
    const there = over({ '/work/f.ts': `\n${OWN}\n\n\n\n${HELPER}\n`, '/work/n.ts': `\n\n${VALUE}` });
    const placed = there.placed(fn, 2);
    assert.equal(placed.report?.divergence?.step?.range?.start.line, 4);
    assert.deepEqual(
      placed.pieces?.map(({ line }) => line),
      [9, 3],
    );
  });
});
