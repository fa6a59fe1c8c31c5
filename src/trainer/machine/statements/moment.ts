import type { Program, ScopeId, StepId } from '../../../shared/program.ts';
import type { LiveScope } from '../observe/scope.ts';

/** What an expression can refer to when it is computed. */
export interface Moment {
  /**
   * How many functions of the program were entered while it was computed: getters, or conversions that it defines. Null if not known.
   * An expression has to enter as many: one that reads the getter it stands in, and would never end, enters one more.
   */
  readonly calls: number | null;
  /** @throws {RangeError} if the variable has no value yet */
  variable(scope: ScopeId, slot: number): unknown;
  register(step: StepId): unknown;
}

/** A moment of a traced run, as it is now. */
export class LiveMoment implements Moment {
  constructor(
    private readonly scope: LiveScope,
    private readonly registers: (step: StepId) => unknown,
    readonly calls: number | null,
  ) {}

  variable(scope: ScopeId, slot: number): unknown {
    const values = this.scope.find(scope)?.values;
    if (!values || !(slot in values)) throw new RangeError('no value yet');
    return values[slot];
  }

  register(step: StepId): unknown {
    return this.registers(step);
  }
}

/** More than this many values are not copied: a moment that holds more is passed over. */
const MAX_COPIED = 30_000;

/**
 * A moment as it was: the values of all variables in scope with all that can be reached from them through reads, copied,
 * because the run that it was taken from goes on changing them. Two references to one object stay so.
 */
export class KeptMoment implements Moment {
  private readonly variables = new Map<ScopeId, unknown[]>();
  private readonly registers = new Map<StepId, unknown>();
  private readonly copies = new Map<object, object>();
  private left = MAX_COPIED;
  readonly value: unknown;
  readonly calls: number | null;
  /** The value is a list that nothing in scope leads to: the expression itself made it. */
  readonly isNewList: boolean;

  /** @param value what the expression gave, copied along */
  constructor(program: Program, scope: ScopeId, operands: readonly StepId[], live: Moment, value: unknown) {
    this.calls = live.calls;
    for (let s = scope; s >= 0; s = program.scopes[s]?.parent ?? -1) {
      const values: unknown[] = [];
      program.scopes[s]?.variables.forEach((_, slot) => {
        try {
          values[slot] = this.copy(live.variable(s, slot));
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
        }
      });
      this.variables.set(s, values);
    }
    for (const step of operands) this.registers.set(step, this.copy(live.register(step)));
    this.isNewList = Array.isArray(value) && !this.copies.has(value);
    this.value = this.copy(value);
  }

  /** Whether all of it could be copied. */
  get whole(): boolean {
    return this.left >= 0;
  }

  variable(scope: ScopeId, slot: number): unknown {
    const values = this.variables.get(scope);
    if (!values || !(slot in values)) throw new RangeError('no value yet');
    return values[slot];
  }

  register(step: StepId): unknown {
    return this.registers.get(step);
  }

  private copy(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const known = this.copies.get(value);
    if (known) return known;
    if (this.left-- < 0) return value;
    if (Array.isArray(value)) return this.copyArray(value);
    if (value instanceof Map) return this.keep(value, new Map(value));
    if (value instanceof Set) return this.keep(value, new Set(value));
    if (ArrayBuffer.isView(value) && !(value instanceof DataView))
      return this.keep(value, (value as Uint8Array).slice());
    if (Object.prototype.toString.call(value) !== '[object Object]' || Object.isFrozen(value)) return value;
    return this.copyObject(value);
  }

  private keep(value: object, copy: object): object {
    this.copies.set(value, copy);
    return copy;
  }

  private copyArray(value: readonly unknown[]): object {
    const copy = this.keep(value, []) as unknown[];
    this.left -= value.length;
    if (this.left < 0) return copy;
    copy.length = value.length;
    for (let i = 0; i < value.length; i++) if (i in value) copy[i] = this.copy(value[i]);
    return copy;
  }

  private copyObject(value: object): object {
    const copy = this.keep(value, Object.create(Object.getPrototypeOf(value) as object | null) as object);
    for (const key of Reflect.ownKeys(value)) {
      const descriptor = Object.getOwnPropertyDescriptor(value, key);
      if (!descriptor) continue;
      if ('value' in descriptor) descriptor.value = this.copy(descriptor.value);
      Object.defineProperty(copy, key, descriptor);
    }
    return copy;
  }
}
