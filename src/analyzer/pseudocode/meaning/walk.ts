import type { Expr, Stmt } from '../grammar/ast.ts';

/** The expressions directly inside of an expression, in the order of the text. */
function partsOf(expression: Expr): readonly Expr[] {
  switch (expression.kind) {
    case 'index':
      return [expression.object, ...expression.indices];
    case 'slice':
      return [expression.object, ...[expression.from, expression.to].filter((part) => part !== null)];
    case 'attribute':
      return [expression.object];
    case 'call':
      return expression.args;
    case 'method':
      return [expression.object, ...expression.args];
    case 'unary':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'choice':
      return [expression.condition, expression.yes, expression.no];
    case 'list':
      return expression.items;
    case 'comprehension':
      return [expression.source, expression.value, ...(expression.filter ? [expression.filter] : [])];
    case 'range':
      return [expression.from, expression.to, ...(expression.step ? [expression.step] : [])];
    case 'array':
      return [
        ...expression.dimensions.flatMap(({ from, to }) => (from ? [from, to] : [to])),
        ...(expression.fill ? [expression.fill] : []),
      ];
    case 'best':
      return expression.key ? [expression.of, expression.key] : [expression.of];
    case 'size':
    case 'copy':
    case 'isEmpty':
    case 'end':
    case 'neighbors':
    case 'labelled':
    case 'take':
      return [expression.of];
    case 'parenthesized':
      return [expression.inner];
    default:
      return NONE;
  }
}

const NONE: readonly never[] = [];

/** Rebuilds an expression from changed parts, bottom up. */
export function mapExpression(expression: Expr, change: (part: Expr) => Expr): Expr {
  if (partsOf(expression).length === 0) return change(expression);
  const go = (part: Expr): Expr => mapExpression(part, change);
  const maybe = (part: Expr | null): Expr | null => (part === null ? null : go(part));
  return change(inside(expression, go, maybe));
}

function inside(expression: Expr, go: (part: Expr) => Expr, maybe: (part: Expr | null) => Expr | null): Expr {
  switch (expression.kind) {
    case 'index':
      return { ...expression, object: go(expression.object), indices: expression.indices.map(go) };
    case 'slice':
      return { ...expression, object: go(expression.object), from: maybe(expression.from), to: maybe(expression.to) };
    case 'attribute':
      return { ...expression, object: go(expression.object) };
    case 'call':
      return { ...expression, args: expression.args.map(go) };
    case 'method':
      return { ...expression, object: go(expression.object), args: expression.args.map(go) };
    case 'unary':
      return { ...expression, operand: go(expression.operand) };
    case 'binary':
      return { ...expression, left: go(expression.left), right: go(expression.right) };
    case 'choice':
      return { ...expression, condition: go(expression.condition), yes: go(expression.yes), no: go(expression.no) };
    case 'list':
      return { ...expression, items: expression.items.map(go) };
    case 'comprehension':
      return {
        ...expression,
        source: go(expression.source),
        value: go(expression.value),
        filter: maybe(expression.filter),
      };
    case 'range':
      return { ...expression, from: go(expression.from), to: go(expression.to), step: maybe(expression.step) };
    case 'array':
      return {
        ...expression,
        dimensions: expression.dimensions.map(({ from, to }) => ({ from: maybe(from), to: go(to) })),
        fill: maybe(expression.fill),
      };
    case 'best':
      return { ...expression, of: go(expression.of), key: maybe(expression.key) };
    case 'size':
    case 'copy':
    case 'isEmpty':
    case 'end':
    case 'neighbors':
    case 'labelled':
    case 'take':
      return { ...expression, of: go(expression.of) };
    case 'parenthesized':
      // Brackets are put where the TypeScript needs them; the range stays that of the brackets.
      return { ...go(expression.inner), start: expression.start, end: expression.end };
    default:
      return expression;
  }
}

