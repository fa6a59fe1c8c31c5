import type { Stmt } from '../grammar/ast.ts';
import { code, marked, type Code, type Piece } from './code.ts';
import type { RoutineContext } from './context.ts';
import type { Declarations } from '../meaning/declarations.ts';
import type { OutputForm } from '../meaning/outputs.ts';

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
