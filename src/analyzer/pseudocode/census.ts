import type { Line } from './lines.ts';
import type { Token } from './tokens.ts';

/** Blocks that may have an end keyword of their own. */
export type BlockKind = 'if' | 'while' | 'for' | 'loop' | 'case' | 'repeat' | 'routine';

/** How the text ends its blocks. */
export interface Census {
  /** Blocks of this kind end with their keyword, whatever the indentation says. */
  readonly explicit: ReadonlySet<BlockKind>;
  /** Those written on one line have an end keyword, too. */
  readonly explicitInline: ReadonlySet<BlockKind>;
  /** `ELSE IF` begins another block with an end of its own. */
  readonly nestedElseIf: boolean;
}

const CLOSERS: Readonly<Record<string, BlockKind>> = {
  endif: 'if', fi: 'if', endwhile: 'while', endfor: 'for', next: 'for', endcase: 'case', endswitch: 'case', esac: 'case', endloop: 'loop', od: 'loop', done: 'loop',
  endprocedure: 'routine', endfunction: 'routine', endsubroutine: 'routine', endmethod: 'routine', endalgorithm: 'routine', endsub: 'routine', endprogram: 'routine', endrepeat: 'repeat',
}; // prettier-ignore

const AFTER_END: Readonly<Record<string, BlockKind>> = {
  if: 'if', while: 'while', for: 'for', foreach: 'for', case: 'case', switch: 'case', loop: 'loop', do: 'loop', repeat: 'repeat',
  procedure: 'routine', function: 'routine', subroutine: 'routine', method: 'routine', algorithm: 'routine', program: 'routine',
}; // prettier-ignore

/** The end keyword at a place in a line, and how many tokens it takes. */
export function closerAt(
  tokens: readonly Token[],
  i: number,
): { readonly kind: BlockKind | 'any'; readonly length: number } | null {
  const token = tokens[i];
  if (!token || token.kind === 'string' || token.kind === 'number') return null;
  const word = token.lower.replace(/[-_]/g, '');
  const after = tokens[i + 1];
  if (word === 'next') {
    const isCounter =
      after === undefined || (after.kind === 'word' && (tokens.length === i + 2 || after.text.length <= 2));
    return isCounter ? { kind: 'for', length: after ? 2 : 1 } : null;
  }
  const kind = Object.hasOwn(CLOSERS, word) ? CLOSERS[word] : undefined;
  if (kind) return { kind, length: 1 };
  if (token.text === '}') return { kind: 'any', length: 1 };
  if (word !== 'end') return null;
  const said = after && Object.hasOwn(AFTER_END, after.lower) ? AFTER_END[after.lower] : undefined;
  if (said)
    return { kind: said, length: after?.lower === 'for' && /^each|all$/.test(tokens[i + 2]?.lower ?? '') ? 3 : 2 };
  // `end NAME` closes the routine of that name.
  if (after?.kind === 'word') return { kind: 'routine', length: tokens.length - i };
  return { kind: 'any', length: 1 };
}

/** The block that a line begins with, if it does. */
function openerAt(tokens: readonly Token[], i = 0): BlockKind | null {
  const word = tokens[i]?.kind === 'word' ? (tokens[i]?.lower ?? '') : '';
  const after = tokens[i + 1]?.text;
  if (after === '←' || after === '=' || after === '.') return null;
  if (word === 'if' || word === 'while' || word === 'for') return word;
  if (word === 'foreach' || word === 'forall') return 'for';
  if (word === 'case' || word === 'switch') return word === 'switch' || /^of$/i.test(after ?? '') ? 'case' : null;
  if (word === 'repeat') return 'repeat';
  if (word === 'loop') return 'loop';
  return null;
}

const ROUTINE = /^(procedure|function|subroutine|method|algorithm|program|sub|def|func|proc)$/;

export function isRoutineWord(token: Token | undefined): boolean {
  return token?.kind === 'word' && ROUTINE.test(token.lower);
}

interface Count {
  heads: number;
  inline: number;
  closers: number;
}

