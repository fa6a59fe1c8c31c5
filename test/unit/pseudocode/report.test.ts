import assert from 'node:assert/strict';
import { TEXTS } from './wild.ts';
import { reportPseudocode } from '../../../src/analyzer/pseudocode/report.ts';

const report = (text: string): ReturnType<typeof reportPseudocode> => reportPseudocode('a.pseudo', text);

/** Each reading as a person sees it, and the whole text after taking it. */
function readings(text: string): string[] {
  return report(text).problems.flatMap(({ readings: all = [] }) =>
    all.map(({ range: { start, end }, text: instead }) => {
      const lines = text.split('\n');
      const line = lines[start.line - 1] ?? '';
      lines[start.line - 1] = line.slice(0, start.column - 1) + instead + line.slice(end.column - 1);
      const taken = report(lines.join('\n'));
      assert.deepEqual(taken.problems.map(({ reason }) => reason), []); // prettier-ignore
      return instead;
    }),
  );
}

describe('pseudocode as an editor shows it', () => {
  it('offers both readings of a phrase, and each can be read', () => {
    assert.deepEqual(readings('COUNT(n)\n  i ← 0\n  while i < n\n    i i + 1\n  return i\n'), [
      'i ← i + 1',
      'return i = i + 1',
    ]);
    assert.deepEqual(readings('CHECK(x)\n  x == 5\n  return x\n'), ['x ← 5', 'return x = 5']);
    assert.deepEqual(readings('SUM(n)\n  t ← n - 1\n  return n(n + 1) / 2\n').at(0), 'n * (n + 1)');
  });

  it('asks which way a loop counts whose bounds fall', () => {
    const loop = (head: string): string[] =>
      readings(`TOTAL(A, n)\n  t ← 0\n  ${head}\n    t ← t + A[i]\n  return t\n`);
    assert.deepEqual(loop('for i ← n to 1'), ['n downto 1', 'n to 1 by 1']);
    assert.deepEqual(loop('for i ← |A| - 1 to 0 do'), ['|A| - 1 downto 0', '|A| - 1 to 0 by 1']);
    assert.deepEqual(loop('FOR i ← 10 TO 1'), ['10 TO 1 STEP -1', '10 TO 1 STEP 1']);
    for (const head of [
      'for i ← n downto 1',
      'for i ← n to 1 by -1',
      'for i ← k to n',
      'for i in range(n, 1)',
      'for i ← 0 to 1',
    ])
      assert.deepEqual(loop(head), []);
  });

  it('tells plain text that is an algorithm from other text', () => {
    const found = (text: string): number => reportPseudocode('a.txt', text, true).functions.length;
    for (const { title, source, document } of TEXTS)
      if (document === 'a.pseudo' && !/nothing but|refused/.test(title))
        assert(found(source) > 0 || source.split('\n').length < 6, title);
    for (const text of [
      'Dear all,\n\nif you can, return the book.\nFor the rest, wait for me.\n\nYours,\nA.',
      'Shopping\n- milk\n- bread\n',
      'name = Understudy\nversion = 1\nlicense = MIT\n',
      'Algorithm\n\nAn algorithm is a finite sequence of instructions.\nIf it ends, it returns x = 1.\nWhile it runs, we wait.\n',
      'a,b,c\n1,2,3\n4,5,6\n',
    ]) {
      const { functions, problems, lines } = reportPseudocode('a.txt', text, true);
      assert.deepEqual([functions, problems, lines], [[], [], []], text);
    }
  });

  it('gives each line its TypeScript, and each routine its place', () => {
    const text = 'TOTAL(A, n)\n  t ← 0\n  for i ← 1 to n\n    t ← t + A[i]\n  return t\n';
    const { functions, lines } = report(text);
    assert.deepEqual(functions.map(({ name, start, end }) => [name, text.slice(start, end)]), [['TOTAL', text.trimEnd()]]); // prettier-ignore
    assert.equal(lines.find(({ line }) => line === 3)?.typescript, 'for (let i = 1; i <= n; i++) {');
    assert.equal(lines.find(({ line }) => line === 4)?.typescript, 't = t + A[i - 1];');
  });

  it('folds blocks where they end, whatever their indentation', () => {
    const text = [
      'TOTAL(A, n)', 't ← 0', 'FOR i ← 1 TO n', 'IF A[i] > 0', 'THEN', 't ← t + A[i]', 'ELSE', 't ← t − A[i]', 't ← t + 1', 'ENDIF', 'NEXT i',
      'REPEAT', 't ← t − 1', 'UNTIL t < 9', 'RETURN t',
    ]; // prettier-ignore
    const folds = report(text.join('\n')).folds.map(({ start, end }) => [text[start - 1], text[end - 1]]);
    assert.deepEqual(folds, [
      ['TOTAL(A, n)', 'RETURN t'],
      ['FOR i ← 1 TO n', 'ENDIF'],
      ['IF A[i] > 0', 't ← t + A[i]'],
      ['ELSE', 't ← t + 1'],
      ['REPEAT', 't ← t − 1'],
    ]);
  });

  it('says something of any text', () => {
    for (const text of ['', '\n', 'if', '\\begin{algorithmic}', '```', 'for (;;) {', '}{'.repeat(50)]) report(text);
  });
});
