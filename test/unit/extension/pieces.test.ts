import assert from 'node:assert/strict';
import { lineOfPiece } from '../../../src/extension/learning/pieces.ts';

const HELPER = 'function rated(n) {\n  return n * RATE;\n}';

describe('a piece of source that something was learned from', () => {
  const piece = { file: '/work/f.ts', line: 2, text: HELPER };
  const line = (text: string, changes: Partial<typeof piece> = {}): number | null =>
    lineOfPiece(text, { ...piece, ...changes });

  it('is found where it was, and where it has moved to', () => {
    assert.equal(line(`const RATE = 3;\n${HELPER}\n`), 2);
    assert.equal(line(HELPER), 1);
    assert.equal(line(`// one\n// two\n\n${HELPER}\nrated(1);`), 4);
    assert.equal(line(`// one\r\n${HELPER.replaceAll('\n', '\r\n')}\r\n`), 2);
  });

  it('is gone as soon as one of its lines is another', () => {
    assert.equal(line(`\n${HELPER.replace('*', '+')}\n`), null);
    assert.equal(line(''), null);
    const value = { text: 'const RATE = 3' };
    assert.equal(line('const RATE = 3', value), 1);
    for (const text of ['const RATE = 30', 'const RATE = 3 * 2', '  const RATE = 3', 'const RATE = 3\n  * 2']) {
      assert.equal(line(text, value), null, text);
    }
    for (const text of ['const RATE = 3\n\n// * 2', 'const RATE = 3\n/** Two. */', 'const RATE = 3\nconst B = 1']) {
      assert.equal(line(text, value), 1, text);
    }
  });

  it('is the one nearest to where it was, of several that are the same', () => {
    const text = `${HELPER}\n\n${HELPER}\n\n${HELPER}\n`;
    assert.equal(line(text, { line: 1 }), 1);
    assert.equal(line(text, { line: 6 }), 5);
    assert.equal(line(text, { line: 90 }), 9);
  });

  it('of pseudocode ends where what follows stands no deeper', () => {
    const routine = { file: '/work/f.pseudo', line: 1, text: 'function f(a)\n  return a' };
    assert.equal(line('function f(a)\n  return a\n\nfunction g(b)\n', routine), 1);
    assert.equal(line('function f(a)\n  return a\n\n  return b\n', routine), null);
    assert.equal(line('function f(a)\n  return a\n- a remark\n', routine), 1);
  });

  it('that could not be read is not missed', () => {
    assert.equal(line('', { text: '' }), 2);
  });
});
