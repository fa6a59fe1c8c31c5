import type { Parameter } from './ast.ts';
import { isRoutineWord } from './census.ts';
import { Cursor } from './cursor.ts';
import type { Line } from '../lines/lines.ts';
import type { Span } from '../documents/mapped-text.ts';
import type { Token } from '../lines/tokens.ts';
import { isKeyword } from './words.ts';

/** A routine's first line. */
export interface RoutineHead {
  readonly name: string;
  readonly nameSpan: Span;
  readonly parameters: readonly Parameter[];
  /** Tokens taken; what follows is the body's first statement. */
  readonly length: number;
}

/** `procedure f(A : list of items) is`, `SUBROUTINE f(a)`, `def f(x):`, `algorithm gnome sort is`. Null for anything else. */
export function readRoutineHead(line: Line): RoutineHead | null {
  const { tokens } = line;
  let i = 0;
  while (
    /^(public|private|static|recursive|the|int|void|float|double|integer|bool|boolean|string|real)$/.test(
      tokens[i]?.lower ?? '',
    ) &&
    tokens[i + 1]?.kind === 'word'
  )
    i++;
  if (!isRoutineWord(tokens[i]) || tokens[i + 1]?.text === '(' || tokens[i + 1]?.text === '←') return null;
  i++;
  if (tokens[i]?.text === ':') i++;
  const first = tokens[i];
  if (first?.kind !== 'word') return null;
  let end = i;
  // `algorithm ford fulkerson is`: several words until the bracket or `is`.
  while (tokens[end]?.kind === 'word' && !/^(is|returns|takes|returning)$/.test(tokens[end]?.lower ?? '')) end++;
  const words = tokens.slice(i, end);
  const name = words.map(({ text }) => text).join(' ');
  const nameSpan = { start: first.start, end: words.at(-1)?.end ?? first.end };
  if (tokens[end]?.text !== '(') return { name, nameSpan, parameters: [], length: afterHead(tokens, end) };
  const { parameters, length } = readParameters(tokens, end, line.end);
  return { name, nameSpan, parameters, length: afterHead(tokens, length) };
}

const TYPE = /^(void|int|integer|long|float|double|bool|boolean|char|string|begin)$/;

/**
 * `INSERTION-SORT(A, n)`, alone on its line, above what is indented; in Python-like text `f(x):`, as in C
 * `int partition(int A[], int lo) {`, and `begin BubbleSort(list)`.
 */
export function readBareHead(line: Line, next: Line | undefined, isFirst: boolean): RoutineHead | null {
  const [before, after] = line.tokens;
  const isTyped = before?.kind === 'word' && after?.kind === 'word' && TYPE.test(before.lower);
  const tokens = isTyped ? line.tokens.slice(1) : line.tokens;
  const [name, open] = tokens;
  if (name?.kind !== 'word' || isKeyword(name.lower) || open?.text !== '(' || isStatementWord(name.lower)) return null;
  const close = matching(tokens, 1);
  if (close < 0) return null;
  const rest = tokens.slice(close + 1).map(({ text }) => text.toLowerCase());
  const marked = rest.length > 0 && /^(:|is|\{|begin|=|→)$/.test(rest[0] ?? '');
  if (rest.length > 0 && !marked) return null;
  const isDeeper = next !== undefined && next.indent > line.indent;
  if (!isDeeper && !marked && !(isFirst && next !== undefined)) return null;
  const inside = tokens.slice(2, close);
  const isPlain = inside.every(
    ({ kind, text }) => kind === 'word' || kind === 'number' || /^[,:[\].]|\.\.$/.test(text) || text === '=',
  );
  if (
    !isPlain ||
    inside.some(({ kind }, i) => kind === 'number' && inside[i - 1]?.text !== '[' && inside[i - 1]?.text !== '=')
  )
    return null;
  const { parameters } = readParameters(tokens, 1, line.end);
  const length = afterHead(line.tokens, line.tokens.length - rest.length);
  return { name: name.text, nameSpan: name, parameters, length };
}

function isStatementWord(lower: string): boolean {
  return /^(print|output|swap|return|input|display|write|exchange|let)$/.test(lower);
}

/** Skips `is`, `:`, `RETURNS INTEGER`, `begin`, `{`. */
function afterHead(tokens: readonly Token[], from: number): number {
  let i = from;
  if (/^(returns|returning|:|→)$/.test(tokens[i]?.lower ?? '')) {
    if (tokens[i]?.text !== ':' || (tokens[i + 1]?.kind === 'word' && tokens.length <= i + 5)) {
      while (i < tokens.length && !/^(is|begin|\{)$/.test(tokens[i]?.lower ?? '')) i++;
    }
  }
  while (/^(is|:|begin|\{|do|as|=)$/.test(tokens[i]?.lower ?? '')) i++;
  return i;
}

/** The bracket that closes the one at `open`; -1 if none does. */
export function matching(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    const text = tokens[i]?.text ?? '';
    if ('([{'.includes(text)) depth++;
    if (')]}'.includes(text) && --depth === 0) return i;
  }
  return -1;
}

/** `A, p, r`, `A : list of sortable items`, `list vertices`, `BYREF a : INTEGER`, `A[1..n]`, `G = (V, E)`. */
function readParameters(
  tokens: readonly Token[],
  open: number,
  lineEnd: number,
): { parameters: Parameter[]; length: number } {
  const close = matching(tokens, open);
  const last = close < 0 ? tokens.length : close;
  const parameters: Parameter[] = [];
  let byReference = false;
  let from = open + 1;
  for (let i = from, depth = 0; i <= last; i++) {
    const text = i === last ? ',' : (tokens[i]?.text ?? '');
    if (i < last && '([{'.includes(text)) depth++;
    if (i < last && ')]}'.includes(text)) depth--;
    if (depth > 0 || (text !== ',' && text !== ';')) continue;
    const piece = tokens.slice(from, i);
    from = i + 1;
    const mode = piece[0]?.lower;
    if (mode === 'byref' || mode === 'byval') byReference = mode === 'byref';
    const parameter = readParameter(new Cursor(piece, lineEnd), byReference);
    // `a_1, …, a_n` is one list.
    if (parameter && !parameters.some(({ name }) => name === parameter.name)) parameters.push(parameter);
  }
  return { parameters, length: Math.min(tokens.length, last + 1) };
}

function readParameter(cursor: Cursor, byReference: boolean): Parameter | null {
  const words: Token[] = [];
  const description: string[] = [];
  while (!cursor.done && cursor.peek()?.kind === 'word') words.push(cursor.next());
  const named = cursor.at(':') || cursor.at('[') || cursor.at('=');
  while (!cursor.done) description.push(cursor.next().text);
  const kept = words.filter(({ lower }) => !/^(byref|byval|ref|const|var|in|out)$/.test(lower));
  // `list vertices`, `int n`: what stands last is the name, unless `x in S` or prose follows.
  const name = kept.at(-1);
  if (!name) return null;
  const before = kept.slice(0, -1).map(({ text }) => text);
  return {
    name: name.text,
    span: name,
    byReference,
    description: [...before, ...(named ? description : [])].join(' '),
  };
}
