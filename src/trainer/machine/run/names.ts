import type { FunctionId, Program, ScopeId } from '../../../shared/program.ts';

/** Where a learned program's variables live in generated code. */
export class Places {
  /** Scopes that some function is created in or under: they must outlive their activation. */
  private readonly captured = new Set<ScopeId>();

  constructor(readonly program: Program) {
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
    return `{p:${up},${this.slots(scope)
      .map((slot) => `v${slot}:${values.get(slot) ?? 'void 0'}`)
      .join(',')}}`;
  }
}

export function propertyAccess(object: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${object}.${name}` : `${object}[${JSON.stringify(name)}]`;
}
