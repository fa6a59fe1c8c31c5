import type { Expr, Stmt, StmtOf } from './ast.ts';
import { code, join, marked, type Code, type Piece } from './code.ts';
import type { Declarations } from './declarations.ts';
import type { RoutineContext } from './context.ts';
import { emitExpression, emitObject, negation, quote } from './emit-expressions.ts';
import { plain } from './normalise.ts';
import { statementsIn, usesOf } from './walk.ts';

/** What an OUTPUT does: gives the only value, adds to a list, or can't be told apart from the result. */
export type OutputForm = 'single' | 'list' | 'ignored' | 'none';

export interface StatementContext {
  readonly cx: RoutineContext;
  readonly declarations: Declarations;
  readonly output: OutputForm;
  /** What ends the routine where nothing is returned. */
  readonly result: string | null;
  /** Reads of input inside loops, by target. */
  readonly streams: ReadonlyMap<string, { readonly list: string; readonly counter: string }>;
}

export function emitBlock(statements: readonly Stmt[], sx: StatementContext, indent: string): Code {
  return code(...statements.map((statement) => emitStatement(statement, sx, indent)));
}

function line(indent: string, statement: Stmt, ...pieces: readonly Piece[]): Code {
  return code(indent, marked(statement, ...pieces), '\n');
}

function emitStatement(statement: Stmt, sx: StatementContext, indent: string): Code {
  const { cx } = sx;
  const go = (expression: Expr): Code => emitExpression(expression, cx);
  const body = (statements: readonly Stmt[]): Code => emitBlock(statements, sx, `${indent}  `);
  switch (statement.kind) {
    case 'assign':
      return emitAssign(statement, sx, indent);
    case 'assignAll': {
      const values = statement.values.map(go);
      const targets = code('[', join(statement.targets.map(go), ', '), ']');
      const declared = sx.declarations.declares(statement);
      const [only] = values;
      return line(
        indent,
        statement,
        declared ?? '',
        targets,
        ' = ',
        values.length === 1 && only && statement.targets.length > 1 ? only : code('[', join(values, ', '), ']'),
        ';',
      );
    }
    case 'update':
      return emitUpdate(statement, sx, indent);
    case 'swap': {
      const [a, b] = [go(statement.left), go(statement.right)];
      return line(indent, statement, '[', a, ', ', b, '] = [', b, ', ', a, '];');
    }
    case 'if':
      return emitIf(statement, sx, indent);
    case 'while':
      return code(
        indent,
        marked(statement, 'while (', go(statement.condition), ') {\n', body(statement.body), `${indent}}`),
        '\n',
      );
    case 'repeat': {
      const condition = statement.until ? negation(statement.condition) : statement.condition;
      return code(
        indent,
        marked(statement, 'do {\n', body(statement.body), `${indent}} while (`, go(condition), ');'),
        '\n',
      );
    }
    case 'for':
      return emitFor(statement, sx, indent);
    case 'each':
      return emitEach(statement, sx, indent);
    case 'loop':
      return code(indent, marked(statement, 'while (true) {\n', body(statement.body), `${indent}}`), '\n');
    case 'case':
      return emitCase(statement, sx, indent);
    case 'return':
      return emitReturn(statement, sx, indent);
    case 'call':
      return emitCallStatement(statement, sx, indent);
    case 'break':
    case 'continue':
      return line(indent, statement, `${statement.kind};`);
    case 'pass':
      return line(indent, statement, ';');
    case 'stop':
      return line(indent, statement, sx.result === null ? 'return;' : `return ${sx.result};`);
    case 'throw':
      return line(indent, statement, `throw new Error(${quote(statement.message)});`);
    case 'declare':
      return emitDeclare(statement, sx, indent);
    case 'input':
      return emitInput(statement, sx, indent);
    case 'output':
      return emitOutput(statement, sx, indent);
    case 'add':
      return emitAdd(statement, cx, indent);
    case 'remove':
      return line(indent, statement, cx.helper('remove'), '(', go(statement.from), ', ', go(statement.item), ');');
    case 'label':
      return line(
        indent,
        statement,
        cx.attributeArray(statement.label),
        '[',
        cx.vertexIndex(statement.of, go),
        '] = true;',
      );
    case 'sort':
      return emitSort(statement, cx, indent);
    case 'unread':
      return line(
        indent,
        statement,
        `throw new Error(${quote(`not understood: ${cx.program.textOf(statement)}`.slice(0, 100))});`,
      );
  }
}

