import type { Branch, EachHead, Expr, ForHead, Problem, Routine, Sentence, Stmt } from './ast.ts';
import type { BlockKind } from './census.ts';
import type { RoutineHead } from './headers.ts';
import type { Span } from '../documents/mapped-text.ts';

/** A block that has begun and not ended. */
export interface Frame {
  readonly kind: BlockKind | 'main' | 'do' | 'section' | 'arm';
  readonly indent: number;
  readonly head: Span;
  /** Ends with its keyword only. */
  explicit: boolean;
  /** Its body began on its own line, so that it ends with the line unless something deeper follows. */
  inline: boolean;
  /** `do` or `then` may still stand at the beginning of the next line. */
  waiting: boolean;
  body: Stmt[];
  end: number;
  readonly condition?: Expr;
  readonly loop?: { readonly kind: 'for'; readonly loop: ForHead } | { readonly kind: 'each'; readonly loop: EachHead };
  /** What `for (i = 0; i < n; i++)` begins with and does after each round. */
  readonly steps?: { readonly init: Stmt; readonly step: Stmt };
  readonly branches?: Branch[];
  /** The branch that is being filled; null in `else`. */
  branch?: { readonly condition: Expr; readonly head: Span } | null;
  /** Where that branch begins, if it is not the first. */
  branchStart?: Span;
  otherwise?: Stmt[] | null;
  readonly routine?: RoutineHead;
  readonly sentences?: { readonly inputs: Sentence[]; readonly outputs: Sentence[] };
  readonly section?: 'input' | 'output' | 'other';
  /** Whether the section's first line has a number. */
  readonly numbered?: boolean;
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
  /** Blocks and branches, from their heads to the ends of their bodies. */
  readonly folds: readonly Span[];
}

/** The blocks that are open, the innermost last, and what those that ended have become. */
export class OpenBlocks {
  private readonly routines: Routine[] = [];
  private readonly problems: Problem[] = [];
  private readonly accounts: Account[] = [];
  private readonly folds: Span[] = [];
  readonly main: Frame;
  stack: Frame[];

  constructor(
    first: Span,
    readonly textOf: (span: Span) => string,
  ) {
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

  /** Ends what is still open. */
  finish(): Parsed {
    this.closeAll();
    if (this.main.body.length > 0) this.addMain();
    return { routines: this.routines, problems: this.problems, accounts: this.accounts, folds: this.folds };
  }

  closeAll(): void {
    while (this.stack.length > 1) this.close(true);
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

  get top(): Frame {
    return this.stack.at(-1) ?? this.main;
  }

  push(
    frame: Omit<Frame, 'body' | 'end' | 'explicit' | 'inline' | 'waiting'> & { explicit?: boolean; waiting?: boolean },
  ): void {
    this.stack.push({ explicit: false, waiting: false, ...frame, inline: false, body: [], end: frame.head.end });
  }

  account(span: Span, as: Account['as']): void {
    this.accounts.push({ start: span.start, end: span.end, as });
  }

  problem(span: Span, message: string, fixes: Problem['fixes'] = []): void {
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

  fold(head: Span, end: number): void {
    this.folds.push({ start: head.start, end });
  }

  add(statement: Stmt): void {
    this.top.body.push(statement);
    this.top.waiting = false;
    this.top.end = Math.max(this.top.end, statement.end);
  }

  close(byKeyword: boolean): void {
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
    if (frame.kind !== 'if') this.fold(head, end);
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
        if (frame.steps && frame.condition)
          this.add({ kind: 'steps', condition: frame.condition, ...frame.steps, body, head, ...span });
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

  finishBranch(frame: Frame): void {
    this.fold(frame.branchStart ?? frame.head, frame.end);
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
  closeUpTo(matches: (frame: Frame) => boolean): boolean {
    const at = this.stack.findLastIndex((frame, i) => i > 0 && matches(frame));
    if (at < 0) return false;
    while (this.stack.length > at) this.close(true);
    return true;
  }

  /** Closes all blocks within the one at a place of the stack, which is then the innermost. */
  closeInside(at: number): void {
    while (this.stack.length > at + 1) this.close(true);
  }
}
