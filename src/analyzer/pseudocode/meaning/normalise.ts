import type { Expr, Routine, Stmt } from '../grammar/ast.ts';
import { withSubscripts } from './subscripts.ts';
import { allExpressions, mapExpression, mapStatement, statementsIn } from './walk.ts';

/**
 * Gives what the dialects say in different ways one form: `length[A]`, `A.length` and `LEN(A)` are sizes, `Q.dequeue()`
 * and `DEQUEUE(Q)` take the first item. What the text defines itself stays a call.
 */
export function normalise(routines: readonly Routine[], oldAttributes: boolean): Routine[] {
  const defined = new Set(routines.flatMap(({ name }) => (name === null ? [] : [plain(name)])));
  const attributes = oldAttributes ? attributeNames(routines) : new Set<string>();
  const change = (expression: Expr): Expr =>
    mapExpression(expression, (part) => expressionIn(part, defined, attributes));
  return routines.map(withSubscripts).map((routine) => {
    // `|V|` beside a parameter `vertices` is its length.
    const names = routine.parameters.map(({ name }) => name);
    const renames = new Map<string, string>();
    if (names.includes('vertices') && !names.includes('V')) renames.set('V', 'vertices');
    if (names.includes('edges') && !names.includes('E')) renames.set('E', 'edges');
    const numbers = numbersIn(routine);
    const rename = (part: Expr): Expr =>
      part.kind === 'name' ? { ...part, name: renames.get(part.name) ?? part.name } : part;
    const both = (expression: Expr): Expr =>
      renames.size === 0 ? change(expression) : mapExpression(change(expression), rename);
    return {
      ...routine,
      body: routine.body.map((statement) => mapStatement(statement, both, (each) => statementIn(each, numbers))),
    };
  });
}

const plainNames = new Map<string, string>();
/** Names kept: far more than a text has. */
const MAX_NAMES = 10_000;

/** Names compared without case, hyphens and underscores. */
export function plain(name: string): string {
  const known = plainNames.get(name);
  if (known !== undefined) return known;
  const made = name.toLowerCase().replace(/[-_\s]/g, '');
  if (plainNames.size >= MAX_NAMES) plainNames.clear();
  plainNames.set(name, made);
  return made;
}

const STRUCTURE =
  /^(length|heap-size|left|right|key|next|prev|head|tail|top|root|rows|columns|size|n|parent|color|rank|low|child|degree|mark|min)$/;

/** `color[u]`, `heap-size[A]`: names only ever used as `name[x]` with a name inside, and never set as a whole. */
function attributeNames(routines: readonly Routine[]): Set<string> {
  const candidates = new Set<string>();
  const excluded = new Set<string>();
  let hasGraph = false;
  for (const { parameters, body } of routines) {
    for (const { name } of parameters) excluded.add(name);
    for (const expression of allExpressions(body)) {
      if (expression.kind === 'index' && expression.object.kind === 'name') {
        const { name } = expression.object;
        const [first, ...others] = expression.indices;
        if (/^(V|E|Adj)$/.test(name)) hasGraph = true;
        if (others.length > 0 || (first?.kind !== 'name' && first?.kind !== 'index')) excluded.add(name);
        else candidates.add(name);
      }
    }
    for (const target of wholeTargets(body)) excluded.add(target);
  }
  const isAttribute = (name: string): boolean => STRUCTURE.test(name) || (hasGraph && !/^\p{Lu}$/u.test(name));
  return new Set([...candidates].filter((name) => !excluded.has(name) && isAttribute(name)));
}

/** Names that are given numbers: `add i to total` is a sum there. */
function numbersIn({ body }: Routine): Set<string> {
  const names = new Set<string>();
  for (const each of statementsIn(body)) {
    if (each.kind !== 'assign' || each.value.kind !== 'number') continue;
    for (const target of each.targets) if (target.kind === 'name') names.add(target.name);
  }
  return names;
}

function wholeTargets(statements: readonly Stmt[]): string[] {
  const names: string[] = [];
  const visit = (list: readonly Stmt[]): void => {
    for (const statement of list) {
      if (statement.kind === 'assign')
        for (const target of statement.targets) if (target.kind === 'name') names.push(target.name);
      if (statement.kind === 'for') names.push(statement.loop.variable);
      if ('body' in statement) visit(statement.body);
    }
  };
  visit(statements);
  return names;
}

