import * as path from 'node:path';
import * as vscode from 'vscode';

/** What a module that makes inputs begins as. */
function template(name: string): string {
  const { t } = vscode.l10n;
  return `// ${t('Inputs for {0}, in place of those that would be made from its types.', name)}
// ${t('It gives the arguments of one call, in an array; they may grow with `size`, and `random()` is uniform in [0, 1).')}
export function inputs(size, random) {
  return [Array.from({ length: Math.floor(random() * (size + 1)) }, () => Math.floor(random() * 100))];
}
`;
}

/**
 * Asks for the module that makes a function's inputs. One that is yet to be written is begun and shown, to be chosen when it is.
 * @returns its path; undefined where none was chosen
 */
export async function chooseGenerator(file: string, name: string): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const own = path.join(path.dirname(file), `${name.replace(/[^\w-]+/g, '-')}.inputs.mjs`);
  const exists = await isThere(own);
  const items = [
    {
      label: exists ? t('$(file) Use {0}', path.basename(own)) : t('$(new-file) Write {0}', path.basename(own)),
      description: exists ? '' : t('begins a module beside the function'),
      does: () => (exists ? Promise.resolve(own) : begin(own, name)),
    },
    { label: t('$(folder-opened) Choose Another Module…'), description: '', does: () => pick(file) },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: t('Inputs of {0}', name),
    placeHolder: t('A module that exports inputs(size, random)'),
  });
  return chosen?.does();
}

async function isThere(file: string): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(vscode.Uri.file(file));
    return true;
  } catch {
    return false;
  }
}

async function begin(file: string, name: string): Promise<undefined> {
  await vscode.workspace.fs.writeFile(vscode.Uri.file(file), Buffer.from(template(name)));
  await vscode.window.showTextDocument(vscode.Uri.file(file), { viewColumn: vscode.ViewColumn.One });
  vscode.window.setStatusBarMessage(
    vscode.l10n.t('$(info) Write the inputs, then choose this file for {0}', name),
    8000,
  );
  return undefined;
}

async function pick(file: string): Promise<string | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    defaultUri: vscode.Uri.file(path.dirname(file)),
    filters: { [vscode.l10n.t('ES modules')]: ['mjs', 'js'] },
  });
  return chosen?.[0]?.fsPath;
}
