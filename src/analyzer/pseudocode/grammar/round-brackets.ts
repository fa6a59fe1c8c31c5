import type { Span } from '../documents/mapped-text.ts';
import { matching, readBareHead, readRoutineHead, type RoutineHead } from './headers.ts';
import type { Line } from '../lines/lines.ts';
import type { Token } from '../lines/tokens.ts';
import { COLLECTIONS, isKeyword } from './words.ts';

/** An array whose entries the text writes like calls. */
export interface RoundBrackets {
  readonly name: string;
  /** What shows that it is an array, and where. */
  readonly because: string;
  readonly span: Span;
}

/**
 * Older textbooks write entries in round brackets: `A(i) ← A(i - 1)`. Where the text shows that a name is an array, its
 * brackets become square ones here, before statements are read, so that the rest knows one way to write an entry. What
 * shows it: an entry is given a value or swapped, a range stands in the brackets, the text says “array A”, or a
 * parameter is a capital or a noun for something with entries. All else stays a call.
 */
export function settleRoundBrackets(lines: readonly Line[]): {
  readonly lines: readonly Line[];
  readonly arrays: readonly RoundBrackets[];
} {
  if (!lines.some(({ tokens }) => tokens.some((_, i) => isCall(tokens, i)))) return { lines, arrays: [] };
  const arrays = findArrays(lines);
  if (arrays.size === 0) return { lines, arrays: [] };
  return {
    lines: lines.map((line) => ({ ...line, tokens: withSquareBrackets(line.tokens, arrays) })),
    arrays: [...arrays.values()],
  };
}

function isCall(tokens: readonly Token[], i: number): boolean {
  const token = tokens[i];
  return (
    token?.kind === 'word' && tokens[i + 1]?.text === '(' && tokens[i + 1]?.kind === 'symbol' && !isKeyword(token.lower)
  );
}

function findArrays(lines: readonly Line[]): Map<string, RoundBrackets> {
  const arrays = new Map<string, RoundBrackets>();
  const counters = new Set<string>();
  const heads = lines.map((line, i) => headOf(line, lines[i + 1], i === 0, counters));
  const routines = new Set(heads.map((head) => head?.name));
  const parameters = new Set(heads.flatMap((head) => head?.parameters.map(({ name }) => name) ?? []));
  const called = new Set<string>();
  for (const [at, { tokens }] of lines.entries()) {
    // The name of a routine may be several words.
    const named = heads[at]?.nameSpan.end ?? 0;
    for (const [i, token] of tokens.entries()) {
      if (token.kind !== 'word' || routines.has(token.text) || token.start < named) continue;
      const isCalled = isCall(tokens, i) && !NO_ARRAY.test(token.lower);
      if (isCalled) called.add(token.text);
      const because = isArrayByName(tokens, i) ?? (isCalled ? isArrayByUse(tokens, i, counters, parameters) : null);
      if (because !== null && !arrays.has(token.text))
        arrays.set(token.text, { name: token.text, because, span: token });
    }
  }
  for (const name of arrays.keys()) if (!called.has(name)) arrays.delete(name);
  return arrays;
}

/** Statements and functions that are written with brackets, and sizes, which are no entries. */
const NO_ARRAY =
  /^(print|output|swap|exchange|interchange|return|input|display|write|let|length|len|size|count|head|tail|top|min|max|floor|ceil)$/;

/** The head of a routine; `C(i, j) = …` is one only where `i` and `j` come from nowhere. On the way, what loops and arrows set is noted. */
function headOf(line: Line, next: Line | undefined, isFirst: boolean, counters: Set<string>): RoutineHead | null {
  const { tokens } = line;
  const head = readRoutineHead(line) ?? (isEntrySet(tokens, counters) ? null : readBareHead(line, next, isFirst));
  for (const [i, { kind, text }] of tokens.entries()) {
    const isLoop = /^(for|each|foreach|loop|every|all)$/.test(tokens[i - 1]?.lower ?? '');
    if (kind === 'word' && (isLoop || tokens[i + 1]?.text === '←' || (i === 0 && tokens[1]?.text === '=')))
      counters.add(text);
  }
  return head;
}

