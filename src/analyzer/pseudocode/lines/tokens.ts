import type { MappedText, Span } from '../documents/mapped-text.ts';

export type TokenKind = 'word' | 'number' | 'string' | 'symbol';

export interface Token extends Span {
  readonly kind: TokenKind;
  /** Symbols in one spelling (`←`, `≠`, `≤`); words as written, numbers as JavaScript writes them, strings without quotes. */
  readonly text: string;
  /** A word in lower case, to compare with keywords. */
  readonly lower: string;
  /** Whether white space stands before it. */
  readonly spaced: boolean;
  /** Column in the line, counted from 0 with tabs expanded. */
  readonly column: number;
}

/** Spellings of one symbol, longest first where one begins another. */
const SYMBOLS: readonly (readonly [string, string])[] = [
  ['<->', '↔'], ['<=>', '↔'], ['⟷', '↔'], ['⇔', '↔'], ['↔', '↔'], ['⇄', '↔'],
  ['<--', '←'], ['<-', '←'], [':=', '←'], ['←', '←'], ['⟵', '←'], ['⇐', '←'], ['≔', '←'],
  ['=/=', '≠'], ['!==', '≠'], ['!=', '≠'], ['<>', '≠'], ['≠', '≠'], ['===', '=='], ['==', '=='],
  ['<=', '≤'], ['=<', '≤'], ['≤', '≤'], ['⩽', '≤'], ['≦', '≤'], ['>=', '≥'], ['≥', '≥'], ['⩾', '≥'], ['≧', '≥'],
  ['+=', '+='], ['-=', '-='], ['−=', '-='], ['*=', '*='], ['/=', '/='], ['++', '++'], ['--', '--'],
  ['...', '..'], ['…', '..'], ['⋯', '..'], ['‥', '..'], ['..', '..'],
  ['**', '^'], ['//', '//'], ['&&', '∧'], ['||', '∨'], ['->', '→'], ['→', '→'], ['⟶', '→'],
  ['∉', '∉'], ['∈', '∈'], ['∪', '∪'], ['∩', '∩'], ['∖', '∖'], ['∅', '∅'], ['Ø', '∅'], ['ø', '∅'], ['⊕', '⊕'], ['⊆', '⊆'],
  ['∧', '∧'], ['∨', '∨'], ['¬', '¬'], ['!', '¬'], ['∞', '∞'], ['−', '-'], ['–', '-'], ['-', '-'],
  ['×', '×'], ['·', '*'], ['∗', '*'], ['⋅', '*'], ['÷', '/'], ['∕', '/'], ['∣', '|'], ['‖', '|'], ['√', '√'],
  ['⟨', '⟨'], ['⟩', '⟩'], ['〈', '⟨'], ['〉', '⟩'], ['⌊', '⌊'], ['⌋', '⌋'], ['⌈', '⌈'], ['⌉', '⌉'],
]; // prettier-ignore

const BY_FIRST = new Map<string, (readonly [string, string])[]>();
for (const entry of SYMBOLS) {
  const first = entry[0].charAt(0);
  BY_FIRST.set(first, [...(BY_FIRST.get(first) ?? []), entry]);
}

const TAB = 4;
const LETTER = /[\p{L}_$]/u;
const WORD = /[\p{L}\p{N}_$]/u;

