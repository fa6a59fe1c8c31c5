/** Texts in the user's language by their English ones, as VS Code loads them from `l10n`. */
export type Texts = Readonly<Record<string, string>>;

let texts: Texts = {};
let tag = 'en';

/** To be called once, before anything is shown. @param loadedTag the language, as BCP 47 has it */
export function setTexts(loaded: Texts, loadedTag: string): void {
  texts = loaded;
  tag = loadedTag;
}

/** What the texts are in, as BCP 47 has it. */
export function language(): string {
  return tag;
}

/**
 * A text in the user's language, the English one where there is no other; `{0}` stands for the first of `values`. The same as
 * `vscode.l10n.t`, for what runs without `vscode`. The text has to be a literal: scripts/l10n.mjs collects it.
 */
export function t(text: string, ...values: readonly (string | number)[]): string {
  return (texts[text] ?? text).replaceAll(/\{(\d+)\}/g, (hole, index: string) => `${values[Number(index)] ?? hole}`);
}

/** A whole number as people write it. */
export function count(value: number): string {
  return value.toLocaleString(tag);
}
