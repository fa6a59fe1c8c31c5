import type { ListingLine } from '../../../shared/listing.ts';
import type { FunctionId, FunctionInfo, StepOf } from '../../../shared/program.ts';
import type { Parts } from './parts.ts';
import { lineOf } from './shown.ts';

/** Writes functions and classes, wherever they stand. */
export class Functions {
  constructor(
    private readonly parts: Parts,
    private readonly body: (fn: FunctionInfo) => void,
  ) {}

  /** A function with its head, each line with the line of the source that it was learned from. */
  lines(fn: FunctionInfo): ListingLine[] {
    if (fn.kind === 'initializer') return this.field(fn);
    return this.parts.lines.apart(() => {
      this.parts.lines.line(fn.range?.start.line ?? 0, `${headWord(fn)}${fn.name}(${this.parameters(fn)})`.trim());
      this.parts.lines.inner(() => {
        this.body(fn);
        return undefined;
      });
    });
  }

  /** `name = value`, with which an instance begins. */
  private field(fn: FunctionInfo): ListingLine[] {
    const [only] = this.parts.lines.apart(() => this.body(fn));
    return only ? [{ ...only, text: only.text.replace(/^return\b/, `${fn.name} =`) }] : [];
  }

  /** A class with some of its members. */
  classLines(step: StepOf<'class'>, members: readonly FunctionInfo[]): ListingLine[] {
    return this.parts.lines.apart(() => {
      this.parts.lines.line(lineOf(step), `class ${step.name}`);
      const inner = members.flatMap((member) => this.lines(member));
      this.parts.lines.give(inner.map((line) => ({ ...line, indent: line.indent + 1 })));
    });
  }

  text(step: StepOf<'function'> | StepOf<'class'>): string {
    return step.kind === 'function' ? this.functionText(step) : this.classText(step);
  }

  /** What the modules keep beside their functions, and the functions read. */
  moduleValues(): ListingLine[] {
    const read = new Set<string>();
    for (const { candidate } of this.parts.decoded.table.values.values())
      if (candidate.kind === 'variable') read.add(`${candidate.scope}.${candidate.slot}`);
    return this.parts.lines.apart(() => {
      for (const step of this.parts.program.steps) {
        if (step.kind !== 'write' || step.range === null || !read.has(`${step.target}.${step.slot}`)) continue;
        if (this.parts.program.functions[step.fn]?.kind !== 'module' || this.parts.writes.isWithin(step.id)) continue;
        if (['function', 'class'].includes(this.parts.program.steps[step.child]?.kind ?? '')) continue;
        this.parts.lines.line(lineOf(step), this.parts.expressions.assignment(step));
      }
    });
  }

  /** `x => value` where a function does no more than that, else its lines follow those of the line it stands in. */
  private functionText({ callee }: StepOf<'function'>): string {
    const fn = this.parts.program.functions[callee];
    if (!fn) return 'function';
    const parameters = this.parameters(fn);
    const list = /^[\p{L}_$][\p{L}\d_$]*$/u.test(parameters) ? parameters : `(${parameters})`;
    const gathered = this.parts.certainty.take();
    const lines = this.parts.lines.apart(() => this.body(fn));
    this.parts.certainty.give(gathered);
    const [only, ...more] = lines;
    if (only && more.length === 0 && only.text.startsWith('return ')) {
      this.parts.certainty.give(only);
      return `${list} => ${only.text.slice('return '.length)}`;
    }
    this.parts.lines.addBody(callee, lines);
    return fn.name === '' ? `${list} => …` : `function ${fn.name}${list.startsWith('(') ? list : `(${list})`}`;
  }

  private classText(step: StepOf<'class'>): string {
    for (const { fn } of step.members) this.parts.lines.addBody(fn, this.memberLines(fn));
    return `class ${step.name}`.trim();
  }

  private memberLines(fn: FunctionId): ListingLine[] {
    const info = this.parts.program.functions[fn];
    if (!info || info.kind === 'initializer' || info.kind === 'staticBlock') return [];
    const gathered = this.parts.certainty.take();
    const lines = this.lines(info);
    this.parts.certainty.give(gathered);
    return lines;
  }

  private parameters(fn: FunctionInfo): string {
    if (fn.simple) return (this.parts.program.scopes[fn.scope]?.variables ?? []).slice(0, fn.parameters).join(', ');
    const given = this.parts.program.steps.filter(
      (step): step is StepOf<'argument'> => step.fn === fn.id && step.kind === 'argument',
    );
    return given.map((argument) => this.parameter(argument)).join(', ');
  }

  private parameter(argument: StepOf<'argument'>): string {
    const dots = argument.rest ? '...' : '';
    const [taker] = this.parts.operands.takersOf(argument.id).map((id) => this.parts.program.steps[id]);
    const isDefault = taker?.kind === 'select';
    const value = isDefault ? taker.id : argument.id;
    const fallback = isDefault ? ` = ${this.parts.expressions.value(taker.children[1] ?? -1)}` : '';
    const pattern = this.parts.writes.patterns.get(value);
    if (pattern) return dots + this.parts.expressions.pattern(pattern) + fallback;
    return `${dots}${this.parts.shown.nameOf(value) ?? `argument ${argument.index + 1}`}${fallback}`;
  }
}

function headWord({ kind }: FunctionInfo): string {
  return kind === 'function' || kind === 'arrow'
    ? 'function '
    : kind === 'getter'
      ? 'get '
      : kind === 'setter'
        ? 'set '
        : '';
}
