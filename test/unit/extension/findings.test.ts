import assert from 'node:assert/strict';
import { findingsOf } from '../../../src/extension/editor/findings.ts';
import { divergence, learned, report } from './learned.ts';

const range = { file: '/work/f.ts', start: { line: 2, column: 1 }, end: { line: 2, column: 4 } };

describe('what is shown in the source', () => {
  it('says where the two part, both values, and the counter there', () => {
    const [found] = findingsOf(learned({ report: report({ divergence: divergence() }) }));
    assert.equal(found?.code, 'divergence');
    assert.equal(found.hint, 'network: 7, function: 5 at j = 3');
    assert.match(found.message, /10 of 100 runs at size 32, exact up to size 16/);
  });

  it('shows each place where the two part, and which of the divergences it is', () => {
    const elsewhere = divergence({ step: { index: 1, range, name: 'y', expected: 1, got: 2, state: [] } });
    const parted = report({ divergence: divergence(), others: [elsewhere] });
    const found = findingsOf(learned({ report: parted }));
    assert.deepEqual(
      found.map((each) => [each.hint, each.range.start.line, each.which]),
      [
        ['network: 7, function: 5 at j = 3', 3, 0],
        ['network: 2, function: 1', 2, 1],
      ],
    );
  });

  it('after an edit says what was before and what is now, and nothing of what training left open', () => {
    const unknown = { branches: [{ range, seen: 'true' as const }], ambiguous: [], missing: [] };
    const recheck = report({ divergence: divergence() });
    const found = findingsOf(learned({ report: report({ unknown }), recheck }));
    assert.deepEqual(
      found.map(({ code, hint }) => [code, hint]),
      [['behaviour-changed', 'before: 7, now: 5 at j = 3']],
    );
  });

  it('shows what was never seen, but not that i++ may count bigints', () => {
    const ambiguous = [
      { range, choices: ['numeric', '+x'] },
      { range, choices: ['i + 1', 'j'] },
      { range, choices: ['x === y', 'x == y'] },
    ];
    const found = findingsOf(
      learned({ report: report({ unknown: { branches: [{ range, seen: 'false' }], ambiguous, missing: [] } }) }),
    );
    assert.deepEqual(
      found.map(({ hint }) => hint),
      ['never true in training', 'i + 1 and j agree on every trace'],
    );
  });

  it('names the readings of a step, whatever stands in them', () => {
    const readings = ['n > "a: b"', '>= "a: b"', '=== "a: b"'];
    const refused = 'n > "a: b", >= "a: b" or === "a: b" here: they agree on every trace, so give an input';
    const step = { index: 1, range, name: '', expected: true, got: null, state: [] };
    const parted = divergence({ refused, step });
    const unknown = { branches: [], ambiguous: [{ range, choices: readings }], missing: [] };
    const found = findingsOf(learned({ report: report({ unknown, divergence: parted }) }));
    assert.deepEqual(
      found.map(({ hint }) => hint),
      [
        'network refuses: n > "a: b", >= "a: b" or === "a: b" here',
        'n > "a: b", >= "a: b" and === "a: b" agree on every trace',
      ],
    );
  });

  it('shows why a function can not be learned, at each place', () => {
    const failure = { message: 'no', reasons: [{ range, reason: 'reads a file' }] };
    const [found] = findingsOf(learned({ phase: 'failed', report: null, failure }));
    assert.equal(found?.message, "f can't be learned: reads a file.");
  });

  it('shows nothing while it goes on', () => {
    assert.deepEqual(findingsOf(learned({ phase: 'learning', report: report({ divergence: divergence() }) })), []);
  });
});
