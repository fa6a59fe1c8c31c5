import type { Key, Program, Step, StepId, StepOf } from '../../../shared/program.ts';
import { literalValue, type Candidate } from '../bank/candidates.ts';
import { BINARY, UNARY } from '../bank/operators.ts';
import type { Decoded } from '../decode.ts';
import { describeCandidate } from '../describe.ts';
import { YES } from '../observe/categories.ts';
import type { Certainty } from './certainty.ts';
import type { Flow } from './flow.ts';
import { operandsOf, type Operands } from './operands.ts';
import { writtenValue, type Pattern, type PatternPart, type Writes } from './writes.ts';

/** How tightly the parts of a text hold together: what is looser than its surroundings gets brackets. */
const LEVEL = { assign: 1, choice: 2, or: 3, and: 4, unary: 14, whole: 16 } as const;

const BINARY_LEVEL: Readonly<Record<string, number>> = {
  '|': 5,
  '^': 6,
  '&': 7,
  '===': 8,
  '!==': 8,
  '==': 8,
  '!=': 8,
  '<': 9,
  '<=': 9,
  '>': 9,
  '>=': 9,
  in: 9,
  instanceof: 9,
  '<<': 10,
  '>>': 10,
  '>>>': 10,
  '+': 11,
  '-': 11,
  '*': 12,
  '/': 12,
  '%': 12,
  '**': 13,
  '[]': 15,
};

/** Longest text of another reading. */
const MAX_ASIDE = 60;

/** Operators of `x += y`. */
const COMPOUND = new Set(['+', '-', '*', '/', '%', '**', '&', '|', '^', '<<', '>>', '>>>']);

const SHORT: Readonly<Record<string, string>> = { and: '&&', or: '||' };

interface Text {
  readonly text: string;
  readonly level: number;
}

/** What an expression needs of the rest of the listing: a function's own lines. */
export type WriteFunction = (step: StepOf<'function'> | StepOf<'class'>) => string;

/** Writes the values of steps as text: what the network chose, with as few brackets as there can be. */
export class Expressions {
  /** Whether what is written is another reading, whose own uncertainty is not told. */
  private asides = 0;

  constructor(
    private readonly program: Program,
    private readonly decoded: Decoded,
    private readonly operands: Operands,
    private readonly flow: Flow,
    private readonly writes: Writes,
    private readonly certainty: Certainty,
    private readonly writeFunction: WriteFunction,
  ) {}

  /** A step's value; in brackets if it holds together less tightly than `least`. */
  value(id: StepId, least = 0): string {
    const { text, level } = this.withWrite(id);
    return level < least ? `(${text})` : text;
  }

  /** What is tested, by one test or by several of which one has to hold. */
  condition(tests: readonly Step[]): string {
    const [only, ...more] = tests;
    if (only && more.length === 0) return this.test(only, 0);
    return tests.map((test) => this.test(test, LEVEL.and + 1)).join(' or ');
  }

  negated(tests: readonly Step[]): string {
    const [only] = tests;
    const isTight = tests.length === 1 && only?.decides === 'truthy' && this.withWrite(only.id).level >= LEVEL.unary;
    const text = this.condition(tests);
    return isTight ? `not ${text}` : `not (${text})`;
  }

  private test(step: Step, least: number): string {
    this.certainty.branch(step.id);
    if (step.decides === 'undefined') return `${this.value(step.id, 9)} === undefined`;
    return step.decides === 'nullish' ? `${this.value(step.id, 9)} == null` : this.value(step.id, least);
  }

  /** `x = value`, `x += value` or `x++`. */
  assignment(write: Step): string {
    const to = this.place(write);
    const update = this.writes.updateOf(write);
    if (update !== null) {
      this.value(writtenValue(write));
      return to + update;
    }
    const value = writtenValue(write);
    const step = this.program.steps[value];
    const chosen = this.decoded.table.values.get(value)?.candidate;
    const symbol = chosen?.kind === 'binary' ? (BINARY[chosen.index]?.symbol ?? '') : '';
    const [left = -1, right = -1] = step?.kind === 'op' ? step.children : [];
    if (COMPOUND.has(symbol) && this.reads(left, write)) {
      this.value(value);
      return `${to} ${symbol}= ${this.value(right)}`;
    }
    const text = this.value(value);
    // A function by the name that it is kept under.
    return text.startsWith(`function ${to}(`) ? text : `${to} = ${text}`;
  }

