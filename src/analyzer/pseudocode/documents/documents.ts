import type { DialectName } from '../dialects.ts';
import { plainFromLatex } from './latex.ts';
import { sliceOf, type MappedText } from './mapped-text.ts';

/** A stretch of pseudocode in a file. */
export interface TextBlock {
  readonly content: MappedText;
  /** The dialect, where the surroundings tell it. */
  readonly dialect: DialectName | null;
  /** A caption in the surroundings. */
  readonly title: string | null;
}

const FENCE =
  /^([ \t]*)(`{3,}|~{3,})[ \t]*\{?\.?(pseudocode|algorithm|algo|pseudo)\b[^\n]*\n([\s\S]*?)\n?^[ \t]*\2[ \t]*$/gim;
const LATEX = /\\begin\s*\{(algorithmic|algorithm2e|algorithm\*?|procedure|function)\}/;

/** The pseudocode in a file: all of it, or the fenced blocks of Markdown, or the algorithm environments of LaTeX. */
export function readDocument(file: string, text: string): TextBlock[] {
  if (file.toLowerCase().endsWith('.md')) return fencedBlocks(text);
  if (file.toLowerCase().endsWith('.tex') || LATEX.test(text)) return latexBlocks(text, 0, text.length, true);
  if (/^\s*\\(State|STATE|If|For|While|Procedure|Function|KwIn)\b/m.test(text))
    return latexBlocks(text, 0, text.length, false);
  return text.trim() === '' ? [] : [{ content: sliceOf(text), dialect: null, title: null }];
}

function fencedBlocks(text: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  for (const match of text.matchAll(FENCE)) {
    const inside = match[4] ?? '';
    const start = match.index + match[0].indexOf('\n') + 1;
    const end = start + inside.length;
    if (LATEX.test(inside) || /\\(State|STATE|If\{|For\{)/.test(inside))
      blocks.push(...latexBlocks(text, start, end, LATEX.test(inside)));
    else if (inside.trim() !== '') blocks.push({ content: sliceOf(text, start, end), dialect: null, title: null });
  }
  return blocks;
}

/** Each algorithm environment; where an `algorithmic` stands in an `algorithm`, the inner one, with the outer one's caption. */
function latexBlocks(text: string, start: number, end: number, delimited: boolean): TextBlock[] {
  if (!delimited) return [latexBlock(text, start, end, null)];
  const blocks: TextBlock[] = [];
  const outer = /\\begin\s*\{(algorithm2e|algorithm\*?|procedure|function)\}/g;
  const inner = /\\begin\s*\{algorithmic\}(\[\d*\])?/g;
  const spans = environments(text, start, end, outer);
  const inners = environments(text, start, end, inner);
  for (const span of spans) {
    const within = inners.filter(({ from, to }) => from >= span.from && to <= span.to);
    const caption = captionIn(text.slice(span.from, span.to));
    if (within.length === 0) blocks.push(latexBlock(text, span.from, span.to, caption));
    for (const each of within) blocks.push(latexBlock(text, each.from, each.to, caption));
  }
  const free = inners.filter((each) => !spans.some(({ from, to }) => each.from >= from && each.to <= to));
  for (const { from, to } of free) blocks.push(latexBlock(text, from, to, null));
  return blocks.sort((a, b) => (a.content.origins[0] ?? 0) - (b.content.origins[0] ?? 0));
}

function environments(text: string, start: number, end: number, begin: RegExp): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const match of text.matchAll(begin)) {
    const from = match.index + match[0].length;
    if (match.index < start || from > end) continue;
    const name = /\{([^}]*)\}/.exec(match[0])?.[1] ?? '';
    const close = text.indexOf(`\\end{${name}}`, from);
    found.push({ from: skipOptions(text, from), to: close < 0 || close > end ? end : close });
  }
  return found;
}

function skipOptions(text: string, from: number): number {
  const match = /^\s*\[[^\]\n]*\]/.exec(text.slice(from, from + 40));
  return from + (match?.[0].length ?? 0);
}

function captionIn(text: string): string | null {
  return /\\caption\s*\{((?:[^{}]|\{[^{}]*\})*)\}/.exec(text)?.[1]?.replace(/[\\${}]/g, '') ?? null;
}

function latexBlock(text: string, from: number, to: number, title: string | null): TextBlock {
  const inside = text.slice(from, to);
  const is2e = /\\;|\\Kw(In|Out|Data|Result|Ret|To)\b|\\SetKw|\\(u|l|e)If\b/.test(inside);
  const isOld = /\\(STATE|IF|FOR|WHILE|RETURN|REQUIRE|ENSURE)\b/.test(inside);
  const dialect = is2e ? 'algorithm2e' : isOld ? 'algorithmic' : 'algpseudocode';
  return { content: plainFromLatex(text, from, to, is2e), dialect, title: title ?? captionIn(inside) };
}
