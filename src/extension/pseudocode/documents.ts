import type * as vscode from 'vscode';

/** Languages in whose documents pseudocode stands: all of it, in fenced blocks, or in algorithm environments. */
export const PSEUDOCODE_LANGUAGES = ['pseudocode', 'markdown', 'latex', 'plaintext'];

/** A head of a block or a routine at the beginning of a line, which is worth a closer look. */
const HEAD =
  /^[ \t]*(\d+[.:)]?[ \t]+)?(for|while|if|repeat|loop|procedure|function|algorithm|subroutine|method)\b|^[ \t]*[A-Z][A-Z-]+[ \t]*\(/im;
const DEED = /←|:=|<-|==|[\w\])][ \t]*=[ \t]*\S|\breturn\b|\bend ?(if|for|while)\b/i;

/** Longer texts are no algorithms. */
const MAX_LENGTH = 200_000;

const ENDING = /\.(pseudo|algo|txt|tex|md)$/i;
const BLOCK =
  /^[ \t]*(`{3,}|~{3,})[ \t]*\{?\.?(pseudocode|algorithm|algo|pseudo)\b|\\begin\s*\{(algorithm|procedure|function)/im;

/** Plain text, of which the engine has to find out whether it is an algorithm. */
export function isPlain(document: vscode.TextDocument): boolean {
  return document.languageId === 'plaintext' && /\.txt$/i.test(document.fileName);
}

function mayBeAlgorithm(text: string): boolean {
  return text.length <= MAX_LENGTH && HEAD.test(text) && DEED.test(text);
}

/** Whether a document is pseudocode or has a block of it; told from the text alone, which is cheap. */
export function hasPseudocode(document: vscode.TextDocument): boolean {
  if (document.uri.scheme !== 'file' || !ENDING.test(document.fileName)) return false;
  if (document.languageId === 'pseudocode') return true;
  if (document.languageId === 'plaintext') return isPlain(document) && mayBeAlgorithm(document.getText());
  return PSEUDOCODE_LANGUAGES.includes(document.languageId) && BLOCK.test(document.getText());
}
