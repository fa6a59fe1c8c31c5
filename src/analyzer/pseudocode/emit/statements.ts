import type { Expr, Stmt, StmtOf } from '../grammar/ast.ts';
import { code, join, marked, type Code, type Piece } from './code.ts';
import { emitAssign, emitDeclare, emitInput, emitOutput, emitUpdate } from './assignments.ts';
import { emitExpression } from './expressions.ts';
import { emitEach, emitFor, emitSteps } from './loops.ts';
import { emitAdd, emitCallStatement, emitFill, emitSort } from './operations.ts';
import { quote } from './emitter.ts';
import { negation } from '../meaning/negation.ts';
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
      return emitFor(statement, sx, indent, body(statement.body));
    case 'each':
      return emitEach(statement, sx, indent, body(statement.body));
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
    case 'fill':
      return emitFill(statement, cx, indent);
    case 'steps':
      return emitSteps(statement, sx, indent, {
        init: emitStatement(statement.init, sx, ''),
        step: emitStatement(statement.step, sx, ''),
        body: body(statement.body),
      });
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
  // What is left of a choice whose cases can't be read.
  const word = pieces.length === 0 ? '{\n' : ' else {\n';
  if (statement.otherwise) pieces.push(word, emitBlock(statement.otherwise, sx, `${indent}  `), `${indent}}`);
  return code(indent, marked(statement, ...pieces), '\n');
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
