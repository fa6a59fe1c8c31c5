import type { Line } from '../lines/lines.ts';
import type { Token } from '../lines/tokens.ts';

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
  /** Each `end` or `}` has its `begin` or `{`: a head without one has a single statement, or what is indented below it. */
  readonly bracketed: boolean;
  /** Some `repeat` has no `until`: it may end with `while`, as in C. */
  readonly repeatsWhile: boolean;
}

const CLOSERS: Readonly<Record<string, BlockKind>> = {
  endif: 'if', fi: 'if', endwhile: 'while', endfor: 'for', next: 'for', endcase: 'case', endswitch: 'case', endselect: 'case', esac: 'case', endloop: 'loop', od: 'loop', done: 'loop',
  endprocedure: 'routine', endfunction: 'routine', endsubroutine: 'routine', endmethod: 'routine', endalgorithm: 'routine', endsub: 'routine', endprogram: 'routine', endrepeat: 'repeat',
}; // prettier-ignore

const AFTER_END: Readonly<Record<string, BlockKind>> = {
  if: 'if', while: 'while', for: 'for', foreach: 'for', case: 'case', switch: 'case', select: 'case', loop: 'loop', do: 'loop', repeat: 'repeat',
  procedure: 'routine', function: 'routine', subroutine: 'routine', method: 'routine', algorithm: 'routine', program: 'routine',
}; // prettier-ignore

/** The end keyword at a place in a line, and how many tokens it takes. */
export function closerAt(
  tokens: readonly Token[],
  i: number,
): { readonly kind: BlockKind | 'any'; readonly length: number } | null {
  const token = tokens[i];
  if (!token || token.kind === 'string' || token.kind === 'number') return null;
  const word = /[-_]/.test(token.lower) ? token.lower.replace(/[-_]/g, '') : token.lower;
  const after = tokens[i + 1];
  if (word === 'next') {
    const isCounter =
      after === undefined || (after.kind === 'word' && (tokens.length === i + 2 || after.text.length <= 2));
    return isCounter ? { kind: 'for', length: after ? 2 : 1 } : null;
  }
  // `done ← true`: a variable.
  if (word === 'done' && after && after.text !== ';') return null;
  const kind = Object.hasOwn(CLOSERS, word) ? CLOSERS[word] : undefined;
  if (kind) return { kind, length: 1 };
  if (token.text === '}') return { kind: 'any', length: 1 };
  return word === 'end' ? endAt(tokens, i) : null;
}

/** `end if`, `end NAME`, and `end` alone. */
function endAt(tokens: readonly Token[], i: number): ReturnType<typeof closerAt> {
  const after = tokens[i + 1];
  // `end ← count - 1`: a variable.
  if (/^(←|=|[-+<>]|≤|≥|≠|[-+]=)$/.test(after?.text ?? '')) return null;
  const said = after && Object.hasOwn(AFTER_END, after.lower) ? AFTER_END[after.lower] : undefined;
  if (said)
    return { kind: said, length: after?.lower === 'for' && /^each|all$/.test(tokens[i + 2]?.lower ?? '') ? 3 : 2 };
  // `end NAME` closes the routine of that name.
  if (after?.kind === 'word') return { kind: 'routine', length: tokens.length - i };
  return { kind: 'any', length: 1 };
}

