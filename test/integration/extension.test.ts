import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import * as vscode from 'vscode';
import { diagnosticsOf, eventually, folder, lensesOf } from './host.ts';

const ID = 'understudy.understudy';

/** Defined when the host is ready, not when the file is loaded. */
export function defineTests(): void {
  describe('in the extension host', () => {
    before(() => vscode.extensions.getExtension(ID)?.activate());

    it('has every command that package.json promises', async () => {
      const manifest = vscode.extensions.getExtension(ID)?.packageJSON as {
        contributes: { commands: { command: string }[] };
      };
      const known = await vscode.commands.getCommands(true);
      for (const { command } of manifest.contributes.commands) assert.ok(known.includes(command), command);
    });

    it('puts 200 lenses above 3,000 lines, and keeps them while the text is edited', async () => {
      const one = (i: number): string =>
        `export function f${i}(a: number[]): number {\n${'  a.push(a.length);\n'.repeat(12)}  return a[0]!;\n}\n`;
      const file = vscode.Uri.joinPath(folder(), 'large.ts');
      await vscode.workspace.fs.writeFile(file, Buffer.from(Array.from({ length: 200 }, (_, i) => one(i)).join('')));
      const { document } = await show('large.ts');
      for (const text of ['', '{', '`', 'x', '(']) {
        await type(document, text);
        assert.equal((await lensesOf(document)).length > 0, true, `after ${text}`);
        if (text !== '') await vscode.commands.executeCommand('undo');
        assert.equal((await lensesOf(document)).length, 200);
      }
      await vscode.commands.executeCommand('workbench.action.files.revert');
    });

    it('learns a function and reports where it and its network part', async () => {
      const { document } = await show('shipping-cost.ts');
      await vscode.commands.executeCommand('understudy.learn', document.uri, 'shippingCost');
      const [found] = diagnosticsOf(document).filter(({ code }) => code === 'divergence');
      assert.equal(found?.source, 'Understudy');
      assert.equal(found.severity, vscode.DiagnosticSeverity.Information);
      assert.equal(document.getText(found.range), 'prices.length >= 2 * DOZEN');
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        found.range,
      );
      const titles = actions.map(({ title }) => title);
      for (const title of ['Copy this input as a test', 'Train on this input', 'Learn this algorithm (shippingCost)'])
        assert.ok(titles.includes(title), title);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        found.range.start,
      );
      const text = hovers
        .flatMap(({ contents }) => contents)
        .map((each) => ('value' in (each as object) ? (each as vscode.MarkdownString).value : ''))
        .join('\n');
      assert.match(text, /command:understudy\.replay.*\n[^]*total: \d+/);
    });

    it('puts a test of the divergence on the clipboard', async () => {
      const { document } = await show('shipping-cost.ts');
      const [found] = diagnosticsOf(document).filter(({ code }) => code === 'divergence');
      assert.ok(found);
      await act(document, found, 'Copy this input as a test');
      const text = await vscode.env.clipboard.readText();
      assert.match(text, /import { shippingCost } from '\.\/shipping-cost\.ts';/);
      assert.match(text, /assert\.deepStrictEqual\(shippingCost\(\[/);
    });

    it('learns several functions in the order of asking', async () => {
      const { document: first } = await show('shipping-cost.ts');
      const one = vscode.commands.executeCommand('understudy.learn', first.uri, 'shippingCost');
      const { document: second } = await show('insertion-sort.ts');
      const two = vscode.commands.executeCommand('understudy.learn', second.uri, 'insertionSort');
      await eventually(async () => assert.equal(await titleOf(second), 'waiting'));
      await one;
      await two;
      assert.match(await titleOf(second), /exact to/);
    });

    it('takes its hints away while the text is edited and brings them back when it is saved unchanged', async () => {
      const { document } = await show('shipping-cost.ts');
      assert.notEqual(diagnosticsOf(document).length, 0);
      await type(document, ' ');
      assert.equal(diagnosticsOf(document).length, 0);
      await vscode.commands.executeCommand('undo');
      await document.save();
      await eventually(() => assert.notEqual(diagnosticsOf(document).length, 0));
    });

    it('says so when the engine is killed, and can learn again', async () => {
      const { document } = await show('insertion-sort.ts');
      const learning = vscode.commands.executeCommand('understudy.learn', document.uri, 'insertionSort');
      // Another engine may be analysing the file: whichever is there, until the one that learns was.
      const killer = setInterval(() => enginesBelow(process.pid).forEach((pid) => process.kill(pid, 'SIGKILL')), 50);
      try {
        await learning;
      } finally {
        clearInterval(killer);
      }
      assert.match(await titleOf(document), /could not be learned/);
      await vscode.commands.executeCommand('understudy.learn', document.uri, 'insertionSort');
      assert.match(await titleOf(document), /exact to/);
      await eventually(() => assert.deepEqual(enginesBelow(process.pid), []));
    });

    it('begins anew where a learned file was renamed', async () => {
      const learned = vscode.Uri.joinPath(folder(), 'insertion-sort.ts');
      const moved = vscode.Uri.joinPath(folder(), 'moved.ts');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.workspace.fs.rename(learned, moved);
      const { document } = await show('moved.ts');
      assert.equal(await titleOf(document), 'Learn');
      await vscode.workspace.fs.rename(moved, learned);
    });

    it('follows a file that is renamed in the editor', async () => {
      const learned = vscode.Uri.joinPath(folder(), 'insertion-sort.ts');
      const moved = vscode.Uri.joinPath(folder(), 'followed.ts');
      const { document: before } = await show('insertion-sort.ts');
      const title = await titleOf(before);
      assert.match(title, /exact to/);
      await renameInEditor(learned, moved);
      const { document } = await show('followed.ts');
      await eventually(async () => assert.equal(await titleOf(document), title));
      assert.deepEqual(vscode.languages.getDiagnostics(learned), []);
      await renameInEditor(moved, learned);
    });

    it('follows a file that is renamed while it is learned from, and while it waits', async () => {
      const [learning, waiting] = ['shipping-cost.ts', 'minimum.ts'].map((name) => vscode.Uri.joinPath(folder(), name));
      assert.ok(learning && waiting);
      const one = vscode.commands.executeCommand('understudy.learn', learning, 'shippingCost');
      const two = vscode.commands.executeCommand('understudy.learn', waiting, 'minimum');
      const { document } = await show('minimum.ts');
      await eventually(async () => assert.equal(await titleOf(document), 'waiting'));
      const places = [learning, waiting].map((from) => [from, vscode.Uri.file(`${from.fsPath}.moved.ts`)] as const);
      for (const [from, to] of places) await renameInEditor(from, to);
      await one;
      await two;
      const titles = [];
      for (const [from, to] of places) {
        const moved = await vscode.window.showTextDocument(to, { viewColumn: vscode.ViewColumn.One });
        await eventually(async () => assert.match(await titleOf(moved.document), /exact to|could not/));
        titles.push(await titleOf(moved.document));
        await renameInEditor(to, from);
      }
      for (const title of titles) assert.match(title, /^exact to/);
      await eventually(() => assert.deepEqual(enginesBelow(process.pid), []));
    });

    it('learns on while no editor is open, and shows what came of it when one is', async () => {
      const { document } = await show('shipping-cost.ts');
      const learning = vscode.commands.executeCommand('understudy.learn', document.uri, 'shippingCost');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await learning;
      const shown = await show('shipping-cost.ts');
      assert.match(await titleOf(shown.document), /refuses at/);
      await eventually(() => assert.notEqual(diagnosticsOf(shown.document).length, 0));
    });

    it('keeps apart what parts in one file: after an edit, by a test, by training', async () => {
      const { document } = await show('prices.ts');
      for (const name of ['sum', 'cheap']) await vscode.commands.executeCommand('understudy.learn', document.uri, name);
      assert.deepEqual(await titlesOf(document), ['exact to 16, refuses at 32', 'exact to 16, refuses at 32']);
      const original = document.getText();
      assert.deepEqual(placesOf(document), [
        'divergence: prices.length >= 2 * DOZEN in line 7',
        'divergence: prices.length >= 2 * DOZEN in line 15',
      ]);
      // Above both, and in the first: the second is what it was, two lines further down.
      await replace(document, 'total = 0;', 'total = 1;');
      await type(document, '// about prices\n\n');
      assert.deepEqual(placesOf(document), []);
      await document.save();
      const [edited, parted] = ['behaves differently since', 'exact to 16, refuses at 32'];
      await eventually(async () => assert.deepEqual(await titlesOf(document), [edited, parted]));
      await eventually(() =>
        assert.deepEqual(placesOf(document).slice(-1), ['divergence: prices.length >= 2 * DOZEN in line 17']),
      );
      assert.match(placesOf(document)[0] ?? '', /^behaviour-changed: .* in line [5-9]$/);
      const [, second] = divergencesIn(document);
      assert.ok(second);
      await act(document, second, 'Copy this input as a test');
      assert.match(await vscode.env.clipboard.readText(), /import { cheap } from '\.\/prices\.ts';/);
      await act(document, second, 'Train on this input');
      assert.deepEqual(await titlesOf(document), [edited, 'exact to 1,000']);
      assert.equal(divergencesIn(document).length, 1);
      await replace(document, document.getText(), original);
      await document.save();
      await eventually(async () => assert.deepEqual(await titlesOf(document), [parted, 'exact to 1,000']));
      await eventually(() =>
        assert.deepEqual(placesOf(document), ['divergence: prices.length >= 2 * DOZEN in line 7']),
      );
    });

    it('says at the expression why a function can not be learned', async () => {
      const { document } = await show('not-learnable.ts');
      void vscode.commands.executeCommand('understudy.learn', document.uri, 'readNumber');
      await eventually(() => {
        const [found] = diagnosticsOf(document).filter(({ code }) => code === 'not-learnable');
        assert.match(found?.message ?? '', /^readNumber can't be learned: /);
      });
    });

    it('learns from an input on which the two parted', async () => {
      const { document } = await show('shipping-cost.ts');
      const [before] = diagnosticsOf(document).filter(({ code }) => code === 'divergence');
      assert.ok(before);
      await act(document, before, 'Train on this input');
      assert.equal(await titleOf(document), 'exact to 1,000');
      await vscode.commands.executeCommand('understudy.learn', document.uri, 'shippingCost');
      assert.equal(await titleOf(document), 'exact to 1,000', 'the input stays among those it learns from');
    });
  });
}

function show(name: string): Thenable<vscode.TextEditor> {
  return vscode.window.showTextDocument(vscode.Uri.joinPath(folder(), name), { viewColumn: vscode.ViewColumn.One });
}

async function titleOf(document: vscode.TextDocument): Promise<string> {
  return (await titlesOf(document)).join();
}

/** Titles of the functions of a file, from the first to the last. */
async function titlesOf(document: vscode.TextDocument): Promise<string[]> {
  return (await lensesOf(document)).map(({ command }) => command?.title ?? '');
}

function divergencesIn(document: vscode.TextDocument): vscode.Diagnostic[] {
  const found = diagnosticsOf(document).filter(({ code }) => code === 'divergence' || code === 'behaviour-changed');
  return found.sort((a, b) => a.range.start.compareTo(b.range.start));
}

/** What parts in a document and where, in short. */
function placesOf(document: vscode.TextDocument): string[] {
  return divergencesIn(document).map(
    ({ code, range }) => `${code as string}: ${document.getText(range)} in line ${range.start.line + 1}`,
  );
}

/** Does what the light bulb at a problem offers. */
async function act(document: vscode.TextDocument, { range }: vscode.Diagnostic, title: string): Promise<void> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
  );
  const command = actions.find((action) => action.title === title)?.command;
  assert.ok(command, title);
  await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
}

async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const at = document.getText().indexOf(from);
  const edit = new vscode.WorkspaceEdit();
  const place = new vscode.Range(document.positionAt(at), document.positionAt(at + from.length));
  edit.replace(document.uri, place, to);
  await vscode.workspace.applyEdit(edit);
}

async function type(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(1, 0), text);
  await vscode.workspace.applyEdit(edit);
}

function enginesBelow(pid: number): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' }).split('\n');
  const own = lines.filter(
    (line) => line.includes(path.join('dist', 'engine.js')) && Number(line.trim().split(/\s+/)[1]) === pid,
  );
  return own.map((line) => Number.parseInt(line, 10));
}

async function renameInEditor(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(from, to);
  assert.ok(await vscode.workspace.applyEdit(edit));
}
