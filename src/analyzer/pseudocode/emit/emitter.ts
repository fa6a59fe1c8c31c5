import type { Expr } from '../grammar/ast.ts';
import { code, marked, type Code } from './code.ts';
import type { RoutineContext } from './context.ts';

/** How tightly TypeScript binds; what binds less gets parentheses. */
export const Level = {
  choice: 1,
  or: 3,
  and: 4,
  equality: 8,
  relation: 9,
  sum: 11,
  product: 12,
  power: 13,
  unary: 14,
  call: 17,
  primary: 18,
} as const;

export interface Leveled {
  readonly code: Code;
  readonly level: number;
}

/** Makes TypeScript of the expressions inside of an expression; handed in, because operators hold calls and calls operators. */
export interface Emitter {
  readonly cx: RoutineContext;
  leveled(expression: Expr): Leveled;
  expression(expression: Expr): Code;
  /** An operand, in parentheses if it binds less than `level`. */
  operand(expression: Expr, level: number): Code;
  /** An expression that a `.` or `[` can follow. */
  object(expression: Expr): Code;
  /** Where a vertex stands in an array with an entry for each. */
  vertex(expression: Expr): Code;
}

export function quote(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n')}'`;
}

/** An index counted from 0: `i + 1` in a text that counts from 1 is `i`. */
export function shifted(index: Expr, base: number | Expr, out: Emitter): Code {
  if (typeof base !== 'number') return code(out.operand(index, Level.sum), ' - ', out.operand(base, Level.product));
  if (base === 0) return out.expression(index);
  if (index.kind === 'number') return marked(index, String(Number(index.value) - base));
  const sum =
    index.kind === 'binary' && (index.operator === '+' || index.operator === '-') && index.right.kind === 'number'
      ? index
      : null;
  if (sum?.right.kind === 'number') {
    const by = (sum.operator === '+' ? 1 : -1) * Number(sum.right.value) - base;
    const left = out.operand(sum.left, Level.sum);
    if (by === 0) return marked(index, out.expression(sum.left));
    return marked(index, left, by > 0 ? ` + ${by}` : ` - ${-by}`);
  }
  return code(out.operand(index, Level.sum), base > 0 ? ` - ${base}` : ` + ${-base}`);
}
