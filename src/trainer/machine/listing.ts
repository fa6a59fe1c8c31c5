import type { ListingLine, ListingStatus } from '../../shared/listing.ts';
import type { Key, Program, Step, StepId, StepOf } from '../../shared/program.ts';
import type { Range } from '../../shared/range.ts';
import { literalValue, type Candidate } from './bank/candidates.ts';
import { BINARY, UNARY } from './bank/operators.ts';
import type { Decoded, StepStatus } from './decode.ts';
import { describeCandidate } from './describe.ts';
import { NO, YES } from './observe/categories.ts';

/** Longest text of one statement. */
const MAX_LENGTH = 160;

/**
 * The learned program as statements, each at the line of the source it was learned from: what the network computes where
 * and where control goes, read from its choices alone. The source's operators and names of variables play no part.
 *
 * @param within only what lies in this stretch of its file
 */
export function listProgram(program: Program, decoded: Decoded, within: Range): ListingLine[] {
  const writer = new ListingWriter(program, decoded);
  const lines: ListingLine[] = [];
  for (const step of program.steps) {
    if (!step.range || !isInside(step.range, within) || program.functions[step.fn]?.kind === 'module') continue;
    const text = writer.statement(step);
    if (text === null) continue;
    const shown = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
    lines.push({ line: step.range.start.line, text: shown, ...writer.certainty(step) });
  }
  return lines;
}

function isInside(range: Range, within: Range): boolean {
  return range.file === within.file && range.start.line >= within.start.line && range.end.line <= within.end.line;
}

const WORST: readonly ListingStatus[] = ['only', 'ambiguous', 'conflict', 'missing', 'unvisited'];

const STATUS: Readonly<Record<StepStatus, ListingStatus>> = {
  only: 'only',
  ambiguous: 'ambiguous',
  untrained: 'missing',
  conflict: 'conflict',
};

class ListingWriter {
  /** Steps whose value another step takes. */
  private readonly taken = new Set<StepId>();
  private readonly decisions: ReadonlyMap<StepId, Decoded['decisions'][number]>;

  constructor(
    private readonly program: Program,
    private readonly decoded: Decoded,
  ) {
    this.decisions = new Map(decoded.decisions.map((decision) => [decision.step, decision]));
    for (const step of program.steps) for (const child of operandsOf(step)) this.taken.add(child);
  }

  /** The step's own line; null for what is part of another's, or shows in no text. */
  statement(step: Step): string | null {
    switch (step.kind) {
      case 'write':
        return step.source === 'value' ? `${step.name} = ${this.value(step.child)}` : null;
      case 'set':
        return `${this.value(step.object)}${this.key(step.key)} = ${this.value(step.value)}`;
      case 'privateSet':
        return `${this.value(step.object)}.${step.name} = ${this.value(step.value)}`;
      case 'return':
        return step.child < 0 ? 'return' : `return ${this.value(step.child)}`;
      case 'throw':
        return `throw ${this.value(step.child)}`;
      case 'next':
        return null;
      default:
        if (this.taken.has(step.id)) return null;
        if (step.decides) return this.staysInside(step) ? null : this.branch(step);
        return step.kind === 'call' || step.kind === 'yieldStar' ? this.value(step.id) : null;
    }
  }

  /** The worst of the steps that a statement consists of. */
  certainty(step: Step): { readonly status: ListingStatus; readonly note: string } {
    const notes: string[] = [];
    let worst: ListingStatus = this.decoded.table.visited.has(step.id) ? 'only' : 'unvisited';
    const visit = (id: StepId): void => {
      const decision = this.decisions.get(id);
      const status = decision ? STATUS[decision.status] : 'only';
      if (status === 'ambiguous' && decision && !this.isCoercion(id)) {
        notes.push([...new Set(decision.survivors.map((other) => this.read(id, other)))].join(' or '));
      }
      const counts = status !== 'ambiguous' || !this.isCoercion(id);
      if (counts && WORST.indexOf(status) > WORST.indexOf(worst)) worst = status;
      const inner = this.program.steps[id];
      if (inner) operandsOf(inner).forEach(visit);
    };
    visit(step.id);
    const seen = this.oneWay(step);
    if (seen !== null) notes.push(`never ${seen ? 'false' : 'true'} in training`);
    if (seen !== null && worst === 'only') worst = 'ambiguous';
    return { status: worst, note: notes.join('; ') };
  }

