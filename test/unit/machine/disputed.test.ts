import assert from 'node:assert/strict';
import { helpers } from '../../../src/analyzer/instrument/runtime.ts';
import type { Scorer } from '../../../src/trainer/network/scorer.ts';
import { toChoices } from '../../../src/trainer/machine/choices.ts';
import { decode } from '../../../src/trainer/machine/decode.ts';
import { Observer } from '../../../src/trainer/machine/observe/observer.ts';
import { summarise } from '../../../src/trainer/machine/observe/summary.ts';
import { generateMachine } from '../../../src/trainer/machine/run/generate.ts';
import { createMachineRuntime, Refusal, type MachineRuntime } from '../../../src/trainer/machine/run/runtime.ts';
import { instrumentText, runInstrumented, type Exports } from '../../support/evaluate.ts';

/** A network that prefers whatever comes first. */
const INDIFFERENT: Scorer = { logits: ({ candidates }) => new Float32Array(candidates.length), parameters: 0 };

/** Learns `f` from traces in which every condition is told as false. */
function learnFromBadTraces(strict: boolean): (x: number) => unknown {
  const made = instrumentText('export function f(x) { if (x) return 1; return 2; }');
  const observer = new Observer(made.program, (step, value) => (made.program.steps[step]?.decides ? 0 : value));
  const traced = runInstrumented(made, observer)['f'] as (x: number) => unknown;
  for (const x of [0, 5, 0, 7]) {
    traced(x);
    observer.finish(null);
  }
  const { table, branchConflicts } = decode(made.program, toChoices(summarise(observer)), INDIFFERENT);
  assert.equal(branchConflicts.length, 1);
  const text = generateMachine(made.program, table, { strict, trace: false });
  const machine = (0, eval)(text) as (runtime: MachineRuntime) => { exports: Exports };
  return machine(createMachineRuntime(made.program, helpers)).exports['f'] as (x: number) => unknown;
}

describe('where traces went several ways', () => {
  it('a strict machine refuses', () => {
    assert.throws(
      () => learnFromBadTraces(true)(0),
      (error) => error instanceof Refusal && ['disputed', 'missing'].includes(error.kind),
    );
  });

  it('a guessing machine goes on', () => {
    assert.ok([1, 2].includes(learnFromBadTraces(false)(0) as number));
  });
});
