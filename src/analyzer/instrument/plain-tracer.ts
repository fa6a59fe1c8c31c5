import type { TraceFrame, TraceScope, Tracer } from '../../shared/trace.ts';

const SCOPE: TraceScope = { id: -1 };

/**
 * Hears of steps, and in which activation; the least a tracer can do. `begins`: a call is about to happen, which is told
 * again with its value.
 */
export type StepListener = (step: number, value: unknown, frame: TraceFrame, begins?: boolean) => void;

/** A frame that keeps registers, which the code itself needs, and tells a listener of values. */
class PlainFrame implements TraceFrame {
  readonly T: unknown[] = [];
  readonly root = SCOPE;

  constructor(
    readonly A: readonly unknown[],
    private readonly registers: ArrayLike<number>,
    private readonly listen: StepListener,
  ) {}

  v<X>(step: number, value: X): X {
    this.T[this.registers[step] as number] = value;
    this.listen(step, value, this);
    return value;
  }
  s<X>(step: number, value: X): X {
    return this.v(step, value);
  }
  w<X>(step: number, value: X): X {
    this.listen(step, value, this);
    return value;
  }
  b(step: number): void {
    this.listen(step, undefined, this, true);
  }
  e<X>(step: number, value: X): X {
    this.listen(step, value, this);
    return value;
  }
  r<X>(step: number, value?: X): X {
    this.listen(step, value, this);
    return value as X;
  }
  t<X>(step: number, value: X): X {
    this.listen(step, value, this);
    return value;
  }
  c(step: number, error: unknown): void {
    this.T[this.registers[step] as number] = error;
    this.listen(step, error, this);
  }
  p<X>(error: X): X {
    return error;
  }
  n(step: number): void {
    this.listen(step, undefined, this);
  }
  y<X>(step: number, value: X): X {
    this.listen(step, value, this);
    return value;
  }
  scope(step: number): TraceScope {
    this.listen(step, undefined, this);
    return SCOPE;
  }
  copy(step: number): TraceScope {
    this.listen(step, undefined, this);
    return SCOPE;
  }
  *it(iterate: number, next: number, item: number, iterable: Iterable<unknown>): Generator<unknown> {
    this.listen(iterate, undefined, this);
    for (const value of iterable) {
      this.listen(next, true, this);
      this.T[this.registers[item] as number] = value;
      yield value;
    }
    this.listen(next, false, this);
  }
}

/** A tracer without scopes: counts, records or drops steps. `registers`: register of each step. */
export function plainTracer(registers: ArrayLike<number>, listen: StepListener): Tracer {
  return { enter: (_fn, _parent, args) => new PlainFrame(args, registers, listen) };
}
