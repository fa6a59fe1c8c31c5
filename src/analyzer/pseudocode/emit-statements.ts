import type { Expr, Stmt, StmtOf } from './ast.ts';
import { code, join, marked, type Code, type Piece } from './code.ts';
import type { RoutineContext } from './context.ts';
import { emitAdd, emitCallStatement, emitDeclare, emitInput, emitOutput, emitSort } from './emit-actions.ts';
import { emitAssign, emitUpdate } from './emit-assignments.ts';
import { emitExpression, emitObject, negation, quote } from './emit-expressions.ts';
import { changesBound, growsIn } from './loop-bounds.ts';
import { plain } from './normalise.ts';
import { line, type StatementContext } from './statement-context.ts';

export function emitBlock(statements: readonly Stmt[], sx: StatementContext, indent: string): Code {
  return code(...statements.map((statement) => emitStatement(statement, sx, indent)));
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
