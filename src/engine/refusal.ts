import type { Program } from '../shared/program.ts';
import type { Decoded } from '../trainer/machine/decode.ts';
import { describeRefusal } from '../trainer/machine/describe.ts';
import { readingsOf } from '../trainer/machine/readings.ts';
import type { RefusalKind } from '../trainer/machine/run/table.ts';

export interface Refusal {
  readonly step: number;
  readonly kind: RefusalKind;
}

/** Tells why a network refused, as one sentence that says what would help. The listing is written when it is first needed. */
export function refusalsOf(program: Program, decoded: Decoded): (refusal: Refusal) => string {
  let read: ReturnType<typeof readingsOf> | null = null;
  return ({ step, kind }) => {
    const categories = decoded.table.next.get(step);
    const decides = program.steps[step]?.decides !== undefined;
    const seen = decides && categories?.size === 1 ? (categories.has(1) ? 'true' : 'false') : null;
    const readings = kind === 'ambiguous' ? (read ??= readingsOf(program, decoded))(step) : [];
    return describeRefusal(kind, readings, seen);
  };
}
