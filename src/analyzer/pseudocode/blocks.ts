import type { Branch, EachHead, Expr, ForHead, Problem, Routine, Sentence, Stmt } from './ast.ts';
import { closerAt, isRoutineWord, takeCensus, type BlockKind, type Census } from './census.ts';
import { Cursor, Unreadable } from './cursor.ts';
import { readExpression } from './expressions.ts';
import { readBareHead, readRoutineHead, type RoutineHead } from './headers.ts';
import { readForHead } from './heads.ts';
import type { Line } from './lines.ts';
import type { Span } from './mapped-text.ts';
import { readStatement } from './statements.ts';

/** A block that has begun and not ended. */
interface Frame {
  readonly kind: BlockKind | 'main' | 'do' | 'section' | 'arm';
  readonly indent: number;
  readonly head: Span;
  /** Ends with its keyword only. */
  readonly explicit: boolean;
  /** Its body began on its own line, so that it ends with the line unless something deeper follows. */
  inline: boolean;
  /** `do` or `then` may still stand at the beginning of the next line. */
  waiting: boolean;
  body: Stmt[];
  end: number;
  readonly condition?: Expr;
  readonly loop?: { readonly kind: 'for'; readonly loop: ForHead } | { readonly kind: 'each'; readonly loop: EachHead };
  readonly until?: boolean;
  readonly branches?: Branch[];
  /** The branch that is being filled; null in `else`. */
  branch?: { readonly condition: Expr; readonly head: Span } | null;
  otherwise?: Stmt[] | null;
  readonly routine?: RoutineHead;
  readonly sentences?: { readonly inputs: Sentence[]; readonly outputs: Sentence[] };
  readonly section?: 'input' | 'output' | 'other';
  readonly arms?: { values: Expr[]; body: Stmt[] }[];
  readonly values?: Expr[];
  /** The body stands at the head's own indentation, up to the next routine. */
  flat?: boolean;
}

/** What a line turned out to be: every line of code has an entry, so that none is dropped unseen. */
export interface Account extends Span {
  readonly as: 'head' | 'end' | 'statement' | 'section' | 'problem';
}

export interface Parsed {
  readonly routines: readonly Routine[];
  readonly problems: readonly Problem[];
  readonly accounts: readonly Account[];
}