/** Changes every expression of a statement, and of the statements inside of it. */
export function mapStatement(
  statement: Stmt,
  change: (expression: Expr) => Expr,
  after: (statement: Stmt) => Stmt,
): Stmt {
  const body = (statements: readonly Stmt[]): Stmt[] => statements.map((each) => mapStatement(each, change, after));
  const changed = ((): Stmt => {
    switch (statement.kind) {
      case 'assign':
        return { ...statement, targets: statement.targets.map(change), value: change(statement.value) };
      case 'assignAll':
        return { ...statement, targets: statement.targets.map(change), values: statement.values.map(change) };
      case 'update':
        return { ...statement, target: change(statement.target), value: change(statement.value) };
      case 'swap':
        return { ...statement, left: change(statement.left), right: change(statement.right) };
      case 'if':
        return {
          ...statement,
          branches: statement.branches.map((branch) => ({
            ...branch,
            condition: change(branch.condition),
            body: body(branch.body),
          })),
          otherwise: statement.otherwise && body(statement.otherwise),
        };
      case 'while':
      case 'repeat':
        return { ...statement, condition: change(statement.condition), body: body(statement.body) };
      case 'for': {
        const { loop } = statement;
        const step = loop.step && change(loop.step);
        return {
          ...statement,
          loop: { ...loop, from: change(loop.from), to: change(loop.to), step },
          body: body(statement.body),
        };
      }
      case 'each': {
        const { loop } = statement;
        return {
          ...statement,
          loop: { ...loop, of: change(loop.of), filter: loop.filter && change(loop.filter) },
          body: body(statement.body),
        };
      }
      case 'loop':
        return { ...statement, body: body(statement.body) };
      case 'case':
        return {
          ...statement,
          subject: change(statement.subject),
          arms: statement.arms.map((arm) => ({ values: arm.values.map(change), body: body(arm.body) })),
          otherwise: statement.otherwise && body(statement.otherwise),
        };
      case 'return':
      case 'output':
        return { ...statement, values: statement.values.map(change) };
      case 'call':
        return { ...statement, call: change(statement.call) };
      case 'declare':
        return { ...statement, value: statement.value && change(statement.value) };
      case 'input':
        return { ...statement, target: change(statement.target) };
      case 'add':
        return {
          ...statement,
          item: change(statement.item),
          to: change(statement.to),
          priority: statement.priority && change(statement.priority),
        };
      case 'remove':
        return { ...statement, item: change(statement.item), from: change(statement.from) };
      case 'fill':
        return { ...statement, of: change(statement.of), value: change(statement.value) };
      case 'steps': {
        const [init = statement.init, step = statement.step] = body([statement.init, statement.step]);
        return { ...statement, init, step, condition: change(statement.condition), body: body(statement.body) };
      }
      case 'label':
        return { ...statement, of: change(statement.of) };
      case 'sort':
        return { ...statement, of: change(statement.of), key: statement.key && change(statement.key) };
      default:
        return statement;
    }
  })();
  return after(changed);
}

/** Blocks directly inside of a statement. */
export function bodiesOf(statement: Stmt): readonly (readonly Stmt[])[] {
  switch (statement.kind) {
    case 'if':
      return [...statement.branches.map(({ body }) => body), ...(statement.otherwise ? [statement.otherwise] : [])];
    case 'case':
      return [...statement.arms.map(({ body }) => body), ...(statement.otherwise ? [statement.otherwise] : [])];
    case 'steps':
      return [[statement.init], statement.body, [statement.step]];
    case 'while':
    case 'repeat':
    case 'for':
    case 'each':
    case 'loop':
      return [statement.body];
    default:
      return [];
  }
}

export interface Written {
  readonly expression: Expr;
  /** Its whole value is replaced, or read as well (`x ← x + 1` as an update). */
  readonly how: 'set' | 'update';
}

