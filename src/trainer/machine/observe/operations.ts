import type { Program, StepOf } from '../../../shared/program.ts';
import type { Candidate } from '../bank/candidates.ts';
import { BINARY, UNARY } from '../bank/operators.ts';
import type { Evidence } from './evidence.ts';
import { isNative } from './invocations.ts';
import { descriptorOf, isObject } from './values.ts';

/** Runs something with tracing off: it may call back into the traced program. */
export type Quietly = <X>(run: () => X) => X;

/** Runs candidates without their being traced, and counts the functions of the program entered so far. */
export interface Trials {
  readonly quietly: Quietly;
  readonly entered: () => number;
}

/** Tells which operators, property reads and constructions give an `op` step's traced value. */
export class OperationTests {
  private readonly names: readonly string[];
  /** Functions of the program that candidates have entered. */
  private entered = 0;

  constructor(
    program: Program,
    private readonly trials: Trials,
  ) {
    this.names = [...new Set([...program.names, 'length'])];
  }

  /**
   * `operands[i]` is child i's value; a hole's is not looked at.
   * @param called how many functions of the program were entered meanwhile, getters and such; null: not known
   */
  observe(
    step: StepOf<'op'>,
    evidence: Evidence,
    operands: readonly unknown[],
    value: unknown,
    called: number | null,
  ): boolean {
    if (evidence.evaluated === 0) this.addCandidates(step, evidence);
    const consistent: number[] = [];
    for (const index of evidence.alive()) {
      const candidate = evidence.candidates[index] as Candidate;
      if (this.enters(called, candidate, step, () => this.fits(candidate, step, operands, value)))
        consistent.push(index);
    }
    return evidence.note(consistent);
  }

  private addCandidates(step: StepOf<'op'>, evidence: Evidence): void {
    const plain = !step.spread && !step.children.includes(-1);
    if (plain && step.children.length === 1) {
      UNARY.forEach((_, index) => evidence.add({ kind: 'unary', index }));
      for (const name of this.names) evidence.add({ kind: 'property', name });
    }
    if (plain && step.children.length === 2) BINARY.forEach((_, index) => evidence.add({ kind: 'binary', index }));
    if (plain && step.children.length > 0) evidence.add({ kind: 'template' });
    evidence.add({ kind: 'array' });
  }

  /** Whether something holds that enters functions of the program if the step itself did, and none if it did not. */
  private enters(called: number | null, { kind }: Candidate, { children }: StepOf<'op'>, test: () => boolean): boolean {
    // Parts of a template become text one by one, before the step; before a step without operands anything may come.
    if (called === null || kind === 'template' || children.length === 0) return test();
    const before = this.entered;
    return test() && this.entered > before === called > 0;
  }

  private quietly<X>(run: () => X): X {
    return this.trials.quietly(() => {
      const before = this.trials.entered();
      try {
        return run();
      } finally {
        this.entered += this.trials.entered() - before;
      }
    });
  }

  private fits(candidate: Candidate, step: StepOf<'op'>, operands: readonly unknown[], value: unknown): boolean {
    const [x, y] = operands as [never, never];
    try {
      switch (candidate.kind) {
        case 'unary':
          if (readsAsSource(x) && !TAKES_FUNCTIONS.has(UNARY[candidate.index]?.symbol ?? '')) return false;
          if (isObject(x)) return this.quietly(() => Object.is(UNARY[candidate.index]?.apply(x, x), value));
          return Object.is(UNARY[candidate.index]?.apply(x, x), value);
        case 'binary':
          if ((readsAsSource(x) || readsAsSource(y)) && !TAKES_FUNCTIONS.has(BINARY[candidate.index]?.symbol ?? ''))
            return false;
          // `in` and `instanceof` throw without an object; property reads may run a getter.
          if (isObject(x) || isObject(y))
            return this.quietly(() => Object.is(BINARY[candidate.index]?.apply(x, y), value));
          return Object.is(BINARY[candidate.index]?.apply(x, y), value);
        case 'property':
          return this.readsProperty(x, candidate.name, value);
        case 'template':
          if (typeof value !== 'string') return false;
          if (operands.some(readsAsSource)) return false;
          // Objects may have a `toString` of the program's own.
          if (operands.some(isObject)) return this.quietly(() => joined(operands)) === value;
          return joined(operands) === value;
        case 'array':
          return isArrayOf(value, step, operands);
        default:
          return false;
      }
    } catch {
      return false;
    }
  }

  private readsProperty(object: unknown, name: string, value: unknown): boolean {
    if (object === null || object === undefined) return false;
    const descriptor = descriptorOf(object, name);
    if (!descriptor) return value === undefined;
    if (!descriptor.get) return Object.is(descriptor.value, value);
    return this.quietly(() => Object.is((object as Record<string, unknown>)[name], value));
  }
}

/** Operators that a function is an operand of as what it is; others would take its source, which is another one here. */
const TAKES_FUNCTIONS: ReadonlySet<string> = new Set(['!', 'typeof', 'void', '===', '!==', '==', '!=', '[]', 'in', 'instanceof']); // prettier-ignore

/** A function that would be read as the text it is written in. */
function readsAsSource(value: unknown): boolean {
  return typeof value === 'function' && !isNative(value) && isNative(descriptorOf(value, 'toString')?.value);
}

/** As in a template: `join` would leave out null and undefined. */
function joined(operands: readonly unknown[]): string {
  return operands.map(String).join('');
}

function isArrayOf(value: unknown, step: StepOf<'op'>, operands: readonly unknown[]): boolean {
  if (!Array.isArray(value) || operands.includes(value)) return false;
  const list: unknown[] = value;
  let at = 0;
  for (let i = 0; i < step.children.length; i++) {
    if (step.children[i] === -1) {
      if (at in list) return false;
      at++;
    } else if (step.spread?.[i]) {
      for (const item of operands[i] as unknown[]) if (!Object.is(item, list[at++])) return false;
    } else if (!Object.is(operands[i], list[at++])) return false;
  }
  return at === list.length;
}