function expressionIn(part: Expr, defined: ReadonlySet<string>, attributes: ReadonlySet<string>): Expr {
  const span = { start: part.start, end: part.end };
  if (part.kind === 'index' && part.object.kind === 'name') {
    const [first] = part.indices;
    const { name } = part.object;
    if (!first || part.indices.length > 1) return part;
    if (name === 'length' && first.kind !== 'number') return { kind: 'size', of: first, axis: 0, ...span };
    const ofGraph = /^(V|E|Adj)$/.test(name) && first.kind === 'name' && /^G\w{0,2}$/.test(first.name);
    if (ofGraph || (attributes.has(name) && name !== 'Adj' && name !== 'V'))
      return { kind: 'attribute', object: first, name, ...span };
    return part;
  }
  if (part.kind === 'attribute' && /^(length|size|count)$/i.test(part.name))
    return { kind: 'size', of: part.object, axis: 0, ...span };
  if (part.kind === 'attribute' && /^(rows)$/i.test(part.name))
    return { kind: 'size', of: part.object, axis: 0, ...span };
  if (part.kind === 'attribute' && /^(columns|cols)$/i.test(part.name))
    return { kind: 'size', of: part.object, axis: 1, ...span };
  if (part.kind === 'call' && !defined.has(plain(part.callee))) return call(part);
  return part.kind === 'method' ? method(part) : part;
}

function call(part: Expr & { kind: 'call' }): Expr {
  const span = { start: part.start, end: part.end };
  const [first, second] = part.args;
  const name = plain(part.callee);
  if (part.args.length === 0) {
    if (/^(input|userinput|readline|readint)$/.test(name)) return { kind: 'input', prompt: null, ...span };
    if (/^(new|allocate|create|make|get)(node|object|element|record|cell|item|listnode|treenode)$/.test(name))
      return { kind: 'made', what: part.callee, ...span };
    return /^(new)?(queue|stack|set|list|array|priorityqueue|map|dict|emptylist|emptyset|deque)$/.test(name)
      ? { kind: 'empty', what: name, ...span }
      : part;
  }
  if (!first) return part;
  if (part.args.length === 1) {
    if (/^(length|len|size|count|card)$/.test(name)) return { kind: 'size', of: first, axis: 0, ...span };
    if (/^(empty|isempty|stackempty|queueempty|setempty)$/.test(name))
      return { kind: 'isEmpty', of: first, negated: false, ...span };
    if (/^(dequeue|removefirst|poll|popfront|popleft|deletefirst)$/.test(name))
      return { kind: 'take', of: first, which: 'first', ...span };
    if (/^(pop|removelast)$/.test(name)) return { kind: 'take', of: first, which: 'last', ...span };
    if (/^(extractmin|deletemin|removemin|popmin|getmin|heapextractmin)$/.test(name))
      return { kind: 'take', of: first, which: 'min', ...span };
    if (/^(extractmax|deletemax|removemax|heapextractmax)$/.test(name))
      return { kind: 'take', of: first, which: 'max', ...span };
    if (/^(top|peek)$/.test(name)) return { kind: 'end', of: first, which: 'last', ...span };
    if (/^(front|head|first)$/.test(name)) return { kind: 'end', of: first, which: 'first', ...span };
    if (/^(last)$/.test(name)) return { kind: 'end', of: first, which: 'last', ...span };
    if (/^(copy|copyof|clone)$/.test(name)) return { kind: 'copy', of: first, ...span };
    if (/^(neighbors|neighbours|adj|adjacent|successors)$/.test(name))
      return { kind: 'neighbors', of: first, incoming: false, ...span };
    if (/^(input|userinput)$/.test(name))
      return { kind: 'input', prompt: first.kind === 'string' ? first.value : null, ...span };
    if (/^not$/.test(name)) return { kind: 'unary', operator: 'not', operand: first, ...span };
  }
  if (part.args.length === 2 && second) {
    if (/^mod$/.test(name)) return { kind: 'binary', operator: 'mod', left: first, right: second, ...span };
    if (/^(div|quotient)$/.test(name)) return { kind: 'binary', operator: 'div', left: first, right: second, ...span };
  }
  return part;
}

