import * as path from 'node:path';
import * as vscode from 'vscode';
import { chartSvg } from '../shared/chart.ts';
import { comparisonPage } from '../shared/comparison-page.ts';
import type { LearnedFunction } from '../shared/panel.ts';

/** What a comparison can be kept as. */
const FORMATS = { svg: chartSvg, html: comparisonPage } as const;

/** Writes a comparison where the user says, as a picture or as a page that needs nothing else. */
export async function saveComparison(fn: LearnedFunction, format: keyof typeof FORMATS): Promise<void> {
  const comparison = fn.comparison?.result;
  if (!comparison) return;
  const { dir } = path.parse(fn.file);
  const suggested = vscode.Uri.file(path.join(dir, `${fn.name.replace(/[^\w-]+/g, '-')}.compared.${format}`));
  const chosen = await vscode.window.showSaveDialog({
    defaultUri: suggested,
    filters: { [format.toUpperCase()]: [format] },
  });
  if (!chosen) return;
  try {
    await vscode.workspace.fs.writeFile(chosen, Buffer.from(FORMATS[format](comparison)));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('The comparison could not be written: {0}', why));
    return;
  }
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Written: {0}', path.basename(chosen.fsPath)), 5000);
}
