import type { ListingLine } from '../../../shared/listing.ts';
import type { Step, StepId, StepOf } from '../../../shared/program.ts';
import { NO, YES } from '../observe/categories.ts';
import type { Flow, Loop } from './flow.ts';
import type { Parts } from './parts.ts';
import { within, type End, type Scope } from './paths.ts';
import { lineOf } from './shown.ts';

/** Writes what control passes from a step on, up to the block's end. `isHead`: it begins with its loop's own head. */
export type WriteBlock = (from: End, scope: Scope, isHead?: boolean) => End;

/** A test that decides whether a loop goes on. */
interface LoopTest {
  readonly test: Step;
  /** Whether it goes on where the test holds, rather than where it does not. */
  readonly holds: boolean;
  readonly on: End;
  readonly out: End;
}

/** Writes loops: `for`, `for … of`, `while`, `do … while`, told apart by where their tests stand. */
export class Loops {
  /** Where among the lines a loop's own variables begin, by the scope that holds them. */
  private readonly heads = new Map<number, number>();

  constructor(
    private readonly parts: Parts,
    private readonly block: WriteBlock,
  ) {}

  /** A scope begins, which may be that of a loop's own variables. */
  enter(target: number): void {
    this.heads.set(target, this.parts.lines.count);
  }

  write(loop: Loop, loops: ReadonlyMap<StepId, Loop>, head: Step, scope: Scope): End {
    if (head.kind === 'next') return this.forOf(loop, head, scope);
    const { flow, lines, operands, program } = this.parts;
    const copy = [...loop.body].map((id) => program.steps[id]).find((step) => this.isCopy(step, loop, loops));
    const first = this.firstTest(loop, loops);
    if (first) return this.headed(loop, first, copy, scope);
    const last = this.lastTest(loop);
    const out = last ? last.out : exitOf(loop, flow);
    if (last) lines.line(lineOf(head), 'do');
    else lines.line(lineOf(head), copy ? this.forHead(copy, loop, 'true') : 'while true');
    const again = last ? operands.startOf(last.test.id) : (copy?.id ?? loop.head);
    const jumps = [{ head: loop.head, again, out }, ...scope.jumps];
    lines.inner(() => this.block(loop.head, { ...within(scope, again), jumps }, true));
    if (last) lines.line(lineOf(last.test), `while ${this.condition(last)}`);
    return out;
  }

  private headed(loop: Loop, test: LoopTest, copy: Step | undefined, scope: Scope): End {
    const { lines } = this.parts;
    const condition = this.condition(test);
    const head = copy ? this.forHead(copy, loop, condition) : `while ${condition}`;
    lines.line(lineOf(test.test), head);
    const again = copy?.id ?? loop.head;
    const out = test.out ?? exitOf(loop, this.parts.flow);
    const jumps = [{ head: loop.head, again, out }, ...scope.jumps];
    lines.inner(() => this.block(test.on, { ...within(scope, again), jumps }));
    return out;
  }

  private condition({ test, holds }: LoopTest): string {
    const { expressions } = this.parts;
    return holds ? expressions.condition([test]) : expressions.negated([test]);
  }

  /** A test as one that decides whether a loop goes on; null if both its ways stay inside, or leave. */
  private loopTest(loop: Loop, test: Step): LoopTest | null {
    const [yes, no] = [this.parts.flow.way(test.id, YES), this.parts.flow.way(test.id, NO)];
    const [stays, leaves] = [yes, no].map((way) => way !== undefined && loop.body.has(way));
    if (stays === leaves) return null;
    return stays ? { test, holds: true, on: yes, out: no } : { test, holds: false, on: no, out: yes };
  }

  /** The copy of a loop's own variables, from which control goes straight to the next round. */
  private isCopy(step: Step | undefined, loop: Loop, loops: ReadonlyMap<StepId, Loop>): boolean {
    if (step?.kind !== 'copyScope' || !this.heads.has(step.target)) return false;
    for (let at = this.parts.flow.after(step); at !== undefined;) {
      if (at === loop.head) return true;
      const next: Step | undefined = this.parts.program.steps[at];
      if (!next || this.parts.flow.branches(next) || loops.has(at) || !loop.body.has(at)) return false;
      at = this.parts.flow.after(next);
    }
    return false;
  }

  /** `for first; condition; last`: what was written on the way to the loop is its first part. */
  private forHead(copy: Step, loop: Loop, condition: string): string {
    const from =
      copy.kind === 'copyScope' ? (this.heads.get(copy.target) ?? this.parts.lines.count) : this.parts.lines.count;
    const first = this.parts.lines.takeFrom(from);
    for (const { status, note } of first) this.parts.certainty.worsen(status, note);
    const last = this.parts.lines.apart(() =>
      this.block(this.parts.flow.after(copy), { stop: loop.head, outer: new Set(), jumps: [], region: null }),
    );
    for (const { status, note } of last) this.parts.certainty.worsen(status, note);
    const texts = (lines: readonly ListingLine[]): string => lines.map(({ text }) => text).join(', ');
    return `for ${texts(first)}; ${condition}; ${texts(last)}`;
  }

  private forOf(loop: Loop, head: StepOf<'next'>, scope: Scope): End {
    const iterate = this.parts.program.steps[head.iterator];
    const [yes, no] = [this.parts.flow.way(head.id, YES), this.parts.flow.way(head.id, NO)];
    const item = this.parts.program.steps.find((step) => step.kind === 'item' && step.next === head.id);
    const pattern = this.parts.writes.patterns.get(item?.id ?? -1);
    const name = pattern
      ? this.parts.expressions.pattern(pattern)
      : (this.parts.shown.nameOf(item?.id ?? -1) ?? 'each');
    const [source, word] = iterate?.kind === 'iterate' ? [iterate.child, iterate.keys ? 'in' : 'of'] : [-1, 'of'];
    this.parts.lines.line(lineOf(head), `for ${name} ${word} ${this.parts.expressions.value(source)}`);
    const jumps = [{ head: loop.head, again: loop.head, out: no }, ...scope.jumps];
    this.parts.lines.inner(() => this.block(yes, { ...within(scope, loop.head), jumps }));
    return no;
  }

  /** The test that a loop begins with, if it begins with one. */
  private firstTest(loop: Loop, loops: ReadonlyMap<StepId, Loop>): LoopTest | null {
    for (let at: End = loop.head; at !== undefined;) {
      const step: Step | undefined = this.parts.program.steps[at];
      if (!step || (at !== loop.head && (loops.has(at) || !loop.body.has(at)))) return null;
      if (this.parts.flow.branches(step)) return step.kind === 'next' ? null : this.loopTest(loop, step);
      if (this.parts.shown.shows(step)) return null;
      at = this.parts.flow.after(step);
    }
    return null;
  }

  /** The test that a loop ends with, where nothing else leads back. */
  private lastTest(loop: Loop): LoopTest | null {
    const [latch, ...more] = loop.latches;
    const step = this.parts.program.steps[latch ?? -1];
    if (!step || more.length > 0 || step.kind === 'next' || !this.parts.flow.branches(step)) return null;
    return this.loopTest(loop, step);
  }
}

/** Where an endless loop is left to: what lies farthest behind it, for nearer ways out are ends of the function. */
function exitOf(loop: Loop, flow: Flow): End {
  const exits = [...loop.body].flatMap((id) => flow.successors(id)).filter((id) => !loop.body.has(id));
  return exits.length === 0 ? undefined : Math.max(...exits);
}