/** Most text is ASCII, where no table of Unicode has to be asked. */
function isLetter(c: string): boolean {
  return c > '~' ? LETTER.test(c) : (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c === '_' || c === '$';
}

function isBlank(c: string): boolean {
  return c === ' ' || ((c > '~' || c < ' ') && /[\s\u200b\ufeff]/.test(c));
}

function isWordCharacter(c: string): boolean {
  return c > '~' ? WORD.test(c) || SUBSCRIPTS.includes(c) : isLetter(c) || (c >= '0' && c <= '9');
}
const QUOTES: Readonly<Record<string, string>> = { '"': '"', '“': '”', '”': '”', '‘': '’', "'": "'", '«': '»' };
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

/**
 * The tokens of one line, [start, end) of the text. Hyphens between letters stay in the word (`EXTRACT-MIN`, `n-k`);
 * whether one is a minus is settled when all names of the text are known.
 * @param firstColumn where the first character stands in its line
 */
export function tokenize({ text, origins }: MappedText, start: number, end: number, firstColumn = 0): Token[] {
  const tokens: Token[] = [];
  let column = firstColumn;
  let spaced = true;
  let i = start;
  const push = (kind: TokenKind, value: string, to: number): void => {
    const from = origins[i] ?? 0;
    const last = origins[to - 1] ?? from;
    tokens.push({ kind, text: value, lower: value.toLowerCase(), spaced, column, start: from, end: last + 1 });
    column += to - i;
    i = to;
    spaced = false;
  };
  while (i < end) {
    const c = text.charAt(i);
    if (c === '\t') {
      column += TAB - (column % TAB);
      spaced = true;
      i++;
    } else if (isBlank(c)) {
      column++;
      spaced = true;
      i++;
    } else if (isLetter(c) && !isEmptySet(text, i)) {
      const to = i + wordLength(text, i, end);
      push('word', wordOf(text.slice(i, to)), to);
    } else if (c >= '0' && c <= '9') number(text, i, end, push);
    else if (SUPERSCRIPTS.includes(c)) {
      tokens.push({
        kind: 'symbol',
        text: '^',
        lower: '^',
        spaced: false,
        column,
        start: origins[i] ?? 0,
        end: origins[i] ?? 0,
      });
      push('number', String(SUPERSCRIPTS.indexOf(c)), i + 1);
    } else if (isQuote(text, i, tokens.at(-1), spaced)) {
      const close = text.indexOf(QUOTES[c] ?? c, i + 1);
      const to = close < 0 || close >= end ? end : close + 1;
      push('string', text.slice(i + 1, close < 0 || close >= end ? end : close), to);
    } else {
      const known = BY_FIRST.get(c)?.find(([spelling]) => text.startsWith(spelling, i) && i + spelling.length <= end);
      const pair = text.codePointAt(i) ?? 0;
      push('symbol', known?.[1] ?? String.fromCodePoint(pair), i + (known?.[0].length ?? (pair > 0xffff ? 2 : 1)));
    }
  }
  return tokens;
}

function number(
  text: string,
  i: number,
  end: number,
  push: (kind: TokenKind, value: string, to: number) => void,
): void {
  const match = /^(?:\d+(?:\.\d+)?(?:e[-+]?\d+)?)/i.exec(text.slice(i, Math.min(end, i + 40)));
  let value = match?.[0] ?? text.charAt(i);
  // `1..n` is a range, and `2e` is not a number.
  if (text.slice(i).startsWith(`${value.split('.')[0] ?? ''}..`)) value = value.split('.')[0] ?? value;
  push('number', value.replace(/^0+(?=\d)/, ''), i + value.length);
}

/** A lone `Ø` is the empty set, though it is a letter. */
function isEmptySet(text: string, i: number): boolean {
  return /[Øø]/.test(text.charAt(i)) && !/\p{L}/u.test(text.charAt(i + 1));
}

/** An apostrophe after a word is a prime (`A'`), a `"` always begins a string. */
function isQuote(text: string, i: number, before: Token | undefined, spaced: boolean): boolean {
  const c = text.charAt(i);
  if (!(c in QUOTES)) return false;
  if (c !== "'" && c !== '‘' && c !== '”') return true;
  if (before?.kind === 'word' && !spaced) return false;
  return text.indexOf(QUOTES[c] ?? c, i + 1) > 0;
}

function wordLength(text: string, from: number, end: number): number {
  let i = from;
  while (i < end) {
    const c = text.charAt(i);
    if (isWordCharacter(c)) i++;
    else if ((c === "'" || c === '’' || c === '′') && !QUOTED_NEXT.test(text.slice(i + 1, i + 2))) i++;
    else if (
      (c === '-' || c === '‐' || c === '‑') &&
      i + 1 < end &&
      /\p{L}\p{L}/u.test(text.charAt(i - 1) + text.charAt(i + 1))
    )
      i++;
    else break;
  }
  return i - from;
}

const QUOTED_NEXT = /[\p{L}\p{N}]/u;

/** A word in one spelling of primes, hyphens and subscripts. */
function wordOf(text: string): string {
  if (!UNUSUAL.test(text)) return text;
  return text
    .replace(/[’′]/g, "'")
    .replace(/[‐‑]/g, '-')
    .replace(/[₀-₉]/g, (digit) => String(SUBSCRIPTS.indexOf(digit)));
}

const UNUSUAL = /[’′‐‑₀-₉]/;
