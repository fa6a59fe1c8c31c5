import type { Expr, ExprOf } from './ast.ts';
import { code, marked, type Code, type Piece } from './code.ts';
import type { RoutineContext } from './context.ts';
import { variableName } from './identifiers.ts';
import { Level, type Parts } from './leveled.ts';

/** An index counted from 0: `i + 1` in a text that counts from 1 is `i`. */
export function shifted(index: Expr, base: number | Expr, parts: Parts): Code {
  if (typeof base !== 'number') return code(parts.operand(index, Level.sum), ' - ', parts.operand(base, Level.product));
  if (base === 0) return parts.expression(index);
  if (index.kind === 'number') return marked(index, String(Number(index.value) - base));
  const sum =
    index.kind === 'binary' && (index.operator === '+' || index.operator === '-') && index.right.kind === 'number'
      ? index
      : null;
  if (sum?.right.kind === 'number') {
    const by = (sum.operator === '+' ? 1 : -1) * Number(sum.right.value) - base;
    const left = parts.operand(sum.left, Level.sum);
    if (by === 0) return marked(index, parts.expression(sum.left));
    return marked(index, left, by > 0 ? ` + ${by}` : ` - ${-by}`);
  }
  return code(parts.operand(index, Level.sum), base > 0 ? ` - ${base}` : ` + ${-base}`);
}

export function emitIndex({ object, indices }: ExprOf<'index'>, cx: RoutineContext, parts: Parts): Code {
  const graph = cx.partOfGraph(object);
  if (graph !== null)
    return code(
      graph,
      ...indices.flatMap((index): Piece[] => ['[', cx.vertexIndex(index, (part) => parts.expression(part)), ']']),
    );
  const pieces: Piece[] = [parts.object(object)];
  indices.forEach((index, dimension) => {
    pieces.push(
      '[',
      cx.indexesVertices(object)
        ? cx.vertexIndex(index, (part) => parts.expression(part))
        : shifted(index, cx.baseOf(object, dimension), parts),
      ']',
    );
  });
  return code(...pieces);
}

export function emitSlice({ object, from, to, exclusive }: ExprOf<'slice'>, cx: RoutineContext, parts: Parts): Code {
  const base = cx.baseOf(object, 0);
  const start = from ? shifted(from, base, parts) : '0';
  if (!to) return code(parts.object(object), '.slice(', start, ')');
  const end =
    typeof base === 'number'
      ? shifted(to, base - (exclusive ? 0 : 1), parts)
      : code(shifted(to, base, parts), exclusive ? '' : ' + 1');
  return code(parts.object(object), '.slice(', start, ', ', end, ')');
}

export function emitAttribute(expression: ExprOf<'attribute'>, cx: RoutineContext, parts: Parts): Code {
  const { object, name } = expression;
  const part = cx.partOfGraph(expression);
  if (part !== null) return code(part);
  if (cx.isVertexAttribute(expression)) {
    return code(
      cx.attributeArray(name),
      '[',
      cx.vertexIndex(object, (inner) => parts.expression(inner)),
      ']',
    );
  }
  if (cx.isArrayAttribute(expression)) return cx.arrayAttribute(expression, parts.expression(object));
  return code(parts.object(object), '.', variableName(name));
}
