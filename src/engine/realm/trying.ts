import { decodeInput } from '../../analyzer/inputs/functions.ts';
import type { Host } from '../../analyzer/sandbox/host.ts';
import type { Called } from '../../trainer/divergence/verdict.ts';
import { Batch } from './batch.ts';
import { isStackOverflow, thrownText } from './calling.ts';
import { safely } from './outcomes.ts';
import { isOutside } from './real.ts';
import type { RealmMethods } from './protocol.ts';

/** Longest call when inputs are only tried out, milliseconds. */
const TRY_MS = 100;

/** Calls the function on each input; calls that don't end soon are noted. */
export function tryInputs(
  call: (input: readonly unknown[]) => Called,
  host: Host,
  inputs: RealmMethods['try'][0]['inputs'],
): RealmMethods['try'][1] {
  const results: RealmMethods['try'][1][number][] = inputs.map(() => ({
    ended: false,
    threw: 'did not end',
    output: null,
  }));
  new Batch(host, TRY_MS).many(inputs.length, (i) => {
    const called = call(decodeInput(inputs[i] ?? []));
    const threw = called.threw && !isOutside(called) ? thrownText(called.threw.error) : null;
    results[i] = { ended: !isStackOverflow(called), threw, output: called.threw ? null : safely(called.output) };
  });
  return results;
}
