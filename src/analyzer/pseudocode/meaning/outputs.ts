import type { Stmt } from '../grammar/ast.ts';
import type { Scope, Scopes } from './scopes.ts';
import { statementsIn } from './walk.ts';

/** What an OUTPUT does: gives the only value, adds to a list, or can't be told apart from the result. */
export type OutputForm = 'single' | 'list' | 'ignored' | 'none';

/**
 * How each routine gives what it puts out. What a routine that is called as a statement puts out comes in its place among what its
 * caller does, so that both give lists.
 */
export function outputForms(known: Scopes): ReadonlyMap<Scope, OutputForm> {
  const { scopes } = known;
  const forms = new Map(scopes.map((scope) => [scope, ownForm(scope)]));
  const called = scopes.map((scope) => ({
    scope,
    callees: statementsIn(scope.routine.body).flatMap((each) => {
      const callee = each.kind === 'call' && each.call.kind === 'call' ? known.of(each.call.callee) : undefined;
      return callee ? [callee] : [];
    }),
  }));
  const puts = (scope: Scope): boolean => forms.get(scope) === 'single' || forms.get(scope) === 'list';
  for (let changed = true; changed;) {
    changed = false;
    for (const { scope, callees } of called) {
      const telling = callees.filter(puts);
      if (telling.length === 0) continue;
      for (const each of returnsValue(scope) ? telling : [scope, ...telling]) {
        if (forms.get(each) === 'list') continue;
        forms.set(each, 'list');
        changed = true;
      }
    }
  }
  return forms;
}

function ownForm(scope: Scope): OutputForm {
  const { body } = scope.routine;
  if (!statementsIn(body).some(({ kind }) => kind === 'output')) return 'none';
  if (returnsValue(scope)) return 'ignored';
  return mostOutputs(body) <= 1 ? 'single' : 'list';
}

function returnsValue({ routine }: Scope): boolean {
  return statementsIn(routine.body).some((each) => each.kind === 'return' && each.values.length > 0);
}

/** How many values can be put out at most; 2 stands for many. */
function mostOutputs(statements: readonly Stmt[]): number {
  let sum = 0;
  for (const statement of statements) {
    if (statement.kind === 'output') sum += statement.values.length;
    else if (statement.kind === 'if')
      sum += Math.max(
        ...statement.branches.map(({ body }) => mostOutputs(body)),
        mostOutputs(statement.otherwise ?? []),
      );
    else if (statement.kind === 'case')
      sum += Math.max(
        0,
        ...statement.arms.map(({ body }) => mostOutputs(body)),
        mostOutputs(statement.otherwise ?? []),
      );
    else if ('body' in statement) sum += mostOutputs(statement.body) > 0 ? 2 : 0;
  }
  return sum;
}