/** A row that may not be there yet: `(c[i] ??= [])[j]`. */
function emitTarget(target: Expr, sx: StatementContext): Code {
  const { cx } = sx;
  if (target.kind !== 'index' || target.object.kind === 'attribute') return emitExpression(target, cx);
  const root = rootOf(target);
  const depth = depthOf(target);
  if (root === null || depth < 2 || !sx.declarations.grows(root)) return emitExpression(target, cx);
  const { text, marks } = emitExpression(target, cx);
  const at = text.lastIndexOf('[', matchingOpen(text));
  const open = matchingOpen(text);
  return at < 0 ? { text, marks } : marked(target, `(${text.slice(0, open)} ??= [])${text.slice(open)}`);
}

function matchingOpen(text: string): number {
  let depth = 0;
  for (let i = text.length - 1; i >= 0; i--) {
    if (text.charAt(i) === ']') depth++;
    if (text.charAt(i) === '[' && --depth === 0) return i;
  }
  return -1;
}

function rootOf(expression: Expr): string | null {
  let current = expression;
  while (current.kind === 'index') current = current.object;
  return current.kind === 'name' ? current.name : null;
}

function depthOf(expression: Expr): number {
  return expression.kind === 'index' ? expression.indices.length + depthOf(expression.object) : 0;
}

function emitAssign(statement: StmtOf<'assign'>, sx: StatementContext, indent: string): Code {
  const { cx } = sx;
  const [first] = statement.targets;
  cx.assigned = first?.kind === 'name' ? first.name : null;
  const value = emitValue(statement, cx);
  cx.assigned = null;
  const declared = sx.declarations.declares(statement);
  const targets = statement.targets.map((target) => emitTarget(target, sx));
  if (targets.length > 1 && copies(statement.value)) {
    // Each gets a collection of its own.
    return code(...targets.map((target) => line(indent, statement, declared ?? '', target, ' = ', value, ';')));
  }
  if (targets.length > 1 && declared !== null) {
    return code(
      ...[...targets]
        .reverse()
        .map((target, i) =>
          line(
            indent,
            statement,
            declared,
            target,
            ' = ',
            i === 0 ? value : (targets[targets.length - i] ?? value),
            ';',
          ),
        ),
    );
  }
  return line(indent, statement, declared ?? '', join(targets, ' = '), ' = ', value, ';');
}

function copies(value: Expr): boolean {
  return value.kind === 'empty' || value.kind === 'array' || value.kind === 'list';
}

/** `Q = G.V` makes a set of its own, so that taking vertices out of Q leaves the graph as it is. */
function emitValue({ value }: StmtOf<'assign'>, cx: RoutineContext): Code {
  const part = cx.partOfGraph(value);
  if (part !== null && !part.endsWith('.Adj')) return marked(value, `[...${part}]`);
  return emitExpression(value, cx);
}

const ASSIGNING: Readonly<Record<string, string>> = { '+': '+=', '-': '-=', '*': '*=', '/': '/=', '&': '+=' };

function emitUpdate(statement: StmtOf<'update'>, { cx }: StatementContext, indent: string): Code {
  const target = emitExpression(statement.target, cx);
  const isOne = statement.value.kind === 'number' && statement.value.value === '1';
  if (isOne && (statement.operator === '+' || statement.operator === '-'))
    return line(indent, statement, target, statement.operator + statement.operator, ';');
  if (statement.value.kind === 'list' && statement.operator === '+')
    return line(
      indent,
      statement,
      target,
      '.push(',
      join(
        statement.value.items.map((item) => emitExpression(item, cx)),
        ', ',
      ),
      ');',
    );
  return line(
    indent,
    statement,
    target,
    ` ${ASSIGNING[statement.operator] ?? '+='} `,
    emitExpression(statement.value, cx),
    ';',
  );
}

function emitIf(statement: StmtOf<'if'>, sx: StatementContext, indent: string): Code {
  const pieces: Piece[] = [];
  statement.branches.forEach(({ condition, body }, i) => {
    pieces.push(
      i === 0 ? 'if (' : ' else if (',
      emitExpression(condition, sx.cx),
      ') {\n',
      emitBlock(body, sx, `${indent}  `),
      `${indent}}`,
    );
  });
  if (statement.otherwise) pieces.push(' else {\n', emitBlock(statement.otherwise, sx, `${indent}  `), `${indent}}`);
  return code(indent, marked(statement, ...pieces), '\n');
}

