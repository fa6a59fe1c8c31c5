import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { CommandLine } from '../../support/cli.ts';

const COUNT = ['COUNT(A, x)', '  n ← 0', '  for each y in A', '    if y = x', '      n ← n + 1', '  return n'];
/** A branch that no small input takes, so that something is left to tell of. */
const TOTAL = ['TOTAL(A)', '  t ← 0', '  for each y in A', '    t ← t + y', '  if t = 123456789', '    t ← −1', '  return t']; // prettier-ignore

const FILES: Readonly<Record<string, string>> = {
  'notes.md': ['# Notes', '', '```pseudocode', ...COUNT, '```', '', 'And:', '', '~~~algorithm', ...TOTAL, '~~~', '', '```js', 'COUNT(1)', '```', ''].join('\n'), // prettier-ignore
  'notes.txt': [...COUNT, '', ...TOTAL, ''].join('\n'),
  'paper.tex': [
    '\\section{Counting}', '\\begin{algorithm}', '\\caption{Count}', '\\begin{algorithmic}[1]', '\\Procedure{Count}{$A, x$}', '\\State $n \\gets 0$',
    '\\ForAll{$y \\in A$}', '\\If{$y = x$}', '\\State $n \\gets n + 1$', '\\EndIf', '\\EndFor', '\\State \\Return $n$', '\\EndProcedure', '\\end{algorithmic}', '\\end{algorithm}',
    'And so on.', '\\begin{algorithm}', '\\caption{Total}', '\\begin{algorithmic}[1]', '\\Procedure{Total}{$A$}', '\\State $t \\gets 0$',
    '\\ForAll{$y \\in A$}', '\\State $t \\gets t + y$', '\\EndFor', '\\If{$t = 123456789$}', '\\State $t \\gets -1$', '\\EndIf', '\\State \\Return $t$',
    '\\EndProcedure', '\\end{algorithmic}', '\\end{algorithm}', '',
  ].join('\n'), // prettier-ignore
};

interface Position {
  readonly line: number;
  readonly column: number;
}
interface Range {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

describe('pseudocode on the command line', () => {
  const cli = new CommandLine();
  before(() => {
    for (const [name, text] of Object.entries(FILES)) writeFileSync(cli.at(name), text);
  });
  after(() => cli.remove());

  /** What a range covers in its file. */
  const said = ({ file, start, end }: Range): string => {
    const lines = (FILES[path.basename(file)] ?? '').split('\n').slice(start.line - 1, end.line);
    const last = lines.length - 1;
    return lines.map((line, i) => line.slice(i === 0 ? start.column - 1 : 0, i === last ? end.column - 1 : undefined)).join('\n'); // prettier-ignore
  };

  for (const [file, count, total] of [
    ['notes.md', 'COUNT', 'TOTAL'],
    ['notes.txt', 'COUNT', 'TOTAL'],
    ['paper.tex', 'Count', 'Total'],
  ] as const) {
    // prettier-ignore
    describe(file, () => {
      it('lists its algorithms at their places', async () => {
        const { code, stdout } = await cli.run('analyze', file, '--json');
        const { functions } = JSON.parse(stdout) as { functions: { name: string; range: Range; learnable: boolean }[] };
        assert.deepEqual(functions.map(({ name, learnable }) => [name, learnable]), [[count, true], [total, true]]); // prettier-ignore
        for (const { name, range } of functions) assert(said(range).split('\n')[0]?.includes(name));
        assert.equal(code, 0);
      });

      it('asks which one is meant', async () => {
        const { code, stderr, stdout } = await cli.run('trace', file, '--input', '[[1, 2]]');
        assert.equal(code, 2);
        assert.equal(stdout, '');
        assert(stderr.includes(count) && stderr.includes(total), stderr);
      });

      it('traces one of them, each step at its place', async () => {
        const { code, stdout } = await cli.run('trace', `${file}#${count}`, '--input', '[[3, 1, 3], 3]', '--json');
        assert.equal(code, 0);
        const { output, steps } = JSON.parse(stdout) as { output: number; steps: { range: Range; writes: { name: string }[] }[] }; // prettier-ignore
        assert.equal(output, 2);
        for (const { range } of steps) assert.notEqual(said(range).trim(), '');
        const texts = steps.filter(({ writes }) => writes.some(({ name }) => name === 'n')).map(({ range }) => said(range));
        assert(texts.length >= 3 && texts.every((text) => /n\b.*(←|\\gets)|n \+ 1|^n$/.test(text)), texts.join(' | '));
      });

      it('learns one of them and names the line that never ran', async () => {
        const { code, stdout } = await cli.run('learn', `${file}#${total}`, '--json', '--sizes', '16', '--runs', '20', '--out', `${file}.model`); // prettier-ignore
        const report = JSON.parse(stdout) as {
          function: { name: string };
          generalisation: { exact: number; runs: number }[];
          unknown: { branches: { range: Range; seen: string }[] };
        };
        assert.equal(code, 0);
        assert.equal(report.function.name, total);
        assert.equal(report.generalisation[0]?.exact, report.generalisation[0]?.runs);
        assert(report.unknown.branches.some(({ range }) => said(range).includes('123456789')));
      });
    });
  }

  it('refuses a dialect that it does not know, and files without an algorithm', async () => {
    writeFileSync(cli.at('empty.md'), '# Nothing here\n');
    assert.equal((await cli.run('analyze', 'notes.txt', '--dialect', 'cobol')).code, 2);
    const { code, stderr } = await cli.run('trace', 'empty.md', '--input', '[]');
    assert.equal(code, 2);
    assert.match(stderr, /fenced block/);
  });

  it('finds no functions in a file without pseudocode, which is an error where one is asked for', async () => {
    for (const [file, text] of [['empty.pseudo', ''], ['plain.md', '# Notes'], ['plain.tex', '\\section{Notes}']] as const) {
      writeFileSync(cli.at(file), text);
      const { code, stdout } = await cli.run('analyze', file, '--json');
      assert.deepEqual([code, JSON.parse(stdout)], [0, { functions: [] }]);
      const asked = await cli.run('trace', file, '--input', '[]');
      assert.deepEqual([asked.code, asked.stdout], [2, '']);
    }
  }); // prettier-ignore

  it('prints its TypeScript, as JSON if that is asked for', async () => {
    const { stdout } = await cli.run('analyze', 'notes.txt', '--emit-ts');
    const asJson = await cli.run('analyze', 'notes.txt', '--emit-ts', '--json');
    assert.deepEqual(JSON.parse(asJson.stdout), { typescript: stdout });
    assert.match(stdout, /export function count\(/);
  });

  it('gives both readings of what can’t be settled, with exit code 3', async () => {
    writeFileSync(cli.at('falls.pseudo'), 'SUM(A, n)\n  t ← 0\n  for i ← n to 1\n    t ← t + A[i]\n  return t\n');
    const { code, stdout } = await cli.run('analyze', 'falls.pseudo', '--json');
    assert.equal(code, 3);
    const [found] = (JSON.parse(stdout) as { functions: { reasons: { readings: { text: string }[] }[] }[] }).functions;
    assert.deepEqual(found?.reasons[0]?.readings.map(({ text }) => text), ['n downto 1', 'n to 1 by 1']); // prettier-ignore
  });
});
