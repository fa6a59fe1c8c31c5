import type { Expr, ExprOf } from '../grammar/ast.ts';
import { code, type Code } from './code.ts';
import { Level, shifted, type Emitter } from './emitter.ts';
import { plain } from '../meaning/normalise.ts';

export function emitComprehension({ value, variable, source, filter }: ExprOf<'comprehension'>, out: Emitter): Code {
  const name = variable === '_' ? '' : out.cx.variable(variable);
  const isRange =
    source.kind === 'call' && plain(source.callee) === 'range' && source.args.length === 1 ? source.args[0] : null;
  const range = isRange ?? null;
  if (range && !filter)
    return code(
      'Array.from({ length: ',
      out.expression(range),
      ' }, (',
      name === '' ? '' : `_, ${name}`,
      ') => ',
      out.expression(value),
      ')',
    );
  const items = range ? code('[...Array(', out.expression(range), ').keys()]') : out.object(source);
  const kept = filter ? code(items, `.filter((${name}) => `, out.expression(filter), ')') : items;
  return value.kind === 'name' && value.name === variable
    ? kept
    : code(kept, `.map((${name}) => `, out.expression(value), ')');
}

export function emitRange({ from, to, exclusive }: ExprOf<'range'>, out: Emitter): Code {
  const length = code(out.operand(to, Level.sum), ' - ', out.operand(from, Level.product), exclusive ? '' : ' + 1');
  return code('Array.from({ length: ', length, ' }, (_, i) => ', out.operand(from, Level.sum), ' + i)');
}

/** `let c[0..m, 1..n] be a new table`: filled with 0 where nothing is said. */
export function emitArray({ dimensions, fill: value }: ExprOf<'array'>, out: Emitter): Code {
  const filler = value ? out.expression(value) : code('0');
  const sizes = dimensions.map(({ from, to }) => emitSize(from, to, out));
  const [last] = sizes.slice(-1);
  let made = code('new Array(', last ?? '0', ').fill(', filler, ')');
  for (const size of sizes.slice(0, -1).reverse()) made = code('Array.from({ length: ', size, ' }, () => ', made, ')');
  return made;
}

function emitSize(from: Expr | null, to: Expr, out: Emitter): Code {
  if (from === null) return out.expression(to);
  if (from.kind === 'number') return shifted(to, Number(from.value) - 1, out);
  return code(out.operand(to, Level.sum), ' - ', out.operand(from, Level.product), ' + 1');
}

/** `vertex in Q with minimum dist[u]`: the first of the best. */
export function emitBest({ most, variable, of, key }: ExprOf<'best'>, out: Emitter): Code {
  if (!key) return code(`Math.${most ? 'max' : 'min'}(...`, out.expression(of), ')');
  const name = variable ?? out.cx.assigned ?? 'item';
  const item: Expr = { kind: 'name', name, start: key.start, end: key.end };
  const keyed: Expr =
    key.kind === 'name' ? { kind: 'index', object: key, indices: [item], start: key.start, end: key.end } : key;
  return code(
    out.cx.helper(most ? 'largest' : 'smallest'),
    '(',
    out.expression(of),
    `, (${out.cx.variable(name)}) => `,
    out.expression(keyed),
    ')',
  );
}

export function emitNeighbors({ of }: ExprOf<'neighbors'>, out: Emitter): Code {
  return code(out.cx.neighborLists(), '[', out.vertex(of), ']');
}

export function emitTake({ of, which }: ExprOf<'take'>, out: Emitter): Code {
  if (which === 'last') return code(out.object(of), '.pop()');
  if (which === 'first' || which === 'any') return code(out.object(of), '.shift()');
  const priority = out.cx.priorityOf(of);
  if (priority === 'pairs')
    return code(
      out.cx.helper(which === 'max' ? 'takeLargest' : 'takeSmallest'),
      '(',
      out.expression(of),
      ', ([priority]) => priority)[1]',
    );
  const key =
    priority === null
      ? 'item'
      : 'part' in priority
        ? `item.${priority.part}`
        : code(
            out.cx.attributeArray(priority.attribute),
            '[',
            out.cx.vertexIndex({ kind: 'name', name: 'item', start: of.start, end: of.end }, () => code('item')),
            ']',
          );
  return code(
    out.cx.helper(which === 'max' ? 'takeLargest' : 'takeSmallest'),
    '(',
    out.expression(of),
    ', (item) => ',
    key,
    ')',
  );
}
