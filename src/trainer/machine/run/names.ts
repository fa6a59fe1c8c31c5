import type { FunctionId, Program, ScopeId, Step } from '../../../shared/program.ts';
import type { Lifetimes } from '../lifetimes.ts';

/** Where a learned program's variables live in generated code. */
export class Places {
  /** Scopes that some function is created in or under: they must outlive their activation. */
  private readonly captured = new Set<ScopeId>();

  constructor(
    readonly program: Program,
    private readonly lifetimes: Lifetimes,
  ) {
    for (const fn of program.functions) {
      for (let s = fn.parentScope; s >= 0; s = program.scopes[s]?.parent ?? -1) this.captured.add(s);
    }
  }

  isCaptured(scope: ScopeId): boolean {
    return this.captured.has(scope);
  }

  /** A scope's object, seen from inside a function. */
  object(fn: FunctionId, scope: ScopeId): string {
    if (this.program.scopes[scope]?.fn === fn) return `$s${scope}`;
    const from = this.program.functions[fn]?.parentScope ?? -1;
    let code = `$q${from}`;
    for (let s = from; s >= 0 && s !== scope; s = this.program.scopes[s]?.parent ?? -1) code += '.p';
    return code;
  }

  variable(fn: FunctionId, scope: ScopeId, slot: number): string {
    if (this.isCaptured(scope)) return `${this.object(fn, scope)}.v${slot}`;
    return `$v${scope}_${slot}`;
  }

  slots(scope: ScopeId): number[] {
    return (this.program.scopes[scope]?.variables ?? []).map((_, slot) => slot);
  }

  /** A fresh scope object with the given first values. */
  fresh(fn: FunctionId, scope: ScopeId, values: ReadonlyMap<number, string>): string {
    const parent = this.program.scopes[scope]?.parent ?? -1;
    const up = parent < 0 ? 'null' : this.object(fn, parent);
    return this.filled(scope, up, values);
  }

  /** A scope object under the object `up`. */
  filled(scope: ScopeId, up: string, values: ReadonlyMap<number, string>): string {
    const slots = this.slots(scope).map((slot) => `v${slot}:${values.get(slot) ?? this.unset(scope, slot)}`);
    return `{p:${up},${slots.join(',')}}`;
  }

  /** Whether a variable can be asked for before its declaration has run, and so must tell. */
  isGuarded(scope: ScopeId, slot: number): boolean {
    return this.lifetimes.guarded(scope).includes(slot);
  }

  private unset(scope: ScopeId, slot: number): string {
    return this.isGuarded(scope, slot) ? '$early' : 'void 0';
  }

  /** Code that stops where a step comes before a variable's declaration; empty where it can't. */
  notEarly(step: Step, scope: ScopeId, slot: number): string {
    if (!this.lifetimes.mayBeEarly(step)) return '';
    const name = JSON.stringify(this.program.scopes[scope]?.variables[slot] ?? '');
    return `if(${this.variable(step.fn, scope, slot)}===$early)$.early(${name});`;
  }

  /** Whether a step writes to a `const`. */
  isConstant(step: Step): boolean {
    return this.lifetimes.constant.has(step);
  }
}

export function propertyAccess(object: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${object}.${name}` : `${object}[${JSON.stringify(name)}]`;
}

/** An anonymous function or class takes the name of the property it is made for; engines show it in their messages. */
export function named(text: string, name: string): string {
  if (!name) return `(${text})`;
  const key = JSON.stringify(name);
  return `({${name === '__proto__' ? `[${key}]` : key}:${text}})[${key}]`;
}