/** What a statement itself writes to, and what it reads; the statements inside of it are left out. */
export function usesOf(statement: Stmt): {
  readonly writes: readonly Written[];
  readonly reads: readonly Expr[];
  readonly binds: readonly string[];
} {
  const set = (expressions: readonly Expr[]): Written[] =>
    expressions.map((expression) => ({ expression, how: 'set' }));
  const none = { writes: [], reads: [], binds: [] };
  switch (statement.kind) {
    case 'assign':
      return { ...none, writes: set(statement.targets), reads: [statement.value] };
    case 'assignAll':
      return { ...none, writes: set(statement.targets), reads: statement.values };
    case 'update':
      return {
        ...none,
        writes: [{ expression: statement.target, how: 'update' }],
        reads: [statement.target, statement.value],
      };
    case 'swap':
      return { ...none, writes: [{ expression: statement.left, how: 'update' }, { expression: statement.right, how: 'update' }], reads: [statement.left, statement.right] }; // prettier-ignore
    case 'if':
      return { ...none, reads: statement.branches.map(({ condition }) => condition) };
    case 'while':
    case 'repeat':
    case 'steps':
      return { ...none, reads: [statement.condition] };
    case 'fill':
      return { ...none, reads: [statement.of, statement.value] };
    case 'for': {
      const { from, to, step, variable } = statement.loop;
      return { ...none, reads: [from, to, ...(step ? [step] : [])], binds: [variable] };
    }
    case 'each': {
      const { of, filter, pattern, position } = statement.loop;
      const names = pattern.kind === 'one' ? [pattern.name] : pattern.names.map(({ name }) => name);
      return { ...none, reads: [of, ...(filter ? [filter] : [])], binds: position ? [position.name, ...names] : names };
    }
    case 'case':
      return { ...none, reads: [statement.subject, ...statement.arms.flatMap(({ values }) => values)] };
    case 'return':
    case 'output':
      return { ...none, reads: statement.values };
    case 'call':
      return { ...none, reads: [statement.call] };
    case 'declare':
      return {
        ...none,
        writes: set([{ kind: 'name', name: statement.name, start: statement.start, end: statement.end }]),
        reads: statement.value ? [statement.value] : [],
      };
    case 'input':
      return { ...none, writes: set([statement.target]) };
    case 'add':
      return { ...none, reads: [statement.to, statement.item, ...(statement.priority ? [statement.priority] : [])] };
    case 'remove':
      return { ...none, reads: [statement.from, statement.item] };
    case 'label':
      return { ...none, reads: [statement.of] };
    case 'sort':
      return { ...none, reads: statement.key ? [statement.of, statement.key] : [statement.of] };
    default:
      return none;
  }
}

/** What a question about statements was answered once; many are asked of one body, which never changes. */
function remembered<X>(find: (statements: readonly Stmt[]) => X): (statements: readonly Stmt[]) => X {
  const answers = new WeakMap<readonly Stmt[], { readonly found: X }>();
  return (statements) => {
    const known = answers.get(statements) ?? { found: find(statements) };
    answers.set(statements, known);
    return known.found;
  };
}

/** Every statement, outermost first. */
export const statementsIn: (statements: readonly Stmt[]) => readonly Stmt[] = remembered((statements) => {
  const all: Stmt[] = [];
  const add = (each: Stmt): void => {
    all.push(each);
    for (const body of bodiesOf(each)) body.forEach(add);
  };
  statements.forEach(add);
  return all;
});

/** An expression and everything inside of it, outermost first. */
export function expressionsIn(expression: Expr): readonly Expr[] {
  const all: Expr[] = [];
  gather(expression, all);
  return all;
}

function gather(expression: Expr, into: Expr[]): void {
  into.push(expression);
  for (const part of partsOf(expression)) gather(part, into);
}

/** Every expression of the statements, targets included. */
export const allExpressions: (statements: readonly Stmt[]) => readonly Expr[] = remembered((statements) => {
  const all: Expr[] = [];
  for (const statement of statementsIn(statements)) {
    const { writes, reads } = usesOf(statement);
    const targets = writes.map(({ expression }) => expression);
    for (const target of targets) gather(target, all);
    for (const read of reads) if (!targets.includes(read)) gather(read, all);
  }
  return all;
});