function method(part: Expr & { kind: 'method' }): Expr {
  const span = { start: part.start, end: part.end };
  const name = plain(part.name);
  const of = part.object;
  const [first] = part.args;
  if (part.args.length === 0) {
    if (/^(length|size|count|getsize|len)$/.test(name)) return { kind: 'size', of, axis: 0, ...span };
    if (/^(isempty|empty)$/.test(name)) return { kind: 'isEmpty', of, negated: false, ...span };
    if (/^(dequeue|poll|shift|removefirst|popleft|popfront)$/.test(name))
      return { kind: 'take', of, which: 'first', ...span };
    if (/^(pop|removelast)$/.test(name)) return { kind: 'take', of, which: 'last', ...span };
    if (/^(extractmin|popmin|deletemin|removemin|getmin)$/.test(name))
      return { kind: 'take', of, which: 'min', ...span };
    if (/^(extractmax|popmax|deletemax)$/.test(name)) return { kind: 'take', of, which: 'max', ...span };
    if (/^(peek|top)$/.test(name)) return { kind: 'end', of, which: 'last', ...span };
    if (/^(front|first|head)$/.test(name)) return { kind: 'end', of, which: 'first', ...span };
    if (/^(copy|clone)$/.test(name)) return { kind: 'copy', of, ...span };
  }
  if (first && part.args.length === 1) {
    if (/^(contains|has|includes)$/.test(name))
      return { kind: 'binary', operator: 'in', left: first, right: of, ...span };
    if (/^(neighbors|neighbours|adjacentedges|adjacentvertices|adj|getneighbors|adjacent|successors)$/.test(name)) {
      const lists: Expr = { kind: 'attribute', object: of, name: part.name, start: of.start, end: of.end };
      return { kind: 'index', object: lists, indices: [first], ...span };
    }
  }
  return part;
}

/** Calls that change a collection or a pair of variables become statements of their own. */
function statementIn(statement: Stmt, numbers: ReadonlySet<string>): Stmt {
  if (statement.kind === 'add' && statement.to.kind === 'name' && numbers.has(statement.to.name)) {
    const { item: value, to: target, start, end } = statement;
    return { kind: 'update', target, operator: '+', value, start, end };
  }
  if (statement.kind === 'assign') return asked(statement);
  if (statement.kind !== 'call') return statement;
  const { call: said } = statement;
  const span = { start: statement.start, end: statement.end };
  if (said.kind === 'method') {
    const [item, priority = null] = said.args;
    const name = plain(said.name);
    if (item) {
      const to = said.object;
      if (/^(push|append|enqueue|additem|pushback|addlast|offer|insertlast|addtail)$/.test(name))
        return { kind: 'add', item, to, where: 'last', priority: null, ...span };
      if (/^(add|insert)$/.test(name) && !priority)
        return { kind: 'add', item, to, where: 'set', priority: null, ...span };
      if (/^(addwithpriority|insert|enqueue|add|push)$/.test(name))
        return { kind: 'add', item, to, where: 'last', priority, ...span };
      if (/^(addfirst|prepend|pushfront|unshift)$/.test(name))
        return { kind: 'add', item, to, where: 'first', priority: null, ...span };
      if (/^(remove|delete|discard)$/.test(name)) return { kind: 'remove', item, from: to, ...span };
    }
    return statement;
  }
  if (said.kind !== 'call') return statement;
  const [first, second, third = null] = said.args;
  const name = plain(said.callee);
  if (!first || !second) return statement;
  if (/^(swap|exchange|interchange)$/.test(name)) return { kind: 'swap', ...swapped(first, second, third), ...span };
  if (/^(enqueue|push|append|addlast|listinsert|listappend)$/.test(name))
    return { kind: 'add', item: second, to: first, where: 'last', priority: third, ...span };
  if (/^(insert|add)$/.test(name))
    return { kind: 'add', item: second, to: first, where: third ? 'last' : 'set', priority: third, ...span };
  if (/^(remove|delete)$/.test(name)) return { kind: 'remove', item: second, from: first, ...span };
  return statement;
}

/** `swap(a, b)`, and `swap(A, i, j)` for two places of one array. */
function swapped(first: Expr, second: Expr, third: Expr | null): { readonly left: Expr; readonly right: Expr } {
  if (third === null) return { left: first, right: second };
  const at = (index: Expr): Expr => ({
    kind: 'index',
    object: first,
    indices: [index],
    start: index.start,
    end: index.end,
  });
  return { left: at(second), right: at(third) };
}

/** `x ← STRING_TO_INT(USERINPUT)` reads x, as INPUT x does; what is read is taken as it is given. */
function asked(statement: Stmt & { kind: 'assign' }): Stmt {
  const [target] = statement.targets;
  let { value } = statement;
  const [arg] = value.kind === 'call' ? value.args : [];
  if (
    value.kind === 'call' &&
    arg &&
    /^(stringto|strto|to)?(int|integer|real|num|number|float|str|string)$/.test(plain(value.callee))
  )
    value = arg;
  if (value.kind !== 'input' || !target || statement.targets.length > 1) return statement;
  return { kind: 'input', target, start: statement.start, end: statement.end };
}
