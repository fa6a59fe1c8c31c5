import type { FunctionId, Program, StepId } from '../../../shared/program.ts';
import type { TraceFrame } from '../../../shared/trace.ts';
import { LiveScope } from './scope.ts';

/** Keeps what the code itself needs to run, and scopes that its closures may be traced in later; tells nobody. */
export class MutedFrame implements TraceFrame {
  readonly T: unknown[] = [];
  readonly root: LiveScope;
  private now: LiveScope;

  constructor(
    private readonly registers: ArrayLike<number>,
    readonly A: readonly unknown[],
    parent: LiveScope | null,
    private readonly program: Program,
    fn: FunctionId,
  ) {
    const info = program.functions[fn];
    this.root = this.now = new LiveScope(info?.scope ?? -1, parent, info?.simple ? A.slice(0, info.parameters) : []);
  }

  v<X>(id: StepId, value: X): X {
    this.T[this.registers[id] as number] = value;
    return value;
  }
  s<X>(id: StepId, value: X): X {
    return this.v(id, value);
  }
  w<X>(id: StepId, value: X): X {
    const step = this.program.steps[id];
    if (step?.kind === 'write') {
      const scope = this.now.find(step.target);
      if (scope) scope.values[step.slot] = value;
    }
    return value;
  }
  b(): void {}
  e<X>(_id: StepId, value: X): X {
    return value;
  }
  r<X>(_id: StepId, value?: X): X {
    return value as X;
  }
  t<X>(_id: StepId, value: X): X {
    return value;
  }
  c(id: StepId, error: unknown): void {
    this.T[this.registers[id] as number] = error;
  }
  p<X>(error: X): X {
    return error;
  }
  n(): void {}
  y<X>(_id: StepId, value: X): X {
    return value;
  }
  scope(id: StepId): LiveScope {
    const step = this.program.steps[id];
    const target = step?.kind === 'scope' ? step.target : -1;
    const parent = this.program.scopes[target]?.parent ?? -1;
    this.now = new LiveScope(target, this.now.find(parent) ?? this.now);
    return this.now;
  }
  copy(): LiveScope {
    this.now = new LiveScope(this.now.id, this.now.up, this.now.values.slice());
    return this.now;
  }
  *it(_iterate: StepId, _next: StepId, item: StepId, iterable: Iterable<unknown>): Generator<unknown> {
    for (const value of iterable) {
      this.T[this.registers[item] as number] = value;
      yield value;
    }
  }
}
