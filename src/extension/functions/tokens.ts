/** A token of TypeScript as far as finding functions needs it. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** For `(`, `[`, `{`: index of the token that closes it; −1 where nothing does. */
  closes: number;
  readonly startsLine: boolean;
}

const IDENTIFIER = /[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /\d[\w.]*/y;
const SPACE = /[\s\uFEFF]+/y;
const REGEX = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
const BEFORE_REGEX = new Set(['return', 'typeof', 'case', 'in', 'of', 'delete', 'void', 'throw', 'new', 'else', 'do']);

/** Splits a text into tokens; comments and space are left out, strings, templates and regular expressions are one token. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const open: number[] = [];
  let startsLine = true;
  let at = 0;
  while (at < text.length) {
    const space = match(SPACE, text, at);
    if (space > at) {
      if (text.slice(at, space).includes('\n')) startsLine = true;
      at = space;
      continue;
    }
    const comment = commentEnd(text, at);
    if (comment > at) {
      if (text.slice(at, comment).includes('\n')) startsLine = true;
      at = comment;
      continue;
    }
    const end = tokenEnd(text, at, tokens.at(-1));
    const token: Token = { text: text.slice(at, end), start: at, end, closes: -1, startsLine };
    if ('([{'.includes(token.text)) open.push(tokens.length);
    else if (')]}'.includes(token.text)) {
      const opener = open.pop();
      if (opener !== undefined) (tokens[opener] as Token).closes = tokens.length;
    }
    tokens.push(token);
    startsLine = false;
    at = end;
  }
  return tokens;
}

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function commentEnd(text: string, at: number): number {
  if (text.startsWith('//', at)) {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end;
  }
  if (!text.startsWith('/*', at)) return at;
  const end = text.indexOf('*/', at + 2);
  return end < 0 ? text.length : end + 2;
}

function tokenEnd(text: string, at: number, before: Token | undefined): number {
  const c = text[at] as string;
  if (c === '"' || c === "'") return stringEnd(text, at);
  if (c === '`') return templateEnd(text, at);
  if (c === '/' && regexCanFollow(before)) {
    const end = match(REGEX, text, at);
    if (end > at) return end;
  }
  if (text.startsWith('=>', at)) return at + 2;
  const word = match(IDENTIFIER, text, at);
  if (word > at) return word;
  const number = match(NUMBER, text, at);
  return number > at ? number : at + 1;
}

function regexCanFollow(before: Token | undefined): boolean {
  if (!before) return true;
  if (BEFORE_REGEX.has(before.text)) return true;
  return !/[\w$)\]}"'`]$/.test(before.text);
}

/** A string that is not closed ends with its line. */
function stringEnd(text: string, at: number): number {
  const quote = text[at];
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === quote) return i + 1;
    else if (text[i] === '\n') return i;
  }
  return text.length;
}

function templateEnd(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '`') return i + 1;
    else if (text.startsWith('${', i)) i = substitutionEnd(text, i + 2);
  }
  return text.length;
}

/** Offset of the brace that ends a substitution. */
function substitutionEnd(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const c = text[i];
    if (c === '"' || c === "'") i = stringEnd(text, i) - 1;
    else if (c === '`') i = templateEnd(text, i) - 1;
    else if (c === '{') depth++;
    else if (c === '}' && depth-- === 0) return i;
  }
  return text.length;
}
