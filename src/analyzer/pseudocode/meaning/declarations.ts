import type { Expr, Stmt } from '../grammar/ast.ts';
import type { Scope } from './scopes.ts';
import { bodiesOf, expressionsIn, statementsIn, usesOf } from './walk.ts';

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
  /** Nothing gives it a value before it is read. */
  isReadFirst(name: string): boolean;
  isDeclaredLater(name: string): boolean;
  isDeclaredBefore(name: string): boolean;
}

interface Use {
  readonly statement: Stmt;
  /** Blocks around it, outermost first; a loop counts as one for its own variables. */
  readonly path: readonly object[];
  readonly how: 'read' | 'set' | 'bind' | 'declare';
  /** What is read here is something else afterwards: an argument by reference. */
  readonly changes?: true;
}

export function findDeclarations(
  scope: Scope,
  shared: ReadonlySet<string>,
  isVariable: (name: string) => boolean,
  changedBy: (statement: Stmt) => readonly string[],
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
        const parts = expressionsIn(root);
        const bound = parts.flatMap((part) =>
          part.kind === 'best' || part.kind === 'comprehension' ? [part.variable ?? ''] : [],
        );
        for (const part of parts)
          if (part.kind === 'name' && !bound.includes(part.name)) note(part.name, { statement, path: at, how: 'read' });
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
      for (const name of changedBy(statement)) note(name, { statement, path, how: 'read', changes: true });
      bodiesOf(statement).forEach((body) => visit(body, [...inside, body]));
    }
  };
  visit(scope.routine.body, []);
  return place(scope, shared, uses, isVariable);
}

/** Where one name is declared: where the text declares it, in its loops, at its first value, or at the top. */
interface Place {
  readonly byText: boolean;
  readonly loops: readonly Stmt[];
  readonly at: Stmt | null;
  readonly constant: boolean;
  readonly top: boolean;
}

const NOWHERE: Place = { byText: false, loops: [], at: null, constant: false, top: false };

function placeOf(name: string, own: readonly Use[]): Place {
  const values = own.filter(({ how }) => how !== 'declare');
  const binders = values.filter(({ how }) => how === 'bind');
  const [declared] = own;
  const isExplicit =
    declared?.how === 'declare' && declared.statement.kind === 'declare' && declared.statement.value !== null;
  if (isExplicit && binders.length === 0) return { ...NOWHERE, byText: true };
  const [first] = values;
  if (!first) return NOWHERE;
  const loops = binders.map(({ statement }) => statement);
  const inLoop = (use: Use): boolean => binders.some((bind) => bind === use || use.path.includes(bind.statement));
  if (binders.length > 0 && values.every(inLoop)) return { ...NOWHERE, loops };
  // Loops that are over before it gets another value have one of their own.
  const outside = values.filter((use) => !inLoop(use));
  const isAfter = binders.length > 0 && values.findIndex((use) => !inLoop(use)) > values.findLastIndex(inLoop);
  const [next] = outside;
  if (isAfter && next && dominatesAll(outside, name)) return { ...NOWHERE, loops, at: next.statement };
  if (!dominatesAll(values, name)) return { ...NOWHERE, top: true };
  const changes = values.filter(
    ({ how, statement, changes }) => how === 'set' || how === 'bind' || changes === true || isUpdate(statement, name),
  ).length;
  return { ...NOWHERE, at: first.statement, constant: changes === 1 };
}

/** Tables that begin without rows: `let C be a new matrix`. */
function emptyNames(body: readonly Stmt[]): ReadonlySet<string> {
  return new Set(
    statementsIn(body).flatMap((each) =>
      each.kind === 'assign' && each.value.kind === 'empty'
        ? each.targets.flatMap((target) => (target.kind === 'name' ? [target.name] : []))
        : [],
    ),
  );
}

function place(
  scope: Scope,
  shared: ReadonlySet<string>,
  uses: ReadonlyMap<string, readonly Use[]>,
  isVariable: (name: string) => boolean,
): Declarations {
  const top: string[] = [];
  const empty = emptyNames(scope.routine.body);
  const at = new Map<Stmt, string[]>();
  const loops = new Set<Stmt>();
  const constant = new Set<string>();
  const declaredByText = new Set<string>();
  for (const [name, own] of uses) {
    if (scope.parameters.includes(name) || shared.has(name) || !isVariable(name) || scope.made.has(name)) continue;
    if (own.every(({ how }) => how === 'read')) continue;
    const found = placeOf(name, own);
    if (found.byText) declaredByText.add(name);
    if (found.top) top.push(name);
    if (found.at) at.set(found.at, [...(at.get(found.at) ?? []), name]);
    if (found.constant) constant.add(name);
    for (const statement of found.loops) loops.add(statement);
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
      if (names?.length !== targets.length) return null;
      return names.every((name) => constant.has(name)) ? 'const ' : 'let ';
    },
    declaresLoop: (statement) => loops.has(statement) && usesOf(statement).binds.every((name) => !top.includes(name)),
    grows: (name) => scope.made.has(name) || empty.has(name),
    isReadFirst: (name) => {
      // What a repeat tests has been set in its body.
      const first = uses.get(name)?.find(({ how, statement }) => how !== 'declare' && statement.kind !== 'repeat');
      return first?.how === 'read';
    },
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
  if (first?.how !== 'set') return false;
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
    expressionsIn(read).some((part) => part.kind === 'name' && part.name === name),
  );
}

function shareOf(a: readonly object[], b: readonly object[]): readonly object[] {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
