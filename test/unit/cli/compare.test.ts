import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Comparison } from '../../../src/shared/comparison.ts';
import { CommandLine } from '../../support/cli.ts';

const SMALL = ['--budget', '1', '--runs', '10', '--train-size', '6', '--sizes', '4..8'];

describe('compare', function () {
  this.timeout(240_000);
  let cli: CommandLine;
  before(() => {
    cli = new CommandLine();
  });
  after(async () => {
    assert.deepEqual([cli.leftFiles(), await cli.leftProcesses()], [[], []]);
    cli.remove();
  });

  it('trains each network with each seed, and writes table, picture and page of one comparison', async () => {
    const networks = ['machine', 'machine:statement', 'mpnn', 'transformer'];
    const written = ['--svg', 'it.svg', '--html', 'it.html'];
    const args = ['compare', 'sorts.ts#bubble', '--networks', networks.join(','), '--seeds', '2', ...SMALL, ...written];
    const comparison = (await cli.json(0, ...args)) as Comparison;
    assert.deepEqual(
      comparison.networks.map(({ name, runs }) => [name, runs.map(({ seed }) => seed)]),
      networks.map((name) => [name, [1, 2]]),
    );
    assert.deepEqual([comparison.sizes, comparison.trainSize, comparison.budget], [[4, 8], 6, 1]);
    for (const { name, failed, runs } of comparison.networks) {
      assert.equal(failed, null);
      for (const { parameters, results } of runs) {
        assert.ok(parameters > 0);
        assert.deepEqual(
          results.map(({ size }) => size),
          [4, 8],
        );
        if (name === 'mpnn') assert.ok(results.every(({ score = -1 }) => score >= 0 && score <= 1));
      }
    }
    assert.ok(comparison.networks[0]?.runs.every(({ results }) => results.every(({ runs, exact }) => runs === exact)));
    for (const file of ['it.svg', 'it.html']) {
      const text = readFileSync(cli.at(file), 'utf8');
      for (const name of networks) assert.ok(text.includes(name), `${name} in ${file}`);
    }
  });

  it('tells which network can not learn the function, and goes on', async () => {
    const { stdout, code } = await cli.run('compare', 'values.ts#divide', '--networks', 'mpnn,machine', ...SMALL);
    assert.equal(code, 0);
    assert.match(stdout, /mpnn: .*can't be learned by this network/);
    assert.match(stdout, /machine +\d+%/);
  });

  it('names the networks there are', async () => {
    const { stderr, code } = await cli.run('compare', 'sorts.ts#bubble', '--networks', 'machine,lstm');
    assert.deepEqual(
      [code, stderr],
      [
        2,
        '--networks takes machine, machine:statement, mpnn, transformer, mpnn:triplets, mpnn:scheduled, not "lstm".\n',
      ],
    );
  });
});
