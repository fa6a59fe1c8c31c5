import type { Line } from '../lines/lines.ts';
import type { Token } from '../lines/tokens.ts';

/**
 * `procedure max(a1, a2, …, an: integers)` with `if max < ai`: subscripts that a copy has lost. Where the text names a
 * list so, its items are written as entries before anything is read; `aj+1` without spaces is the entry at j + 1.
 */
export function settlePrintedItems(lines: readonly Line[]): readonly Line[] {
  const lists = new Set(lines.flatMap(({ tokens }) => tokens.flatMap((_, i) => listAt(tokens, i)?.name ?? [])));
  if (lists.size === 0) return lines;
  const words = new Set(
    lines.flatMap(({ tokens }) => tokens.flatMap(({ kind, text }) => (kind === 'word' ? [text] : []))),
  );
  return lines.map((line) => ({ ...line, tokens: withEntries(line.tokens, lists, words) }));
}

interface PrintedList {
  readonly name: string;
  readonly first: string;
  readonly last: string;
  /** Tokens that it takes. */
  readonly length: number;
}

/** `a1, a2, …, an`. */
function listAt(tokens: readonly Token[], i: number): PrintedList | null {
  const written = tokens[i]?.text ?? '';
  if (written.length !== 2 || !/[01]$/.test(written)) return null;
  const [, name, first] = /^(\p{L})([01])$/u.exec(written) ?? [];
  if (name === undefined || first === undefined) return null;
  let k = i + 1;
  const isItem = (at: number): boolean => new RegExp(`^${name}\\d$`, 'u').test(tokens[at]?.text ?? '');
  while (tokens[k]?.text === ',' && isItem(k + 1)) k += 2;
  if (tokens[k]?.text === ',') k++;
  const dots = k;
  while (/^\.{1,2}$/.test(tokens[k]?.text ?? '')) k++;
  if (k === dots) return null;
  if (tokens[k]?.text === ',') k++;
  const text = tokens[k]?.text ?? '';
  const last = text.startsWith(name) ? text.slice(1) : '';
  return /^\p{L}$/u.test(last) ? { name, first, last, length: k + 1 - i } : null;
}

function withEntries(tokens: readonly Token[], lists: ReadonlySet<string>, words: ReadonlySet<string>): Token[] {
  const changed: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) continue;
    const list = listAt(tokens, i);
    const end = tokens[i + (list?.length ?? 1) - 1]?.end ?? token.end;
    if (list) {
      const { name, first, last } = list;
      changed.push(...pieces(token, end, [name, '[', first, '..', last, ']']));
      i += list.length - 1;
      continue;
    }
    const [name, index] = [token.text.slice(0, 1), token.text.slice(1)];
    const isEntry =
      token.kind === 'word' && lists.has(name) && (/^\d$/.test(index) || (index.length === 1 && words.has(index)));
    if (!isEntry) {
      changed.push(token);
      continue;
    }
    // In print `aj+1` has all of it below the line.
    const [sign, by] = [tokens[i + 1], tokens[i + 2]];
    const isTight = /^[-+]$/.test(sign?.text ?? '') && sign?.spaced === false && by?.kind === 'number' && !by.spaced;
    changed.push(
      ...pieces(token, isTight ? by.end : token.end, [name, '[', index, ...(isTight ? [sign.text, by.text] : []), ']']),
    );
    if (isTight) i += 2;
  }
  return changed;
}

/** Tokens in the place of one; together they cover what it covered. */
function pieces(token: Token, end: number, texts: readonly string[]): Token[] {
  return texts.map((text, k): Token => {
    const kind = /^\d/.test(text) ? 'number' : /^\p{L}/u.test(text) ? 'word' : 'symbol';
    const [from, to] = [k === 0 ? token.start : token.start + 1, k === 0 ? token.start + 1 : end];
    return { ...token, kind, text, lower: text.toLowerCase(), spaced: k === 0 && token.spaced, start: from, end: to };
  });
}
