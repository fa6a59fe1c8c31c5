/** The dialects that can be asked for by name, `--dialect NAME`. */
export const DIALECTS = {
  'clrs-old': { title: 'CLRS, first and second edition', base: 1, hash: false, symbols: true },
  clrs: { title: 'CLRS, third and fourth edition', base: 1, hash: false, symbols: true },
  'wikipedia-procedure': { title: 'Wikipedia, procedure style', base: 0, hash: false, symbols: true },
  'wikipedia-algorithm': { title: 'Wikipedia, algorithm style', base: 0, hash: false, symbols: true },
  'wikipedia-function': { title: 'Wikipedia, function style', base: 0, hash: false, symbols: true },
  algpseudocode: { title: 'LaTeX algpseudocode', base: 1, hash: false, symbols: true },
  algorithmic: { title: 'LaTeX algorithmic', base: 1, hash: false, symbols: true },
  algorithm2e: { title: 'LaTeX algorithm2e', base: 1, hash: false, symbols: true },
  cambridge: { title: 'Cambridge', base: 1, hash: false, symbols: false },
  aqa: { title: 'AQA', base: 0, hash: true, symbols: false },
  ib: { title: 'IB', base: 0, hash: false, symbols: false },
  python: { title: 'Python-like', base: 0, hash: true, symbols: true },
} as const satisfies Record<string, Dialect>;

export interface Dialect {
  readonly title: string;
  /** Index of an array's first element where neither loops nor bounds nor a comment tell. */
  readonly base: 0 | 1;
  /** `#` begins a comment. */
  readonly hash: boolean;
  /** Names in capitals that are never set (`WHITE`) stand for themselves; elsewhere all names may be in capitals. */
  readonly symbols: boolean;
}

export type DialectName = keyof typeof DIALECTS;

export const DIALECT_NAMES = Object.keys(DIALECTS) as readonly DialectName[];

export function isDialect(name: string): name is DialectName {
  return Object.hasOwn(DIALECTS, name);
}

/** What speaks for a dialect, and how loudly. */
const SIGNS: readonly (readonly [DialectName, RegExp, number])[] = [
  ['cambridge', /^\s*(DECLARE|CONSTANT)\b/m, 4],
  ['cambridge', /^\s*NEXT\b/m, 3],
  ['cambridge', /\bENDCASE\b|\bCASE OF\b|\bOTHERWISE\b/, 3],
  ['cambridge', /^\s*CALL\b|\bRETURNS\b|\bENDPROCEDURE\b|\bENDFUNCTION\b|\bBYREF\b/m, 3],
  ['cambridge', /\bENDIF\b|\bENDWHILE\b/, 1],
  ['cambridge', /^\s*(INPUT|OUTPUT)\b/m, 2],
  ['aqa', /\bENDFOR\b|\bENDSUBROUTINE\b|\bEND SUBROUTINE\b|^\s*SUBROUTINE\b/m, 4],
  ['aqa', /\bUSERINPUT\b|\bSTRING_TO_INT\b|\bRANDOM_INT\b|\bLEN\(/, 4],
  ['aqa', /\bENDIF\b|\bENDWHILE\b/, 1],
  ['aqa', /^\s*OUTPUT\b/m, 1],
  ['ib', /^\s*loop\b/im, 3],
  ['ib', /^\s*end loop\b|^\s*end method\b|^\s*method\b/im, 4],
  ['ib', /\.(getNext|resetNext|hasNext|addItem|isEmpty)\(\)?/, 3],
  ['ib', /^\s*output\b/m, 1],
  ['wikipedia-algorithm', /^\s*algorithm\b.*\bis\b/im, 5],
  ['wikipedia-algorithm', /^\s*(input|output|define variables):/m, 4],
  ['wikipedia-procedure', /^\s*(procedure|function)\b.*(:|\bis\b)/m, 2],
  ['wikipedia-procedure', /:=/, 3],
  ['wikipedia-procedure', /\bend (procedure|function|if|for|while)\b/, 2],
  ['wikipedia-function', /^\s*(?:\d+\s+)?function\b.*\)\s*(:|is)\s*(\/\/.*)?$/m, 4],
  ['wikipedia-function', /←/, 1],
  ['wikipedia-function', /\bGraph\.|\bdist\[/, 2],
  ['clrs-old', /\b(length|heap-size|color|key|Adj|left|right|π|d)\[/, 3],
  ['clrs-old', /^\s*(?:\d+\s+)?(do|then)\b/m, 4],
  ['clrs-old', /▷|\bexchange\b.*↔/, 3],
  ['clrs-old', /←/, 1],
  ['clrs', /^\s*(?:\d+\s+)?[A-Z][A-Z]+(-[A-Z0-9]+)*\s*\(/m, 3],
  ['clrs', /\bdownto\b|\.length\b|∈ ?G\.|G\.Adj|G:Adj/, 2],
  ['clrs', /(^|[^=<>!:])==([^=]|$)/, 1],
  ['clrs', /^\s*(?:\d+\s+)?for \w+ = /m, 1],
  ['python', /^\s*def\b/m, 5],
  ['python', /\b(elif|range\(|len\(|enumerate\()/, 4],
  ['python', /^\w+\([^()]*\)\s*:\s*(#.*)?$/m, 4],
  ['python', /:\s*(#.*)?$/m, 1],
  ['python', /^\s*#/m, 1],
  ['python', /^\s*for \w+(, \w+)* in\b/m, 2],
]; // prettier-ignore

/** The dialect that most speaks for; on a tie the one that comes first above. */
export function detectDialect(text: string): DialectName {
  const score = new Map<DialectName, number>();
  for (const [dialect, sign, weight] of SIGNS) {
    if (sign.test(text)) score.set(dialect, (score.get(dialect) ?? 0) + weight);
  }
  let best: DialectName = 'clrs';
  let most = 0;
  for (const dialect of DIALECT_NAMES) {
    const own = score.get(dialect) ?? 0;
    if (own > most) {
      best = dialect;
      most = own;
    }
  }
  return best;
}
