import type { Expr, StmtOf } from '../grammar/ast.ts';
import { code, join, marked, type Code } from './code.ts';
import type { RoutineContext } from './context.ts';
import { emitExpression } from './expressions.ts';
import { line, type StatementContext } from './statement-context.ts';

/** A row that may not be there yet: `(c[i] ??= [])[j]`. */
function emitTarget(target: Expr, sx: StatementContext): Code {
  const { cx } = sx;
  if (target.kind !== 'index' || target.object.kind === 'attribute') return emitExpression(target, cx);
  const root = rootOf(target);
  const depth = depthOf(target);
  if (root === null || depth < 2 || !sx.declarations.grows(root)) return emitExpression(target, cx);
  const emitted = emitExpression(target, cx);
  const { text } = emitted;
  const at = text.lastIndexOf('[', matchingOpen(text));
  const open = matchingOpen(text);
  return at < 0 ? emitted : marked(target, `(${text.slice(0, open)} ??= [])${text.slice(open)}`);
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

export function emitAssign(statement: StmtOf<'assign'>, sx: StatementContext, indent: string): Code {
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

export function emitUpdate(statement: StmtOf<'update'>, { cx }: StatementContext, indent: string): Code {
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

export function emitDeclare(statement: StmtOf<'declare'>, sx: StatementContext, indent: string): Code {
  const { cx } = sx;
  if (sx.declarations.isParameter(statement.name)) return code('');
  const value = statement.value ? code(' = ', emitExpression(statement.value, cx)) : code(';');
  if (!statement.value) {
    const isLater = sx.declarations.isDeclaredLater(statement.name);
    const start = sx.declarations.isReadFirst(statement.name) ? startOf(statement.type) : '';
    if (isLater && start === '') return code('');
    return line(indent, statement, isLater ? '' : 'let ', cx.variable(statement.name), start, ';');
  }
  return line(
    indent,
    statement,
    statement.constant ? 'const ' : sx.declarations.isDeclaredBefore(statement.name) ? '' : 'const ',
    cx.variable(statement.name),
    value,
    ';',
  );
}

/** What is declared and not set begins as most languages have it. */
function startOf(type: string | undefined): string {
  if (/^(integer|real|number|int|float)$/.test(type ?? '')) return ' = 0';
  if (/^(string|char|character)$/.test(type ?? '')) return " = ''";
  return type === 'boolean' ? ' = false' : '';
}

export function emitInput(statement: StmtOf<'input'>, sx: StatementContext, indent: string): Code {
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

export function emitOutput(statement: StmtOf<'output'>, sx: StatementContext, indent: string): Code {
  const values = statement.values.map((value) => emitExpression(value, sx.cx));
  if (sx.output === 'single') return line(indent, statement, 'output = ', values[0] ?? 'null', ';');
  if (sx.output === 'list') return line(indent, statement, 'output.push(', join(values, ', '), ');');
  return line(indent, statement, `// ${sx.cx.program.textOf(statement).replace(/\s+/g, ' ')}`);
}
