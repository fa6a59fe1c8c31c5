import type { Expr, Stmt, StmtOf } from '../grammar/ast.ts';
import { writtenBack } from './by-reference.ts';
import { code, join, type Code } from './code.ts';
import type { RoutineContext } from './context.ts';
import { emitExpression, emitObject } from './expressions.ts';
import { plain } from '../meaning/normalise.ts';
import { statementsIn } from '../meaning/walk.ts';
import { line, type StatementContext } from './statement-context.ts';

export function emitCallStatement(statement: StmtOf<'call'>, sx: StatementContext, indent: string): Code {
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
    const returned = writtenBack(statement, cx);
    if (returned.length > 0) {
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
    if (defined && sx.output === 'list' && cx.program.outputs.get(defined.scope) === 'list') {
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
  if (priority !== null && 'part' in priority)
    return line(indent, statement, emitObject(item, cx), `.${priority.part} = `, value, ';');
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
    cx.attributeArray(priority.attribute),
    '[',
    cx.vertexIndex(item, () => name),
    '] = ',
    value,
    ';',
  );
}

export function emitAdd(statement: StmtOf<'add'>, cx: RoutineContext, indent: string): Code {
  const [item, to] = [emitExpression(statement.item, cx), emitObject(statement.to, cx)];
  if (statement.priority)
    return line(indent, statement, to, '.push([', emitExpression(statement.priority, cx), ', ', item, ']);');
  if (statement.where === 'first') return line(indent, statement, to, '.unshift(', item, ');');
  if (statement.where === 'set' && cx.isSet(statement.to))
    return line(indent, statement, 'if (!', to, '.includes(', item, ')) ', to, '.push(', item, ');');
  return line(indent, statement, to, '.push(', item, ');');
}

export function emitSort(statement: StmtOf<'sort'>, cx: RoutineContext, indent: string): Code {
  const { of, key, down } = statement;
  const list = emitObject(of, cx);
  const sorted = (of1: (side: 'a' | 'b') => string): Code =>
    line(indent, statement, list, `.sort((a, b) => ${of1(down ? 'b' : 'a')} - ${of1(down ? 'a' : 'b')});`);
  const table = key?.kind === 'name' ? key.name : null;
  const part = table === null || cx.isLookUp(table) ? null : partOf(of, table, cx);
  if (part !== null) return sorted((side) => `${side}[${part}]`);
  if (!key) return sorted((side) => side);
  if (table !== null && !cx.isLookUp(table) && cx.isParameter(table)) {
    const base = cx.baseOf(key, 0);
    const shift = typeof base === 'number' && base !== 0 ? ` - ${base}` : '';
    return sorted((side) => `${cx.variable(table)}[${side}${shift}]`);
  }
  if (table === null || !cx.isLookUp(table)) return sorted((side) => `${side}.${table ?? 'key'}`);
  const first = cx.firstVertex() === '0' ? '' : `, ${cx.firstVertex()}`;
  return sorted((side) => `${cx.helper('lookUp')}(${cx.variable(table)}, ${side}[0], ${side}[1]${first})`);
}

/** Which part of an item is meant by a name, where a loop takes the items apart: `for each (u, v, w) in E`. */
function partOf(list: Expr, name: string, { scope }: RoutineContext): number | null {
  if (list.kind !== 'name') return null;
  for (const each of statementsIn(scope.routine.body)) {
    if (each.kind !== 'each' || each.loop.of.kind !== 'name' || each.loop.of.name !== list.name) continue;
    const { pattern } = each.loop;
    if (pattern.kind !== 'many') continue;
    const names = pattern.names.map((part) => part.name);
    const at = names.indexOf(name);
    if (at >= 0) return at;
    if (names.length === 3 && /^(weights?|costs?|lengths?)$/.test(name)) return 2;
  }
  return null;
}

export function emitFill(statement: StmtOf<'fill'>, cx: RoutineContext, indent: string): Code {
  const { of, value } = statement;
  const [list, filler] = [emitObject(of, cx), emitExpression(value, cx)];
  return cx.depthOf(of) >= 2
    ? line(indent, statement, 'for (const row of ', list, ') row.fill(', filler, ');')
    : line(indent, statement, list, '.fill(', filler, ');');
}