  /** Whether a step reads just what a write writes. */
  private reads(id: StepId, write: Step): boolean {
    const step = this.program.steps[id];
    const chosen = this.decoded.table.values.get(id)?.candidate;
    if (write.kind === 'write')
      return chosen?.kind === 'variable' && chosen.scope === write.target && chosen.slot === write.slot;
    if (write.kind !== 'set' || step?.kind !== 'op' || step.children[0] !== write.object) return false;
    return 'step' in write.key
      ? step.children[1] === write.key.step
      : chosen?.kind === 'property' && chosen.name === write.key.name;
  }

  private place(write: Step): string {
    if (write.kind === 'set') return this.value(write.object, 15) + this.key(write.key);
    if (write.kind === 'privateSet') return `${this.value(write.object, 15)}.${write.name}`;
    return write.kind === 'write' ? write.name : '';
  }

  /** `[a, b]` or `{ a, b }`. */
  pattern({ step, parts }: Pattern): string {
    const texts = parts.map((part) => this.part(part));
    if (this.program.steps[step]?.kind === 'take') return `[${texts.join(', ')}]`;
    return `{ ${texts.join(', ')} }`;
  }

  private part({ value, fallback, to }: PatternPart): string {
    const step = this.program.steps[value];
    const target = 'write' in to ? this.place(this.program.steps[to.write] as Step) : this.pattern(to.pattern);
    const full = fallback < 0 ? target : `${target} = ${this.value(fallback)}`;
    if (step?.kind === 'omit') return `...${full}`;
    if (step?.kind !== 'field') return full;
    const key = 'name' in step.key ? step.key.name : `[${this.value(step.key.step)}]`;
    return key === target ? full : `${key}: ${full}`;
  }

  /** A value that is written where it is used, as `x++` or `x = value`. */
  private withWrite(id: StepId): Text {
    const postfix = this.program.steps[this.writes.postfix.get(id) ?? -1];
    if (postfix) {
      const text = this.place(postfix) + (this.writes.updateOf(postfix) ?? '');
      return { text, level: LEVEL.unary };
    }
    const write = this.program.steps[this.writes.within.get(id) ?? -1];
    if (!write) return this.plain(id);
    const update = this.writes.updateOf(write);
    if (update !== null) return { text: update + this.place(write), level: LEVEL.unary };
    return { text: `${this.place(write)} = ${this.plain(id).text}`, level: LEVEL.assign };
  }

  private plain(id: StepId): Text {
    const step = this.program.steps[id];
    if (!step) return whole('undefined');
    const chosen = this.decoded.table.values.get(id);
    if (chosen) {
      if (this.asides === 0) this.certainty.value(id, (reading, isBeside) => this.reading(step, reading, isBeside));
      return this.read(step, chosen.candidate);
    }
    switch (step.kind) {
      case 'leaf':
      case 'op':
      case 'call':
        this.certainty.worsen(this.decoded.table.visited.has(id) ? 'missing' : 'unvisited', '');
        return whole('?');
      case 'select':
        return this.select(step);
      default:
        return whole(this.given(step));
    }
  }