/** Puts the lines of a text together to routines. Never throws: what can't be read becomes a problem. */
export function buildBlocks(lines: readonly Line[], textOf: (span: Span) => string): Parsed {
  // Readings that fail are a part of reading, and nobody looks at their stacks, which cost most of the time.
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return new BlockBuilder(lines, textOf).build();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

class BlockBuilder {
  private readonly census: Census;
  private readonly routines: Routine[] = [];
  private readonly problems: Problem[] = [];
  private readonly accounts: Account[] = [];
  private readonly main: Frame;
  private stack: Frame[];

  constructor(
    private readonly lines: readonly Line[],
    private readonly textOf: (span: Span) => string,
  ) {
    this.census = takeCensus(lines);
    const first = lines[0] ?? { start: 0, end: 0 };
    this.main = {
      kind: 'main',
      indent: -1,
      head: first,
      explicit: true,
      inline: false,
      waiting: false,
      body: [],
      end: first.end,
      sentences: { inputs: [], outputs: [] },
    };
    this.stack = [this.main];
  }

  build(): Parsed {
    this.lines.forEach((line, i) => this.line(line, i));
    while (this.stack.length > 1) this.close(true);
    if (this.main.body.length > 0) this.addMain();
    return { routines: this.routines, problems: this.problems, accounts: this.accounts };
  }

  private addMain(): void {
    const { body, head, end, sentences } = this.main;
    const span = { start: body[0]?.start ?? head.start, end };
    this.routines.push({
      name: null,
      nameSpan: { start: span.start, end: span.start },
      span,
      parameters: [],
      body,
      inputs: sentences?.inputs ?? [],
      outputs: sentences?.outputs ?? [],
    });
  }

  private get top(): Frame {
    return this.stack.at(-1) ?? this.main;
  }

  private push(
    frame: Omit<Frame, 'body' | 'end' | 'explicit' | 'inline' | 'waiting'> & { explicit?: boolean; waiting?: boolean },
  ): void {
    this.stack.push({ explicit: false, waiting: false, ...frame, inline: false, body: [], end: frame.head.end });
  }

  private account(span: Span, as: Account['as']): void {
    this.accounts.push({ start: span.start, end: span.end, as });
  }

  private problem(span: Span, message: string, fixes: Problem['fixes'] = []): void {
    const phrase = this.textOf(span).trim().replace(/\s+/g, ' ');
    this.problems.push({
      start: span.start,
      end: span.end,
      phrase,
      message: message.includes('“') || phrase === '' ? message : `“${phrase}”: ${message}`,
      fixes,
    });
    this.account(span, 'problem');
  }

  private line(line: Line, index: number): void {
    if (this.inSection(line)) return;
    this.endInline(line);
    this.dedent(line);
    if (this.section(line) || this.routineHead(line, index)) return;
    const cursor = new Cursor(line.tokens, line.end);
    let guard = 0;
    while (!cursor.done && guard++ < 1000) {
      const before = cursor.index;
      try {
        this.item(cursor, line);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        this.recover(cursor, error, before);
      }
      if (cursor.index === before) cursor.next();
    }
    for (const frame of this.stack) frame.end = Math.max(frame.end, line.end);
  }

  /** Skips to where the line can be read again. */
  private recover(cursor: Cursor, error: Unreadable, before: number): void {
    const first = cursor.tokens[before];
    while (!cursor.done && !cursor.at('then|do|;') && !closerAt(cursor.tokens, cursor.index)) cursor.next();
    const span = error.span.end > error.span.start ? error.span : cursor.since(before);
    this.problem(span, this.sentence(error.message, span, first));
    if (first) this.add({ kind: 'unread', ...cursor.since(before) });
  }

  private sentence(message: string, span: Span, first: Span | undefined): string {
    const phrase = this.textOf(span).trim().replace(/\s+/g, ' ');
    const lead = phrase === '' && first ? '' : `“${phrase}”: `;
    return `${lead}${message}`;
  }

  private add(statement: Stmt): void {
    this.top.body.push(statement);
    this.top.waiting = false;
    this.top.end = Math.max(this.top.end, statement.end);
  }

  // ── where blocks end ─────────────────────────────────────────────────────────────────────────────────────────────

  /** A block with its body on its own line ends with that line, unless what follows is indented below it. */
  private endInline(line: Line): void {
    const starts = line.tokens[0]?.lower ?? '';
    while (this.top.inline && !this.isContinued(line, starts)) this.close(false);
  }

  private isContinued(line: Line, first: string): boolean {
    const { top } = this;
    if (/^(else|elseif|elsif|elif)$/.test(first) && top.kind === 'if') return true;
    if (top.explicit) return true;
    if (closerAt(line.tokens, 0)) return false;
    return line.indent > top.indent && !this.isShielded();
  }

  /** Whether explicit blocks make the indentation meaningless here. */
  private isShielded(): boolean {
    return this.stack.some(
      ({ kind, explicit }) => explicit && kind !== 'main' && kind !== 'repeat' && kind !== 'routine',
    );
  }

  private dedent(line: Line): void {
    const first = line.tokens[0]?.lower ?? '';
    const isBranch = /^(else|elseif|elsif|elif|otherwise|default)$/.test(first);
    const isPart = /^(then|do|begin|\{)$/.test(first) && (this.top.waiting || first === '{');
    if (isBranch || isPart || closerAt(line.tokens, 0) || first === 'until') return;
    for (;;) {
      const { top } = this;
      if (top.kind === 'main' || top.explicit || top.flat) return;
      if (line.indent > top.indent) return;
      if (top.kind === 'routine' && top.body.length === 0) {
        // The body stands right below its head without being indented.
        top.flat = true;
        return;
      }
      if (top.kind === 'do' && first === 'while' && line.indent === top.indent) return;
      this.close(false);
    }
  }

  private close(byKeyword: boolean): void {
    const frame = this.stack.pop();
    if (!frame || frame.kind === 'main') {
      this.stack = [this.main];
      return;
    }
    if (frame.body.length === 0 && !byKeyword && !['section', 'routine'].includes(frame.kind)) {
      this.problem(
        frame.head,
        `“${this.textOf(frame.head).trim()}” has no body: indent what belongs to it, or end it with a keyword`,
      );
    }
    const { end, head, body } = frame;
    const span = { start: head.start, end };
    switch (frame.kind) {
      case 'routine':
        this.finishRoutine(frame);
        break;
      case 'if':
        this.finishBranch(frame);
        this.add({ kind: 'if', branches: frame.branches ?? [], otherwise: frame.otherwise ?? null, ...span });
        break;
      case 'while':
        if (frame.condition) this.add({ kind: 'while', condition: frame.condition, body, head, ...span });
        break;
      case 'for':
        if (frame.loop?.kind === 'for') this.add({ kind: 'for', head, loop: frame.loop.loop, body, ...span });
        else if (frame.loop) this.add({ kind: 'each', head, loop: frame.loop.loop, body, ...span });
        break;
      case 'loop':
      case 'do':
        this.add({ kind: 'loop', body, head, ...span });
        break;
      case 'repeat':
        this.problem(head, 'this repeat has no “until”: write the condition that ends it');
        break;
      case 'arm':
        this.top.arms?.push({ values: frame.values ?? [], body });
        break;
      case 'case':
        if (frame.condition) this.finishCase(frame, frame.condition);
        break;
      case 'section':
        break;
    }
    this.top.end = Math.max(this.top.end, end);
  }

  private finishRoutine({ routine, body, head, end, sentences }: Frame): void {
    if (!routine) return;
    const { name, nameSpan, parameters } = routine;
    this.routines.push({
      name,
      nameSpan,
      span: { start: head.start, end },
      parameters,
      body,
      inputs: sentences?.inputs ?? [],
      outputs: sentences?.outputs ?? [],
    });
  }

  private finishBranch(frame: Frame): void {
    const { branch, body } = frame;
    if (branch === null) frame.otherwise = body;
    else if (branch) frame.branches?.push({ ...branch, body });
    frame.body = [];
  }

  private finishCase(frame: Frame, subject: Expr): void {
    const arms = frame.arms ?? [];
    const others = arms.filter(({ values }) => values.length === 0).map(({ body }) => body);
    this.add({
      kind: 'case',
      subject,
      arms: arms.filter(({ values }) => values.length > 0),
      otherwise: others[0] ?? null,
      head: frame.head,
      start: frame.head.start,
      end: frame.end,
    });
  }

  /** Closes up to and including the innermost block that a keyword is meant for. */
  private closeUpTo(matches: (frame: Frame) => boolean): boolean {
    const at = this.stack.findLastIndex((frame, i) => i > 0 && matches(frame));
    if (at < 0) return false;
    while (this.stack.length > at) this.close(true);
    return true;
  }

  // ── what lines hold ──────────────────────────────────────────────────────────────────────────────────────────────

  private item(cursor: Cursor, line: Line): void {
    const start = cursor.index;
    if (
      cursor.eat(';') ||
      cursor.eat('{') ||
      (cursor.index > 0 && (cursor.eat(',') || cursor.eat('.') || cursor.eat('and')))
    ) {
      this.account(cursor.since(start), 'head');
      return;
    }
    if (cursor.at('}') && cursor.peek(1)?.lower === 'else') {
      cursor.next();
      this.account(cursor.since(start), 'end');
      return;
    }
    const closer = this.top.kind === 'arm' && cursor.at('next') ? null : closerAt(cursor.tokens, start);
    if (closer && this.end(closer.kind, cursor, closer.length)) return;
    if (this.part(cursor) || this.branch(cursor, line) || this.open(cursor, line)) {
      this.markInline(cursor, line);
      return;
    }
    const statements = readStatement(cursor);
    for (const statement of statements) this.add(statement);
    this.account(cursor.since(start), 'statement');
  }

  /** The block that was just opened has its body on the same line. */
  private markInline(cursor: Cursor, line: Line): void {
    const { top } = this;
    const opens = top.head.start >= line.start && top.head.start < line.end;
    if (!opens || cursor.done || top.kind === 'repeat' || top.kind === 'arm' || top.kind === 'do') return;
    const explicit =
      top.kind !== 'main' && top.kind !== 'section' && this.census.explicitInline.has(top.kind as BlockKind);
    if (!explicit && (top.branches?.length ?? 0) === 0 && top.branch !== null)
      this.stack[this.stack.length - 1] = { ...top, explicit: false, inline: true };
  }

  private end(kind: BlockKind | 'any', cursor: Cursor, length: number): boolean {
    const start = cursor.index;
    const isLoop = (frame: Frame): boolean => ['for', 'while', 'loop'].includes(frame.kind);
    const matches = (frame: Frame): boolean => {
      if (kind === 'any') return frame.kind !== 'section' && frame.kind !== 'repeat';
      if (kind === 'loop') return isLoop(frame);
      if (kind === 'routine') return frame.kind === 'routine';
      if (kind === 'repeat') return frame.kind === 'repeat' || frame.kind === 'do';
      return frame.kind === kind;
    };
    cursor.index += length;
    // A keyword that ends nothing is a stray one; indentation has ended its block.
    if (kind === 'for' && cursor.tokens[start]?.lower === 'next' && !this.stack.some(matches)) {
      cursor.index = start;
      return false;
    }
    this.closeUpTo(matches);
    this.account(cursor.since(start), 'end');
    return true;
  }

  /** `then`, `do` and `begin` behind a condition or on a line of their own. */
  private part(cursor: Cursor): boolean {
    const { top } = this;
    if (!cursor.at('then|do|begin')) return false;
    if (cursor.at('do') && !top.waiting) return false;
    const start = cursor.index;
    cursor.next();
    top.waiting = false;
    this.account(cursor.since(start), 'head');
    return true;
  }

  private branch(cursor: Cursor, line: Line): boolean {
    const start = cursor.index;
    if (this.arm(cursor, line)) return true;
    const isElseIf =
      cursor.at('elseif|elsif|elif') ||
      (cursor.at('else', 'if') && !this.census.nestedElseIf && !cursor.peek(1)?.text.includes('\n'));
    if (!isElseIf && !cursor.at('else|otherwise')) return false;
    const column = cursor.peek()?.column ?? 0;
    const atStart = start === 0;
    const at = this.stack.findLastIndex(
      (frame) => frame.kind === 'if' && frame.branch !== null && (!atStart || frame.explicit || frame.indent <= column),
    );
    if (at < 0) {
      if (cursor.at('otherwise')) return false;
      throw new Unreadable(
        'this “else” belongs to no “if”: check the indentation above it',
        cursor.tokens[start] ?? line,
      );
    }
    while (this.stack.length > at + 1) this.close(true);
    const frame = this.top;
    this.finishBranch(frame);
    frame.inline = false;
    if (cursor.at('else', 'if')) cursor.next();
    cursor.next();
    if (isElseIf) {
      const condition = readExpression(cursor);
      frame.branch = { condition, head: cursor.since(start) };
      this.headEnd(cursor, 'then');
    } else {
      frame.branch = null;
      cursor.eat(':');
      cursor.eat(',');
    }
    this.account(cursor.since(start), 'head');
    return true;
  }

  /** `1 : x ← 2` and `OTHERWISE …` inside a case. */
  private arm(cursor: Cursor, line: Line): boolean {
    const at = this.stack.findLastIndex(({ kind }) => kind === 'case');
    if (at < 0 || cursor.index > 0) return false;
    const frame = this.stack[at];
    const values = cursor.attempt(() => readArmValues(cursor));
    if (!values) return false;
    while (this.stack.length > at + 1) this.close(true);
    this.push({ kind: 'arm', indent: frame?.indent ?? line.indent, head: cursor.since(0), explicit: true, values });
    this.account(cursor.since(0), 'head');
    return true;
  }

  private open(cursor: Cursor, line: Line): boolean {
    const start = cursor.index;
    const indent = cursor.peek()?.column ?? line.indent;
    const after = cursor.peek(1)?.text;
    if (after === '←' || after === '=') return false;
    const explicit = (kind: BlockKind): boolean => this.census.explicit.has(kind);
    if (cursor.eat('if')) {
      const condition = readExpression(cursor);
      const head = cursor.since(start);
      this.push({
        kind: 'if',
        indent,
        head,
        explicit: explicit('if'),
        branches: [],
        branch: { condition, head },
        waiting: true,
      });
      this.headEnd(cursor, 'then');
    } else if (cursor.at('until') || (cursor.at('while') && this.top.kind === 'do')) {
      return this.until(cursor);
    } else if (cursor.eat('while') || cursor.eat('loop', 'while')) {
      this.openWhile(cursor, start, indent, false);
    } else if (cursor.eat('loop', 'until')) this.openWhile(cursor, start, indent, true);
    else if (cursor.eat('for') || cursor.eat('foreach') || cursor.eat('forall') || this.isCountingLoop(cursor)) {
      const before = cursor.peek(-1)?.lower;
      const loop = readForHead(before === 'foreach' || before === 'forall' ? cursor : cursor);
      this.push({
        kind: 'for',
        indent,
        head: cursor.since(start),
        explicit: explicit('for') || (before === 'loop' && explicit('loop')),
        loop,
        waiting: true,
      });
      this.headEnd(cursor, 'do');
    } else if (cursor.at('repeat') && !/^(the|this|until)$/.test(cursor.peek(1)?.lower ?? ''))
      this.openRepeat(cursor, start, indent);
    else if (cursor.at('do') && cursor.peek(1) === undefined) {
      cursor.next();
      this.push({ kind: 'do', indent, head: cursor.since(start) });
    } else if (cursor.at('loop') && (after === undefined || after === ':' || /^forever$/i.test(after))) {
      cursor.next();
      cursor.eat('forever');
      cursor.eat(':');
      this.push({ kind: 'loop', indent, head: cursor.since(start), explicit: explicit('loop') });
    } else if (cursor.eat('case', 'of') || cursor.eat('switch')) {
      cursor.eat('on');
      const condition = readExpression(cursor);
      cursor.eat('of');
      cursor.eat(':');
      this.push({ kind: 'case', indent, head: cursor.since(start), explicit: explicit('case'), condition, arms: [] });
    } else return false;
    this.account(cursor.since(start), 'head');
    return true;
  }

  private isCountingLoop(cursor: Cursor): boolean {
    return (
      cursor.at('loop') &&
      cursor.peek(1)?.kind === 'word' &&
      /^(from|in|=|←)$/.test(cursor.peek(2)?.lower ?? '') &&
      cursor.eat('loop')
    );
  }

  private openWhile(cursor: Cursor, start: number, indent: number, negated: boolean): void {
    const tested = readExpression(cursor);
    const condition: Expr = negated
      ? { kind: 'unary', operator: 'not', operand: tested, start: tested.start, end: tested.end }
      : tested;
    const isLoop = cursor.tokens[start]?.lower === 'loop';
    const explicit = this.census.explicit.has('while') || (isLoop && this.census.explicit.has('loop'));
    this.push({ kind: 'while', indent, head: cursor.since(start), explicit, condition, waiting: true });
    this.headEnd(cursor, 'do');
  }

  private openRepeat(cursor: Cursor, start: number, indent: number): void {
    cursor.next();
    const times = cursor.attempt(() => {
      const to = readExpression(cursor);
      return cursor.eat('times') ? to : null;
    });
    cursor.eat(':');
    const head = cursor.since(start);
    if (!times) {
      this.push({ kind: 'repeat', indent, head, explicit: true });
      return;
    }
    const from: Expr = { kind: 'number', value: '1', start: head.start, end: head.end };
    const loop: ForHead = {
      variable: 'count',
      variableSpan: head,
      from,
      to: times,
      step: null,
      down: false,
      exclusive: false,
    };
    this.push({ kind: 'for', indent, head, explicit: false, loop: { kind: 'for', loop } });
  }

  /** `until c` ends a repeat, `while c` a do. */
  private until(cursor: Cursor): boolean {
    const start = cursor.index;
    const isUntil = cursor.at('until');
    const at = this.stack.findLastIndex(({ kind }) => kind === (isUntil ? 'repeat' : 'do'));
    if (at < 0 && isUntil)
      throw new Unreadable('this “until” ends no “repeat”', cursor.tokens[start] ?? this.main.head);
    while (this.stack.length > at + 1) this.close(true);
    cursor.next();
    const condition = readExpression(cursor);
    const frame = this.stack.pop();
    if (!frame) return false;
    this.add({
      kind: 'repeat',
      condition,
      until: isUntil,
      body: frame.body,
      head: cursor.since(start),
      start: frame.head.start,
      end: condition.end,
    });
    this.account(cursor.since(start), 'end');
    return true;
  }

  /** Takes `then`, `do` or a colon behind a head; a statement may follow without any. */
  private headEnd(cursor: Cursor, word: 'then' | 'do'): void {
    cursor.eat(',');
    if (cursor.eat(word) || cursor.eat(':') || cursor.eat('then') || cursor.eat('do') || cursor.eat('loop')) {
      cursor.eat(':');
      this.top.waiting = false;
      return;
    }
    if (cursor.done || cursor.at('{') || cursor.at('return|break|continue')) return;
    const rest = cursor.attempt(() => {
      const { index } = cursor;
      const statements = readStatement(cursor);
      cursor.index = index;
      return statements.length > 0 && cursor.peek()?.spaced ? statements : null;
    });
    if (rest) return;
    const span = cursor.rest();
    while (!cursor.done && !cursor.at(word) && !cursor.at(':')) cursor.next();
    if (!cursor.eat(word)) cursor.eat(':');
    this.problem(
      { start: span.start, end: cursor.peek(-1)?.end ?? span.end },
      'this can’t be read as part of the condition',
    );
  }

  // ── routines and sections ────────────────────────────────────────────────────────────────────────────────────────

  private routineHead(line: Line, index: number): boolean {
    const inside = this.stack.some(({ kind, explicit }) => explicit && kind !== 'main');
    const isFree = this.top.kind === 'main' || this.top.kind === 'routine' || !inside;
    const worded = isRoutineWord(line.tokens[0]) || isRoutineWord(line.tokens[1]) ? readRoutineHead(line) : null;
    const outside = this.stack.length === 1 || line.apart || this.top.flat === true || this.main.body.length === 0;
    const head =
      worded ?? (isFree && outside && !inside ? readBareHead(line, this.lines[index + 1], index === 0) : null);
    if (!head) return false;
    while (this.stack.length > 1) this.close(true);
    const explicit = worded !== null && this.census.explicit.has('routine');
    const span = { start: line.start, end: line.tokens[Math.max(0, head.length - 1)]?.end ?? line.end };
    this.push({
      kind: 'routine',
      indent: line.indent,
      head: span,
      explicit,
      routine: head,
      sentences: { inputs: [], outputs: [] },
    });
    this.account(span, 'head');
    const rest = line.tokens.slice(head.length);
    const [first] = rest;
    if (first) {
      const cursor = new Cursor(rest, line.end);
      for (let guard = 0; !cursor.done && guard < 1000; guard++) {
        const before = cursor.index;
        try {
          this.item(cursor, { ...line, tokens: rest });
        } catch (error) {
          if (!(error instanceof Unreadable)) throw error;
          this.recover(cursor, error, before);
        }
        if (cursor.index === before) cursor.next();
      }
    }
    return true;
  }

  /** `Input: an array A`, `Require:`, `define variables:`; what is indented below belongs to it. */
  private section(line: Line): boolean {
    const { tokens } = line;
    const text = tokens
      .slice(0, 3)
      .map(({ lower }) => lower)
      .join(' ');
    const match =
      /^(inputs?|require|requires|precondition|data|given|parameters|outputs?|ensure|ensures|result|postcondition|returns?|define variables|variables|global|globals|initialization|note) :/.exec(
        text,
      );
    if (!match?.[1] || /^(initialization)$/.test(match[1])) return false;
    const section = /^(in|req|pre|data|given|param)/.test(match[1])
      ? 'input'
      : /^(out|ens|res|post|ret)/.test(match[1])
        ? 'output'
        : 'other';
    const length = match[1].split(' ').length + 1;
    const owner = this.stack.findLast(({ sentences }) => sentences) ?? this.main;
    this.push({
      kind: 'section',
      indent: line.indent,
      head: line,
      section,
      sentences: owner.sentences ?? { inputs: [], outputs: [] },
    });
    this.sentenceOf(line, length);
    return true;
  }

  private inSection(line: Line): boolean {
    const { top } = this;
    if (top.kind !== 'section') return false;
    if (line.indent > top.indent && !/[←]|:=/.test(line.tokens.map(({ text }) => text).join(' ')) && !line.apart) {
      this.sentenceOf(line, 0);
      return true;
    }
    this.stack.pop();
    return false;
  }

  private sentenceOf(line: Line, from: number): void {
    const { section, sentences } = this.top;
    const words = line.tokens.slice(from).map(({ text }) => text);
    if (section === 'input') sentences?.inputs.push({ words, start: line.start, end: line.end });
    if (section === 'output') sentences?.outputs.push({ words, start: line.start, end: line.end });
    this.account(line, 'section');
  }
}

function readArmValues(cursor: Cursor): Expr[] | null {
  if (cursor.eat('otherwise') || cursor.eat('default') || cursor.eat('else')) {
    cursor.eat(':');
    return [];
  }
  cursor.eat('case');
  const values: Expr[] = [];
  do {
    const from = readExpression(cursor);
    if (cursor.eat('to')) {
      const to = readExpression(cursor);
      values.push({ kind: 'range', from, to, exclusive: false, step: null, start: from.start, end: to.end });
    } else values.push(from);
  } while (cursor.eat(','));
  return cursor.eat(':') ? values : null;
}
