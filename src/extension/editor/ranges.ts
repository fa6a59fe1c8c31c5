import * as vscode from 'vscode';
import type { Range } from '../../shared/range.ts';

/** Ours count from 1, the editor's from 0. */
export function toEditorRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line - 1, start.column - 1, end.line - 1, end.column - 1);
}
