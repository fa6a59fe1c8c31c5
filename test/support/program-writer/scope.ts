/** What a variable holds, as far as the writer means it to: programs may still put other things there. */
export type Type = 'number' | 'string' | 'boolean' | 'array' | 'object' | 'map' | 'set';

export interface Variable {
  readonly name: string;
  readonly type: Type;
  readonly constant: boolean;
}

export interface Callee {
  readonly name: string;
  readonly kind: 'function' | 'generator' | 'class';
}

/** What can be named and done at a place of the program being written. */
export interface Scope {
  readonly variables: readonly Variable[];
  readonly callees: readonly Callee[];
  readonly labels: readonly string[];
  readonly inLoop: boolean;
  /** `continue` is not allowed in a `switch` outside of loops, `break` is. */
  readonly inSwitch: boolean;
  readonly inGenerator: boolean;
  /** How deep statements may still nest, … */
  readonly depth: number;
  /** … and expressions. */
  readonly room: number;
}

export const START: Scope = {
  variables: [
    { name: 'a', type: 'array', constant: true },
    { name: 'b', type: 'number', constant: true },
    { name: 's', type: 'string', constant: true },
  ],
  callees: [],
  labels: [],
  inLoop: false,
  inSwitch: false,
  inGenerator: false,
  depth: 5,
  room: 2,
};

export function deeper(scope: Scope, changes: Partial<Scope> = {}): Scope {
  return { ...scope, depth: scope.depth - 1, ...changes };
}

/** Inside an expression. */
export function narrower(scope: Scope): Scope {
  return { ...scope, room: scope.room - 1 };
}

export function withVariables(scope: Scope, ...added: readonly Variable[]): Scope {
  const names = new Set(added.map(({ name }) => name));
  const callees = scope.callees.filter(({ name }) => !names.has(name));
  return { ...scope, variables: [...scope.variables.filter(({ name }) => !names.has(name)), ...added], callees };
}

/** Inside a function: jumps do not reach out of it. */
export function insideFunction(scope: Scope, inGenerator = false): Scope {
  return deeper(scope, { labels: [], inLoop: false, inSwitch: false, inGenerator });
}
