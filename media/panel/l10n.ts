import type { ComponentChild } from 'preact';
import { setTexts, t, type Texts } from '../../src/shared/l10n.ts';

/** Takes the texts that the page was made with. */
export function takeTexts(root: HTMLElement): void {
  setTexts(JSON.parse(root.dataset['texts'] ?? '{}') as Texts, document.documentElement.lang);
}

/** A text in the user's language in which elements stand: `{0}` for the first of them. */
export function rich(text: string, ...parts: readonly ComponentChild[]): readonly ComponentChild[] {
  return t(text)
    .split(/\{(\d+)\}/)
    .map((piece, i) => (i % 2 === 0 ? piece : parts[Number(piece)]));
}
