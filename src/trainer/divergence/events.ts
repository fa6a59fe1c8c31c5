import type { Program, StepId } from '../../shared/program.ts';
import { encode, type Wire } from '../../shared/values.ts';

/** A trace as columns: which step, and its value as a primitive or the number of an object. */
export class EventLog {
  private readonly steps: StepId[] = [];
  private readonly values: unknown[] = [];
  private readonly numbers = new Map<unknown, number>();

  constructor(
    private readonly program: Program,
    private readonly limit: number,
  ) {}

  readonly note = (step: StepId, value: unknown): void => {
    if (this.steps.length >= this.limit) return;
    this.steps.push(step);
    this.values.push(this.tokenOf(value));
  };

  /** Objects are told apart by when they first appeared, since two runs make different ones. */
  private tokenOf(value: unknown): unknown {
    if ((typeof value !== 'object' || value === null) && typeof value !== 'function' && typeof value !== 'symbol') {
      return value;
    }
    let number = this.numbers.get(value);
    if (number === undefined) this.numbers.set(value, (number = this.numbers.size));
    return new Reference(number, shown(value));
  }

  get length(): number {
    return this.steps.length;
  }

  step(index: number): StepId {
    return this.steps[index] ?? -1;
  }

  value(index: number): Wire {
    const value = this.values[index];
    return value instanceof Reference ? value.text : encode(value);
  }

  /** Steps are compared by what they are, not by number: the function may have been edited since it was learned. */
  sameAt(index: number, other: EventLog): boolean {
    if (this.label(index) !== other.label(index)) return false;
    const [a, b] = [this.values[index], other.values[index]];
    if (a instanceof Reference && b instanceof Reference) return a.number === b.number;
    return Object.is(a, b);
  }

  private label(index: number): string {
    const step = this.program.steps[this.step(index)];
    return step?.kind === 'write' ? `write ${step.name}` : (step?.kind ?? '');
  }
}

class Reference {
  constructor(
    readonly number: number,
    readonly text: string,
  ) {}
}

const SHOWN_LENGTH = 80;

/** An object as a short text: it may change before it is shown. */
function shown(value: unknown): string {
  if (typeof value === 'function') return `function ${value.name}`.trim();
  if (typeof value === 'symbol') return String(value);
  try {
    const text = JSON.stringify(encode(beginning(value)));
    return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH - 3)}…` : text;
  } catch {
    return 'an object';
  }
}

/** What of a list can show at all: each item takes a character. A long one may be met at every step. */
function beginning(value: unknown): unknown {
  const isLong =
    (Array.isArray(value) || ArrayBuffer.isView(value)) && 'length' in value && value.length > SHOWN_LENGTH;
  return isLong
    ? (value as unknown[]).slice(0, SHOWN_LENGTH).map((item) => (typeof item === 'object' ? beginning(item) : item))
    : value;
}

/** Where two logs part. */
export interface PartingPoint {
  readonly index: number;
  /** −1 where the first log had ended. */
  readonly step: StepId;
  readonly otherStep: StepId;
  readonly expected: Wire;
  readonly got: Wire;
}

/** The first event on which two logs differ; null if there is none. */
export function firstParting(log: EventLog, other: EventLog): PartingPoint | null {
  for (let index = 0; index < Math.max(log.length, other.length); index++) {
    if (index < log.length && index < other.length && log.sameAt(index, other)) continue;
    const [step, otherStep] = [log.step(index), other.step(index)];
    return { index, step, otherStep, expected: log.value(index), got: other.value(index) };
  }
  return null;
}
