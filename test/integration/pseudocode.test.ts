import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsOf, eventually, folder, lensesOf } from './host.ts';

const SORT = [
  'INSERTION-SORT(A)',
  '  for j = 2 to A.length',
  '      key = A[j]',
  '      i = j - 1',
  '      while i > 0 and A[i] > key',
  '          A[i + 1] = A[i]',
  '          i = i - 1',
  '      A[i + 1] = key',
  '',
].join('\n');

/** A branch that small inputs never take, so that something is left to hint at. */
const PICKY = ['TOTAL(A, n)', '  t = 0', '  for i = 1 to n', '      t = t + A[i]', '  if t == 123456789', '      t = -1', '  return t', ''].join('\n'); // prettier-ignore

const PAPER = [
  '\\section{Largest}', '\\begin{algorithm}', '\\begin{algorithmic}[1]', '\\Procedure{Largest}{$A$}', '\\State $m \\gets A_1$', '\\For{$i = 2$ to $|A|$}',
  '\\If{$A_i > m$}', '\\State $m \\gets A_i$', '\\EndIf', '\\EndFor', '\\State \\Return $m$', '\\EndProcedure', '\\end{algorithmic}', '\\end{algorithm}', '',
].join('\n'); // prettier-ignore

/** Defined when the host is ready, not when the file is loaded. */
export function definePseudocodeTests(): void {
  describe('pseudocode in the extension host', () => {
    it('knows the language, its outline and the TypeScript of a line', async () => {
      const document = await open('sort.pseudo', SORT);
      assert.equal(document.languageId, 'pseudocode');
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      );
      assert.deepEqual(symbols.map(({ name }) => name), ['INSERTION-SORT']); // prettier-ignore
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        new vscode.Position(4, 10),
      );
      assert.match(textOf(hovers), /while \(i > 0 && A\[i - 1\] > key\)/);
    });

    it('learns an algorithm and speaks of it above its first line', async () => {
      const document = await open('sort.pseudo', SORT);
      await eventually(async () => assert.equal((await lensesOf(document)).length, 1));
      await vscode.commands.executeCommand('understudy.learn', document.uri, 'INSERTION-SORT');
      const [lens] = await lensesOf(document);
      assert.equal(lens?.range.start.line, 0);
      assert.match(lens.command?.title ?? '', /exact/);
    });

    it('finds an algorithm in plain text, and leaves prose in peace', async () => {
      const prose = await open(
        'notes.txt',
        'If you return the book, tell me.\nFor the rest: wait.\n\nI am well = happy.\n',
      );
      const document = await open('sort.txt', SORT);
      assert.equal(document.languageId, 'plaintext');
      await eventually(async () => assert.equal((await lensesOf(document)).length, 1));
      const commands = await vscode.commands.getCommands(true);
      assert(commands.includes('understudy.showTypeScript'));
      await vscode.commands.executeCommand('understudy.showTypeScript', document.uri);
      await eventually(() => {
        const shown = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'understudy-typescript');
        assert.match(shown?.getText() ?? '', /export function insertionSort/);
      });
      await vscode.commands.executeCommand('understudy.learn', document.uri, 'INSERTION-SORT');
      const [lens] = await lensesOf(document);
      assert.match(lens?.command?.title ?? '', /exact/);
      assert.deepEqual(await lensesOf(prose), []);
      assert.deepEqual(diagnosticsOf(prose), []);
    });

    it('hints at the line of the pseudocode that never ran', async () => {
      const document = await open('picky.pseudo', PICKY);
      await vscode.commands.executeCommand('understudy.learn', document.uri, 'TOTAL');
      const lines = diagnosticsOf(document).map(({ range }) => range.start.line);
      assert.deepEqual([...new Set(lines)], [4]);
    });

    it('names what it can’t settle as it is typed, and offers both readings', async () => {
      const document = await open('lost.pseudo', 'COUNT(n)\n  i ← 0\n  while i < n\n    i i + 1\n  return i\n');
      const [problem] = await eventually(() => {
        const found = diagnosticsOf(document);
        assert.equal(found.length, 1);
        return found;
      });
      assert.equal(problem && document.getText(problem.range), 'i i + 1');
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        problem?.range,
      );
      const assign = actions.find(({ title }) => title === 'Assign: i ← i + 1');
      assert.ok(assign?.edit && actions.some(({ title }) => title.startsWith('Compare')));
      await vscode.workspace.applyEdit(assign.edit);
      await eventually(() => assert.equal(diagnosticsOf(document).length, 0));
      await document.save();
    });

    it('folds blocks where their keywords end them', async () => {
      const text = ['PROCEDURE Count(n)', 'FOR i ← 1 TO n', 'IF i > 2 THEN', 'OUTPUT i', 'ENDIF', 'NEXT i', 'ENDPROCEDURE', ''].join('\n'); // prettier-ignore
      const document = await open('flat.pseudo', text);
      const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', document.uri); // prettier-ignore
      assert.deepEqual(folds.map(({ start, end }) => [start, end]), [[0, 5], [1, 4], [2, 3]]); // prettier-ignore
    });

    it('shows the TypeScript beside it', async () => {
      const document = await open('sort.pseudo', SORT);
      await vscode.commands.executeCommand('understudy.showTypeScript', document.uri);
      const shown = vscode.window.activeTextEditor?.document;
      assert.equal(shown?.uri.scheme, 'understudy-typescript');
      assert.match(shown.getText(), /export function insertionSort\(A: number\[\]\)/);
    });

    it('finds fenced blocks of Markdown and algorithms of LaTeX', async () => {
      const markdown = await open('notes.md', `# Notes\n\n\`\`\`pseudocode\n${SORT}\`\`\`\n`);
      await eventually(async () => assert.equal((await lensesOf(markdown)).at(0)?.range.start.line, 3));
      const latex = await open('paper.tex', PAPER);
      await vscode.languages.setTextDocumentLanguage(latex, 'latex');
      await eventually(async () => assert.equal((await lensesOf(latex)).at(0)?.range.start.line, 3));
      await vscode.commands.executeCommand('understudy.learn', latex.uri, 'Largest');
      assert.match((await lensesOf(latex)).at(0)?.command?.title ?? '', /exact/);
      const plain = await open('plain.md', '# Notes\n\nfor each of you\n');
      assert.equal((await lensesOf(plain)).length, 0);
    });
  });
}

async function open(name: string, text: string): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.joinPath(folder(), name);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  const { document } = await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One });
  return document;
}

function textOf(hovers: readonly vscode.Hover[]): string {
  return hovers.flatMap(({ contents }) => contents).map((each) => (each as vscode.MarkdownString).value).join('\n'); // prettier-ignore
}
