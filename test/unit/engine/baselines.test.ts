import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import type { CheckReport } from '../../../src/shared/report.ts';
import { Counts } from '../../../src/trainer/baselines/counts.ts';
import { CommandLine } from '../../support/cli.ts';

describe('look-up tables beside the network', () => {
  it('know a cell that they saw, and no other', () => {
    const counts = new Counts();
    counts.learn(1, 'number:2 number:3', 5);
    counts.learn(1, 'number:1 number:1', 2);
    counts.learn(1, 'number:0 number:2', 2);
    counts.test(1, 'number:2 number:3', 5);
    counts.test(1, 'number:4 number:4', 8);
    assert.equal(counts.dictionary(), 1 / 2);
    assert.equal(counts.majority(), 0, 'two is the commonest value, and never the one asked for');
  });

  it('tie the network on branches given their truth bit, and not on values', async function () {
    this.timeout(30_000);
    const cli = new CommandLine();
    try {
      writeFileSync(cli.at('product.ts'), PRODUCT);
      const args = ['--sizes', '16', '--runs', '20', '--out', 'm'];
      const { oneStep } = (await cli.json(0, 'learn', 'product.ts', ...args)) as CheckReport;
      assert.ok(oneStep);
      assert.deepEqual([oneStep.network, oneStep.ties.length], [1, 1]);
      assert.match(oneStep.ties[0] ?? '', /^branches given their truth bit/);
      assert.ok(oneStep.dictionary < 1 && oneStep.majority < 1, JSON.stringify(oneStep));
    } finally {
      cli.remove();
    }
  });
});

const PRODUCT = `export function product(a: number, b: number): number {
  if (a < b) return a * b;
  return a - b;
}
`;
