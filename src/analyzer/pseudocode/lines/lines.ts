import { DIALECTS, type DialectName } from '../dialects.ts';
import type { MappedText, Span } from '../documents/mapped-text.ts';
import { gapsBehind, lineNumbers, widthOf } from './line-numbers.ts';
import { tokenize, type Token } from './tokens.ts';
import { isKeyword } from '../grammar/words.ts';

/** A line of code, continuation lines included. */
export interface Line extends Span {
  readonly tokens: readonly Token[];
  /** Column of the first token. */
  readonly indent: number;
  /** Blank lines, captions or the beginning of the text stand before it. */
  readonly apart: boolean;
  /** The text gives it a number. */
  readonly numbered: boolean;
}

export interface Lines {
  readonly code: readonly Line[];
  /** Comments, without their marks. */
  readonly comments: readonly (Span & { readonly text: string })[];
  /** What the text calls the algorithm outside of its code: `Algorithm 1: Bubble sort`. */
  readonly title: string | null;
}

const CAPTION =
  /^\s*(?:algorithm|procedure|listing|figure|pseudocode|pseudo-code|alg\.)\s+(?:\d+(?:[.\-–]\d+)*)\s*[.:–-]?\s*(.*)$/i;
const TITLE = /^\s*(?:#{1,6}\s+|pseudocode\s*(?:for|of)?\s*:?\s+)(.*)$/i;
/** Lines that hold nothing: rules, page numbers, and the word that a flow chart starts with. */
const RULE = /^\s*(?:[-=_*─═]{3,}|\d+|START)\s*$/;
const HEAD = /^(?:procedure|function|subroutine|method|program|def|func|proc|sub)\b|^[A-Z][A-Z-]+\(/i;

/** The lines of a text without their comments, line numbers and captions. */
export function readLines(source: MappedText, dialect: DialectName): Lines {
  const reader = new LineReader(source, dialect);
  reader.read();
  return reader;
}

class LineReader implements Lines {
  readonly code: Line[] = [];
  readonly comments: (Span & { text: string })[] = [];
  title: string | null = null;
  private inBlockComment = false;
  private apart = true;
  /** By how much a line's columns are counted less, since its number is longer than others. */
  private gaps: readonly number[] = [];

  constructor(
    private readonly source: MappedText,
    private readonly dialect: DialectName,
  ) {}

  read(): void {
    const bounds = lineBounds(this.source.text);
    const numbers = lineNumbers(this.source.text, bounds);
    this.gaps = gapsBehind(this.source.text, bounds, numbers);
    bounds.forEach(([start, end], i) => this.line(i, numbers[i] ?? null, start, end));
    const joined = joinContinuations(this.code);
    this.code.length = 0;
    this.code.push(...settleHyphens(joined));
  }

  /** @param behind where the line goes on behind its number, if it has one */
  private line(i: number, behind: number | null, start: number, end: number): void {
    const headed = behind ?? start;
    const from = headed + (this.captionOfHead(this.source.text.slice(headed, end), end) ?? 0);
    const text = this.source.text.slice(from, end);
    if (text.trim() === '' || (RULE.test(text) && from === start)) {
      this.apart = true;
      return;
    }
    const caption = this.inBlockComment ? null : (CAPTION.exec(text) ?? TITLE.exec(text));
    if (caption && !/[←=]|:=/.test(text) && !(this.dialect === 'python' && TITLE.test(text) && this.code.length > 0)) {
      this.title ??= caption[1]?.trim() || null;
      this.apart = true;
      return;
    }
    const code = this.withoutComments(from, end);
    const tokens = code.flatMap(([a, b]) => this.tokens(start, this.gaps[i] ?? 0, a, b));
    const [first] = tokens;
    const last = tokens.at(-1);
    if (!first || !last) return;
    this.code.push({
      tokens,
      indent: first.column,
      apart: this.apart,
      numbered: behind !== null,
      start: first.start,
      end: last.end,
    });
    this.apart = false;
  }

  /** Where the head begins in `Algorithm 3: FloydCycle(f, x)`, if nothing below it is a head. */
  private captionOfHead(line: string, end: number): number | null {
    const title = this.inBlockComment ? undefined : CAPTION.exec(line)?.[1];
    if (title === undefined || !/^\p{L}[\p{L}\d_-]*\s?\([^()]*\)\s*:?$/u.test(title.trim())) return null;
    const below = /^\s*(.*)/.exec(this.source.text.slice(end))?.[1] ?? '';
    return HEAD.test(below) ? null : line.length - title.length;
  }

  /** Columns are counted from the line's beginning, over line numbers and comments. */
  private tokens(lineStart: number, gap: number, a: number, b: number): Token[] {
    const before = widthOf(this.source.text.slice(lineStart, a)) - gap;
    return tokenize(this.source, a, b, before);
  }

  /** The pieces of [from, end) that are code. */
  private withoutComments(from: number, end: number): [number, number][] {
    const { text } = this.source;
    const pieces: [number, number][] = [];
    let start = from;
    let i = from;
    const comment = (a: number, b: number, marks: number): void => {
      pieces.push([start, a]);
      this.comments.push({ text: text.slice(a + marks, b), start: this.at(a), end: this.at(b - 1) + 1 });
      start = b;
      i = b;
    };
    if (this.inBlockComment) {
      const close = text.indexOf('*/', from);
      this.inBlockComment = close < 0 || close >= end;
      comment(from, this.inBlockComment ? end : close + 2, 0);
      pieces.length = 0;
    }
    while (i < end) {
      const c = text.charAt(i);
      if (c === '"' || c === '“') {
        const close = text.indexOf(c === '"' ? '"' : '”', i + 1);
        i = close < 0 || close >= end ? i + 1 : close + 1;
      } else if (text.startsWith('/*', i)) {
        const close = text.indexOf('*/', i + 2);
        this.inBlockComment = close < 0 || close >= end;
        comment(i, this.inBlockComment ? end : close + 2, 2);
      } else if (this.beginsComment(i, from, end)) {
        comment(i, end, c === '/' ? 2 : 1);
      } else if (c === '{' || c === '(') {
        const close = this.remarkEnd(i, from, end);
        if (close === null) i++;
        else comment(i, close, 1);
      } else i++;
    }
    pieces.push([start, end]);
    return pieces;
  }

  private at(i: number): number {
    return this.source.origins[i] ?? 0;
  }

  private beginsComment(i: number, from: number, end: number): boolean {
    const { text } = this.source;
    const c = text.charAt(i);
    if ('▷⊳►▹'.includes(c)) return true;
    if (c === '#')
      return DIALECTS[this.dialect].hash || text.slice(from, i).trim() === '' || /\s/.test(text.charAt(i - 1));
    if (text.startsWith('-- ', i)) return text.slice(from, i).trim() === '';
    if (!text.startsWith('//', i)) return false;
    // In Python `//` divides; what follows is then a factor, and something stands before.
    const before = text.slice(from, i).trim();
    const after = text.slice(i + 2, end);
    const divides = /[\w\])]$/.test(before) && /^\s?(\d+|\w+)\s*([-+*)\],:]|$|\/\/)/.test(after);
    return !(divides && this.dialect === 'python');
  }

  /** Where a remark in braces or brackets ends: `{ A[1..j-1] is sorted }`, or a line that is nothing but `(…)`. */
  private remarkEnd(i: number, from: number, end: number): number | null {
    const { text } = this.source;
    const isBrace = text.charAt(i) === '{';
    const close = text.indexOf(isBrace ? '}' : ')', i);
    if (close < 0 || close >= end) return null;
    const inside = text.slice(i + 1, close).trim();
    const words = inside.split(/\s+/).filter((word) => /^\p{L}+[.,;:]?$/u.test(word));
    if (!isBrace) {
      const isApart = /^\s*$|\s{2}$/.test(text.slice(from, i)) && text.slice(close + 1, end).trim() === '';
      return isApart && words.length >= 3 && !/[←]|:=/.test(inside) ? close + 1 : null;
    }
    const before = text.slice(from, i).trim();
    // After an operator or a bracket a set is meant.
    if (/[←=∪∩∖\\(,∈+-]$|\b(in|to|from|return)$/.test(before) || before.endsWith('\\')) return null;
    return words.length >= 2 || before === '' ? close + 1 : null;
  }
}

