import type { Expr } from './ast.ts';
import type { Code } from './code.ts';

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

/** TypeScript and how tightly it binds. */
export interface Leveled {
  readonly code: Code;
  readonly level: number;
}

/** Makes TypeScript of the expressions that an expression is made of. */
export interface Parts {
  expression(part: Expr): Code;
  /** In parentheses if it binds less than `level`. */
  operand(part: Expr, level: number): Code;
  /** Such that a `.` or `[` can follow. */
  object(part: Expr): Code;
}
