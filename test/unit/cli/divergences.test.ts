import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import type { CheckReport } from '../../../src/shared/report.ts';
import { CommandLine } from '../../support/cli.ts';

const STEP = `/**
 * @integer n
 * @range n -50..50
 */
export function step(n: number): number {
  if (n < 0) return 1 - n;
  if (n % 2 === 0) return n / 2;
  return 3 * n + 1;
}
`;

const SIZES = ['--sizes', '8,16', '--runs', '60'];

describe('several divergences', function () {
  this.timeout(60_000);

  it('are told apart by where they part, each with its own small input', async () => {
    const cli = new CommandLine();
    try {
      writeFileSync(cli.at('step.ts'), STEP);
      const learned = (await cli.json(0, 'learn', 'step.ts', ...SIZES, '--budget', '20', '--out', 'm')) as CheckReport;
      assert.deepEqual([learned.divergence, learned.others], [null, []]);
      const edited = STEP.replace('1 - n', '2 - n').replace('n / 2', 'n / 2 + 1').replace('3 * n + 1', '1 + 3 * n');
      writeFileSync(cli.at('step.ts'), edited);
      const { divergence, others } = (await cli.json(1, 'check', 'm', ...SIZES)) as CheckReport;
      const found = [divergence, ...others].map((each) => [each?.step?.range?.start.line, each?.input]);
      assert.deepEqual(found.sort(), [
        [6, [-1]],
        [7, [0]],
      ]);
      const { stdout } = await cli.run('check', 'm', ...SIZES);
      assert.match(stdout, /differs at step\.ts:\d+:\d+[^]*also differs at step\.ts:\d+:\d+ on \[(-1|0)\]/);
    } finally {
      cli.remove();
    }
  });
});

describe('what is rare on small inputs', function () {
  this.timeout(60_000);

  it('is found by way of larger ones, and learned on small ones', async () => {
    const cli = new CommandLine();
    try {
      const options = ['--sizes', '16,64', '--runs', '100', '--out', 'm'];
      const report = (await cli.json(0, 'learn', 'expressions.ts', ...options)) as CheckReport;
      const exact = report.generalisation.map((each) => `${each.size}: ${each.exact}`);
      assert.deepEqual(exact, ['16: 100', '64: 100']);
    } finally {
      cli.remove();
    }
  });
});
