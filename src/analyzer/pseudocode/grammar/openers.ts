import type { Expr, ForHead, Stmt } from './ast.ts';
import type { BlockKind, Census } from './census.ts';
import { Cursor, Unreadable } from './cursor.ts';
import { readExpression } from './expressions.ts';
import type { OpenBlocks } from './frames.ts';
import { readForHead } from './heads.ts';
import type { Line } from '../lines/lines.ts';
import { readStatement } from './statements.ts';

/** Where a head stands, and what is known of the text around it. */
interface HeadPlace {
  readonly cursor: Cursor;
  /** The token that the head begins with. */
  readonly start: number;
  readonly indent: number;
  readonly blocks: OpenBlocks;
  readonly isExplicit: (kind: BlockKind) => boolean;
}

/** Reads a head and opens its block; false where something else stands. */
type Opener = (place: HeadPlace) => boolean;

/** Opens the block whose head stands at the cursor, or ends a repeat with its `until`; false where there is no head. */
export function openBlock(cursor: Cursor, line: Line, blocks: OpenBlocks, census: Census): boolean {
  const after = cursor.peek(1)?.text;
  // A variable that is called like a keyword.
  if (after === '←' || after === '=') return false;
  if (cursor.at('until') || (cursor.at('while') && endsWithWhile(cursor, line, blocks, census)))
    return endRepeat(cursor, blocks);
  const start = cursor.index;
  const indent = cursor.peek()?.column ?? line.indent;
  const place: HeadPlace = { cursor, start, indent, blocks, isExplicit: (kind) => census.explicit.has(kind) };
  if (!OPENERS.some((opener) => opener(place))) return false;
  blocks.account(cursor.since(start), 'head');
  return true;
}

const openIf: Opener = ({ cursor, start, indent, blocks, isExplicit }) => {
  if (!cursor.eat('if')) return false;
  const condition = readExpression(cursor);
  const head = cursor.since(start);
  const branch = { condition, head };
  blocks.push({ kind: 'if', indent, head, explicit: isExplicit('if'), branches: [], branch, waiting: true });
  headEnd(cursor, 'then', blocks);
  return true;
};

/** `while c`, `loop while c`, `loop until c`. */
const openWhile: Opener = ({ cursor, start, indent, blocks, isExplicit }) => {
  const negated = cursor.eat('loop', 'until');
  if (!negated && !cursor.eat('while') && !cursor.eat('loop', 'while')) return false;
  const tested = readExpression(cursor);
  const condition: Expr = negated
    ? { kind: 'unary', operator: 'not', operand: tested, start: tested.start, end: tested.end }
    : tested;
  const isLoop = cursor.tokens[start]?.lower === 'loop';
  const explicit = isExplicit('while') || (isLoop && isExplicit('loop'));
  blocks.push({ kind: 'while', indent, head: cursor.since(start), explicit, condition, waiting: true });
  headEnd(cursor, 'do', blocks);
  return true;
};

const openFor: Opener = ({ cursor, start, indent, blocks, isExplicit }) => {
  const isLoop = isCountingLoop(cursor);
  if (!isLoop && !cursor.at('for|foreach|forall')) return false;
  cursor.next();
  const explicit = isExplicit('for') || (isLoop && isExplicit('loop'));
  const meaning = readSteps(cursor) ?? { loop: readForHead(cursor) };
  blocks.push({ kind: 'for', indent, head: cursor.since(start), explicit, ...meaning, waiting: true });
  headEnd(cursor, 'do', blocks);
  return true;
};

/** `(i = 0; i < n; i++)`, as in C; null for any other head. */
function readSteps(cursor: Cursor): { readonly steps: { init: Stmt; step: Stmt }; readonly condition: Expr } | null {
  if (!cursor.at('(')) return null;
  let end = 0;
  for (let depth = 0, token = cursor.peek(); token; token = cursor.peek(++end)) {
    if (token.text === '(') depth++;
    if (token.text === ')' && --depth === 0) break;
  }
  const inside = cursor.tokens.slice(cursor.index + 1, cursor.index + end);
  if (inside.filter(({ text }) => text === ';').length !== 2) return null;
  const within = new Cursor(inside, cursor.peek(end)?.start ?? 0);
  const [init] = readStatement(within);
  within.expect(';');
  const condition = readExpression(within);
  within.expect(';');
  const [step] = readStatement(within);
  if (!init || !step) return null;
  cursor.index += end + 1;
  return { steps: { init, step }, condition };
}

/** `loop i from 1 to n`. */
function isCountingLoop(cursor: Cursor): boolean {
  if (!cursor.at('loop') || cursor.peek(1)?.kind !== 'word') return false;
  return /^(from|in|=|←)$/.test(cursor.peek(2)?.lower ?? '');
}