function emitFor(statement: StmtOf<'for'>, sx: StatementContext, indent: string): Code {
  const { cx } = sx;
  const { loop, body } = statement;
  const name = marked(loop.variableSpan, cx.variable(loop.variable));
  const declared = sx.declarations.declaresLoop(statement) ? 'let ' : '';
  const compare = loop.down ? (loop.exclusive ? '>' : '>=') : loop.exclusive ? '<' : '<=';
  const isOne = loop.step === null || (loop.step.kind === 'number' && loop.step.value === '1');
  const step = isOne ? (loop.down ? '--' : '++') : '';
  const advance =
    step === '' && loop.step
      ? code(name, loop.down ? ' -= ' : ' += ', emitExpression(loop.step, cx))
      : code(name, step);
  // The bound is computed once: where the body could change it, it is kept.
  const kept = changesBound(loop.to, body, loop.variable)
    ? cx.program.identifiers.fresh(`${cx.program.identifiers.of(loop.variable)}Last`)
    : null;
  const before =
    kept === null ? '' : code(indent, marked(loop.to, `const ${kept} = `, emitExpression(loop.to, cx)), ';\n');
  const to = kept ?? emitExpression(loop.to, cx);
  const head = code(
    marked(
      statement.head,
      'for (',
      marked(
        { start: loop.variableSpan.start, end: loop.from.end },
        declared,
        name,
        ' = ',
        emitExpression(loop.from, cx),
      ),
      '; ',
      marked({ start: loop.variableSpan.start, end: Math.max(loop.to.end, loop.from.end) }, name, ` ${compare} `, to),
      '; ',
      marked(loop.variableSpan, advance),
      ')',
    ),
  );
  return code(before, indent, marked(statement, head, ' {\n', emitBlock(body, sx, `${indent}  `), `${indent}}`), '\n');
}

function changesBound(bound: Expr, body: readonly Stmt[], variable: string): boolean {
  const names = new Set<string>();
  const collect = (expression: Expr): void => {
    if (expression.kind === 'name') names.add(expression.name);
    if (expression.kind === 'size' && expression.of.kind === 'name') {
      if (!growsIn(body, expression.of.name)) return;
      names.add('\u0000');
    }
    if (expression.kind === 'binary') {
      collect(expression.left);
      collect(expression.right);
    }
    if (expression.kind === 'call' || expression.kind === 'method') names.add('\u0000');
  };
  collect(bound);
  if (bound.kind === 'call' && ['floor', 'sqrt', 'min', 'max', 'ceil'].includes(plain(bound.callee))) {
    names.delete('\u0000');
    bound.args.forEach(collect);
  }
  if (names.has('\u0000') || names.has(variable)) return true;
  return [...statementsIn(body)].some((each) => {
    const { writes, binds } = usesOf(each);
    return (
      writes.some(({ expression }) => expression.kind === 'name' && names.has(expression.name)) ||
      binds.some((name) => names.has(name))
    );
  });
}

function growsIn(body: readonly Stmt[], name: string): boolean {
  return [...statementsIn(body)].some((each) => {
    if (each.kind === 'add') return each.to.kind === 'name' && each.to.name === name;
    if (each.kind === 'remove') return each.from.kind === 'name' && each.from.name === name;
    return usesOf(each).writes.some(({ expression }) => expression.kind === 'name' && expression.name === name);
  });
}

function emitEach(statement: StmtOf<'each'>, sx: StatementContext, indent: string): Code {
  const { cx } = sx;
  const { loop } = statement;
  const names = loop.pattern.kind === 'one' ? [loop.pattern] : loop.pattern.names;
  const variables = names.map(({ name, span }) => marked(span, cx.variable(name)));
  const pattern = loop.pattern.kind === 'one' ? (variables[0] ?? code('item')) : code('[', join(variables, ', '), ']');
  let of: Code =
    loop.of.kind === 'call' && plain(loop.of.callee) === 'zip' ? emitZip(loop.of.args, cx) : emitObject(loop.of, cx);
  // A collection that the loop itself changes is gone through as it was.
  if (loop.of.kind === 'name' && growsIn(statement.body, loop.of.name)) of = code('[...', of, ']');
  if (loop.reversed) of = code('[...', of, '].reverse()');
  if (loop.position) of = code(of, '.entries()');
  const item = loop.position
    ? code('[', marked(loop.position.span, cx.variable(loop.position.name)), ', ', pattern, ']')
    : pattern;
  const declared = sx.declarations.declaresLoop(statement) ? 'const ' : '';
  const inner = `${indent}  `;
  const filter = loop.filter
    ? code(inner, marked(loop.filter, 'if (', emitExpression(negation(loop.filter), cx), ') continue;'), '\n')
    : '';
  const head = marked(statement.head, 'for (', declared, item, ' of ', of, ')');
  return code(
    indent,
    marked(statement, head, ' {\n', filter, emitBlock(statement.body, sx, inner), `${indent}}`),
    '\n',
  );
}

