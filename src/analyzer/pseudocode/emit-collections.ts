import type { Expr, ExprOf } from './ast.ts';
import { code, type Code } from './code.ts';
import type { RoutineContext } from './context.ts';
import { shifted } from './emit-places.ts';
import { Level, type Leveled, type Parts } from './leveled.ts';
import { plain } from './normalise.ts';

/** Operators on lists and sets; null where the operands are none. */
export function emitOnCollections(expression: ExprOf<'binary'>, cx: RoutineContext, parts: Parts): Leveled | null {
  const { operator, left, right } = expression;
  if (operator === 'in' || operator === 'not in') return emitMembership(expression, parts);
  if (isSetOperation(expression, cx)) return emitSets(expression, cx, parts);
  if (operator === '*' && left.kind === 'list') return { code: emitRepeated(left, right, parts), level: Level.call };
  if (operator === '⊆') {
    const test = code(parts.object(left), '.every((item) => ', parts.object(right), '.includes(item))');
    return { code: test, level: Level.call };
  }
  if (operator === '+' && (left.kind === 'list' || right.kind === 'list')) {
    const joined = code('[...', parts.expression(left), ', ...', parts.expression(right), ']');
    return { code: joined, level: Level.primary };
  }
  if (operator === '+' && (cx.isCollection(left) || cx.isCollection(right)))
    return { code: code(parts.object(left), '.concat(', parts.expression(right), ')'), level: Level.call };
  if ((operator === '==' || operator === '≠') && isEmptyLiteral(right)) {
    const test = operator === '==' ? '.length === 0' : '.length > 0';
    return { code: code(parts.object(left), test), level: Level.equality };
  }
  return null;
}

function isSetOperation({ operator, left, right }: ExprOf<'binary'>, cx: RoutineContext): boolean {
  if (operator === '∪' || operator === '∩' || operator === '∖') return true;
  return (operator === '-' || (operator === '+' && right.kind === 'list')) && cx.isSet(left);
}

function isEmptyLiteral(expression: Expr): boolean {
  return expression.kind === 'empty' || (expression.kind === 'list' && expression.items.length === 0);
}

function emitMembership({ operator, left, right }: ExprOf<'binary'>, parts: Parts): Leveled {
  const not = operator === 'not in' ? '!' : '';
  if (right.kind === 'binary' && right.operator === '∖') {
    const said = code(
      parts.object(right.left),
      '.includes(',
      parts.expression(left),
      ') && !',
      parts.object(right.right),
      '.includes(',
      parts.expression(left),
      ')',
    );
    return not === '' ? { code: said, level: Level.and } : { code: code('!(', said, ')'), level: Level.unary };
  }
  return {
    code: code(not, parts.object(right), '.includes(', parts.expression(left), ')'),
    level: not === '' ? Level.call : Level.unary,
  };
}

function emitSets({ operator, left, right }: ExprOf<'binary'>, cx: RoutineContext, parts: Parts): Leveled {
  const [a, b] = [parts.expression(left), parts.expression(right)];
  const only = right.kind === 'list' && right.items.length === 1 ? right.items[0] : undefined;
  if (operator === '∖' || operator === '-') {
    const test = only
      ? code('item !== ', parts.operand(only, Level.relation))
      : code('!', parts.object(right), '.includes(item)');
    return { code: code(parts.object(left), '.filter((item) => ', test, ')'), level: Level.call };
  }
  if (operator === '∩')
    return {
      code: code(parts.object(left), '.filter((item) => ', parts.object(right), '.includes(item))'),
      level: Level.call,
    };
  return { code: code(cx.helper('union'), '(', a, ', ', b, ')'), level: Level.call };
}

/** `[0] * n`. */
function emitRepeated(list: ExprOf<'list'>, times: Expr, parts: Parts): Code {
  const [item] = list.items;
  if (list.items.length === 1 && item && item.kind !== 'list')
    return code('new Array(', parts.expression(times), ').fill(', parts.expression(item), ')');
  return code(
    'Array.from({ length: ',
    parts.expression(times),
    ' }, () => ',
    item ? parts.expression(item) : '[]',
    ')',
  );
}

