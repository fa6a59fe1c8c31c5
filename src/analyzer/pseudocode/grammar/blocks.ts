import { closerAt, isRoutineWord, takeCensus, type BlockKind, type Census } from './census.ts';
import { Cursor, Unreadable } from './cursor.ts';
import { readExpression } from './expressions.ts';
import { OpenBlocks, type Frame, type Parsed } from './frames.ts';
import { readBareHead, readRoutineHead } from './headers.ts';
import type { Line } from '../lines/lines.ts';
import type { Span } from '../documents/mapped-text.ts';
import { headEnd, openBlock, readArmValues } from './openers.ts';
import { beginSection, continueSection } from './sections.ts';
import { readStatement } from './statements.ts';

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
  private readonly blocks: OpenBlocks;

  constructor(
    private readonly lines: readonly Line[],
    textOf: (span: Span) => string,
  ) {
    this.census = takeCensus(lines);
    this.blocks = new OpenBlocks(lines[0] ?? { start: 0, end: 0 }, textOf);
  }

  build(): Parsed {
    this.lines.forEach((line, i) => this.line(line, i));
    return this.blocks.finish();
  }

  private line(line: Line, index: number): void {
    if (continueSection(line, this.blocks)) return;
    this.endInline(line);
    this.dedent(line);
    if (beginSection(line, this.blocks) || this.routineHead(line, index)) return;
    this.items(line);
    for (const frame of this.blocks.stack) frame.end = Math.max(frame.end, line.end);
  }

  private items(line: Line): void {
    const cursor = new Cursor(line.tokens, line.end);
    while (!cursor.done) {
      const before = cursor.index;
      try {
        this.item(cursor, line);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        this.recover(cursor, error, before);
      }
      if (cursor.index <= before) cursor.index = before + 1;
    }
  }

  /** Skips to where the line can be read again. */
  private recover(cursor: Cursor, error: Unreadable, before: number): void {
    const first = cursor.tokens[before];
    let depth = 0;
    while (!cursor.done && !cursor.at('then|do|;')) {
      // A brace that began in the line ends nothing.
      if (cursor.at('{')) depth++;
      if (!(cursor.at('}') && depth-- > 0) && closerAt(cursor.tokens, cursor.index)) break;
      cursor.next();
    }
    const span = error.span.end > error.span.start ? error.span : cursor.since(before);
    this.blocks.problem(span, this.sentence(error.message, span, first), error.fixes);
    if (first) this.blocks.add({ kind: 'unread', ...cursor.since(before) });
  }

  private sentence(message: string, span: Span, first: Span | undefined): string {
    const phrase = this.blocks.textOf(span).trim().replace(/\s+/g, ' ');
    const lead = phrase === '' && first ? '' : `“${phrase}”: `;
    return `${lead}${message}`;
  }

  // ── where blocks end ─────────────────────────────────────────────────────────────────────────────────────────────

  /** A block with its body on its own line ends with that line, unless what follows is indented below it. */
  private endInline(line: Line): void {
    const starts = line.tokens[0]?.lower ?? '';
    while (this.blocks.top.inline && !this.isContinued(line, starts)) this.blocks.close(false);
  }

  private isContinued(line: Line, first: string): boolean {
    const { top } = this.blocks;
    if (/^(else|elseif|elsif|elif)$/.test(first) && top.kind === 'if') return true;
    // In a case `otherwise` is an arm of it.
    if (first === 'otherwise' && top.kind === 'if' && !this.blocks.stack.some(({ kind }) => kind === 'case'))
      return true;
    if (top.explicit) return true;
    if (closerAt(line.tokens, 0)) return false;
    return line.indent > top.indent && !this.isShielded();
  }

  /** Whether explicit blocks make the indentation meaningless here. */
  private isShielded(): boolean {
    return this.blocks.stack.some(
      ({ kind, explicit }) => explicit && kind !== 'main' && kind !== 'repeat' && kind !== 'routine',
    );
  }

  private dedent(line: Line): void {
    const first = line.tokens[0]?.lower ?? '';
    const isBranch = /^(else|elseif|elsif|elif|otherwise|default)$/.test(first);
    const isPart = first === 'begin' || first === '{' || (this.blocks.top.waiting && /^(then|do)$/.test(first));
    if (isBranch || isPart || closerAt(line.tokens, 0) || first === 'until') return;
    for (;;) {
      const { top } = this.blocks;
      if (top.kind === 'main' || top.explicit || top.flat) return;
      if (line.indent > top.indent) return;
      if (top.kind === 'routine' && top.body.length === 0) {
        // The body stands right below its head without being indented.
        top.flat = true;
        return;
      }
      if (top.kind === 'do' && first === 'while' && line.indent === top.indent) return;
      this.blocks.close(false);
    }
  }

  // ── what lines hold ──────────────────────────────────────────────────────────────────────────────────────────────

  private item(cursor: Cursor, line: Line): void {
    const start = cursor.index;
    if (cursor.at('{')) this.bracket();
    if (
      cursor.eat(';') ||
      cursor.eat('{') ||
      (cursor.index > 0 && (cursor.eat(',') || cursor.eat('.') || cursor.eat('and')))
    ) {
      this.blocks.account(cursor.since(start), 'head');
      return;
    }
    const isEnd = cursor.at('}') || (this.census.bracketed && cursor.at('end'));
    const following = isEnd && !cursor.peek(1) ? this.lines[this.lines.indexOf(line) + 1]?.tokens[0] : cursor.peek(1);
    if (isEnd && following?.lower === 'else') {
      cursor.next();
      this.blocks.account(cursor.since(start), 'end');
      return;
    }
    const closer = this.blocks.top.kind === 'arm' && cursor.at('next') ? null : closerAt(cursor.tokens, start);
    if (closer && this.end(closer.kind, cursor, closer.length)) return;
    if (this.part(cursor) || this.branch(cursor, line) || openBlock(cursor, line, this.blocks, this.census)) {
      this.markInline(cursor, line);
      return;
    }
    const statements = readStatement(cursor);
    for (const statement of statements) this.blocks.add(statement);
    this.blocks.account(cursor.since(start), 'statement');
  }

  /** The block that was just opened has its body on the same line. */
  private markInline(cursor: Cursor, line: Line): void {
    const { top } = this.blocks;
    const opens = top.head.start >= line.start && top.head.start < line.end;
    if (cursor.at('{') && !cursor.peek(1)) return;
    if (!opens || cursor.done || top.kind === 'repeat' || top.kind === 'arm' || top.kind === 'do') return;
    const explicit = top.kind !== 'main' && top.kind !== 'section' && this.census.explicitInline.has(top.kind);
    if (!explicit && (top.branches?.length ?? 0) === 0 && top.branch !== null)
      this.blocks.stack[this.blocks.stack.length - 1] = { ...top, explicit: false, inline: true };
  }

  private end(kind: BlockKind | 'any', cursor: Cursor, length: number): boolean {
    const start = cursor.index;
    const isLoop = (frame: Frame): boolean => ['for', 'while', 'loop'].includes(frame.kind);
    const matches = (frame: Frame): boolean => {
      const isBracketed = !this.census.bracketed || frame.explicit;
      if (kind === 'any') return isBracketed && frame.kind !== 'section' && frame.kind !== 'repeat';
      if (kind === 'loop') return isLoop(frame);
      if (kind === 'routine') return frame.kind === 'routine';
      if (kind === 'repeat') return frame.kind === 'repeat' || frame.kind === 'do';
      return frame.kind === kind;
    };
    cursor.index += length;
    // A keyword that ends nothing is a stray one; indentation has ended its block.
    if (kind === 'for' && cursor.tokens[start]?.lower === 'next' && !this.blocks.stack.some(matches)) {
      cursor.index = start;
      return false;
    }
    this.blocks.closeUpTo(matches);
    this.blocks.account(cursor.since(start), 'end');
    return true;
  }

  /** `then`, `do` and `begin` behind a condition or on a line of their own, and `START PROGRAM`. */
  private part(cursor: Cursor): boolean {
    const { top } = this.blocks;
    const words = cursor.tokens.map(({ lower }) => lower).join(' ');
    if (cursor.index === 0 && /^(start|(start|begin)( of)?( the)? (program|algorithm))$/.test(words)) {
      cursor.index = cursor.tokens.length;
      this.blocks.account(cursor.since(0), 'head');
      return true;
    }
    if (!cursor.at('then|do|begin')) return false;
    if (cursor.at('do') && !top.waiting) return false;
    const start = cursor.index;
    if (cursor.at('begin')) this.bracket();
    cursor.next();
    top.waiting = false;
    this.blocks.account(cursor.since(start), 'head');
    return true;
  }

  /** A block that begins with `begin` or a brace ends with its mate. */
  private bracket(): void {
    const { top } = this.blocks;
    if (this.census.bracketed && top.kind !== 'main') Object.assign(top, { explicit: true, inline: false });
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
    const at = this.blocks.stack.findLastIndex(
      (frame) => frame.kind === 'if' && frame.branch !== null && (!atStart || frame.explicit || frame.indent <= column),
    );
    if (at < 0) {
      if (cursor.at('otherwise')) return false;
      throw new Unreadable(
        'this “else” belongs to no “if”: check the indentation above it',
        cursor.tokens[start] ?? line,
      );
    }
    this.blocks.closeInside(at);
    const frame = this.blocks.top;
    this.blocks.finishBranch(frame);
    frame.branchStart = cursor.since(start);
    frame.inline = false;
    if (this.census.bracketed) frame.explicit = false;
    if (cursor.at('else', 'if')) cursor.next();
    cursor.next();
    if (isElseIf) {
      const condition = readExpression(cursor);
      frame.branch = { condition, head: cursor.since(start) };
      headEnd(cursor, 'then', this.blocks);
    } else {
      frame.branch = null;
      cursor.eat(':');
      cursor.eat(',');
    }
    this.blocks.account(cursor.since(start), 'head');
    return true;
  }

  /** `1 : x ← 2` and `OTHERWISE …` inside a case. */
  private arm(cursor: Cursor, line: Line): boolean {
    const at = this.blocks.stack.findLastIndex(({ kind }) => kind === 'case');
    if (at < 0 || cursor.index > 0) return false;
    const frame = this.blocks.stack[at];
    const values = cursor.attempt(() => readArmValues(cursor));
    if (!values) return false;
    this.blocks.closeInside(at);
    this.blocks.push({
      kind: 'arm',
      indent: frame?.indent ?? line.indent,
      head: cursor.since(0),
      explicit: true,
      values,
    });
    this.blocks.account(cursor.since(0), 'head');
    return true;
  }

  /** `f(x) = x · x`: what stands behind the sign is what the function gives. */
  private definition(line: Line): boolean {
    const cursor = new Cursor(line.tokens, line.end);
    const value = cursor.attempt(() => {
      const expression = readExpression(cursor);
      return cursor.done ? expression : null;
    });
    if (!value) return false;
    const span = cursor.since(0);
    this.blocks.add({ kind: 'return', values: [value], ...span });
    this.blocks.account(span, 'statement');
    return true;
  }

  private routineHead(line: Line, index: number): boolean {
    const inside = this.blocks.stack.some(({ kind, explicit }) => explicit && kind !== 'main');
    const isFree = this.blocks.top.kind === 'main' || this.blocks.top.kind === 'routine' || !inside;
    const worded = isRoutineWord(line.tokens[0]) || isRoutineWord(line.tokens[1]) ? readRoutineHead(line) : null;
    const outside =
      this.blocks.stack.length === 1 ||
      line.apart ||
      this.blocks.top.flat === true ||
      this.blocks.main.body.length === 0;
    const head =
      worded ?? (isFree && outside && !inside ? readBareHead(line, this.lines[index + 1], index === 0) : null);
    if (!head) return false;
    this.blocks.closeAll();
    const explicit = worded !== null && this.census.explicit.has('routine');
    const span = { start: line.start, end: line.tokens[Math.max(0, head.length - 1)]?.end ?? line.end };
    this.blocks.push({
      kind: 'routine',
      indent: line.indent,
      head: span,
      explicit,
      routine: head,
      sentences: { inputs: [], outputs: [] },
    });
    this.blocks.account(span, 'head');
    const rest = { ...line, tokens: line.tokens.slice(head.length) };
    if (line.tokens[head.length - 1]?.text !== '=' || !this.definition(rest)) this.items(rest);
    return true;
  }
}