function emitZip(args: readonly Expr[], cx: RoutineContext): Code {
  const [first, ...others] = args;
  if (!first) return code('[]');
  return code(
    emitObject(first, cx),
    '.map((item, i) => [item',
    ...others.flatMap((other): Piece[] => [', ', emitObject(other, cx), '[i]']),
    '])',
  );
}

function emitCase(statement: StmtOf<'case'>, sx: StatementContext, indent: string): Code {
  const { cx } = sx;
  const { subject } = statement;
  const test = (value: Expr): Code => {
    if (value.kind !== 'range') return code(emitExpression(subject, cx), ' === ', emitExpression(value, cx));
    return code(
      emitExpression(subject, cx),
      ' >= ',
      emitExpression(value.from, cx),
      ' && ',
      emitExpression(subject, cx),
      ' <= ',
      emitExpression(value.to, cx),
    );
  };
  const pieces: Piece[] = [];
  statement.arms.forEach(({ values, body }, i) => {
    pieces.push(
      i === 0 ? 'if (' : ' else if (',
      join(
        values.map((value) => marked(value, test(value))),
        ' || ',
      ),
      ') {\n',
      emitBlock(body, sx, `${indent}  `),
      `${indent}}`,
    );
  });
  if (statement.otherwise) pieces.push(' else {\n', emitBlock(statement.otherwise, sx, `${indent}  `), `${indent}}`);
  return code(indent, marked(statement, ...pieces), '\n');
}

function emitReturn(statement: StmtOf<'return'>, sx: StatementContext, indent: string): Code {
  const [only] = statement.values;
  if (!only) return line(indent, statement, sx.result === null ? 'return;' : `return ${sx.result};`);
  sx.cx.assigned = null;
  // `return c and b` gives two tables back, not a truth value.
  const isPair =
    only.kind === 'binary' && only.operator === 'and' && sx.cx.depthOf(only.left) > 0 && sx.cx.depthOf(only.right) > 0;
  const all = isPair ? [only.left, only.right] : statement.values;
  const values = all.map((value) => emitExpression(value, sx.cx));
  return line(
    indent,
    statement,
    'return ',
    values.length === 1 ? (values[0] ?? '') : code('[', join(values, ', '), ']'),
    ';',
  );
}

function emitCallStatement(statement: StmtOf<'call'>, sx: StatementContext, indent: string): Code {
  const { cx } = sx;
  const { call } = statement;
  if (call.kind === 'call') {
    const name = plain(call.callee);
    const [queue, item, key] = call.args;
    if (
      /^(decreasekey|increasekey|changekey|decreasepriority)$/.test(name) &&
      !cx.callee(call.callee) &&
      queue &&
      item &&
      key
    ) {
      return emitDecrease(statement, queue, item, key, cx, indent);
    }
    const defined = cx.callee(call.callee);
    const returned =
      defined?.scope.routine.parameters.flatMap(({ byReference, name: parameter }, i) =>
        byReference && defined.scope.set.has(parameter) && call.args[i] ? [call.args[i]] : [],
      ) ?? [];
    const assigned = returned.filter((arg) => arg.kind === 'name' && (cx.shapes.get(arg.name)?.depth ?? 0) === 0);
    if (defined && assigned.length > 0 && assigned.length === returned.length) {
      const targets = returned.map((arg) => emitExpression(arg, cx));
      return line(
        indent,
        statement,
        targets.length === 1 ? (targets[0] ?? '') : code('[', join(targets, ', '), ']'),
        ' = ',
        emitExpression(call, cx),
        ';',
      );
    }
    if (defined && sx.output === 'list' && outputsIn(defined.scope.routine.body)) {
      return line(indent, statement, 'output.push(...', emitExpression(call, cx), ');');
    }
  }
  if (
    call.kind === 'method' &&
    /^(decrease|change)(_?key|_?priority|Key|Priority)$/.test(call.name) &&
    call.args[0] &&
    call.args[1]
  ) {
    return emitDecrease(statement, call.object, call.args[0], call.args[1], cx, indent);
  }
  return line(indent, statement, emitExpression(call, cx), ';');
}

export function outputsIn(statements: readonly Stmt[]): boolean {
  return [...statementsIn(statements)].some(({ kind }) => kind === 'output');
}

