import type { Program } from '../../../shared/program.ts';
import type { Decoded } from '../decode.ts';
import type { Certainty } from './certainty.ts';
import type { Expressions } from './expressions.ts';
import type { Flow } from './flow.ts';
import type { Lines } from './lines.ts';
import type { Operands } from './operands.ts';
import type { Shown } from './shown.ts';
import type { Writes } from './writes.ts';

/** What writing a listing takes. */
export interface Parts {
  readonly program: Program;
  readonly decoded: Decoded;
  readonly operands: Operands;
  readonly flow: Flow;
  readonly writes: Writes;
  readonly certainty: Certainty;
  readonly expressions: Expressions;
  readonly shown: Shown;
  readonly lines: Lines;
}
