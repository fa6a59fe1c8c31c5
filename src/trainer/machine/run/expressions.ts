import type { FunctionId, Program, Step, StepId, StepOf } from '../../../shared/program.ts';
import { literalValue, type Candidate, type Literal, type Tree } from '../bank/candidates.ts';
import { BINARY, LOGICAL, UNARY } from '../bank/operators.ts';
import { propertyAccess, type Places } from './names.ts';

/** JavaScript for candidates: how a chosen one is computed from the registers. */
export class ExpressionWriter {
  /** Globals that the generated code takes from the realm once. */
  readonly globals = new Set<string>();

  /** The step that is being written. */
  private step: StepId = -1;
  /** Whether keys that are computed may come to `stack`. */
  private readonly computesStack: boolean;

  /** @param strict refuse to read the stack of an error */
  constructor(
    private readonly program: Program,
    private readonly places: Places,
    private readonly strict: boolean,
  ) {
    this.computesStack = strict && program.literals.includes('stack');
  }

  register(step: StepId): string {
    return `$t${this.program.steps[step]?.register ?? -1}`;
  }

  write(step: Step, candidate: Candidate): string {
    this.step = step.id;
    switch (step.kind) {
      case 'leaf':
        return this.leaf(step.fn, candidate);
      case 'expression':
        return this.expression(step.fn, candidate);
      case 'op':
        return this.operation(step, candidate);
      case 'call':
        return this.call(step, candidate);
      default:
        throw new Error(`a step of kind ${step.kind} has no candidates`);
    }
  }

  /** A whole expression. */
  private expression(fn: FunctionId, candidate: Candidate): string {
    if (candidate.kind === 'register') return this.register(candidate.step);
    return candidate.kind === 'tree' ? this.tree(fn, candidate) : this.leaf(fn, candidate);
  }

  private tree(fn: FunctionId, { head, parts }: Tree): string {
    const codes = parts.map((part) => `(${this.expression(fn, part)})`);
    const [x = '', y = ''] = codes;
    switch (head.kind) {
      case 'unary':
        return fill(UNARY[head.index]?.expression ?? '', x, y);
      case 'binary':
        return this.binary(head.index, x, y);
      case 'logical':
        return fill(LOGICAL[head.index]?.expression ?? '', x, y);
      case 'property':
        return this.property(x, head.name, this.step);
      case 'optional':
        if (head.name === 'stack' && this.strict) return `(${x}==null?void 0:${this.property(x, 'stack', this.step)})`;
        return `${x}?.${propertyAccess('', head.name).replace(/^\./, '')}`;
      case 'template':
        return `\`${codes.map((code) => `\${${code}}`).join('')}\``;
      case 'array':
        return `[${codes.join(',')}]`;
      default:
        throw new Error(`an expression can't be a ${head.kind}`);
    }
  }

  private binary(index: number, x: string | undefined, y: string | undefined): string {
    const { symbol = '', expression = '' } = BINARY[index] ?? {};
    if (symbol === '[]' && this.computesStack) return `$.read(${x},${y},${this.step})`;
    return fill(expression, x, y);
  }

  /** The read of a property of that name, by a step. */
  property(object: string, name: string, step: StepId): string {
    const isStack = name === 'stack' && this.strict;
    return isStack ? `$.read(${object},'stack',${step})` : propertyAccess(object, name);
  }

  private leaf(fn: FunctionId, candidate: Candidate): string {
    switch (candidate.kind) {
      case 'variable':
        return this.places.variable(fn, candidate.scope, candidate.slot);
      case 'constant':
        return literalCode(candidate.literal);
      case 'global':
        return this.global(candidate.name);
      default:
        throw new Error(`a leaf can't be a ${candidate.kind}`);
    }
  }

  private global(name: string): string {
    if (name === 'undefined') return 'void 0';
    if (name === 'NaN') return '0/0';
    if (name === 'Infinity') return '1/0';
    this.globals.add(name);
    return `$g_${name}`;
  }

  private operation(step: StepOf<'op'>, candidate: Candidate): string {
    const [x, y] = step.children.map((child) => (child < 0 ? '' : this.register(child)));
    switch (candidate.kind) {
      case 'unary':
        return fill(UNARY[candidate.index]?.expression ?? '', x, y);
      case 'binary':
        return this.binary(candidate.index, x, y);
      case 'property':
        return this.property(x ?? '', candidate.name, step.id);
      case 'template':
        return `\`${step.children.map((child) => `\${${this.register(child)}}`).join('')}\``;
      case 'array':
        return this.array(step);
      default:
        throw new Error(`an operation can't be a ${candidate.kind}`);
    }
  }

  private array(step: StepOf<'op'>): string {
    const items = step.children.map((child, i) => {
      if (child < 0) return '';
      return (step.spread?.[i] ? '...' : '') + this.register(child);
    });
    return `[${items.join(',')}${step.children.at(-1) === -1 ? ',' : ''}]`;
  }

  /** `from`: index of the first child that is an argument. */
  list(step: { readonly children: readonly StepId[]; readonly spread?: readonly boolean[] }, from: number): string {
    const args = step.children.map((child, i) => (step.spread?.[i] ? '...' : '') + this.register(child));
    return args.slice(from).join(',');
  }

  private call(step: StepOf<'call'>, candidate: Candidate): string {
    const first = this.register(step.children[0] ?? -1);
    const second = this.register(step.children[1] ?? -1);
    const text = JSON.stringify(this.program.texts[step.id] ?? 'expression');
    const checked = (callee: string, call: string): string =>
      `typeof ${callee}==='function'?${call}:$.notFunction(${text},${callee})`;
    switch (candidate.kind) {
      case 'call':
        return checked(first, `(0,${first})(${this.list(step, 1)})`);
      case 'new':
        return `$.constructs(${first})?new ${first}(${this.list(step, 1)}):$.notConstructor(${text},${first})`;
      case 'method': {
        const callee = propertyAccess(first, candidate.name);
        return checked(callee, `${callee}(${this.list(step, 1)})`);
      }
      case 'element':
        return checked(`${first}[${second}]`, `${first}[${second}](${this.list(step, 2)})`);
      case 'receiver':
        return checked(second, `$apply(${second},${first},[${this.list(step, 2)}])`);
      default:
        throw new Error(`a call can't be a ${candidate.kind}`);
    }
  }
}

function literalCode(literal: Literal): string {
  const value = literalValue(literal);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (value === undefined) return 'void 0';
  return Object.is(value, -0) ? '-0' : String(value);
}

function fill(expression: string, x = '', y = ''): string {
  return expression.replace(/\b[xy]\b/g, (name) => (name === 'x' ? x : y));
}
