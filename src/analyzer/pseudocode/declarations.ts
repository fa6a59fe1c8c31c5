import type { Expr, Stmt } from './ast.ts';
import type { Scope } from './scopes.ts';
import { bodiesOf, expressionsIn, usesOf } from './walk.ts';

/** Where each variable of a routine is declared: at its first value where that can be seen from all uses, else at the top. */
export interface Declarations {
  /** Names declared at the top. */
  readonly top: readonly string[];
  /** The keyword, where the statement declares what it sets. */
  declares(statement: Stmt): string | null;
  declaresLoop(statement: Stmt): boolean;
  /** Whether an array gets rows as they are written. */
  grows(name: string): boolean;
  isParameter(name: string): boolean;
  isDeclaredLater(name: string): boolean;
  isDeclaredBefore(name: string): boolean;
}

interface Use {
  readonly statement: Stmt;
  /** Blocks around it, outermost first; a loop counts as one for its own variables. */
  readonly path: readonly object[];
  readonly how: 'read' | 'set' | 'bind' | 'declare';
}

export function findDeclarations(
  scope: Scope,
  shared: ReadonlySet<string>,
  isVariable: (name: string) => boolean,
): Declarations {
  const uses = new Map<string, Use[]>();
  const note = (name: string, use: Use): void => {
    const known = uses.get(name);
    if (known) known.push(use);
    else uses.set(name, [use]);
  };
  const visit = (statements: readonly Stmt[], path: readonly object[]): void => {
    for (const statement of statements) {
      const { writes, reads, binds } = usesOf(statement);
      const inside = [...path, statement];
      const readAll = (root: Expr, at: readonly object[]): void => {
        for (const part of expressionsIn(root))
          if (part.kind === 'name') note(part.name, { statement, path: at, how: 'read' });
      };
      const isLoop = statement.kind === 'for' || statement.kind === 'each';
      // A filter is tested inside of the loop.
      const filter = statement.kind === 'each' ? statement.loop.filter : null;
      for (const read of reads) readAll(read, read === filter ? inside : path);
      for (const name of binds) note(name, { statement, path: isLoop ? inside : path, how: 'bind' });
      for (const { expression, how } of writes) {
        if (expression.kind === 'name')
          note(expression.name, {
            statement,
            path,
            how: statement.kind === 'declare' ? 'declare' : how === 'set' ? 'set' : 'read',
          });
        else readAll(expression, path);
      }
      bodiesOf(statement).forEach((body) => visit(body, [...inside, body]));
    }
  };
  visit(scope.routine.body, []);
  return place(scope, shared, uses, isVariable);
}

function place(
  scope: Scope,
  shared: ReadonlySet<string>,
  uses: ReadonlyMap<string, readonly Use[]>,
  isVariable: (name: string) => boolean,
): Declarations {
  const top: string[] = [];
  const at = new Map<Stmt, string[]>();
  const loops = new Set<Stmt>();
  const constant = new Set<string>();
  const declaredByText = new Set<string>();
  for (const [name, own] of uses) {
    if (scope.parameters.includes(name) || shared.has(name) || !isVariable(name) || scope.made.has(name)) continue;
    const written = own.filter(({ how }) => how === 'set' || how === 'bind' || how === 'declare');
    if (written.length === 0) continue;
    const explicit = own.find(
      ({ how, statement }) => how === 'declare' && statement.kind === 'declare' && statement.value !== null,
    );
    if (explicit && own[0] === explicit && !own.some(({ how }) => how === 'bind')) {
      declaredByText.add(name);
      continue;
    }
    const values = own.filter(({ how }) => how !== 'declare');
    if (values.length === 0) continue;
    const binders = values.filter(({ how }) => how === 'bind');
    if (
      binders.length > 0 &&
      values.every((use) => binders.some((bind) => bind === use || use.path.includes(bind.statement)))
    ) {
      for (const { statement } of binders) loops.add(statement);
      continue;
    }
    // Loops that are over before it gets another value have one of their own.
    const inLoop = (use: Use): boolean => binders.some((bind) => bind === use || use.path.includes(bind.statement));
    const outside = values.filter((use) => !inLoop(use));
    const after = binders.length > 0 && values.findIndex((use) => !inLoop(use)) > values.findLastIndex(inLoop);
    if (after && outside[0]?.how === 'set' && dominatesAll(outside, name)) {
      for (const { statement } of binders) loops.add(statement);
      at.set(outside[0].statement, [...(at.get(outside[0].statement) ?? []), name]);
      continue;
    }
    const [first] = values;
    const common = values.reduce<readonly object[]>((path, use) => shareOf(path, use.path), first?.path ?? []);
    const dominates =
      first?.how === 'set' && first.path.length === common.length && !readsItself(first.statement, name);
    if (first && dominates && canDeclare(first.statement, name)) {
      at.set(first.statement, [...(at.get(first.statement) ?? []), name]);
      const changes = values.filter(
        ({ how, statement }) => how === 'set' || how === 'bind' || isUpdate(statement, name),
      ).length;
      if (changes === 1) constant.add(name);
    } else top.push(name);
  }
  for (const [statement, names] of at) {
    if (names.length === targetsOf(statement).length) continue;
    top.push(...names);
    at.delete(statement);
  }
  return {
    top: [...top],
    declares: (statement) => {
      const names = at.get(statement);
      const targets = targetsOf(statement);
      if (!names || names.length !== targets.length) return null;
      return names.every((name) => constant.has(name)) ? 'const ' : 'let ';
    },
    declaresLoop: (statement) => loops.has(statement) && usesOf(statement).binds.every((name) => !top.includes(name)),
    grows: (name) => scope.made.has(name),
    isParameter: (name) => scope.parameters.includes(name),
    isDeclaredLater: (name) =>
      top.includes(name) ||
      scope.parameters.includes(name) ||
      shared.has(name) ||
      scope.made.has(name) ||
      [...at.values()].some((names) => names.includes(name)) ||
      uses.get(name)?.some(({ how }) => how === 'bind') === true,
    isDeclaredBefore: (name) => top.includes(name) || !declaredByText.has(name),
  };
}

/** Whether the first use sets the name in a block around all others. */
function dominatesAll(uses: readonly Use[], name: string): boolean {
  const [first] = uses;
  if (!first) return false;
  const common = uses.reduce<readonly object[]>((path, use) => shareOf(path, use.path), first.path);
  return (
    first.path.length === common.length && !readsItself(first.statement, name) && canDeclare(first.statement, name)
  );
}

function targetsOf(statement: Stmt): readonly Expr[] {
  if (statement.kind === 'assign' || statement.kind === 'assignAll') return statement.targets;
  return statement.kind === 'input' ? [statement.target] : [];
}

function isUpdate(statement: Stmt, name: string): boolean {
  return usesOf(statement).writes.some(
    ({ expression, how }) => how === 'update' && expression.kind === 'name' && expression.name === name,
  );
}

/** Several targets are declared together or not at all. */
function canDeclare(statement: Stmt, name: string): boolean {
  const targets = targetsOf(statement);
  if (targets.length === 0 || targets.some((target) => target.kind !== 'name')) return false;
  return targets.some((target) => target.kind === 'name' && target.name === name);
}

function readsItself(statement: Stmt, name: string): boolean {
  return usesOf(statement).reads.some((read) =>
    [...expressionsIn(read)].some((part) => part.kind === 'name' && part.name === name),
  );
}

function shareOf(a: readonly object[], b: readonly object[]): readonly object[] {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