function emitDecrease(statement: Stmt, queue: Expr, item: Expr, key: Expr, cx: RoutineContext, indent: string): Code {
  const priority = cx.priorityOf(queue);
  const [name, value] = [emitExpression(item, cx), emitExpression(key, cx)];
  if (priority === 'pairs') {
    return line(
      indent,
      statement,
      emitObject(queue, cx),
      '.find(([, item]) => item === ',
      name,
      ')![0] = ',
      value,
      ';',
    );
  }
  if (priority === null) {
    cx.problem(
      statement,
      `“${cx.program.textOf(statement)}”: it isn’t clear where the keys are kept: give vertices an attribute such as v.key`,
    );
    return line(indent, statement, ';');
  }
  return line(
    indent,
    statement,
    cx.attributeArray(priority),
    '[',
    cx.vertexIndex(item, () => name),
    '] = ',
    value,
    ';',
  );
}

function emitDeclare(statement: StmtOf<'declare'>, sx: StatementContext, indent: string): Code {
  const { cx } = sx;
  if (sx.declarations.isParameter(statement.name)) return code('');
  const value = statement.value ? code(' = ', emitExpression(statement.value, cx)) : code(';');
  if (!statement.value)
    return sx.declarations.isDeclaredLater(statement.name)
      ? code('')
      : line(indent, statement, 'let ', cx.variable(statement.name), ';');
  return line(
    indent,
    statement,
    statement.constant ? 'const ' : sx.declarations.isDeclaredBefore(statement.name) ? '' : 'const ',
    cx.variable(statement.name),
    value,
    ';',
  );
}

function emitInput(statement: StmtOf<'input'>, sx: StatementContext, indent: string): Code {
  const stream = sx.streams.get(keyOf(statement.target));
  if (!stream) return code('');
  const declared = sx.declarations.declares(statement);
  return line(
    indent,
    statement,
    declared ?? '',
    emitExpression(statement.target, sx.cx),
    ` = ${stream.list}[${stream.counter}++];`,
  );
}

export function keyOf(target: Expr): string {
  return rootOf(target) ?? (target.kind === 'name' ? target.name : '');
}

function emitOutput(statement: StmtOf<'output'>, sx: StatementContext, indent: string): Code {
  const values = statement.values.map((value) => emitExpression(value, sx.cx));
  if (sx.output === 'single') return line(indent, statement, 'output = ', values[0] ?? 'null', ';');
  if (sx.output === 'list') return line(indent, statement, 'output.push(', join(values, ', '), ');');
  return line(indent, statement, `// ${sx.cx.program.textOf(statement).replace(/\s+/g, ' ')}`);
}

function emitAdd(statement: StmtOf<'add'>, cx: RoutineContext, indent: string): Code {
  const [item, to] = [emitExpression(statement.item, cx), emitObject(statement.to, cx)];
  if (statement.priority)
    return line(indent, statement, to, '.push([', emitExpression(statement.priority, cx), ', ', item, ']);');
  if (statement.where === 'first') return line(indent, statement, to, '.unshift(', item, ');');
  if (statement.where === 'set' && cx.isSet(statement.to))
    return line(indent, statement, 'if (!', to, '.includes(', item, ')) ', to, '.push(', item, ');');
  return line(indent, statement, to, '.push(', item, ');');
}

function emitSort({ of, key, down, ...statement }: StmtOf<'sort'>, cx: RoutineContext, indent: string): Code {
  const list = emitObject(of, cx);
  const whole: Stmt = { of, key, down, ...statement };
  const [first, second] = down ? ['b', 'a'] : ['a', 'b'];
  if (!key) return line(indent, whole, list, `.sort((a, b) => ${first} - ${second});`);
  const table = key.kind === 'name' ? key.name : null;
  if (table !== null && cx.isLookUp(table)) {
    const first0 = cx.firstVertex() === '0' ? '' : `, ${cx.firstVertex()}`;
    const look = (side: string): string =>
      `${cx.helper('lookUp')}(${cx.variable(table)}, ${side}[0], ${side}[1]${first0})`;
    return line(indent, whole, list, `.sort((a, b) => ${look(first ?? 'a')} - ${look(second ?? 'b')});`);
  }
  return line(
    indent,
    whole,
    list,
    '.sort((a, b) => ',
    code(first ?? 'a', '.', table ?? 'key'),
    ' - ',
    code(second ?? 'b', '.', table ?? 'key'),
    ');',
  );
}