/** The block that a line begins with, if it does. */
function openerAt(tokens: readonly Token[], i = 0): BlockKind | null {
  const token = tokens[i];
  const word = token?.kind === 'word' ? token.lower : '';
  const after = tokens[i + 1]?.text;
  if (after === '←' || after === '=' || after === '.') return null;
  if (word === 'if' || word === 'while' || word === 'for') return word;
  if (word === 'foreach' || word === 'forall') return 'for';
  if (word === 'case' || word === 'switch') return word === 'switch' || /^of$/i.test(after ?? '') ? 'case' : null;
  if (word === 'select' && /^case$/i.test(after ?? '')) return 'case';
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
  const none = (): Count => ({ heads: 0, inline: 0, closers: 0 });
  const counts: Counts = {
    if: none(), while: none(), for: none(), loop: none(), case: none(), repeat: none(), routine: none(),
  }; // prettier-ignore
  let [any, begins] = [0, 0];
  let elseIfs = 0;
  for (const { tokens } of lines) {
    begins += tokens.filter((_, i) => beginsAt(tokens, i)).length;
    for (const i of startsOf(tokens)) {
      const closer = closerAt(tokens, i);
      const opener = closer ? null : openerAt(tokens, i);
      if (closer?.kind === 'any') any++;
      else if (closer) counts[closer.kind].closers++;
      else if (opener) counts[opener][hasInlineBody(tokens, i, opener) ? 'inline' : 'heads']++;
      if (tokens[i]?.lower === 'else' && tokens[i + 1]?.lower === 'if') elseIfs++;
      if (isRoutineWord(tokens[i]) && i === 0) counts.routine.heads++;
    }
  }
  const untils = lines.filter(({ tokens }) =>
    tokens.some(({ lower, kind }) => lower === 'until' && kind === 'word'),
  ).length;
  const cases = counts.case.closers === 0 ? counts.case.heads : 0;
  const bracketed = any > 0 && begins > 0 && begins + cases >= any;
  const judged = judge(counts, bracketed ? 0 : any, elseIfs);
  if (bracketed && cases > 0) judged.explicit.add('case');
  return { ...judged, bracketed, repeatsWhile: untils < counts.repeat.heads + counts.repeat.inline };
}

type Counts = Readonly<Record<BlockKind, Count>>;

const LOOPS = ['while', 'for', 'loop'] as const;
const COUNTED = ['if', ...LOOPS, 'case', 'routine'] as const;

interface Judged {
  readonly explicit: Set<BlockKind>;
  readonly explicitInline: Set<BlockKind>;
  readonly nestedElseIf: boolean;
}

function judge(counts: Counts, any: number, elseIfs: number): Judged {
  const explicit = new Set<BlockKind>(['repeat']);
  const explicitInline = new Set<BlockKind>();
  const sum = (key: keyof Count, kinds: readonly BlockKind[]): number =>
    kinds.reduce((all, kind) => all + counts[kind][key], 0);
  const allByAny = any > 0 && any >= sum('heads', COUNTED) - sum('closers', COUNTED) - counts.routine.heads;
  // `end loop` (IB) and `done` close every loop.
  const shared = counts.loop.closers > 0;
  for (const kind of COUNTED) {
    const { inline } = counts[kind];
    const among = shared && LOOPS.some((loop) => loop === kind) ? LOOPS : [kind];
    const [heads, closers] = [sum('heads', among), sum('closers', among)];
    if (closers > 0 && closers >= heads) explicit.add(kind);
    if (closers > 0 && inline > 0 && closers >= heads + inline) explicitInline.add(kind);
    if (allByAny && counts[kind].heads > 0 && counts[kind].closers === 0) explicit.add(kind);
  }
  const { heads, inline, closers } = counts.if;
  const nestedElseIf = elseIfs > 0 && closers >= heads + elseIfs;
  if (nestedElseIf && closers < heads + elseIfs + inline) explicitInline.delete('if');
  return { explicit, explicitInline, nestedElseIf };
}

/** Whether a token begins a block: `begin`, or a brace that is no set. */
function beginsAt(tokens: readonly Token[], i: number): boolean {
  const [before, token, after] = [tokens[i - 1], tokens[i], tokens[i + 1]];
  if (token?.kind === 'word') return token.lower === 'begin' && !/^(←|=)$/.test(after?.text ?? '');
  if (token?.text !== '{' || token.kind !== 'symbol') return false;
  return !before || !after || /^(\)|then|do|else|begin)$/.test(before.lower);
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
    const token = tokens[i];
    if (!token) break;
    const { lower, text } = token;
    if ('([{⟨'.includes(text)) depth++;
    if (')]}⟩'.includes(text)) depth--;
    const opens = kind === 'if' ? lower === 'then' || lower === ':' : lower === 'do' || lower === ':';
    if (depth === 0 && opens) return tokens[i + 1] !== undefined && tokens[i + 1]?.text !== '{';
  }
  return false;
}
