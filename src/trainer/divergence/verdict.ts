import { sameValue } from '../../shared/equal.ts';
import { MachineLimit, Refusal } from '../machine/run/runtime.ts';

/** What a call did, as live values. */
export interface Called {
  readonly output: unknown;
  readonly threw: { readonly error: unknown } | null;
  readonly args: readonly unknown[];
  readonly sameAs: number | null;
}

export type Verdict = 'exact' | 'refused' | 'wrong';

/** How a network's run stands to the function's. A network that ran on without end is wrong. */
export function compareCalls(real: Called, learned: Called): Verdict {
  const error = learned.threw?.error;
  if (error instanceof Refusal) return 'refused';
  if (error instanceof MachineLimit) return 'wrong';
  return sameCall(real, learned) ? 'exact' : 'wrong';
}

/** Same result, same throw, same arguments afterwards. */
export function sameCall(a: Called, b: Called): boolean {
  if (a.sameAs !== b.sameAs || !sameThrow(a.threw, b.threw)) return false;
  // Compared together, so that what is shared between result and arguments is shared in both.
  return sameValue([a.output, ...a.args], [b.output, ...b.args]);
}

function sameThrow(a: Called['threw'], b: Called['threw']): boolean {
  if (!a || !b) return a === b;
  const [x, y] = [a.error, b.error];
  if (x instanceof Error && y instanceof Error) return x.message === y.message && x.name === y.name;
  return sameValue(x, y);
}
