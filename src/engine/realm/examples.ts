import type { Example } from '../../trainer/example.ts';
import { encode } from '../../shared/values.ts';
import type { Batch } from './batch.ts';
import type { Called } from '../../trainer/divergence/verdict.ts';
import { isStackOverflow, outcomeOf } from './calling.ts';
import type { Inputs } from './generators.ts';
import type { ExamplesRequest } from './protocol.ts';
import { isOutside } from './real.ts';

/** Draws inputs and calls the function on them. Calls that end in a limit are left out, and what they would have shown. */
export function callOnDraws(
  call: (input: readonly unknown[]) => Called,
  inputs: Inputs,
  batch: Batch,
  request: ExamplesRequest,
  now: number,
): Example[] {
  const draws = inputs.sequenceFrom(request.from ?? 0, request);
  const examples: Example[] = [];
  batch.deadline = now + request.ms;
  batch.many(request.count, () => {
    const input = draws.next(request.size, { exact: request.exact });
    const wire = input.map((arg) => encode(arg));
    const called = call(input);
    if (!isStackOverflow(called) && !isOutside(called)) examples.push({ input: wire, outcome: outcomeOf(called) });
  });
  return examples;
}