function lineBounds(text: string): [number, number][] {
  const bounds: [number, number][] = [];
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && text.charAt(i) !== '\n' && text.charAt(i) !== '\r') continue;
    bounds.push([start, i]);
    if (text.startsWith('\r\n', i)) i++;
    start = i + 1;
  }
  return bounds;
}

/** A line goes on in the next one where a bracket is open or an operator waits. */
function joinContinuations(lines: readonly Line[]): Line[] {
  const joined: Line[] = [];
  for (const line of lines) {
    const before = joined.at(-1);
    if (before && !line.apart && goesOn(before, line)) {
      joined[joined.length - 1] = {
        ...before,
        tokens: [...before.tokens, ...line.tokens.map((t, i) => (i === 0 ? { ...t, spaced: true } : t))],
        end: line.end,
      };
    } else joined.push(line);
  }
  return joined;
}

const WAITING = new Set([
  'and',
  'or',
  '+',
  '-',
  '*',
  '×',
  '∪',
  '∩',
  ',',
  '←',
  '=',
  '==',
  '∧',
  '∨',
  '<',
  '≤',
  '>',
  '≥',
  '≠',
]);

function goesOn({ tokens, indent }: Line, next: Line): boolean {
  const last = tokens.at(-1);
  if (!last) return false;
  const first = next.tokens[0];
  if (
    first &&
    (first.lower === 'and' || first.lower === 'or' || first.text === '∧' || first.text === '∨') &&
    next.indent > indent
  )
    return true;
  let open = 0;
  for (const { text, kind } of tokens) {
    if (kind === 'string') continue;
    if (text === '(' || text === '[') open++;
    if (text === ')' || text === ']') open--;
  }
  if (open > 0) return next.indent > indent || /^[)\]]/.test(first?.text ?? '');
  if (last.text === ',' && last.kind === 'symbol') return next.indent >= indent;
  return last.kind !== 'string' && WAITING.has(last.lower) && next.indent > indent;
}

