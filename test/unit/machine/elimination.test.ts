import assert from 'node:assert/strict';
import { helpers } from '../../../src/analyzer/instrument/runtime.ts';
import { callOn as callInRealm } from '../../../src/engine/realm/calling.ts';
import { createRandom } from '../../../src/shared/random.ts';
import { eliminationTable } from '../../../src/trainer/machine/audit.ts';
import { toChoices } from '../../../src/trainer/machine/choices.ts';
import { Observer } from '../../../src/trainer/machine/observe/observer.ts';
import { summarise } from '../../../src/trainer/machine/observe/summary.ts';
import { generateMachine } from '../../../src/trainer/machine/run/generate.ts';
import { createMachineRuntime, type MachineRuntime } from '../../../src/trainer/machine/run/runtime.ts';
import { CONSTRUCTS, argumentsFor } from '../../support/constructs.ts';
import { callOn, openConstruct, runInstrumented, type Exports } from '../../support/evaluate.ts';

type Machine = (runtime: MachineRuntime) => { exports: Exports };

describe('the machine runs what the traces leave possible', () => {
  for (const construct of CONSTRUCTS) {
    if (construct.traceOnly) continue;
    it(construct.name, async () => {
      const { made, plain } = await openConstruct(construct);
      const observer = new Observer(made.program);
      const traced = runInstrumented(made, observer)['f'];
      assert.ok(traced);
      const random = createRandom(5);
      for (let i = 0; i < 150; i++) {
        observer.finish(callInRealm(traced, argumentsFor(construct.inputs, random)).threw);
      }
      const table = eliminationTable(toChoices(summarise(observer)));
      const text = generateMachine(made.program, table, { strict: false, trace: false });
      const machine = (0, eval)(text) as Machine;
      const learned = machine(createMachineRuntime(made.program, helpers)).exports['f'];
      assert.ok(learned);
      for (let i = 0; i < 60; i++) {
        const args = argumentsFor(construct.inputs, random, i % 2 === 1);
        assert.deepEqual(callOn(learned, args), callOn(plain, args), `arguments ${JSON.stringify(args)}`);
      }
    });
  }
});
