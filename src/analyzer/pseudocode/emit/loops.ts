import type { Expr, Stmt, StmtOf } from '../grammar/ast.ts';
import { code, join, marked, type Code, type Piece } from './code.ts';
import type { RoutineContext } from './context.ts';
import { askDirection } from './direction.ts';
import { emitExpression, emitObject } from './expressions.ts';
import { negation } from '../meaning/negation.ts';
import { plain } from '../meaning/normalise.ts';
import type { StatementContext } from './statement-context.ts';
import { statementsIn, usesOf } from '../meaning/walk.ts';

export function emitFor(statement: StmtOf<'for'>, sx: StatementContext, indent: string, inner: Code): Code {
  const { cx } = sx;
  const { loop, body } = statement;
  askDirection(loop, cx);
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
  return code(before, indent, marked(statement, head, ' {\n', inner, `${indent}}`), '\n');
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
  return statementsIn(body).some((each) => {
    const { writes, binds } = usesOf(each);
    return (
      writes.some(({ expression }) => expression.kind === 'name' && names.has(expression.name)) ||
      binds.some((name) => names.has(name))
    );
  });
}

function growsIn(body: readonly Stmt[], name: string): boolean {
  return statementsIn(body).some((each) => {
    if (each.kind === 'add') return each.to.kind === 'name' && each.to.name === name;
    if (each.kind === 'remove') return each.from.kind === 'name' && each.from.name === name;
    return usesOf(each).writes.some(({ expression }) => expression.kind === 'name' && expression.name === name);
  });
}

/** A graph that is an object of its parts is no list as well. */
function askParts(graph: Expr & { readonly kind: 'name' }, cx: RoutineContext): void {
  const vertices = cx.program.graph?.vertices ?? 'V';
  const title = `Go through its vertices: ${graph.name}.${vertices}`;
  cx.problem(
    graph,
    `“${graph.name}” has parts elsewhere, so it isn’t clear what the loop runs over: say which part, or write all of them as “${graph.name}[u]”`,
    [{ title, text: `${graph.name}.${vertices}` }],
  );
}

export function emitEach(statement: StmtOf<'each'>, sx: StatementContext, indent: string, inner: Code): Code {
  const { cx } = sx;
  const { loop } = statement;
  const names = loop.pattern.kind === 'one' ? [loop.pattern] : loop.pattern.names;
  const variables = names.map(({ name, span }) => marked(span, cx.variable(name)));
  const pattern = loop.pattern.kind === 'one' ? (variables[0] ?? code('item')) : code('[', join(variables, ', '), ']');
  let of: Code =
    loop.of.kind === 'call' && plain(loop.of.callee) === 'zip' ? emitZip(loop.of.args, cx) : emitObject(loop.of, cx);
  if (loop.of.kind === 'name' && cx.isGraph(loop.of.name)) askParts(loop.of, cx);
  // A collection that the loop itself changes is gone through as it was.
  if (loop.of.kind === 'name' && growsIn(statement.body, loop.of.name)) of = code('[...', of, ']');
  if (loop.reversed) of = code('[...', of, '].reverse()');
  if (loop.position) of = code(of, '.entries()');
  const item = loop.position
    ? code('[', marked(loop.position.span, cx.variable(loop.position.name)), ', ', pattern, ']')
    : pattern;
  const declared = sx.declarations.declaresLoop(statement) ? 'const ' : '';
  const filter =
    loop.filter && !isInGraph(loop.filter, cx)
      ? code(`${indent}  `, marked(loop.filter, 'if (', emitExpression(negation(loop.filter), cx), ') continue;'), '\n')
      : '';
  const head = marked(statement.head, 'for (', declared, item, ' of ', of, ')');
  return code(indent, marked(statement, head, ' {\n', filter, inner, `${indent}}`), '\n');
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

/** `for (i = 0; i < n; i++)` stays what it is. */
export function emitSteps(
  statement: StmtOf<'steps'>,
  { cx }: StatementContext,
  indent: string,
  { init, step, body }: { readonly init: Code; readonly step: Code; readonly body: Code },
): Code {
  const condition = emitExpression(statement.condition, cx);
  const head = marked(statement.head, 'for (', bare(init), '; ', condition, '; ', bare(step), ')');
  return code(indent, marked(statement, head, ' {\n', body, `${indent}}`), '\n');
}

/** A statement without the semicolon and the line break behind it. */
function bare(statement: Code): Code {
  return statement.without('\n').without(';');
}

/** `for each neighbor u of v in G`: what is in the graph anyway. */
function isInGraph(filter: Expr, cx: RoutineContext): boolean {
  if (filter.kind !== 'binary' || filter.operator !== 'in' || filter.right.kind !== 'name') return false;
  return cx.program.graph?.names.has(filter.right.name) ?? false;
}
