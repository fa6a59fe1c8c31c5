import assert from 'node:assert/strict';
import { instrumentText } from '../../support/evaluate.ts';
import { observe, train } from '../../support/learn-here.ts';
import type { BranchChoice } from '../../../src/trainer/machine/decode.ts';

describe('a branch that corrupted values tell wrongly', () => {
  it('goes where it goes even if most that is told of the rare way is wrong', async () => {
    const made = instrumentText('export function f(x) { if (x > 8) return 1; return 2; }');
    const inputs = Array.from({ length: 40 }, (_, i) => [i % 10]);
    const { program, choices } = observe(made, inputs);
    const deciding = choices.branches.filter(({ step }) => program.steps[step]?.decides);
    const step = deciding[0]?.step;
    assert.ok(step !== undefined && deciding.filter((branch) => branch.step === step).length === 2);
    const clean = (await train(program, choices)).decoded.table.next.get(step);
    // Of 1,100 visits that are false 50 are told as true; of 25 that are true one is told as false.
    const told = (branch: BranchChoice): BranchChoice => {
      if (branch.step !== step) return branch;
      const own = branch.rows[0]?.consistent[0] ?? -1;
      const rare = branch.category === 1;
      const rows = [
        { consistent: [own], count: rare ? 24 : 1050 },
        { consistent: [1 - own], count: rare ? 50 : 1 },
      ];
      return { ...branch, rows, survivors: [] };
    };
    const noisy = await train(program, { ...choices, branches: choices.branches.map(told) });
    assert.deepEqual(noisy.decoded.table.next.get(step), clean);
  });
});