  /** What the syntax fixes, and the network had no part in but for the operands. */
  private given(step: Step): string {
    switch (step.kind) {
      case 'object':
        return step.parts.length === 0 ? '{}' : `{ ${step.parts.map((part) => this.objectPart(part)).join(', ')} }`;
      case 'constant':
        return step.source;
      case 'function':
      case 'class':
        return this.asides === 0 ? this.writeFunction(step) : step.kind;
      case 'this':
        return 'this';
      case 'newTarget':
        return 'new.target';
      case 'argument':
        return `argument ${step.index + 1}`;
      case 'take':
        return this.value(step.child, 15);
      case 'spread':
      case 'yielding':
        return this.value(step.child);
      case 'element':
        return `${this.value(step.child, 15)}[${step.index}]`;
      case 'field':
        return `${this.value(step.child, 15)}${this.key(step.key)}`;
      case 'privateGet':
        return `${this.value(step.object, 15)}.${step.name}`;
      case 'privateIn':
        return `${step.name} in ${this.value(step.object, 15)}`;
      case 'privateCall':
        return `${this.value(step.object, 15)}.${step.name}(${step.children.map((c) => this.value(c)).join(', ')})`;
      case 'superCall':
        return `super(${step.children.map((child) => this.value(child)).join(', ')})`;
      case 'superGet':
        return `super${this.key(step.key)}`;
      case 'superMethod':
        return `super${this.key(step.key)}(${step.children.map((child) => this.value(child)).join(', ')})`;
      case 'delete':
        return `delete ${this.value(step.object, 15)}${this.key(step.key)}`;
      case 'yield':
        return `yield ${this.value(step.yielding)}`;
      case 'yieldStar':
        return `yield* ${this.value(step.child)}`;
      case 'catch':
        return 'error';
      default: {
        const operands = operandsOf(step).map((child) => this.value(child));
        return operands.length === 0 ? step.kind : `${step.kind}(${operands.join(', ')})`;
      }
    }
  }

  private objectPart(part: StepOf<'object'>['parts'][number]): string {
    if (part.kind === 'spread') return `...${this.value(part.value)}`;
    const key = 'name' in part.key ? part.key.name : `[${this.value(part.key.step)}]`;
    if (part.kind !== 'value') return `${key}()`;
    const value = this.value(part.value);
    return value === key ? key : `${key}: ${value}`;
  }

  private key(key: Key): string {
    if ('name' in key)
      return /^[\p{L}_$][\p{L}\d_$]*$/u.test(key.name) ? `.${key.name}` : `[${JSON.stringify(key.name)}]`;
    return `[${this.value(key.step)}]`;
  }

  /** `&&`, `||`, `??`, `?.` and `?:`, told apart by where the network goes after the first value. */
  private select(step: StepOf<'select'>): Text {
    const [first = -1, second = -1] = step.children;
    if (step.resets.length > 0) return whole(this.chain(step));
    const condition = this.program.steps[this.operands.conditionOf(step.id) ?? -1];
    if (condition) {
      const [yes, no] = [this.value(first, LEVEL.or), this.value(second, LEVEL.choice)];
      this.certainty.branch(condition.id);
      return { text: `${this.value(condition.id, LEVEL.and + 1)} ? ${yes} : ${no}`, level: LEVEL.choice };
    }
    const tested = this.program.steps[first];
    if (!tested?.decides || step.children.length !== 2) {
      return { text: step.children.map((child) => this.value(child, LEVEL.or)).join(' or '), level: LEVEL.or };
    }
    this.certainty.branch(first);
    const [word, level] = this.connective(tested, second);
    const write = this.program.steps[this.writes.within.get(second) ?? -1];
    if (write && this.reads(first, write)) {
      this.value(first);
      return { text: `${this.place(write)} ${SHORT[word] ?? word}= ${this.plain(second).text}`, level: LEVEL.assign };
    }
    // `and` within `or` needs no brackets, but reads better with them.
    const least = (operand: StepId): number => (this.withWrite(operand).level === LEVEL.and ? LEVEL.and + 1 : level);
    const right = Math.max(least(second), level + 1);
    return {
      text: `${this.value(first, level === LEVEL.or ? least(first) : level)} ${word} ${this.value(second, right)}`,
      level,
    };
  }

  private connective(tested: Step, second: StepId): readonly [word: string, level: number] {
    if (tested.decides !== 'truthy') return ['??', LEVEL.or];
    const target = this.flow.way(tested.id, YES);
    const goesOn = target !== undefined && target > tested.id && target <= second;
    return goesOn ? ['and', LEVEL.and] : ['or', LEVEL.or];
  }

