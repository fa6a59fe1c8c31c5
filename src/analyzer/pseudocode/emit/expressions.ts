import type { Expr, ExprOf } from '../grammar/ast.ts';
import { code, join, marked, type Code, type Piece } from './code.ts';
import type { RoutineContext } from './context.ts';
import { emitCall, emitMethod } from './calls.ts';
import { emitArray, emitBest, emitComprehension, emitNeighbors, emitRange, emitTake } from './collections.ts';
import { emitBinary } from './operators.ts';
import { Level, quote, shifted, type Emitter, type Leveled } from './emitter.ts';
import { variableName } from './identifiers.ts';
import { isMapWord } from '../meaning/maps.ts';
import { negation } from '../meaning/negation.ts';

/** TypeScript for an expression. */
export function emitExpression(expression: Expr, cx: RoutineContext): Code {
  return new ExpressionEmitter(cx).expression(expression);
}

/** An expression that a `.` or `[` can follow. */
export function emitObject(expression: Expr, cx: RoutineContext): Code {
  return new ExpressionEmitter(cx).object(expression);
}

class ExpressionEmitter implements Emitter {
  constructor(readonly cx: RoutineContext) {}

  leveled(expression: Expr): Leveled {
    const { code: inner, level } = plainEmit(expression, this);
    return { code: marked(expression, inner), level };
  }

  expression(expression: Expr): Code {
    return this.leveled(expression).code;
  }

  operand(expression: Expr, level: number): Code {
    const { code: inner, level: own } = this.leveled(expression);
    return own < level ? marked(expression, '(', inner, ')') : inner;
  }

  object(expression: Expr): Code {
    // `0.x` would be a number that goes on.
    return expression.kind === 'number'
      ? marked(expression, '(', this.expression(expression), ')')
      : this.operand(expression, Level.call);
  }

  vertex(expression: Expr): Code {
    return this.cx.vertexIndex(expression, (part) => this.expression(part));
  }
}

function plainEmit(expression: Expr, out: Emitter): Leveled {
  const at = (level: number, ...pieces: readonly Piece[]): Leveled => ({ code: code(...pieces), level });
  const go = (part: Expr): Code => out.expression(part);
  switch (expression.kind) {
    case 'number':
      return at(Level.primary, expression.value);
    case 'string':
      return at(Level.primary, quote(expression.value));
    case 'boolean':
      return at(Level.primary, String(expression.value));
    case 'nil':
      return at(Level.primary, 'null');
    case 'infinity':
      return at(Level.primary, 'Infinity');
    case 'name':
      return at(Level.primary, out.cx.variable(expression.name));
    case 'index':
      return at(Level.call, emitIndex(expression, out));
    case 'slice':
      return at(Level.call, emitSlice(expression, out));
    case 'attribute':
      return at(Level.call, emitAttribute(expression, out));
    case 'call':
      return emitCall(expression, out);
    case 'method':
      return at(Level.call, emitMethod(expression, out));
    case 'unary':
      return emitUnary(expression, out);
    case 'binary':
      return emitBinary(expression, out);
    case 'choice':
      return at(
        Level.choice,
        out.operand(expression.condition, Level.or),
        ' ? ',
        go(expression.yes),
        ' : ',
        go(expression.no),
      );
    case 'list':
      return at(Level.primary, '[', join(expression.items.map(go), ', '), ']');
    case 'comprehension':
      return at(Level.call, emitComprehension(expression, out));
    case 'range':
      return at(Level.call, emitRange(expression, out));
    case 'size':
      if (out.cx.isMap(expression.of)) return at(Level.call, 'Object.keys(', go(expression.of), ').length');
      return at(Level.call, out.object(expression.of), expression.axis === 1 ? '[0].length' : '.length');
    case 'copy':
      return at(
        Level.primary,
        out.cx.depthOf(expression.of) >= 2
          ? code(out.object(expression.of), '.map((row) => [...row])')
          : code('[...', go(expression.of), ']'),
      );
    case 'empty':
      return at(Level.primary, isMapWord(expression.what) ? '{}' : /^string/.test(expression.what) ? "''" : '[]');
    case 'made': {
      const { program, scope, assigned } = out.cx;
      const type = assigned === null ? null : (program.records?.typeOf(scope.routine, assigned) ?? null);
      return type === null ? at(Level.primary, '{}') : at(Level.relation, `{} as ${type}`);
    }
    case 'array':
      return at(Level.call, emitArray(expression, out));
    case 'isEmpty':
      return at(Level.equality, out.object(expression.of), expression.negated ? '.length > 0' : '.length === 0');
    case 'best':
      return at(Level.call, emitBest(expression, out));
    case 'end':
      return at(Level.call, out.object(expression.of), expression.which === 'first' ? '[0]' : '.at(-1)');
    case 'neighbors':
      return at(Level.call, emitNeighbors(expression, out));
    case 'labelled': {
      const read = code(out.cx.attributeArray(expression.label), '[', out.vertex(expression.of), ']');
      return expression.negated ? at(Level.unary, '!', read) : at(Level.call, read);
    }
    case 'take':
      return at(Level.call, emitTake(expression, out));
    case 'input':
      return at(Level.primary, out.cx.nextInput());
    case 'parenthesized':
      return out.leveled(expression.inner);
  }
}

function emitIndex({ object, indices }: ExprOf<'index'>, out: Emitter): Code {
  const graph = out.cx.partOfGraph(object);
  if (graph !== null) return code(graph, ...indices.flatMap((index): Piece[] => ['[', out.vertex(index), ']']));
  const pieces: Piece[] = [out.object(object)];
  indices.forEach((index, dimension) => {
    const base = out.cx.isMap(object) ? 0 : out.cx.baseOf(object, dimension);
    pieces.push(
      '[',
      out.cx.asIndex(() => (out.cx.indexesVertices(object) ? out.vertex(index) : shifted(index, base, out))),
      ']',
    );
  });
  return code(...pieces);
}

/** `A[1:n]` ends with n where positions are counted from 1 (CLRS), before n where they are counted from 0 (Python). */
function emitSlice({ object, from, to, colon }: ExprOf<'slice'>, out: Emitter): Code {
  const exclusive = colon && (out.cx.base === 0 || from === null);
  const base = out.cx.baseOf(object, 0);
  const start = from ? shifted(from, base, out) : '0';
  if (!to) return code(out.object(object), '.slice(', start, ')');
  const end =
    typeof base === 'number'
      ? shifted(to, base - (exclusive ? 0 : 1), out)
      : code(shifted(to, base, out), exclusive ? '' : ' + 1');
  return code(out.object(object), '.slice(', start, ', ', end, ')');
}

function emitAttribute(expression: ExprOf<'attribute'>, out: Emitter): Code {
  const { object, name } = expression;
  const part = out.cx.partOfGraph(expression);
  if (part !== null) return code(part);
  if (out.cx.isVertexAttribute(expression)) {
    return code(out.cx.attributeArray(name), '[', out.vertex(object), ']');
  }
  if (out.cx.isArrayAttribute(expression)) return out.cx.arrayAttribute(expression.name, out.expression(object));
  return code(out.object(object), '.', variableName(name));
}

function emitUnary(expression: ExprOf<'unary'>, out: Emitter): Leveled {
  if (expression.operator === '-')
    return { code: code('-', out.operand(expression.operand, Level.unary)), level: Level.unary };
  const opposite = negation(expression.operand);
  if (opposite.kind !== 'unary') return { code: out.leveled(opposite).code, level: out.leveled(opposite).level };
  return { code: code('!', out.operand(expression.operand, Level.unary)), level: Level.unary };
}