  /** `i++` takes its operand as a number, whether or not it is one: nothing to tell a reader. */
  private isCoercion(id: StepId): boolean {
    const chosen = this.decoded.table.values.get(id)?.candidate;
    return chosen?.kind === 'unary' && ['numeric', '+'].includes(UNARY[chosen.index]?.symbol ?? '');
  }

  private oneWay(step: Step): boolean | null {
    const ways = this.decoded.table.next.get(step.id);
    if (!step.decides || !ways || ways.size !== 1) return null;
    return ways.has(YES);
  }

  private branch(step: Step): string {
    const ways = this.decoded.table.next.get(step.id);
    const test = this.value(step.id);
    const way = (category: number): string => {
      const target = ways?.get(category);
      if (target === undefined) return 'unknown';
      const line = this.lineAfter(target);
      return line === null ? 'the end' : `line ${line}`;
    };
    const asks = step.decides === 'truthy' ? test : `${test} is ${step.decides === 'undefined' ? 'undefined' : 'null'}`;
    return `if ${asks}: ${way(YES)}, else ${way(NO)}`;
  }

  /** Line of the first step from here on that stands in the source. */
  private lineAfter(from: StepId): number | null {
    const seen = new Set<StepId>();
    for (let id: StepId | undefined = from; id !== undefined && !seen.has(id);) {
      seen.add(id);
      const line = this.program.steps[id]?.range?.start.line;
      if (line !== undefined) return line;
      id = [...(this.decoded.table.next.get(id)?.values() ?? [])][0];
    }
    return null;
  }

  private value(id: StepId): string {
    const step = this.program.steps[id];
    if (!step) return 'undefined';
    const chosen = this.decoded.table.values.get(id);
    if (chosen) return this.read(id, chosen.candidate);
    switch (step.kind) {
      case 'leaf':
      case 'op':
      case 'call':
        return '?';
      case 'select':
        return this.select(step);
      case 'object':
        return `{ ${step.parts.map((part) => ('value' in part ? this.part(part) : keyText(part.key))).join(', ')} }`;
      case 'constant':
        return step.source;
      case 'function':
        return `function ${this.program.functions[step.callee]?.name ?? ''}`.trim();
      case 'class':
        return `class ${step.name}`.trim();
      case 'this':
        return 'this';
      case 'argument':
        return `${step.rest ? '...' : ''}argument ${step.index + 1}`;
      case 'element':
        return `${this.value(step.child)}[${step.index}]`;
      case 'field':
        return `${this.value(step.child)}${this.key(step.key)}`;
      case 'privateGet':
        return `${this.value(step.object)}.${step.name}`;
      case 'item':
        return 'the next item';
      case 'catch':
        return 'the error';
      default:
        return this.fixed(step);
    }
  }

  /** What the syntax fixes and the network had no part in. */
  private fixed(step: Step): string {
    const operands = operandsOf(step).map((id) => this.value(id));
    return operands.length === 0 ? step.kind : `${step.kind}(${operands.join(', ')})`;
  }

  private part(part: { readonly kind: string; readonly value: StepId; readonly key?: Key }): string {
    const value = this.value(part.value);
    return part.key ? `${keyText(part.key)}: ${value}` : `...${value}`;
  }

  private key(key: Key): string {
    return 'name' in key ? `.${key.name}` : `[${this.value(key.step)}]`;
  }

  /** `&&`, `||`, `??` and `?:`, told apart by where the network goes after the first value. */
  private select(step: StepOf<'select'>): string {
    const [first = -1, second = -1] = step.children;
    const texts = step.children.map((child) => this.value(child));
    const condition = this.conditionOf(step);
    if (condition !== null) return `(${this.value(condition)} ? ${texts.join(' : ')})`;
    const decides = this.program.steps[first]?.decides;
    if (!decides || step.children.length !== 2) return texts.join(' or ');
    if (decides !== 'truthy') return `(${texts.join(' ?? ')})`;
    const target = this.decoded.table.next.get(first)?.get(YES);
    const goesOn = target !== undefined && target > first && target <= second;
    return `(${texts.join(goesOn ? ' and ' : ' or ')})`;
  }

  /** The condition of `a ? b : c`, which begins where the whole begins and is none of its values. */
  private conditionOf(step: StepOf<'select'>): StepId | null {
    const start = step.range?.start;
    const first = Math.min(...step.children);
    for (let id = first - 1; start && id >= 0; id--) {
      const other = this.program.steps[id];
      if (!other?.decides || this.taken.has(id) || other.fn !== step.fn) continue;
      if (other.range?.start.line === start.line && other.range.start.column === start.column) return id;
    }
    return null;
  }