export function takeCensus(lines: readonly Line[]): Census {
  const counts = new Map<BlockKind, Count>();
  const count = (kind: BlockKind): Count => {
    const known = counts.get(kind) ?? { heads: 0, inline: 0, closers: 0 };
    counts.set(kind, known);
    return known;
  };
  let any = 0;
  let elseIfs = 0;
  for (const { tokens } of lines) {
    const starts = startsOf(tokens);
    for (const i of starts) {
      const closer = closerAt(tokens, i);
      if (closer?.kind === 'any') any++;
      else if (closer) count(closer.kind).closers++;
      const opener = closer ? null : openerAt(tokens, i);
      if (opener) count(opener)[hasInlineBody(tokens, i, opener) ? 'inline' : 'heads']++;
      if (tokens[i]?.lower === 'else' && tokens[i + 1]?.lower === 'if') elseIfs++;
      if (isRoutineWord(tokens[i]) && i === 0) count('routine').heads++;
    }
  }
  return judge(counts, any, elseIfs);
}

function judge(counts: ReadonlyMap<BlockKind, Count>, any: number, elseIfs: number): Census {
  const explicit = new Set<BlockKind>(['repeat']);
  const explicitInline = new Set<BlockKind>();
  const kinds: readonly BlockKind[] = ['if', 'while', 'for', 'loop', 'case', 'routine'];
  const sum = (key: keyof Count): number => kinds.reduce((all, kind) => all + (counts.get(kind)?.[key] ?? 0), 0);
  const ownClosers = sum('closers');
  const allByAny = any > 0 && any >= sum('heads') - ownClosers - (counts.get('routine')?.heads ?? 0);
  // `end loop` (IB) and `done` close every loop.
  const loops = counts.get('loop')?.closers ?? 0;
  for (const kind of kinds) {
    const { heads, inline, closers } = counts.get(kind) ?? { heads: 0, inline: 0, closers: 0 };
    const isLoop = kind === 'while' || kind === 'for' || kind === 'loop';
    const own = isLoop && loops > 0 ? loops + sumOf(counts, ['while', 'for'], 'closers') : closers;
    const wanted = isLoop && loops > 0 ? sumOf(counts, ['while', 'for', 'loop'], 'heads') : heads;
    if (own > 0 && own >= wanted) explicit.add(kind);
    if (own > 0 && inline > 0 && own >= wanted + inline) explicitInline.add(kind);
    if (allByAny && heads > 0 && closers === 0) explicit.add(kind);
  }
  const ifs = counts.get('if') ?? { heads: 0, inline: 0, closers: 0 };
  const nestedElseIf = elseIfs > 0 && ifs.closers >= ifs.heads + elseIfs;
  if (explicitInline.has('if') && nestedElseIf && ifs.closers < ifs.heads + elseIfs + ifs.inline)
    explicitInline.delete('if');
  return { explicit, explicitInline, nestedElseIf };
}

function sumOf(counts: ReadonlyMap<BlockKind, Count>, kinds: readonly BlockKind[], key: keyof Count): number {
  return kinds.reduce((all, kind) => all + (counts.get(kind)?.[key] ?? 0), 0);
}

/** Where a block may begin or end in a line: at its start, and behind `then`, `do`, `else`, `;` or a colon. */
function startsOf(tokens: readonly Token[]): number[] {
  const starts = [0];
  tokens.forEach(({ lower, kind }, i) => {
    if (kind === 'string') return;
    if (
      /^(then|do|else|;|:|\})$/.test(lower) &&
      i + 1 < tokens.length &&
      !(lower === 'else' && tokens[i + 1]?.lower === 'if')
    )
      starts.push(i + 1);
    else if (i > 0 && /^(endif|endwhile|endfor)$/.test(lower)) starts.push(i);
  });
  return starts;
}

function hasInlineBody(tokens: readonly Token[], from: number, kind: BlockKind): boolean {
  if (kind === 'repeat' || kind === 'loop' || kind === 'case') return false;
  let depth = 0;
  for (let i = from; i < tokens.length; i++) {
    const { lower, text } = tokens[i] ?? { lower: '', text: '' };
    if ('([{⟨'.includes(text)) depth++;
    if (')]}⟩'.includes(text)) depth--;
    const opens = kind === 'if' ? lower === 'then' || lower === ':' : lower === 'do' || lower === ':';
    if (depth === 0 && opens) return tokens[i + 1] !== undefined && tokens[i + 1]?.text !== '{';
  }
  return false;
}
