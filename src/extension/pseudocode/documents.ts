import type * as vscode from 'vscode';

/** Languages in whose documents pseudocode stands: all of it, in fenced blocks, or in algorithm environments. */
export const PSEUDOCODE_LANGUAGES = ['pseudocode', 'markdown', 'latex'];

const ENDING = /\.(pseudo|algo|txt|tex|md)$/i;
const BLOCK =
  /^[ \t]*(`{3,}|~{3,})[ \t]*\{?\.?(pseudocode|algorithm|algo|pseudo)\b|\\begin\s*\{(algorithm|procedure|function)/im;

/** Whether a document is pseudocode or has a block of it; told from the text alone, which is cheap. */
export function hasPseudocode(document: vscode.TextDocument): boolean {
  if (document.uri.scheme !== 'file' || !ENDING.test(document.fileName)) return false;
  if (document.languageId === 'pseudocode') return true;
  return PSEUDOCODE_LANGUAGES.includes(document.languageId) && BLOCK.test(document.getText());
}