  /** Both ways lead on within the line: a condition inside an expression, which tells itself. */
  private staysInside(step: Step): boolean {
    const lines = [...(this.decoded.table.next.get(step.id)?.values() ?? [])].map((target) => this.lineAfter(target));
    return lines.length === 2 && lines.every((line) => line === step.range?.start.line);
  }

  /** A step as it would read with one of its candidates. */
  private read(id: StepId, candidate: Candidate): string {
    const step = this.program.steps[id] as Step;
    const children = 'children' in step ? step.children : [];
    const spread = 'spread' in step ? step.spread : undefined;
    const operand = (i: number): string => this.value(children[i] ?? -1);
    const list = (from: number): string =>
      children
        .map((child, i) => (spread?.[i] ? '...' : '') + (child < 0 ? '' : this.value(child)))
        .slice(from)
        .join(', ');
    switch (candidate.kind) {
      case 'constant': {
        const value = literalValue(candidate.literal);
        return typeof value === 'string' ? JSON.stringify(value) : String(value);
      }
      case 'unary':
        return unaryText(UNARY[candidate.index]?.symbol ?? '', this.nested(children[0] ?? -1));
      case 'binary': {
        const symbol = BINARY[candidate.index]?.symbol ?? '';
        if (symbol === '[]') return `${this.nested(children[0] ?? -1)}[${operand(1)}]`;
        return `${this.nested(children[0] ?? -1)} ${symbol} ${this.nested(children[1] ?? -1)}`;
      }
      case 'property':
        return `${this.nested(children[0] ?? -1)}.${candidate.name}`;
      case 'template':
        return `\`${children.map((child) => `\${${this.value(child)}}`).join('')}\``;
      case 'array':
        return `[${list(0)}]`;
      case 'call':
        return `${operand(0)}(${list(1)})`;
      case 'new':
        return `new ${operand(0)}(${list(1)})`;
      case 'method':
        return `${this.nested(children[0] ?? -1)}.${candidate.name}(${list(1)})`;
      case 'element':
        return `${operand(0)}[${operand(1)}](${list(2)})`;
      case 'receiver':
        return `${operand(1)}.call(${operand(0)}, ${list(2)})`;
      default:
        return describeCandidate(this.program, candidate);
    }
  }

  /** An operand, in brackets where it is an operation itself. */
  private nested(id: StepId): string {
    const text = this.value(id);
    const chosen = this.decoded.table.values.get(id)?.candidate;
    const isIndex = chosen?.kind === 'binary' && BINARY[chosen.index]?.symbol === '[]';
    const simple = chosen?.kind !== 'binary' || isIndex;
    return simple ? text : `(${text})`;
  }
}

function unaryText(symbol: string, x: string): string {
  if (symbol === 'numeric') return x;
  if (symbol.includes('x')) return symbol.replace('x', x);
  return /^[a-z]/.test(symbol) ? `${symbol} ${x}` : symbol + x;
}

function keyText(key: Key): string {
  return 'name' in key ? key.name : '[…]';
}

function keySteps(key: Key | null): StepId[] {
  return key && 'step' in key ? [key.step] : [];
}

/** Steps whose values a step takes. */
function operandsOf(step: Step): readonly StepId[] {
  switch (step.kind) {
    case 'op':
    case 'call':
    case 'select':
    case 'superCall':
      return step.children.filter((child) => child >= 0);
    case 'superMethod':
      return [...step.children, ...keySteps(step.key)];
    case 'privateCall':
      return [step.object, ...step.children];
    case 'set':
      return [step.object, ...keySteps(step.key), step.value];
    case 'privateSet':
      return [step.object, step.value];
    case 'privateGet':
    case 'privateIn':
      return [step.object];
    case 'delete':
      return [step.object, ...keySteps(step.key)];
    case 'object':
      return step.parts.flatMap((part) => ('value' in part ? [part.value] : []));
    case 'yield':
      return [step.yielding];
    case 'field':
      return [step.child, ...keySteps(step.key)];
    case 'take':
    case 'element':
    case 'destructure':
    case 'omit':
    case 'spread':
    case 'write':
    case 'iterate':
    case 'return':
    case 'throw':
    case 'yielding':
    case 'yieldStar':
      return step.child >= 0 ? [step.child] : [];
    default:
      return [];
  }
}