/** `C(i, j) =` and `A(1) =`, where `i` and `j` are known: no definition of a function. */
function isEntrySet(tokens: readonly Token[], counters: ReadonlySet<string>): boolean {
  if (!isCall(tokens, 0)) return false;
  const close = matching(tokens, 1);
  const inside = tokens.slice(2, close);
  return (
    tokens[close + 1]?.text === '=' &&
    inside.length > 0 &&
    inside.every(({ kind, text }) => (kind === 'word' ? counters.has(text) : true))
  );
}

/** Names of tables that `lookUp` reads: `w(u, v)` may be a matrix or a list of edges. */
const WEIGHTS = /^(w|c|d|weights?|costs?|dist|distance|capacity|length)$/i;
const FUNCTIONS = /^[FGH]$/;
const ARRAYS =
  /^(arr|array|list|data|nums|numbers|table|matrix|vector|items|values|elements|text|pattern|str|string)$/i;

function isArrayByUse(
  tokens: readonly Token[],
  i: number,
  counters: ReadonlySet<string>,
  parameters: ReadonlySet<string>,
): string | null {
  const { text = '' } = tokens[i] ?? {};
  const close = matching(tokens, i + 1);
  if (close < 0) return null;
  const inside = tokens.slice(i + 2, close);
  const after = tokens[close + 1]?.text ?? '';
  const begins = i === 0 || /^(then|do|else|begin|;|,|:|\{|and)$/.test(tokens[i - 1]?.lower ?? '');
  if (begins && (/^(←|\+=|-=|\*=|\+\+|--)$/.test(after) || (after === '=' && isEntrySet(tokens.slice(i), counters))))
    return `an entry of it is given a value`;
  if (after === '↔' || tokens.slice(0, i).some(({ lower }) => /^(swap|exchange|interchange|↔)$/.test(lower)))
    return `entries of it are swapped`;
  // `array(0..m)` makes one.
  const isMaking = COLLECTIONS.has(text.toLowerCase()) && !parameters.has(text);
  if (
    !isMaking &&
    inside.some((token, k) => k > 0 && k < inside.length - 1 && (token.text === '..' || token.text === ':'))
  )
    return `a range stands in its brackets`;
  const isTable = inside.some((token) => token.text === ',') && WEIGHTS.test(text);
  const isNamedSo = (/^\p{Lu}$/u.test(text) && !FUNCTIONS.test(text)) || ARRAYS.test(text);
  return parameters.has(text) && isNamedSo && !isTable ? `the parameter has an array’s name` : null;
}

/** `array A`, `list of numbers L`, `A : array`, `A ← new array`. */
function isArrayByName(tokens: readonly Token[], i: number): string | null {
  const isCollection = (k: number): boolean =>
    /^(array|list|sequence|vector|matrix|table|string)$/.test(tokens[k]?.lower ?? '');
  const { kind, lower = '' } = tokens[i] ?? {};
  if (kind !== 'word' || isKeyword(lower) || COLLECTIONS.has(lower)) return null;
  if (isCollection(i - 1) && tokens[i + 1]?.text !== '(')
    return `the text says “${tokens[i - 1]?.text} ${tokens[i]?.text}”`;
  if (!/^(:|←)$/.test(tokens[i + 1]?.text ?? '')) return null;
  const k = /^(a|an|new|empty)$/.test(tokens[i + 2]?.lower ?? '') ? i + 3 : i + 2;
  return isCollection(k) || (isCollection(k + 1) && /^(new|empty)$/.test(tokens[k]?.lower ?? ''))
    ? `it is made or declared as one`
    : null;
}

function withSquareBrackets(tokens: readonly Token[], arrays: ReadonlyMap<string, unknown>): readonly Token[] {
  const changed = [...tokens];
  for (const [i, { text }] of tokens.entries()) {
    if (!arrays.has(text) || !isCall(tokens, i)) continue;
    const close = matching(tokens, i + 1);
    const [open, end] = [tokens[i + 1], tokens[close]];
    if (!open || !end) continue;
    changed[i + 1] = { ...open, text: '[', lower: '[', spaced: false };
    changed[close] = { ...end, text: ']', lower: ']' };
  }
  return changed;
}
