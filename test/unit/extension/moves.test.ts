import assert from 'node:assert/strict';
import { atLines } from '../../../src/extension/learning/moves.ts';
import { divergence, learned, report } from './learned.ts';

const SOURCE = 'function f(a) {\n  const b = 1;\n  return a;\n}';

describe('a learned function that stands elsewhere in its file', () => {
  const place = (line: number) => ({
    file: '/work/f.ts',
    start: { line, column: 5 },
    end: { line, column: 9 },
  });
  const parted = divergence();
  const branches = [3, 30].map((line) => ({ range: place(line), seen: 'true' as const }));
  const listing = [2, 30].map((firstLine) => ({
    name: 'f',
    file: '/work/f.ts',
    firstLine,
    source: [],
    lines: [{ line: firstLine, indent: 0, text: '', status: 'agrees' as never, note: '' }],
  }));
  const fn = learned({
    text: SOURCE,
    line: 2,
    report: report({ divergence: parted, unknown: { branches, ambiguous: [], missing: [] } }),
    listing,
    examples: [[{ ...place(3) }]],
  });

  it('takes its places along, and leaves those outside of it', () => {
    const moved = atLines(fn, 12, []);
    assert.equal(moved.line, 12);
    assert.deepEqual(moved.report?.divergence?.step?.range, place(13));
    assert.deepEqual(
      moved.report.unknown.branches.map(({ range }) => range.start.line),
      [13, 30],
    );
    assert.deepEqual(
      moved.listing?.map(({ firstLine, lines }) => [firstLine, lines[0]?.line]),
      [
        [12, 12],
        [30, 30],
      ],
    );
    assert.deepEqual(moved.examples, fn.examples);
    assert.deepEqual(atLines(moved, 2, []), fn);
  });

  it('takes along the places in what it is made of, wherever that is', () => {
    const helper = { file: '/work/f.ts', line: 30, text: 'function g(a) {\n  return a;\n}' };
    const imported = { file: '/work/lib.ts', line: 1, text: 'const N = 3;' };
    const inLib = { file: '/work/lib.ts', start: { line: 1, column: 7 }, end: { line: 1, column: 8 } };
    const branchesThere = [...branches, { range: inLib, seen: 'true' as const }];
    const unknown = { branches: branchesThere, ambiguous: [], missing: [] };
    const whole = { ...fn, report: report({ divergence: parted, unknown }), pieces: [helper, imported] };
    const moved = atLines(whole, 2, [33, 5]);
    assert.deepEqual(
      moved.report?.unknown.branches.map(({ range }) => range.start.line),
      [3, 33, 5],
    );
    assert.deepEqual(
      moved.listing?.map(({ firstLine, lines }) => [firstLine, lines[0]?.line]),
      [
        [2, 2],
        [33, 33],
      ],
    );
    assert.deepEqual(
      moved.pieces?.map(({ line }) => line),
      [33, 5],
    );
    assert.equal(atLines(whole, 2, [30, 1]), whole);
    assert.deepEqual(atLines(moved, 2, [30, 1]), whole);
  });

  it('is left alone where it did not move, or where it stood is not known', () => {
    assert.equal(atLines(fn, 2, []), fn);
    const old = learned({ text: SOURCE });
    assert.equal(atLines(old, 7, []), old);
  });
});