export function emitComprehension(
  { value, variable, source, filter }: ExprOf<'comprehension'>,
  cx: RoutineContext,
  parts: Parts,
): Code {
  const name = variable === '_' ? '' : cx.variable(variable);
  const isRange =
    source.kind === 'call' && plain(source.callee) === 'range' && source.args.length === 1 ? source.args[0] : null;
  const range = isRange ?? null;
  if (range && !filter)
    return code(
      'Array.from({ length: ',
      parts.expression(range),
      ' }, (',
      name === '' ? '' : `_, ${name}`,
      ') => ',
      parts.expression(value),
      ')',
    );
  const items = range ? code('[...Array(', parts.expression(range), ').keys()]') : parts.object(source);
  const kept = filter ? code(items, `.filter((${name}) => `, parts.expression(filter), ')') : items;
  return value.kind === 'name' && value.name === variable
    ? kept
    : code(kept, `.map((${name}) => `, parts.expression(value), ')');
}

export function emitRange({ from, to, exclusive }: ExprOf<'range'>, parts: Parts): Code {
  const length = code(parts.operand(to, Level.sum), ' - ', parts.operand(from, Level.product), exclusive ? '' : ' + 1');
  return code('Array.from({ length: ', length, ' }, (_, i) => ', parts.operand(from, Level.sum), ' + i)');
}

/** `let c[0..m, 1..n] be a new table`: filled with 0 where nothing is said. */
export function emitArray({ dimensions, fill: value }: ExprOf<'array'>, parts: Parts): Code {
  const filler = value ? parts.expression(value) : code('0');
  const sizes = dimensions.map(({ from, to }) => emitSize(from, to, parts));
  const [last] = sizes.slice(-1);
  let made = code('new Array(', last ?? '0', ').fill(', filler, ')');
  for (const size of sizes.slice(0, -1).reverse()) made = code('Array.from({ length: ', size, ' }, () => ', made, ')');
  return made;
}

function emitSize(from: Expr | null, to: Expr, parts: Parts): Code {
  if (from === null) return parts.expression(to);
  if (from.kind === 'number') return shifted(to, Number(from.value) - 1, parts);
  return code(parts.operand(to, Level.sum), ' - ', parts.operand(from, Level.product), ' + 1');
}

/** `vertex in Q with minimum dist[u]`: the first of the best. */
export function emitBest({ most, variable, of, key }: ExprOf<'best'>, cx: RoutineContext, parts: Parts): Code {
  if (!key) return code(`Math.${most ? 'max' : 'min'}(...`, parts.expression(of), ')');
  const name = variable ?? cx.assigned ?? 'item';
  const item: Expr = { kind: 'name', name, start: key.start, end: key.end };
  const keyed: Expr =
    key.kind === 'name' ? { kind: 'index', object: key, indices: [item], start: key.start, end: key.end } : key;
  return code(
    cx.helper(most ? 'largest' : 'smallest'),
    '(',
    parts.expression(of),
    `, (${cx.variable(name)}) => `,
    parts.expression(keyed),
    ')',
  );
}

export function emitNeighbors({ of }: ExprOf<'neighbors'>, cx: RoutineContext, parts: Parts): Code {
  return code(
    cx.neighborLists(),
    '[',
    cx.vertexIndex(of, (part) => parts.expression(part)),
    ']',
  );
}

export function emitTake({ of, which }: ExprOf<'take'>, cx: RoutineContext, parts: Parts): Code {
  if (which === 'last') return code(parts.object(of), '.pop()');
  if (which === 'first' || which === 'any') return code(parts.object(of), '.shift()');
  const priority = cx.priorityOf(of);
  if (priority === 'pairs')
    return code(
      cx.helper(which === 'max' ? 'takeLargest' : 'takeSmallest'),
      '(',
      parts.expression(of),
      ', ([priority]) => priority)[1]',
    );
  const key =
    priority === null
      ? 'item'
      : code(
          cx.attributeArray(priority.attribute),
          '[',
          cx.vertexIndex({ kind: 'name', name: 'item', start: of.start, end: of.end }, () => code('item')),
          ']',
        );
  return code(
    cx.helper(which === 'max' ? 'takeLargest' : 'takeSmallest'),
    '(',
    parts.expression(of),
    ', (item) => ',
    key,
    ')',
  );
}
