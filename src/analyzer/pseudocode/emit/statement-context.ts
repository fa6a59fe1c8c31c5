import type { Stmt } from '../grammar/ast.ts';
import { code, marked, type Code, type Piece } from './code.ts';
import type { RoutineContext } from './context.ts';
import type { Declarations } from '../meaning/declarations.ts';
import { statementsIn } from '../meaning/walk.ts';

/** What an OUTPUT does: gives the only value, adds to a list, or can't be told apart from the result. */
export type OutputForm = 'single' | 'list' | 'ignored' | 'none';

export interface StatementContext {
  readonly cx: RoutineContext;
  readonly declarations: Declarations;
  readonly output: OutputForm;
  /** What ends the routine where nothing is returned. */
  readonly result: string | null;
  /** Reads of input inside loops, by target. */
  readonly streams: ReadonlyMap<string, { readonly list: string; readonly counter: string }>;
}

/** A statement as a line of its own. */
export function line(indent: string, statement: Stmt, ...pieces: readonly Piece[]): Code {
  return code(indent, marked(statement, ...pieces), '\n');
}

export function outputsIn(statements: readonly Stmt[]): boolean {
  return statementsIn(statements).some(({ kind }) => kind === 'output');
}