  /** `a?.b`: the parts before each `?.` are tested. */
  private chain(step: StepOf<'select'>): string {
    let text = this.value(step.children[0] ?? -1, 15);
    // From the longest to the shortest, each of which is the beginning of those before.
    for (const reset of [...step.resets].reverse()) {
      const tested = this.value(reset, 15);
      if (text.startsWith(tested)) text = `${tested}?${text.slice(tested.length).replace(/^(?=[[(])/, '.')}`;
    }
    return text;
  }

  /** A reading of a step among others; beside the first as shortly as it can be told. */
  private reading(step: Step, candidate: Candidate, isBeside: boolean): string {
    this.asides++;
    const symbol = candidate.kind === 'binary' ? (BINARY[candidate.index]?.symbol ?? '[]') : '[]';
    const right = step.kind === 'op' ? (step.children[1] ?? -1) : -1;
    const text = symbol === '[]' || !isBeside ? this.read(step, candidate).text : `${symbol} ${this.value(right)}`;
    this.asides--;
    return text.length > MAX_ASIDE ? `${text.slice(0, MAX_ASIDE - 1)}…` : text;
  }

  private templatePart(id: StepId): string {
    const chosen = this.decoded.table.values.get(id)?.candidate;
    const literal = chosen?.kind === 'constant' ? literalValue(chosen.literal) : undefined;
    return typeof literal === 'string' ? literal.replace(/[`\\$]/g, '\\$&') : `\${${this.value(id)}}`;
  }

  /** A step as it reads with one of its candidates. */
  private read(step: Step, candidate: Candidate): Text {
    const children = 'children' in step ? step.children : [];
    const spread = 'spread' in step ? step.spread : undefined;
    const operand = (i: number, least = 0): string => this.value(children[i] ?? -1, least);
    const list = (from: number): string =>
      children
        .map((child, i) => (spread?.[i] ? '...' : '') + (child < 0 ? '' : this.value(child, LEVEL.choice)))
        .slice(from)
        .join(', ');
    switch (candidate.kind) {
      case 'constant': {
        const value = literalValue(candidate.literal);
        if (typeof value === 'bigint') return whole(`${value}n`);
        return whole(typeof value === 'string' ? JSON.stringify(value) : String(value));
      }
      case 'unary':
        return unary(UNARY[candidate.index]?.symbol ?? '', (least) => operand(0, least));
      case 'binary':
        return binary(BINARY[candidate.index]?.symbol ?? '', operand);
      case 'property':
        return whole(`${operand(0, 15)}.${candidate.name}`);
      case 'template':
        return whole(`\`${children.map((child) => this.templatePart(child)).join('')}\``);
      case 'array':
        return whole(`[${list(0)}]`);
      case 'call':
        return whole(`${operand(0, 15)}(${list(1)})`);
      case 'new':
        return whole(`new ${operand(0, 15)}(${list(1)})`);
      case 'method':
        return whole(`${operand(0, 15)}.${candidate.name}(${list(1)})`);
      case 'element':
        return whole(`${operand(0, 15)}[${operand(1)}](${list(2)})`);
      case 'receiver':
        return whole(`${operand(1, 15)}.call(${[operand(0), list(2)].filter((text) => text).join(', ')})`);
      default:
        return whole(describeCandidate(this.program, candidate));
    }
  }
}

function whole(text: string, level: number = LEVEL.whole): Text {
  return { text, level };
}

function unary(symbol: string, operand: (least: number) => string): Text {
  if (symbol === 'numeric') return whole(operand(LEVEL.unary), LEVEL.unary);
  if (symbol.includes('x')) return whole(symbol.replace('x', operand(11)), 11);
  const word = symbol === '!' ? 'not' : symbol;
  return whole(`${word}${/^[a-z]/.test(word) ? ' ' : ''}${operand(LEVEL.unary)}`, LEVEL.unary);
}

function binary(symbol: string, operand: (i: number, least?: number) => string): Text {
  const level = BINARY_LEVEL[symbol] ?? 9;
  if (symbol === '[]') return whole(`${operand(0, 15)}[${operand(1)}]`);
  const left = operand(0, symbol === '**' ? level + 1 : level);
  return { text: `${left} ${symbol} ${operand(1, level + 1)}`, level };
}
