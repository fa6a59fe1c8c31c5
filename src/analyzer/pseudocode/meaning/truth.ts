import type { Expr, Routine, Stmt } from '../grammar/ast.ts';
import { shapesOf } from './shapes.ts';
import { mapStatement, statementsIn } from './walk.ts';

/** `while Q:` and `if not stack:` ask whether a collection has items, as in Python. */
export function withTruth(routine: Routine): Routine {
  if (!statementsIn(routine.body).some((each) => conditionsOf(each).some(isAsked))) return routine;
  const shapes = shapesOf(routine);
  const isCollection = (name: string): boolean => {
    const shape = shapes.get(name);
    return shape?.collection === true && !shape.number && !shape.boolean;
  };
  const asked = (condition: Expr): Expr => {
    const { start, end } = condition;
    switch (condition.kind) {
      case 'name':
        return isCollection(condition.name) ? { kind: 'isEmpty', of: condition, negated: true, start, end } : condition;
      case 'parenthesized':
        return { ...condition, inner: asked(condition.inner) };
      case 'unary':
        return condition.operator === 'not' ? { ...condition, operand: asked(condition.operand) } : condition;
      case 'binary':
        return condition.operator === 'and' || condition.operator === 'or'
          ? { ...condition, left: asked(condition.left), right: asked(condition.right) }
          : condition;
      default:
        return condition;
    }
  };
  const change = (statement: Stmt): Stmt => {
    if (statement.kind === 'while' || statement.kind === 'repeat')
      return { ...statement, condition: asked(statement.condition) };
    if (statement.kind !== 'if') return statement;
    const branches = statement.branches.map((branch) => ({ ...branch, condition: asked(branch.condition) }));
    return { ...statement, branches };
  };
  return { ...routine, body: routine.body.map((statement) => mapStatement(statement, (each) => each, change)) };
}

function conditionsOf(statement: Stmt): readonly Expr[] {
  if (statement.kind === 'while' || statement.kind === 'repeat') return [statement.condition];
  return statement.kind === 'if' ? statement.branches.map(({ condition }) => condition) : [];
}

/** Whether a name stands where something true or false is asked. */
function isAsked(condition: Expr): boolean {
  switch (condition.kind) {
    case 'name':
      return true;
    case 'parenthesized':
      return isAsked(condition.inner);
    case 'unary':
      return condition.operator === 'not' && isAsked(condition.operand);
    case 'binary':
      return /^(and|or)$/.test(condition.operator) && (isAsked(condition.left) || isAsked(condition.right));
    default:
      return false;
  }
}