/** `repeat` up to its `until`, and `repeat n times`. */
const openRepeat: Opener = ({ cursor, start, indent, blocks }) => {
  if (!cursor.at('repeat') || /^(the|this|until)$/.test(cursor.peek(1)?.lower ?? '')) return false;
  cursor.next();
  const times = cursor.attempt(() => {
    const to = readExpression(cursor);
    return cursor.eat('times') ? to : null;
  });
  cursor.eat(':');
  const head = cursor.since(start);
  if (!times) {
    blocks.push({ kind: 'repeat', indent, head, explicit: true });
    return true;
  }
  const from: Expr = { kind: 'number', value: '1', start: head.start, end: head.end };
  const bounds = { from, to: times, step: null, down: false, exclusive: false };
  const loop: ForHead = { variable: 'count', variableSpan: head, ...bounds };
  blocks.push({ kind: 'for', indent, head, explicit: false, loop: { kind: 'for', loop } });
  return true;
};

const openDo: Opener = ({ cursor, start, indent, blocks }) => {
  if (!cursor.at('do') || cursor.peek(1) !== undefined) return false;
  cursor.next();
  blocks.push({ kind: 'do', indent, head: cursor.since(start) });
  return true;
};

/** A loop without a condition. */
const openLoop: Opener = ({ cursor, start, indent, blocks, isExplicit }) => {
  const after = cursor.peek(1)?.text;
  if (!cursor.at('loop') || !(after === undefined || after === ':' || /^forever$/i.test(after))) return false;
  cursor.next();
  cursor.eat('forever');
  cursor.eat(':');
  blocks.push({ kind: 'loop', indent, head: cursor.since(start), explicit: isExplicit('loop') });
  return true;
};

const openCase: Opener = ({ cursor, start, indent, blocks, isExplicit }) => {
  if (!cursor.eatAny('case of', 'switch', 'select case')) return false;
  if (!cursor.eat('on')) cursor.eat('of');
  const condition = readExpression(cursor);
  cursor.eat('of');
  cursor.eat(':');
  const explicit = isExplicit('case');
  blocks.push({ kind: 'case', indent, head: cursor.since(start), explicit, condition, arms: [] });
  return true;
};

const OPENERS: readonly Opener[] = [openIf, openWhile, openFor, openRepeat, openDo, openLoop, openCase];

/** `until c` ends a repeat, `while c` a do. */
/** `do … while c`, and `repeat … while c` where the text has no `until` for each of its repeats. */
function endsWithWhile(cursor: Cursor, line: Line, { top }: OpenBlocks, { repeatsWhile }: Census): boolean {
  if (top.kind === 'do') return true;
  const isOutside = cursor.index === 0 && line.indent <= top.indent && top.body.length > 0;
  return repeatsWhile && top.kind === 'repeat' && isOutside && !line.tokens.some(({ lower }) => lower === 'do');
}

function endRepeat(cursor: Cursor, blocks: OpenBlocks): boolean {
  const start = cursor.index;
  const isUntil = cursor.at('until');
  const at = blocks.stack.findLastIndex(({ kind }) => kind === 'repeat' || (!isUntil && kind === 'do'));
  const frame = blocks.stack[at];
  if (!frame) throw new Unreadable('this “until” ends no “repeat”', cursor.tokens[start] ?? blocks.main.head);
  blocks.closeInside(at);
  cursor.next();
  const condition = readExpression(cursor);
  blocks.stack.pop();
  blocks.fold(frame.head, frame.end);
  const span = { start: frame.head.start, end: condition.end };
  blocks.add({ kind: 'repeat', condition, until: isUntil, body: frame.body, head: cursor.since(start), ...span });
  blocks.account(cursor.since(start), 'end');
  return true;
}

/** Takes `then`, `do` or a colon behind a head; a statement may follow without any. */
export function headEnd(cursor: Cursor, word: 'then' | 'do', blocks: OpenBlocks): void {
  cursor.eat(',');
  if (cursor.eat(word) || cursor.eat(':') || cursor.eat('then') || cursor.eat('do') || cursor.eat('loop')) {
    cursor.eat(':');
    blocks.top.waiting = false;
    return;
  }
  if (cursor.done || cursor.at('{') || cursor.at('return|break|continue')) return;
  if (cursor.peek()?.spaced && statementFollows(cursor)) return;
  const span = cursor.rest();
  while (cursor.peek() && !cursor.at(word) && !cursor.at(':')) cursor.next();
  if (!cursor.eat(word)) cursor.eat(':');
  const unread = { start: span.start, end: cursor.peek(-1)?.end ?? span.end };
  blocks.problem(unread, 'this can’t be read as part of the condition');
}

function statementFollows(cursor: Cursor): boolean {
  const { index } = cursor;
  const found = cursor.attempt(() => readStatement(cursor));
  cursor.index = index;
  return found !== null && found.length > 0;
}

/** `1, 3 to 5:` and `otherwise` inside a case; null where a statement stands. */
export function readArmValues(cursor: Cursor): Expr[] | null {
  if (cursor.eatAny('otherwise', 'default', 'else', 'case else')) {
    cursor.eat(':');
    return [];
  }
  const isSaid = cursor.eat('case');
  const values: Expr[] = [];
  do {
    const from = readExpression(cursor);
    if (cursor.eat('to')) {
      const to = readExpression(cursor);
      values.push({ kind: 'range', from, to, exclusive: false, step: null, start: from.start, end: to.end });
    } else values.push(from);
  } while (cursor.eat(','));
  return cursor.eat(':') || (isSaid && cursor.done) ? values : null;
}
