import type { ListingLine } from '../../../shared/listing.ts';
import type { FunctionInfo, Program, Step, StepId, StepOf } from '../../../shared/program.ts';
import type { Decoded } from '../decode.ts';
import { Certainty } from './certainty.ts';
import { Expressions } from './expressions.ts';
import { Flow } from './flow.ts';
import { Functions } from './functions.ts';
import { Lines } from './lines.ts';
import { Loops } from './loops.ts';
import { Operands } from './operands.ts';
import type { Parts } from './parts.ts';
import { isJump, Paths, within, type End, type Scope } from './paths.ts';
import { lineOf, Shown } from './shown.ts';
import { Writes } from './writes.ts';

/** Ways that meet within one of several branches are written in each of them, but no more often than this. */
const MOST_TIMES = 2;

/**
 * Writes a program as statements, from the network's choices alone: what each step computes and where control goes from
 * it. Loops are found where control comes back (natural loops), branches end where their ways meet.
 */
export class Statements {
  readonly functions: Functions;
  /** In which ways the steps written so far can be read, where there are several. */
  readonly readings: Certainty['readings'];
  private readonly parts: Parts;
  private readonly loops: Loops;
  private paths: Paths;
  /** How often each step of the function was passed. */
  private written = new Map<StepId, number>();

  constructor(program: Program, decoded: Decoded) {
    const operands = new Operands(program);
    const flow = new Flow(program, decoded.table, operands);
    const writes = new Writes(program, decoded.table, operands);
    const certainty = new Certainty(program, decoded);
    this.readings = certainty.readings;
    const expressions: Expressions = new Expressions(program, decoded, operands, flow, writes, certainty, (step) =>
      this.functions.text(step),
    );
    const shown = new Shown(program, operands, writes);
    const lines = new Lines(certainty);
    this.parts = { program, decoded, operands, flow, writes, certainty, expressions, shown, lines };
    this.paths = this.pathsOf(0);
    this.loops = new Loops(this.parts, (from, scope, isHead) => this.block(from, scope, isHead));
    this.functions = new Functions(this.parts, (fn) => this.body(fn));
  }

  private pathsOf(enter: StepId): Paths {
    const { program, flow, shown } = this.parts;
    return new Paths(program, flow, shown, flow.loops(enter));
  }

  private body(fn: FunctionInfo): void {
    if (!this.parts.decoded.table.visited.has(fn.enter)) {
      this.parts.certainty.worsen('unvisited', 'never ran in training');
      this.parts.lines.line(fn.range?.start.line ?? 0, '?');
      return;
    }
    const [outer, written] = [this.paths, this.written];
    this.paths = this.pathsOf(fn.enter);
    this.written = new Map();
    this.block(fn.enter, { stop: undefined, outer: new Set(), jumps: [], region: null });
    [this.paths, this.written] = [outer, written];
  }

  /** Writes what control passes from a step on, up to the block's end. @param isHead it begins with its loop's own head */
  private block(from: StepId | undefined, scope: Scope, isHead = false): End {
    const head = isHead ? this.parts.program.steps[from ?? -1] : undefined;
    let at = head ? this.step(head, scope) : from;
    while (at !== undefined) {
      const step: Step | undefined = this.parts.program.steps[at];
      if (!step || at === scope.stop) return at;
      if (this.jump(at, scope)) return undefined;
      if (this.leaves(step, scope)) return at;
      if (this.repeats(step)) return undefined;
      const loop = this.paths.loops.get(at);
      at = loop ? this.loops.write(loop, this.paths.loops, step, scope) : this.step(step, scope);
    }
    return undefined;
  }

  /** Control that no statement tells of is told by where it goes: the network may have learned any graph. */
  private repeats(step: Step): boolean {
    const times = this.written.get(step.id) ?? 0;
    this.written.set(step.id, times + 1);
    if (times < MOST_TIMES) return false;
    this.parts.lines.line(this.parts.lines.last, `go on at line ${this.lineFrom(step)}`);
    return true;
  }

  /** Line of the first step from here on that stands in the source. */
  private lineFrom(step: Step): number {
    const { program, flow } = this.parts;
    for (let at: Step | undefined = step, left = 9; at && left > 0; left--) {
      if (at.range) return at.range.start.line;
      at = program.steps[flow.after(at) ?? -1];
    }
    return 0;
  }

  private leaves(step: Step, { outer, region }: Scope): boolean {
    return outer.has(step.id) || (region !== null && !this.paths.isIn(step.region, region));
  }

  /** `continue` and `break`, out of how many loops so ever. */
  private jump(at: StepId, { jumps }: Scope): boolean {
    const line = this.parts.lines.last;
    for (const [i, { again, out }] of jumps.entries()) {
      if (at !== again && at !== out) continue;
      this.parts.lines.line(
        line,
        (at === again ? 'continue' : 'break') + (i === 0 ? '' : ` ${'outer '.repeat(i)}loop`),
      );
      return true;
    }
    return false;
  }

  /** Writes one step if it shows in a line of its own. @returns where control goes on */
  private step(step: Step, scope: Scope): End {
    switch (step.kind) {
      case 'write':
      case 'set':
      case 'privateSet':
        if (this.parts.shown.shows(step)) this.parts.lines.line(lineOf(step), this.parts.expressions.assignment(step));
        return this.parts.flow.after(step);
      case 'take':
      case 'destructure':
        this.destructure(step);
        return this.parts.flow.after(step);
      case 'return':
        if (step.child >= 0) this.parts.lines.line(lineOf(step), `return ${this.parts.expressions.value(step.child)}`);
        else if (step.range) this.parts.lines.line(lineOf(step), 'return');
        return undefined;
      case 'throw':
        this.parts.lines.line(lineOf(step), `throw ${this.parts.expressions.value(step.child)}`);
        return undefined;
      case 'scope':
        this.loops.enter(step.target);
        return this.parts.flow.after(step);
      case 'tryEnter':
        return this.attempt(step, scope);
      case 'endFinally':
        return undefined;
      default:
        if (this.parts.flow.branches(step)) return this.branch(step, scope);
        if (this.parts.shown.standsAlone(step))
          this.parts.lines.line(lineOf(step), this.parts.expressions.value(step.id));
        return this.parts.flow.after(step);
    }
  }