/** `n-k` is a difference where `n` and `k` are names of the text, `heap-size` and `EXTRACT-MIN` are names. */
function settleHyphens(lines: readonly Line[]): Line[] {
  const alone = new Set<string>();
  const called = new Set<string>();
  const set = new Set<string>();
  for (const { tokens } of lines) {
    tokens.forEach((token, i) => {
      if (token.kind !== 'word') return;
      if (!token.text.includes('-')) alone.add(token.text);
      const after = tokens[i + 1]?.text;
      if (after === '(') called.add(token.text);
      // What is given a value has a name.
      if (i === 0 && (after === '←' || after === '=')) set.add(token.text);
    });
  }
  const isDifference = (text: string): boolean => {
    const parts = text.split('-');
    if (
      called.has(text) ||
      set.has(text) ||
      /^(non|end|priority|min-priority|max-priority|two|first-in-first)-/i.test(text)
    )
      return false;
    return parts.every(
      (part) => part !== '' && !isKeyword(part.toLowerCase()) && (alone.has(part) || part.length === 1),
    );
  };
  const isSplit = ({ kind, text }: Token): boolean => kind === 'word' && text.includes('-') && isDifference(text);
  return lines.map((line) =>
    line.tokens.some(isSplit)
      ? { ...line, tokens: line.tokens.flatMap((token) => (isSplit(token) ? splitAtHyphens(token) : [token])) }
      : line,
  );
}

function splitAtHyphens(token: Token): Token[] {
  const pieces: Token[] = [];
  let at = 0;
  for (const part of token.text.split(/(-)/)) {
    const kind = part === '-' ? 'symbol' : 'word';
    const start = token.start + at;
    pieces.push({
      ...token,
      kind,
      text: part,
      lower: part.toLowerCase(),
      spaced: at === 0 && token.spaced,
      start,
      end: start + part.length,
      column: token.column + at,
    });
    at += part.length;
  }
  return pieces;
}
