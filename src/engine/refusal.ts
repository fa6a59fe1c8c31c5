import type { Program } from '../shared/program.ts';
import type { Decoded } from '../trainer/machine/decode.ts';
import { describeRefusal } from '../trainer/machine/describe.ts';
import type { RefusalKind } from '../trainer/machine/run/table.ts';

/** Why the network refused, as one sentence that says what would help. */
export function refusalText(
  program: Program,
  { decisions, table }: Pick<Decoded, 'decisions' | 'table'>,
  refusal: { readonly step: number; readonly kind: RefusalKind },
): string {
  const decision = decisions.find(({ step }) => step === refusal.step);
  const categories = table.next.get(refusal.step);
  const decides = program.steps[refusal.step]?.decides !== undefined;
  const seen = decides && categories?.size === 1 ? (categories.has(1) ? 'true' : 'false') : null;
  return describeRefusal(program, refusal.kind, decision?.survivors ?? [], seen);
}