  private destructure(step: StepOf<'take'> | StepOf<'destructure'>): void {
    const pattern = this.parts.writes.patterns.get(step.child);
    const source = this.parts.program.steps[step.child];
    if (pattern?.step !== step.id || source?.kind === 'item' || source?.kind === 'argument') return;
    if (this.parts.operands.takersOf(step.child).length > 0 && this.isPart(step)) return;
    this.parts.lines.line(
      lineOf(step),
      `${this.parts.expressions.pattern(pattern)} = ${this.parts.expressions.value(step.child)}`,
    );
  }

  /** A pattern within a pattern. */
  private isPart(step: StepOf<'take'> | StepOf<'destructure'>): boolean {
    return (
      ['element', 'field'].includes(this.parts.program.steps[step.child]?.kind ?? '') &&
      !this.parts.writes.patterns.has(step.child)
    );
  }

  private branch(first: Step, scope: Scope): End {
    const { tests, yes, no } = this.paths.chainOf(first, scope);
    const merge = this.paths.meeting(yes, no, scope);
    if (yes !== undefined && yes === merge && no !== undefined && !isJump(merge, scope)) {
      this.parts.lines.line(lineOf(first), `if ${this.parts.expressions.negated(tests)}`);
      this.parts.lines.inner(() => this.block(no, within(scope, merge)));
      return merge;
    }
    this.parts.lines.line(lineOf(first), `if ${this.parts.expressions.condition(tests)}`);
    if (yes === undefined) {
      this.unseen(first);
      return no;
    }
    if (merge !== undefined && !(isJump(merge, scope) && yes === merge)) {
      const inside = within(scope, merge);
      this.parts.lines.inner(() => this.block(yes, inside));
      if (no !== undefined && no !== merge) this.otherwise(first, no, inside);
      return merge;
    }
    // A way that is nothing but `continue` or `break` says so, even where the block would end there anyway.
    const said = yes === scope.stop && isJump(yes, scope) ? { ...scope, stop: undefined } : scope;
    const end = this.parts.lines.inner(() => this.block(yes, said));
    if (end === undefined || no === undefined) return end === undefined ? no : end;
    this.otherwise(first, no, scope);
    return end;
  }

  /** `else`, or `else if` where the other way is nothing but one more condition. */
  private otherwise(step: Step, no: StepId, inside: Scope): void {
    const { lines, program } = this.parts;
    const before = lines.count;
    lines.line(lineOf(program.steps[no] ?? step), 'else');
    lines.inner(() => this.block(no, inside));
    const written = lines.takeFrom(before);
    const [, second, ...more] = written;
    const isInner = (line: ListingLine): boolean => line.indent > lines.indent + 1 || /^else\b/.test(line.text);
    if (!second?.text.startsWith('if ') || !more.every(isInner)) {
      lines.give(written);
      return;
    }
    const chained = [{ ...second, text: `else ${second.text}` }, ...more];
    lines.give(chained.map((line) => ({ ...line, indent: line.indent - 1 })));
  }

  /** A way that no trace went: the network knows nothing of it. */
  private unseen(step: Step): void {
    this.parts.lines.inner(() => {
      this.parts.certainty.worsen('unvisited', 'never ran in training');
      this.parts.lines.line(this.parts.program.steps[step.id + 1]?.range?.start.line ?? lineOf(step), '?');
      return undefined;
    });
  }

  private attempt(enter: StepOf<'tryEnter'>, scope: Scope): End {
    const region = this.parts.program.regions[enter.region];
    const outer = this.parts.program.regions[region?.parent ?? -1];
    const caught = this.parts.program.steps[region?.catchStep ?? -1];
    const last = region?.finallyStep !== -1 ? region?.finallyStep : outer?.kind === 'try' ? outer.finallyStep : -1;
    const ends = this.parts.program.steps[last ?? -1];
    const first = this.parts.flow.after(enter);
    const inside = ends ? within(scope, ends.id) : scope;
    this.parts.lines.line(lineOf(this.parts.program.steps[first ?? -1] ?? enter), 'try');
    let end = this.parts.lines.inner(() => this.block(first, { ...inside, region: enter.region }));
    if (caught && this.parts.decoded.table.visited.has(caught.id)) {
      this.parts.lines.line(lineOf(caught), `catch ${this.parts.shown.nameOf(caught.id) ?? 'error'}`);
      const until = ends || end === undefined ? inside : within(scope, end);
      const after = this.parts.lines.inner(() => this.block(this.parts.flow.after(caught), until));
      end ??= after;
    }
    if (!ends || !this.parts.decoded.table.visited.has(ends.id)) return end;
    this.parts.lines.line(lineOf(ends), 'finally');
    this.parts.lines.inner(() => this.block(this.parts.flow.after(ends), scope));
    const close = this.parts.program.steps.find((step) => step.kind === 'endFinally' && step.begin === ends.id);
    const on = close ? this.parts.flow.successors(close.id).filter((target) => target > close.id) : [];
    return on[0];
  }
}
